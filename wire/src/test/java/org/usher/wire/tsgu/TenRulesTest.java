package org.usher.wire.tsgu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.usher.wire.Captures;
import org.usher.wire.Decoding;
import org.usher.wire.Seeded;

/** The ten rules that decide whether clients can live with a gateway. Each was broken by some gateway, and found by users. */
class TenRulesTest {

    @Test
    void rule1ThePreambleOfTheServersChannelIsTenBytes() {
        byte[] answer = TsguAnswer.outChannel();
        String text = new String(answer, StandardCharsets.ISO_8859_1);
        int body = text.indexOf("\r\n\r\n") + 4;
        assertThat(answer).endsWith(TsguCodecBytesTest.bytes("abcd abcd abcd abcd abcd"));
        assertThat(answer.length - body).isEqualTo(10);
        assertThat(text.substring(0, body))
                .startsWith("HTTP/1.1 200 ")
                .doesNotContainIgnoringCase("Content-")
                .doesNotContainIgnoringCase("Transfer-Encoding");
    }

    @Test
    void rule2TheClientsChannelIsTwoRequestsAndTheSecondIsNotAskedWhoItIs() {
        List<Head> heads = Head.captured("xfreerdp-tsgu-two-channels");
        String id = "{ee7689a6-8303-22f9-2495-950cd05a5936}";
        assertThat(heads.stream().map(Head::read))
                .containsExactly(new TsguRequest.Out(id), new TsguRequest.InProbe(id), new TsguRequest.In(id));
        assertThat(heads.getLast().values("Authorization")).isEmpty();
        assertThat(new String(TsguAnswer.inChannel(), StandardCharsets.US_ASCII))
                .startsWith("HTTP/1.1 200 ")
                .contains("\r\nContent-Length: 0\r\n")
                .endsWith("\r\n\r\n");
    }

    @Test
    void rule3AWebSocketComesWithTheMethodOfTheServersChannel() {
        Head head = Head.captured("xfreerdp-tsgu-websocket").getFirst();
        assertThat(head.method()).isEqualTo("RDG_OUT_DATA");
        assertThat(head.read()).isInstanceOf(TsguRequest.WebSocket.class);
        assertThat(TsguRequest.read("GET", head::values)).isEqualTo(new TsguRequest.Bad("method"));
    }

    @Test
    void rule4AKeyIsTakenAsItIs() {
        // Fifteen characters that are no base64. The client took this very answer.
        TsguRequest request =
                Head.captured("xfreerdp-tsgu-websocket").getFirst().read();
        assertThat(request).isEqualTo(new TsguRequest.WebSocket("@I@ZRUQYDZQKZD_", false));
        assertThat(TsguAnswer.switchingProtocols((TsguRequest.WebSocket) request))
                .isEqualTo(Captures.messages("xfreerdp-tsgu-websocket").getLast());
    }

    @Test
    void rule5OnePacketIsOneMessageButAMessageIsNotAPacket() {
        Seeded.rounds(20, random -> {
            List<TsguPacket> sent = new ArrayList<>();
            ByteArrayOutputStream stream = new ByteArrayOutputStream();
            for (ServerTunnel.Step step : everyStep()) {
                for (TunnelEffect effect : step.effects()) {
                    if (effect instanceof TunnelEffect.Send(TsguPacket packet)) {
                        byte[] message = TsguCodec.encode(packet);
                        assertThat(Decoding.whole(TsguCodec::decode, message)).isEqualTo(packet);
                        sent.add(packet);
                        stream.writeBytes(message);
                    }
                }
            }
            assertThat(sent).isNotEmpty();
            assertThat(TsguCodecRoundTripTest.readInPieces(random, stream.toByteArray()))
                    .isEqualTo(sent);
        });
    }

    @Test
    void rule6APacketKeepsTheConnectionAliveAndNoPing() {
        assertThat(ServerTunnel.step(Tunnels.state("O"), new TunnelEvent.Quiet())
                        .effects())
                .containsExactly(new TunnelEffect.Send(new TsguPacket.KeepAlive()));
        assertThat(TsguCodec.encode(new TsguPacket.KeepAlive()))
                .isEqualTo(TsguCodecBytesTest.bytes("0d00 0000 08000000"));
    }

    @Test
    void rule7AKeepAliveIsNeverAnswered() {
        TunnelEvent alive = new TunnelEvent.Received(Decoding.whole(
                TsguCodec::decode, Captures.messages("xfreerdp-tsgu-packets").get(5)));
        Tunnels.states().forEach((name, state) -> {
            ServerTunnel.Step step = ServerTunnel.step(state, alive);
            assertThat(step.effects()).as(name).doesNotContain(new TunnelEffect.Send(new TsguPacket.KeepAlive()));
            if (!name.equals("I")) {
                assertThat(step).isEqualTo(new ServerTunnel.Step(state, List.of()));
            }
        });
    }

