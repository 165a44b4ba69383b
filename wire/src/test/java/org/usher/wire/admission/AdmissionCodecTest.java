package org.usher.wire.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.usher.wire.Decoded;
import org.usher.wire.Decoding;
import org.usher.wire.Octets;

/** The bytes of each frame, drawn by hand, and frames that lie. */
class AdmissionCodecTest {

    private static final String NUMBER = "80000007";
    private static final long SAME_NUMBER = 0x80000007L;
    private static final String PASS = "22".repeat(AdmissionFrame.PASS);
    private static final Octets SAME_PASS = Octets.of(HexFormat.of().parseHex(PASS));

    @Test
    void drawsEachFrame() throws Exception {
        assertDrawn(
                "0100000f" + NUMBER + "04" + "c0000207" + "0004" + "7574312e",
                new AdmissionFrame.Ask(SAME_NUMBER, InetAddress.getByName("192.0.2.7"), "ut1."));
        assertDrawn(
                "01000018" + NUMBER + "10" + "20010db8000000000000000000000007" + "0001" + "61",
                new AdmissionFrame.Ask(SAME_NUMBER, InetAddress.getByName("2001:db8::7"), "a"));
        assertDrawn("02000019" + NUMBER + PASS + "00" + "00000000", admitted(false, false, false, 0));
        assertDrawn("02000019" + NUMBER + PASS + "01" + "0000001e", admitted(true, false, false, 30));
        assertDrawn("02000019" + NUMBER + PASS + "02" + "00000000", admitted(false, true, false, 0));
        assertDrawn("02000019" + NUMBER + PASS + "04" + "7fffffff", admitted(false, false, true, Integer.MAX_VALUE));
        assertDrawn("0300000a" + NUMBER + "05" + "612d7a3039", new AdmissionFrame.Refused(SAME_NUMBER, "a-z09"));
        assertDrawn("04000008" + "ffffffffffffffff", new AdmissionFrame.Ping(-1));
        assertDrawn("05000008" + "0000000000000001", new AdmissionFrame.Pong(1));
    }

    private static AdmissionFrame admitted(boolean drives, boolean printers, boolean clipboard, int idle) {
        return new AdmissionFrame.Admitted(SAME_NUMBER, SAME_PASS, drives, printers, clipboard, idle);
    }

    private static void assertDrawn(String hex, AdmissionFrame frame) {
        assertThat(AdmissionCodec.encode(frame)).isEqualTo(ByteBuffer.wrap(bytes(hex)));
        assertThat(Decoding.whole(AdmissionCodec::decode, bytes(hex))).isEqualTo(frame);
    }

    @Test
    void refusesALengthBeforeItIsBuffered() {
        assertThat(malformed("01000801")).isEqualTo("frame length");
        assertThat(malformed("02ffffff")).isEqualTo("frame length");
        assertThat(AdmissionCodec.decode(ByteBuffer.wrap(bytes("01000800")))).isEqualTo(new Decoded.NeedMore<>(0x804));
    }

    @Test
    void refusesATypeThatItDoesNotKnow() {
        for (int type = 0; type < 256; type++) {
            if (type < 1 || type > 5) {
                assertThat(malformed(HexFormat.of().toHexDigits((byte) type) + "000000"))
                        .isEqualTo("frame type");
            }
        }
    }

    @Test
    void refusesFramesThatAreTooShortForTheirFields() {
        assertThat(malformed("01000003" + "000000")).isEqualTo("number");
        assertThat(malformed("01000004" + NUMBER)).isEqualTo("address length");
        assertThat(malformed("01000007" + NUMBER + "04" + "c000")).isEqualTo("address");
        assertThat(malformed("0100000a" + NUMBER + "04" + "c0000207" + "00")).isEqualTo("ticket length");
        assertThat(malformed("0100000c" + NUMBER + "04" + "c0000207" + "0002" + "61"))
                .isEqualTo("ticket");
        assertThat(malformed("02000013" + NUMBER + "22".repeat(15))).isEqualTo("pass");
        assertThat(malformed("02000014" + NUMBER + PASS)).isEqualTo("redirections");
        assertThat(malformed("02000018" + NUMBER + PASS + "00" + "000000")).isEqualTo("idle minutes");
        assertThat(malformed("03000004" + NUMBER)).isEqualTo("reason length");
        assertThat(malformed("03000006" + NUMBER + "02" + "61")).isEqualTo("reason");
        assertThat(malformed("04000007" + "00000000000000")).isEqualTo("token");
        assertThat(malformed("05000000")).isEqualTo("token");
    }

