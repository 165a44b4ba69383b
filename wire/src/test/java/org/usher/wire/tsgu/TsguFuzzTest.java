package org.usher.wire.tsgu;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.usher.wire.Captures;
import org.usher.wire.Decoded;
import org.usher.wire.Decoding;

/** Packets, conversations and requests of a stranger. */
class TsguFuzzTest {

    static Stream<byte[]> packets() {
        return Stream.concat(
                Captures.messages("xfreerdp-tsgu-packets").stream(),
                TsguPackets.each(new Random(7)).stream().map(TsguCodec::encode));
    }

    @MethodSource("packets")
    @FuzzTest(maxDuration = "2m")
    void anyHeaderOfData(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (in.remaining() < TsguCodec.HEADER || !TsguCodec.isData(in)) {
            return;
        }
        Decoded<Integer> header = TsguCodec.decodeDataHeader(in);
        Decoded<TsguPacket> packet = TsguCodec.decode(in);
        if (packet instanceof Decoded.Message<TsguPacket>(TsguPacket.Data(ByteBuffer data), int consumed)) {
            assertThat(header).isEqualTo(new Decoded.Message<>(data.remaining(), TsguCodec.DATA_HEADER));
        } else if (header instanceof Decoded.Message<Integer>(Integer length, int consumed)) {
            assertThat(packet).isEqualTo(new Decoded.NeedMore<>(TsguCodec.DATA_HEADER + length));
        }
        assertThat(in.remaining()).as("nothing was taken").isEqualTo(bytes.length);
    }

    @MethodSource("packets")
    @FuzzTest(maxDuration = "2m")
    void anyPacket(byte[] bytes) {
        Decoding.sound(TsguCodec::decode, bytes).ifPresent(packet -> {
            assertThat(packet.toString()).isNotEmpty();
            if (!(packet instanceof TsguPacket.Unknown)
                    // A terminator is written where there was none, and may be too much.
                    && Decoding.consumed(TsguCodec::decode, bytes).length <= TsguCodec.MAX_CONTROL - 200) {
                assertThat(Decoding.whole(TsguCodec::decode, TsguCodec.encode(packet)))
                        .isEqualTo(packet);
            }
        });
    }

    static Stream<byte[]> conversations() {
        List<byte[]> client = Captures.messages("xfreerdp-tsgu-packets");
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        ByteArrayOutputStream refused = new ByteArrayOutputStream();
        for (int i = 0; i < client.size(); i++) {
            whole.write(PACKET);
            whole.writeBytes(client.get(i));
            if (i == 1 || i == 3) {
                whole.write(i == 1 ? ACCEPTED : DIALLED);
            }
        }
        refused.write(PACKET);
        refused.writeBytes(client.get(0));
        refused.write(PACKET);
        refused.writeBytes(client.get(1));
        refused.write(PACKET + 3);
        return Stream.of(whole.toByteArray(), refused.toByteArray());
    }

    /** The driver's events by number; {@link #PACKET} and above it is a packet of the client's. */
    private static final List<TunnelEvent> DRIVER = driver();

    private static final int ACCEPTED = 1;
    private static final int DIALLED = DRIVER.indexOf(new TunnelEvent.Dialled());
    private static final int PACKET = 64;

    private static List<TunnelEvent> driver() {
        List<TunnelEvent> events = new ArrayList<>();
        for (TunnelEvent event : Tunnels.events().values()) {
            if (event instanceof TunnelEvent.TicketAccepted) {
                events.add(new TunnelEvent.TicketAccepted(
                        10, new Destination("target.local", 3389), Redirections.NONE, Duration.ZERO));
            } else if (!(event instanceof TunnelEvent.Received)) {
                events.add(event);
            }
        }
        return events;
    }

    @MethodSource("conversations")
    @FuzzTest(maxDuration = "2m")
    void anyConversation(byte[] bytes) {
        ByteBuffer script = ByteBuffer.wrap(bytes);
        TunnelState state = ServerTunnel.initial();
        Set<Once> done = EnumSet.noneOf(Once.class);
        while (script.hasRemaining()) {
            TunnelEvent event = next(script);
            ServerTunnel.Step step = ServerTunnel.step(state, event);
            if (done.contains(Once.CLOSED)) {
                assertThat(step.effects()).isEmpty();
            }
            for (TunnelEffect effect : step.effects()) {
                carryOut(effect, event, done);
            }
            assertThat(step.state() instanceof TunnelState.Closed).isEqualTo(done.contains(Once.CLOSED));
            state = step.state();
        }
    }