    @Test
    void rule8AResponseCarriesAWholeHresultAndACloseItsLowHalf() {
        int codes = 0;
        for (ServerTunnel.Step step : everyStep()) {
            for (TunnelEffect effect : step.effects()) {
                if (effect instanceof TunnelEffect.Send(TsguPacket packet)) {
                    Codes.check(packet);
                    codes += Codes.of(packet).isPresent() ? 1 : 0;
                }
            }
        }
        assertThat(codes).isGreaterThan(200);
    }

    @Test
    void rule9TheChannelHasANumberAndNothingThatClientsDisagreeOn() {
        TsguPacket answer = ((TunnelEffect.Send) ServerTunnel.step(Tunnels.state("D"), new TunnelEvent.Dialled())
                        .effects()
                        .getFirst())
                .packet();
        assertThat(TsguCodec.encode(answer))
                .isEqualTo(TsguCodecBytesTest.bytes("0900 0000 14000000 00000000 0100 0000 01000000"));
        for (ServerTunnel.Step step : everyStep()) {
            for (TunnelEffect effect : step.effects()) {
                if (effect instanceof TunnelEffect.Send(TsguPacket packet)) {
                    assertAgreedFields(packet);
                }
            }
        }
    }

    private static void assertAgreedFields(TsguPacket packet) {
        ByteBuffer bytes = ByteBuffer.wrap(TsguCodec.encode(packet)).order(ByteOrder.LITTLE_ENDIAN);
        if (packet instanceof TsguPacket.TunnelResponse) {
            assertThat(bytes.getShort(TsguCodec.HEADER + 6)).isIn((short) 0, (short) 3);
        }
        if (packet instanceof TsguPacket.TunnelAuthResponse) {
            assertThat(bytes.getShort(TsguCodec.HEADER + 4)).isIn((short) 0, (short) 3);
        }
        if (packet instanceof TsguPacket.ChannelResponse) {
            assertThat(bytes.getShort(TsguCodec.HEADER + 4)).isIn((short) 0, (short) 1);
        }
    }

    @Test
    void rule10TheTargetIsReadAfterTheAnswerAndBeforeTheClientsData() {
        TunnelState dialling = Tunnels.state("D");
        TunnelEvent data = Tunnels.event("data");
        // Who sends before the answer has lost its place: there is nothing yet that could take it.
        assertThat(ServerTunnel.step(dialling, data).state()).isEqualTo(new TunnelState.Closed());

        ServerTunnel.Step opened = ServerTunnel.step(dialling, new TunnelEvent.Dialled());
        assertThat(opened.effects())
                .containsExactly(
                        new TunnelEffect.Send(new TsguPacket.ChannelResponse(0, OptionalInt.of(1))),
                        new TunnelEffect.Relay());
        assertThat(ServerTunnel.step(opened.state(), data).effects())
                .containsExactly(new TunnelEffect.Forward(ByteBuffer.wrap(new byte[] {1, 2, 3})));
    }

    private static List<ServerTunnel.Step> everyStep() {
        List<ServerTunnel.Step> steps = new ArrayList<>();
        for (int capabilities : new int[] {0, Capability.SERVED}) {
            for (TunnelState state : Tunnels.states(capabilities).values()) {
                for (TunnelEvent event : Tunnels.events().values()) {
                    steps.add(ServerTunnel.step(state, event));
                }
            }
        }
        return steps;
    }

    /** The codes in packets. */
    static final class Codes {

        private Codes() {}

        static Optional<Integer> of(TsguPacket packet) {
            return switch (packet) {
                case TsguPacket.HandshakeResponse response -> Optional.of(response.errorCode());
                case TsguPacket.ExtendedAuth auth -> Optional.of(auth.errorCode());
                case TsguPacket.TunnelResponse response -> Optional.of(response.statusCode());
                case TsguPacket.TunnelAuthResponse response -> Optional.of(response.errorCode());
                case TsguPacket.ChannelResponse response -> Optional.of(response.errorCode());
                case TsguPacket.CloseChannel close -> Optional.of(close.statusCode());
                case TsguPacket.CloseChannelResponse response -> Optional.of(response.statusCode());
                default -> Optional.empty();
            };
        }

        /** FreeRDP looks at the sign of a response's code alone. */
        static void check(TsguPacket packet) {
            boolean close =
                    packet instanceof TsguPacket.CloseChannel || packet instanceof TsguPacket.CloseChannelResponse;
            of(packet).filter(code -> code != 0).ifPresent(code -> {
                if (close) {
                    assertThat(code).as(packet.toString()).isBetween(1, 0xffff);
                } else {
                    assertThat(code >>> 16).as(packet.toString()).isEqualTo(0x8007);
                }
            });
        }
    }
}
