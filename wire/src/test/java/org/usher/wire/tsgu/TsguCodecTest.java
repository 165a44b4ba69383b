package org.usher.wire.tsgu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.usher.wire.Decoded;
import org.usher.wire.Decoding;
import org.usher.wire.Octets;

/** Packets that lie, and packets that only look as if they did. */
class TsguCodecTest {

    @Test
    void refusesALengthBeforeAnyOfItIsThere() {
        assertThat(decode(header(0xA, TsguCodec.DATA_HEADER + TsguCodec.MAX_DATA)))
                .isEqualTo(new Decoded.NeedMore<>(TsguCodec.DATA_HEADER + TsguCodec.MAX_DATA));
        assertLengthRefused(header(0xA, TsguCodec.DATA_HEADER + TsguCodec.MAX_DATA + 1));
        for (int type : new int[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 0xB, 0xC, 0xD, 0x10, 0x11, 0xE, 0xFFFF}) {
            assertThat(decode(header(type, TsguCodec.MAX_CONTROL)))
                    .isEqualTo(new Decoded.NeedMore<>(TsguCodec.MAX_CONTROL));
            assertLengthRefused(header(type, TsguCodec.MAX_CONTROL + 1));
            assertLengthRefused(header(type, -1));
            assertLengthRefused(header(type, TsguCodec.HEADER - 1));
            assertLengthRefused(header(type, 0));
        }
    }

    @ParameterizedTest
    @CsvSource({"0a00 0000 0c000000 0200, 2", "0a00 0000 0a000000 0000, 0", "0a00 0000 09000100 ffff, 65535"})
    void theHeaderOfDataSaysHowMuchFollows(String hex, int length) {
        ByteBuffer whole = ByteBuffer.wrap(TsguCodecBytesTest.bytes(hex));
        assertThat(TsguCodec.isData(whole)).isTrue();
        assertThat(TsguCodec.decodeDataHeader(whole)).isEqualTo(new Decoded.Message<>(length, TsguCodec.DATA_HEADER));
        for (int cut = 0; cut < TsguCodec.DATA_HEADER; cut++) {
            assertThat(TsguCodec.decodeDataHeader(whole.slice(0, cut)))
                    .isEqualTo(new Decoded.NeedMore<>(TsguCodec.DATA_HEADER));
        }
    }

    @ParameterizedTest
    @CsvSource({"0a00 0000 0b000000 0200", "0a00 0000 09000000 0000", "0a00 0000 ffffffff ffff"})
    void aHeaderOfDataThatLiesIsMalformed(String hex) {
        assertThat(TsguCodec.decodeDataHeader(ByteBuffer.wrap(TsguCodecBytesTest.bytes(hex))))
                .isInstanceOf(Decoded.Malformed.class);
    }