    @Test
    void refusesFramesThatHaveMoreThanTheirFields() {
        assertThat(malformed("0100000d" + NUMBER + "04" + "c0000207" + "0001" + "6161"))
                .isEqualTo("frame");
        assertThat(malformed("0200001a" + NUMBER + PASS + "00" + "00000000" + "00"))
                .isEqualTo("frame");
        assertThat(malformed("03000007" + NUMBER + "01" + "6161")).isEqualTo("frame");
        assertThat(malformed("04000009" + "000000000000000000")).isEqualTo("frame");
    }

    @Test
    void refusesFieldsThatSayWhatTheyMayNot() {
        assertThat(malformed("0100000c" + NUMBER + "05" + "c000020700" + "0000"))
                .isEqualTo("address");
        for (String character : new String[] {"00", "20", "0a", "7f", "80", "c3"}) {
            assertThat(malformed("0100000c" + NUMBER + "04" + "c0000207" + "0001" + character))
                    .isEqualTo("ticket");
        }
        assertThat(malformed("02000019" + NUMBER + PASS + "08" + "00000000")).isEqualTo("redirections");
        assertThat(malformed("02000019" + NUMBER + PASS + "00" + "80000000")).isEqualTo("idle minutes");
        assertThat(malformed("03000005" + NUMBER + "00")).isEqualTo("reason");
        for (String character : new String[] {"41", "5f", "20", "0a", "e1"}) {
            assertThat(malformed("03000006" + NUMBER + "01" + character)).isEqualTo("reason");
        }
        assertThat(malformed("03000046" + NUMBER + "41" + "61".repeat(65))).isEqualTo("reason");
    }

    @Test
    void makesNoFrameThatWouldLie() throws UnknownHostException {
        InetAddress address = InetAddress.getByName("192.0.2.7");
        assertNotMade(() -> new AdmissionFrame.Ask(-1, address, "a"));
        assertNotMade(() -> new AdmissionFrame.Ask(AdmissionFrame.MAX_NUMBER + 1, address, "a"));
        assertNotMade(() -> new AdmissionFrame.Ask(1, address, "a b"));
        assertNotMade(() -> new AdmissionFrame.Ask(1, address, "ä"));
        assertNotMade(() -> new AdmissionFrame.Admitted(1, Octets.of(new byte[15]), true, true, true, 0));
        assertNotMade(() -> new AdmissionFrame.Admitted(1, SAME_PASS, true, true, true, -1));
        assertNotMade(() -> new AdmissionFrame.Refused(1, ""));
        assertNotMade(() -> new AdmissionFrame.Refused(1, "No"));
        assertNotMade(() -> new AdmissionFrame.Refused(1, "a".repeat(65)));
        assertNotMade(() -> AdmissionCodec.encode(new AdmissionFrame.Ask(1, address, "a".repeat(2048))));
        assertNotMade(() -> AdmissionCodec.encode(new AdmissionFrame.Ask(1, address, "a".repeat(70_000))));
    }

    private static void assertNotMade(ThrowingCallable making) {
        assertThatThrownBy(making).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keepsSecretsOutOfLogs() throws UnknownHostException {
        assertThat(new AdmissionFrame.Ask(1, InetAddress.getByName("192.0.2.7"), "ut1.secret"))
                .hasToString("Ask[number=1, client=192.0.2.7, ticket=•••]");
        assertThat(admitted(true, false, true, 5).toString())
                .doesNotContain("22")
                .contains("pass=•••");
    }

    private static String malformed(String hex) {
        return Decoding.malformed(AdmissionCodec::decode, bytes(hex));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
