package org.usher.wire.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.usher.wire.Decoded;
import org.usher.wire.Decoding;
import org.usher.wire.Octets;

/** The bytes of each frame, drawn by hand, and frames that lie. */
class StreamCodecTest {

    private static final String LEASE = "11".repeat(StreamFrame.LEASE);
    private static final String OFFSET = "0000000000000007";
    private static final Octets LEASE_OCTETS = Octets.of(HexFormat.of().parseHex(LEASE));

    @Test
    void drawsEachFrame() throws Exception {
        assertDrawn("01000010" + "01" + "0004" + "7574312e" + "00" + OFFSET, hello("ut1.", Optional.empty()));
        assertDrawn("0100002c" + "01" + "0000" + "20" + LEASE + OFFSET, hello("", Optional.of(LEASE_OCTETS)));
        assertDrawn(
                "02000031" + "01" + LEASE + "0000000000000002" + OFFSET, new StreamFrame.Welcome(LEASE_OCTETS, 2, 7));
        assertDrawn("0300000b" + OFFSET + "030000", new StreamFrame.Data(7, ByteBuffer.wrap(new byte[] {3, 0, 0})));
        assertDrawn("04000008" + OFFSET, new StreamFrame.Ack(7));
        assertDrawn("05000010" + "ffffffffffffffff" + OFFSET, new StreamFrame.Ping(-1, 7));
        assertDrawn("06000010" + "0000000000000001" + OFFSET, new StreamFrame.Pong(1, 7));
        assertDrawn("07000006" + "05" + "612d7a3039", new StreamFrame.End("a-z09"));
        assertDrawn("10000005" + "04" + "c0000207", new StreamFrame.Origin(InetAddress.getByName("192.0.2.7")));
        assertDrawn(
                "10000011" + "10" + "20010db8000000000000000000000007",
                new StreamFrame.Origin(InetAddress.getByName("2001:db8::7")));
    }

    private static StreamFrame hello(String ticket, Optional<Octets> lease) {
        return new StreamFrame.Hello(ticket, lease, 7);
    }

    private static void assertDrawn(String hex, StreamFrame frame) {
        assertThat(StreamCodec.encode(frame)).isEqualTo(ByteBuffer.wrap(bytes(hex)));
        assertThat(Decoding.whole(StreamCodec::decode, bytes(hex))).isEqualTo(frame);
    }

    @Test
    void refusesALengthBeforeItIsBuffered() {
        assertThat(malformed("03010009")).isEqualTo("frame length");
        assertThat(malformed("03ffffff")).isEqualTo("frame length");
        assertThat(malformed("01000801")).isEqualTo("frame length");
        assertThat(malformed("ff000801")).isEqualTo("frame length");
        assertThat(StreamCodec.decode(ByteBuffer.wrap(bytes("03010008")))).isEqualTo(new Decoded.NeedMore<>(0x1000c));
        assertThat(StreamCodec.decode(ByteBuffer.wrap(bytes("01000800")))).isEqualTo(new Decoded.NeedMore<>(0x804));
    }

    @Test
    void refusesATypeThatItDoesNotKnow() {
        for (int type = 0; type < 256; type++) {
            if ((type < 1 || type > 7) && type != 0x10) {
                assertThat(malformed(HexFormat.of().toHexDigits((byte) type) + "000000"))
                        .isEqualTo("frame type");
            }
        }
    }

    @Test
    void refusesFramesThatAreTooShortForTheirFields() {
        assertThat(malformed("01000000")).isEqualTo("version");
        assertThat(malformed("0100000101")).isEqualTo("ticket length");
        assertThat(malformed("01000004" + "01" + "0002" + "41")).isEqualTo("ticket");
        assertThat(malformed("01000003" + "01" + "0000")).isEqualTo("lease length");
        assertThat(malformed("01000024" + "01" + "0000" + "20" + LEASE)).isEqualTo("received");
        assertThat(malformed("02000001" + "01")).isEqualTo("lease");
        assertThat(malformed("03000007" + "00000000000000")).isEqualTo("offset");
        assertThat(malformed("03000008" + OFFSET)).isEqualTo("data");
        assertThat(malformed("04000000")).isEqualTo("received");
        assertThat(malformed("05000008" + OFFSET)).isEqualTo("received");
        assertThat(malformed("06000007" + "00000000000000")).isEqualTo("token");
        assertThat(malformed("07000000")).isEqualTo("reason");
        assertThat(malformed("0700000102")).isEqualTo("reason");
        assertThat(malformed("1000000104")).isEqualTo("address");
    }

    @Test
    void refusesFramesThatHaveMoreThanTheirFields() {
        assertThat(malformed("04000009" + OFFSET + "00")).isEqualTo("frame");
        assertThat(malformed("05000011" + OFFSET + OFFSET + "00")).isEqualTo("frame");
        assertThat(malformed("0700000301" + "6100")).isEqualTo("frame");
    }

    @Test
    void refusesOffsetsOfSixtyFourBits() {
        String negative = "8000000000000000";
        assertThat(malformed("03000009" + negative + "00")).isEqualTo("offset");
        assertThat(malformed("04000008" + negative)).isEqualTo("received");
        assertThat(malformed("05000010" + OFFSET + negative)).isEqualTo("received");
        assertThat(malformed("06000010" + OFFSET + negative)).isEqualTo("received");
        assertThat(malformed("0100000c" + "01" + "0000" + "00" + negative)).isEqualTo("received");
        assertThat(malformed("02000031" + "01" + LEASE + "0000000000000001" + negative))
                .isEqualTo("received");
    }

