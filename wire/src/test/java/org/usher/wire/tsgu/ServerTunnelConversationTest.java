package org.usher.wire.tsgu;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.usher.wire.Captures;
import org.usher.wire.Decoding;

/** A whole conversation with what xfreerdp 2.11.7 sent on 2026-11-23, in its order; it took answers of these bytes. */
class ServerTunnelConversationTest {

    private final List<TunnelEffect> effects = new ArrayList<>();
    private TunnelState state = ServerTunnel.initial();

    @Test
    void aClientComesInTalksAndIsSentAway() {
        List<byte[]> client = Captures.messages("xfreerdp-tsgu-packets");

        received(client.get(0));
        assertSent("0200 0000 12000000 00000000 01 00 0000 0200");

        received(client.get(1));
        assertThat(take()).containsExactly(new TunnelEffect.CheckTicket("AAAAtoken123"));
        happened(new TunnelEvent.TicketAccepted(
                10, new Destination("target.local", 3389), Redirections.ALL, Duration.ofMinutes(30)));
        assertSent("0500 0000 1a000000 0000 00000000 0300 0000 0a000000 08000000");

        received(client.get(2));
        assertSent("0700 0000 18000000 00000000 0300 0000 00000080 1e000000");

        received(client.get(3));
        assertThat(take()).containsExactly(new TunnelEffect.Dial());
        happened(new TunnelEvent.Dialled());
        assertThat(effects.removeLast()).isEqualTo(new TunnelEffect.Relay());
        assertSent("0900 0000 14000000 00000000 0100 0000 01000000");

        TsguPacket.Data data = (TsguPacket.Data) Decoding.whole(TsguCodec::decode, client.get(4));
        received(client.get(4));
        assertThat(take()).containsExactly(new TunnelEffect.Forward(data.bytes()));

        happened(new TunnelEvent.Quiet());
        assertSent("0d00 0000 08000000");
        received(client.get(5));
        assertThat(take()).isEmpty();

        happened(new TunnelEvent.TimeUp(TunnelEvent.Limit.SESSION));
        assertThat(effects.removeLast()).isEqualTo(new TunnelEffect.AwaitClose());
        // Not 0x59f6: this client did not say that it knows about limits.
        assertSent("1000 0000 0c000000 d4040000");
        received(client.get(6));
        assertThat(take()).containsExactly(new TunnelEffect.Close());
        assertThat(state).isEqualTo(new TunnelState.Closed());
    }

    private void received(byte[] packet) {
        happened(new TunnelEvent.Received(Decoding.whole(TsguCodec::decode, packet)));
    }

    private void happened(TunnelEvent event) {
        ServerTunnel.Step step = ServerTunnel.step(state, event);
        state = step.state();
        effects.addAll(step.effects());
    }

    private void assertSent(String hex) {
        List<TunnelEffect> taken = take();
        assertThat(taken).hasSize(1);
        assertThat(TsguCodec.encode(((TunnelEffect.Send) taken.getFirst()).packet()))
                .isEqualTo(TsguCodecBytesTest.bytes(hex));
    }

    private List<TunnelEffect> take() {
        List<TunnelEffect> taken = List.copyOf(effects);
        effects.clear();
        return taken;
    }
}