    @Test
    void otherPacketsAreNoData() {
        assertThat(TsguCodec.isData(ByteBuffer.wrap(TsguCodecBytesTest.bytes("0d00 0000 08000000"))))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        // A field that the packet is too short for, one of each kind.
        "0100 0000 0d000000 01 00 0000 02, extendedAuth",
        "0100 0000 08000000, verMajor",
        "0300 0000 0f000000 00000000 0200 aa, authBlob",
        "0400 0000 0c000000 0d000000, fieldsPresent",
        "0400 0000 0e000000 0d000000 0100, reserved",
        "0400 0000 12000000 0d000000 0100 0000 0800, PAACookie",
        "0400 0000 10000000 0d000000 0100 0000, PAACookie",
        "0400 0000 17000000 0d000000 0200 0000 01020304050607, reauthTunnelContext",
        "0500 0000 14000000 0000 00000000 0300 0000 0a00, tunnelId",
        "0500 0000 14000000 0000 00000000 1000 0000 0400, consentMsg",
        "0600 0000 0e000000 0000 0600 7600, clientName",
        "0600 0000 0f000000 0000 0300 760000, clientName",
        "0600 0000 0e000000 0100 0000 0100, statementOfHealth",
        "0700 0000 12000000 00000000 0200 0000 0000, idleTimeout",
        "0800 0000 0e000000 00 00 3d0d 0300, numResources",
        "0800 0000 0e000000 33 00 3d0d 0300, numResources",
        "0800 0000 0e000000 01 04 3d0d 0300, numAltResources",
        "0800 0000 0e000000 02 00 3d0d 0300, pResource",
        "0800 0000 14000000 02 00 3d0d 0300 0200 6100 0200, pResource",
        "0800 0000 12000000 01 01 3d0d 0300 0200 6100, pAltResources",
        "0900 0000 12000000 00000000 0100 0000 0100, channelId",
        "0a00 0000 09000000 00, cbDataLen",
        // Data whose two lengths disagree.
        "0a00 0000 0b000000 0000 aa, cbDataLen",
        "0a00 0000 0b000000 0200 aa, cbDataLen",
        "0a00 0000 0a000000 ffff, cbDataLen",
        "0b00 0000 0a000000 0100, message",
        "0c00 0000 0c000000 00000000, reauthTunnelContext",
        "1000 0000 0a000000 0000, statusCode",
        "1100 0000 08000000, statusCode",
        // The nonce, which clients measure differently.
        "0500 0000 12000000 0000 00000000 0400 0000, fieldsPresent"
    })
    void refusesAFieldThatIsNotThere(String hex, String field) {
        assertThat(Decoding.malformed(TsguCodec::decode, TsguCodecBytesTest.bytes(hex)))
                .isEqualTo(field);
    }

    @Test
    void readsTheTunnelToAuthenticateAgainBeforeTheCookie() {
        byte[] both = TsguCodecBytesTest.bytes("0400 0000 1c000000 10000000 0300 0000 0807060504030201 0200 7400");
        TsguPacket packet = new TsguPacket.TunnelCreate(
                Capability.REAUTH, OptionalLong.of(0x0102030405060708L), Optional.of(TsguCodecBytesTest.utf16("t")));
        assertThat(Decoding.whole(TsguCodec::decode, both)).isEqualTo(packet);
        assertThat(TsguCodec.encode(packet)).isEqualTo(both);
    }

    @Test
    void readsTextsWithAndWithoutTheirTerminator() {
        TsguPacket packet = new TsguPacket.TunnelAuth("vm", Optional.empty());
        for (String text : new String[] {"0400 7600 6d00", "0600 7600 6d00 0000", "0800 7600 6d00 0000 0000"}) {
            byte[] body = TsguCodecBytesTest.bytes("0000 " + text);
            byte[] bytes = ByteBuffer.allocate(TsguCodec.HEADER + body.length)
                    .put(header(6, TsguCodec.HEADER + body.length))
                    .put(body)
                    .array();
            assertThat(Decoding.whole(TsguCodec::decode, bytes)).isEqualTo(packet);
        }
    }

    @Test
    void readsCharactersOutsideTheBasicPlane() {
        TsguPacket packet = new TsguPacket.TunnelAuth("vm \ud83d\ude00", Optional.empty());
        assertThat(Decoding.whole(TsguCodec::decode, TsguCodec.encode(packet))).isEqualTo(packet);
    }

    @Test
    void passesOverFieldsThatItDoesNotKnow() {
        // A UDP port and a cookie behind the channel, and the twelve bytes with which some gateways end one.
        assertThat(Decoding.whole(
                        TsguCodec::decode,
                        TsguCodecBytesTest.bytes("0900 0000 1a000000 00000000 0700 0000 01000000 3d0d 0200 aabb")))
                .isEqualTo(new TsguPacket.ChannelResponse(0, OptionalInt.of(1)));
        assertThat(Decoding.whole(
                        TsguCodec::decode, TsguCodecBytesTest.bytes("1100 0000 14000000 00000000 0100 0000 01000000")))
                .isEqualTo(new TsguPacket.CloseChannelResponse(0));
    }

    @Test
    void readsAPacketOfAnUnknownType() {
        assertThat(Decoding.whole(TsguCodec::decode, TsguCodecBytesTest.bytes("0e00 0000 0a000000 abcd")))
                .isEqualTo(new TsguPacket.Unknown(0xe, 10));
        assertThatThrownBy(() -> TsguCodec.encode(new TsguPacket.Unknown(0xe, 10)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readsFiftyNames() {
        TsguPacket packet = new TsguPacket.ChannelCreate(
                Collections.nCopies(50, "h"), Collections.nCopies(3, "a"), 3389, TsguPacket.ChannelCreate.RDP);
        assertThat(Decoding.whole(TsguCodec::decode, TsguCodec.encode(packet))).isEqualTo(packet);
        assertThatThrownBy(() -> new TsguPacket.ChannelCreate(Collections.nCopies(51, "h"), List.of(), 1, 3))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void writesNothingThatItWouldNotRead() {
        int room = TsguCodec.MAX_CONTROL - TsguCodec.HEADER - 2;
        byte[] largest = TsguCodec.encode(new TsguPacket.ServiceMessage("x".repeat(room / 2 - 1)));
        assertThat(largest).hasSize(TsguCodec.MAX_CONTROL);
        assertThat(Decoding.sound(TsguCodec::decode, largest)).isPresent();
        assertThatThrownBy(() -> TsguCodec.encode(new TsguPacket.ServiceMessage("x".repeat(room / 2))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TsguCodec.encode(new TsguPacket.ExtendedAuth(0, Octets.of(new byte[0x10000]))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TsguPacket.Data(ByteBuffer.allocate(TsguCodec.MAX_DATA + 1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TsguCodec.dataHeader(TsguCodec.MAX_DATA + 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TsguPacket.TunnelAuth("vm\0", Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void showsNoTicket() {
        assertThat(new TsguPacket.TunnelCreate(
                        0, OptionalLong.empty(), Optional.of(TsguCodecBytesTest.utf16("secret"))))
                .asString()
                .doesNotContain("secret");
        assertThat(new TunnelEffect.CheckTicket("secret")).asString().doesNotContain("secret");
    }

    private static void assertLengthRefused(byte[] header) {
        assertThat(Decoding.malformed(TsguCodec::decode, header)).isEqualTo("packetLength");
    }

    private static Decoded<TsguPacket> decode(byte[] bytes) {
        return TsguCodec.decode(ByteBuffer.wrap(bytes));
    }

    private static byte[] header(int type, int length) {
        return ByteBuffer.allocate(TsguCodec.HEADER)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) type)
                .putShort((short) 0)
                .putInt(length)
                .array();
    }
}