    private static TunnelEvent next(ByteBuffer script) {
        int number = script.get() & 0xff;
        if (number < PACKET) {
            return DRIVER.get(number % DRIVER.size());
        }
        if (TsguCodec.decode(script) instanceof Decoded.Message<TsguPacket>(TsguPacket packet, int consumed)) {
            script.position(script.position() + consumed);
            return new TunnelEvent.Received(packet);
        }
        return new TunnelEvent.Broken();
    }

    /** What happens in this order, and once. */
    private enum Once {
        CHECKED,
        ACCEPTED,
        DIALLED,
        RELAYING,
        AWAITING,
        CLOSED
    }

    private static void carryOut(TunnelEffect effect, TunnelEvent cause, Set<Once> done) {
        switch (effect) {
            case TunnelEffect.Send(TsguPacket packet) -> {
                TenRulesTest.Codes.check(packet);
                assertThat(Decoding.whole(TsguCodec::decode, TsguCodec.encode(packet)))
                        .isEqualTo(packet);
                boolean created = packet instanceof TsguPacket.TunnelResponse response && response.statusCode() == 0;
                if (created) {
                    assertThat(cause).isInstanceOf(TunnelEvent.TicketAccepted.class);
                    assertThat(done).containsExactly(Once.CHECKED);
                    assertThat(done.add(Once.ACCEPTED)).isTrue();
                }
            }
            case TunnelEffect.CheckTicket(String ticket) -> {
                assertThat(ticket).isNotEmpty();
                assertThat(done).isEmpty();
                done.add(Once.CHECKED);
            }
            case TunnelEffect.Dial dial -> {
                assertThat(done).containsExactly(Once.CHECKED, Once.ACCEPTED);
                done.add(Once.DIALLED);
            }
            case TunnelEffect.Relay relay -> {
                assertThat(done).containsExactly(Once.CHECKED, Once.ACCEPTED, Once.DIALLED);
                done.add(Once.RELAYING);
            }
            case TunnelEffect.Forward forward ->
                assertThat(done).containsExactly(Once.CHECKED, Once.ACCEPTED, Once.DIALLED, Once.RELAYING);
            case TunnelEffect.AwaitClose await -> {
                assertThat(done).containsExactly(Once.CHECKED, Once.ACCEPTED, Once.DIALLED, Once.RELAYING);
                done.add(Once.AWAITING);
            }
            case TunnelEffect.Close close -> assertThat(done.add(Once.CLOSED)).isTrue();
        }
    }

    static Stream<byte[]> requests() {
        return Stream.concat(
                Captures.messages("xfreerdp-tsgu-two-channels").stream(),
                Captures.messages("xfreerdp-tsgu-websocket").stream().limit(1));
    }

    @MethodSource("requests")
    @FuzzTest(maxDuration = "2m")
    void anyRequest(byte[] bytes) {
        List<String> lines =
                new String(bytes, StandardCharsets.ISO_8859_1).lines().toList();
        if (lines.isEmpty()) {
            return;
        }
        TsguRequest request = new Head(lines).read();
        if (request instanceof TsguRequest.WebSocket webSocket) {
            String answer = new String(TsguAnswer.switchingProtocols(webSocket), StandardCharsets.US_ASCII);
            assertThat(answer.lines().count()).isEqualTo(webSocket.binary() ? 6 : 5);
        }
        assertThat(request.toString()).isNotEmpty();
    }

    static Stream<byte[]> names() {
        return Stream.of("host.example", "192.0.2.7:3390", "[2001:db8::7]:3391", "fe80::1%lo")
                .map(name -> name.getBytes(StandardCharsets.ISO_8859_1));
    }

    @MethodSource("names")
    @FuzzTest(maxDuration = "2m")
    void anyName(byte[] name) {
        Destination.named(new String(name, StandardCharsets.ISO_8859_1), 3389).ifPresent(destination -> {
            assertThat(new Destination(destination.host(), destination.port())).isEqualTo(destination);
            assertThat(destination.host()).doesNotContain("%").doesNotContain("[");
        });
    }
}
