package org.usher.wire.tsgu;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.usher.wire.Captures;
import org.usher.wire.Decoding;
import org.usher.wire.Octets;

/**
 * Packets that xfreerdp 2.11.7 sent on 2026-11-23 (see the capture), and packets of each kind as xfreerdp 2.11.7 sent or took
 * them when the protocol was studied.
 */
class TsguCodecBytesTest {

    private static final List<TsguPacket> CLIENT = List.of(
            new TsguPacket.HandshakeRequest(1, 0, 0, ExtendedAuthType.PAA),
            new TsguPacket.TunnelCreate(
                    Capability.QUAR_SOH | Capability.MESSAGING_CONSENT_SIGN | Capability.MESSAGING_SERVICE_MSG,
                    OptionalLong.empty(),
                    Optional.of(utf16("AAAAtoken123\0"))),
            new TsguPacket.TunnelAuth("vm", Optional.empty()),
            new TsguPacket.ChannelCreate(List.of("target.local"), List.of(), 3389, TsguPacket.ChannelCreate.RDP),
            new TsguPacket.Data(ByteBuffer.wrap(HexFormat.of()
                    .parseHex("0300002823e00000000000436f6f6b69653a206d737473686173683d5c750d0a0100080001000000"))),
            new TsguPacket.KeepAlive(),
            new TsguPacket.CloseChannelResponse(0));

    @Test
    void readsAndWritesWhatAClientSends() {
        List<byte[]> captured = Captures.messages("xfreerdp-tsgu-packets");
        assertThat(captured).hasSameSizeAs(CLIENT);
        for (int i = 0; i < CLIENT.size(); i++) {
            assertThat(Decoding.whole(TsguCodec::decode, captured.get(i))).isEqualTo(CLIENT.get(i));
            assertThat(TsguCodec.encode(CLIENT.get(i))).isEqualTo(captured.get(i));
            Decoding.arrives(TsguCodec::decode, captured.get(i));
        }
    }

    static Stream<Arguments> vectors() {
        return Stream.of(
                Arguments.of(
                        "0100 0000 0e000000 01 00 0000 0200",
                        new TsguPacket.HandshakeRequest(1, 0, 0, ExtendedAuthType.PAA)),
                Arguments.of(
                        "0200 0000 12000000 00000000 01 00 0000 0200",
                        new TsguPacket.HandshakeResponse(0, 1, 0, 0, ExtendedAuthType.PAA)),
                Arguments.of(
                        "0400 0000 1a000000 0d000000 0100 0000 0800 74006f006b000000",
                        new TsguPacket.TunnelCreate(0xd, OptionalLong.empty(), Optional.of(utf16("tok\0")))),
                Arguments.of(
                        "0500 0000 1a000000 0000 00000000 0300 0000 0a000000 02000000",
                        new TsguPacket.TunnelResponse(0, 0, OptionalInt.of(10), OptionalInt.of(2), Optional.empty())),
                Arguments.of(
                        "0600 0000 12000000 0000 0600 76006d000000", new TsguPacket.TunnelAuth("vm", Optional.empty())),
                Arguments.of(
                        "0700 0000 18000000 00000000 0300 0000 00000080 1e000000",
                        new TsguPacket.TunnelAuthResponse(
                                0, OptionalInt.of(0x80000000), OptionalInt.of(30), Optional.empty())),
                Arguments.of(
                        "0900 0000 14000000 00000000 0100 0000 01000000",
                        new TsguPacket.ChannelResponse(0, OptionalInt.of(1))),
                Arguments.of("0d00 0000 08000000", new TsguPacket.KeepAlive()),
                Arguments.of("1000 0000 0c000000 f6590000", new TsguPacket.CloseChannel(0x59f6)),
                // Sent to xfreerdp 2.11.7, which names the error, and shows the message.
                Arguments.of(
                        "0500 0000 12000000 0000 f8590780 0000 0000",
                        new TsguPacket.TunnelResponse(
                                0, 0x800759f8, OptionalInt.empty(), OptionalInt.empty(), Optional.empty())),
                Arguments.of(
                        "0b00 0000 1a000000 1000 480065006c006c006f002000ac200000",
                        new TsguPacket.ServiceMessage("Hello \u20ac")));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void readsAndWritesEveryVector(String hex, TsguPacket packet) {
        byte[] bytes = bytes(hex);
        assertThat(Decoding.whole(TsguCodec::decode, bytes)).isEqualTo(packet);
        assertThat(TsguCodec.encode(packet)).isEqualTo(bytes);
        Decoding.arrives(TsguCodec::decode, bytes);
    }

    static Octets utf16(String text) {
        return Octets.of(text.getBytes(StandardCharsets.UTF_16LE));
    }

    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