    @Test
    void refusesAnotherVersion() {
        assertThat(malformed("0100000c" + "02" + "0000" + "00" + OFFSET)).isEqualTo("version");
        assertThat(malformed("02000031" + "00" + LEASE + "0000000000000001" + OFFSET))
                .isEqualTo("version");
    }

    @Test
    void refusesAnEpochThatIsNoCount() {
        for (String epoch :
                new String[] {"0000000000000000", "0000000080000000", "0000000100000001", "ffffffffffffffff"}) {
            assertThat(malformed("02000031" + "01" + LEASE + epoch + OFFSET)).isEqualTo("epoch");
        }
    }

    @Test
    void refusesATicketThatIsNotPrintable() {
        // With these two would have been the same ticket: a decoder of ASCII makes one replacement of all of them.
        for (String character : new String[] {"80", "ff", "00", "20", "7f", "0a"}) {
            assertThat(malformed("0100000d" + "01" + "0001" + character + "00" + OFFSET))
                    .isEqualTo("ticket");
        }
    }

    @Test
    void refusesALeaseOfAnotherLength() {
        assertThat(malformed("0100000d" + "01" + "0000" + "01" + "11" + OFFSET)).isEqualTo("lease length");
        assertThat(malformed("0100002d" + "01" + "0000" + "21" + LEASE + "11" + OFFSET))
                .isEqualTo("lease length");
    }

    @Test
    void refusesAReasonThatIsNoCode() {
        assertThat(malformed("0700000100")).isEqualTo("reason");
        assertThat(malformed("0700000201" + "41")).isEqualTo("reason");
        assertThat(malformed("0700000201" + "20")).isEqualTo("reason");
        assertThat(malformed("0700000201" + "e4")).isEqualTo("reason");
        assertThat(malformed("07000042" + "41" + "61".repeat(65))).isEqualTo("reason");
    }

    @Test
    void refusesAnAddressOfAnotherLength() {
        for (String address : new String[] {"", "c00002", "c000020700", "00".repeat(15), "00".repeat(17)}) {
            String length = HexFormat.of().toHexDigits((byte) (address.length() / 2));
            String payload = HexFormat.of().toHexDigits((byte) (address.length() / 2 + 1));
            assertThat(malformed("100000" + payload + length + address)).isEqualTo("address");
        }
    }

    @Test
    void doesNotCopyDataAndDoesNotTouchTheirSource() {
        byte[] bytes = bytes("0300000b" + OFFSET + "030000");
        StreamFrame.Data data = (StreamFrame.Data) Decoding.whole(StreamCodec::decode, bytes);
        bytes[12] = 9;
        assertThat(data.bytes().get(0)).isEqualTo((byte) 9);

        ByteBuffer source = ByteBuffer.wrap(bytes).position(12);
        assertThat(StreamCodec.encode(new StreamFrame.Data(7, source))).isEqualTo(ByteBuffer.wrap(bytes));
        assertThat(source.position()).isEqualTo(12);
    }

    @Test
    void noFrameIsMadeThatWouldNotBeRead() {
        Octets shorter = Octets.of(new byte[StreamFrame.LEASE - 1]);
        ByteBuffer large = ByteBuffer.allocate(StreamFrame.MAX_DATA + 1);
        assertNotMade(() -> hello("\u00e4", Optional.empty()));
        assertNotMade(() -> hello("a b", Optional.empty()));
        assertNotMade(() -> hello("a", Optional.of(shorter)));
        assertNotMade(() -> new StreamFrame.Hello("a", Optional.empty(), -1));
        assertNotMade(() -> new StreamFrame.Welcome(shorter, 1, 0));
        assertNotMade(() -> new StreamFrame.Welcome(LEASE_OCTETS, 0, 0));
        assertNotMade(() -> new StreamFrame.Welcome(LEASE_OCTETS, 1, -1));
        assertNotMade(() -> new StreamFrame.Data(-1, ByteBuffer.allocate(1)));
        assertNotMade(() -> new StreamFrame.Data(0, ByteBuffer.allocate(0)));
        assertNotMade(() -> new StreamFrame.Data(0, large));
        assertNotMade(() -> new StreamFrame.Ack(-1));
        assertNotMade(() -> new StreamFrame.Ping(0, -1));
        assertNotMade(() -> new StreamFrame.Pong(0, -1));
        assertNotMade(() -> new StreamFrame.End(""));
        assertNotMade(() -> new StreamFrame.End("No"));
        assertNotMade(() -> new StreamFrame.End("a".repeat(65)));
        assertNotMade(() -> StreamCodec.encode(hello("a".repeat(2048), Optional.empty())));
        assertNotMade(() -> StreamCodec.encode(hello("a".repeat(70_000), Optional.empty())));
    }

    private static void assertNotMade(ThrowingCallable making) {
        assertThatThrownBy(making).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keepsSecretsOutOfLogs() {
        assertThat(hello("ut1.secret", Optional.of(LEASE_OCTETS)))
                .hasToString("Hello[ticket=•••, lease=•••, received=7]");
        assertThat(new StreamFrame.Welcome(LEASE_OCTETS, 2, 7)).hasToString("Welcome[lease=•••, epoch=2, received=7]");
    }

    private static String malformed(String hex) {
        return Decoding.malformed(StreamCodec::decode, bytes(hex));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
