package org.usher.wire.tsgu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.usher.wire.Captures;
import org.usher.wire.Decoded;
import org.usher.wire.Decoding;

/** What follows on every event in every state. */
class ServerTunnelMachineTest {

    /**
     * A row per event, a column per state: initial, handshaken, ticket being checked, created, authorized, dialling, open,
     * closing (x), closed (z). In a cell what is to be done, then {@code >} and another state. An answer stands with the low half
     * of its code: hs handshake, ea extended authentication, tn tunnel, ta tunnel authorization, ch channel, cl close, cr close
     * response. {@code !} is "and close", {@code .} nothing at all.
     */
    private static final String TABLE = """
            event                    I        H        T        C        A        D          O              X       Z
            handshake                hs:0>H   hs:59d8! hs:59d8! hs:59d8! hs:59d8! hs:59d8!   hs:59d8!       .       .
            handshake-any            hs:0>H   hs:59d8! hs:59d8! hs:59d8! hs:59d8! hs:59d8!   hs:59d8!       .       .
            handshake-none           hs:59e9! hs:59d8! hs:59d8! hs:59d8! hs:59d8! hs:59d8!   hs:59d8!       .       .
            handshake-ntlm           hs:59f9! hs:59d8! hs:59d8! hs:59d8! hs:59d8! hs:59d8!   hs:59d8!       .       .
            handshake-v2             hs:59e8! hs:59d8! hs:59d8! hs:59d8! hs:59d8! hs:59d8!   hs:59d8!       .       .
            handshake-response       cl:59d8! cl:59d8! cl:59d8! cl:59d8! cl:59d8! cl:59d8!   cl:59d8!       .       .
            extended-auth            ea:59f9! ea:59f9! ea:59f9! ea:59f9! ea:59f9! ea:59f9!   ea:59f9!       .       .
            tunnel-create            tn:59d8! check>T  tn:59d8! tn:59d8! tn:59d8! tn:59d8!   tn:59d8!       .       .
            tunnel-create-bare       tn:59d8! tn:59f7! tn:59d8! tn:59d8! tn:59d8! tn:59d8!   tn:59d8!       .       .
            tunnel-create-again      tn:59d8! tn:59fa! tn:59d8! tn:59d8! tn:59d8! tn:59d8!   tn:59d8!       .       .
            tunnel-response          cl:59d8! cl:59d8! cl:59d8! cl:59d8! cl:59d8! cl:59d8!   cl:59d8!       .       .
            tunnel-auth              ta:59d8! ta:59d8! ta:59d8! ta:0>A   ta:59d8! ta:59d8!   ta:59d8!       .       .
            tunnel-auth-response     cl:59d8! cl:59d8! cl:59d8! cl:59d8! cl:59d8! cl:59d8!   cl:59d8!       .       .
            channel-create           ch:59d8! ch:59d8! ch:59d8! ch:59d8! dial>D   ch:59d8!   ch:59d8!       .       .
            channel-create-elsewhere ch:59d8! ch:59d8! ch:59d8! ch:59d8! ch:59da! ch:59d8!   ch:59d8!       .       .
            channel-create-v4        ch:59d8! ch:59d8! ch:59d8! ch:59d8! ch:59e8! ch:59d8!   ch:59d8!       .       .
            channel-response         cl:59d8! cl:59d8! cl:59d8! cl:59d8! cl:59d8! cl:59d8!   cl:59d8!       .       .
            data                     cl:59d8! cl:59d8! cl:59d8! cl:59d8! cl:59d8! cl:59d8!   forward        .       .
            service-message          cl:59d8! cl:59d8! cl:59d8! cl:59d8! cl:59d8! cl:59d8!   cl:59d8!       .       .
            reauth-message           cl:59d8! cl:59d8! cl:59d8! cl:59d8! cl:59d8! cl:59d8!   cl:59d8!       .       .
            keep-alive               cl:59d8! .        .        .        .        .          .              .       .
            unknown                  cl:59d8! .        .        .        .        .          .              .       .
            close                    cr:59d8! cr:0!    cr:0!    cr:0!    cr:0!    cr:0!      cr:0!          cr:0!   .
            close-response           cl:59d8! cl:59d8! cl:59d8! cl:59d8! cl:59d8! cl:59d8!   cl:59d8!       close>Z .
            broken                   hs:59d8! tn:59f7! tn:59d8! ta:59d8! ch:59d8! ch:59d8!   cl:59d8!       close>Z .
            accepted                 hs:59d8! tn:59d8! tn:0>C   ta:59d8! ch:59d8! ch:59d8!   cl:59d8!       .       .
            ticket-REFUSED           hs:59d8! tn:59d8! tn:59f8! ta:59d8! ch:59d8! ch:59d8!   cl:59d8!       .       .
            ticket-FORBIDDEN         hs:59d8! tn:59d8! tn:59db! ta:59d8! ch:59d8! ch:59d8!   cl:59d8!       .       .
            ticket-TOO_MANY          hs:59d8! tn:59d8! tn:59e6! ta:59d8! ch:59d8! ch:59d8!   cl:59d8!       .       .
            ticket-UNKNOWN           hs:59d8! tn:59d8! tn:59d8! ta:59d8! ch:59d8! ch:59d8!   cl:59d8!       .       .
            dialled                  hs:59d8! tn:59d8! tn:59d8! ta:59d8! ch:59d8! ch:0,relay>O cl:59d8!     .       .
            dial-UNREACHABLE         hs:59d8! tn:59d8! tn:59d8! ta:59d8! ch:59d8! ch:59dd!   cl:59d8!       .       .
            dial-FORBIDDEN           hs:59d8! tn:59d8! tn:59d8! ta:59d8! ch:59d8! ch:59da!   cl:59d8!       .       .
            dial-TOO_MANY            hs:59d8! tn:59d8! tn:59d8! ta:59d8! ch:59d8! ch:59e6!   cl:59d8!       .       .
            target-ended             hs:59d8! tn:59d8! tn:59d8! ta:59d8! ch:59d8! ch:59d8!   cl:0,await>X   .       .
            quiet                    .        .        .        .        .        .          keep-alive     .       .
            announced                .        .        .        .        .        .          message        .       .
            time-SETUP               hs:4d4!  tn:4d4!  tn:4d4!  ta:4d4!  ch:4d4!  ch:4d4!    .              .       .
            time-IDLE                hs:4d4!  tn:4d4!  tn:4d4!  ta:4d4!  ch:4d4!  ch:4d4!    cl:59f6,await>X .      .
            time-SESSION             hs:4d4!  tn:4d4!  tn:4d4!  ta:4d4!  ch:4d4!  ch:4d4!    cl:59f6,await>X .      .
            stopped                  hs:4ca!  tn:4ca!  tn:4ca!  ta:4ca!  ch:4ca!  ch:4ca!    cl:4ca,await>X .       .
            close-overdue            hs:59d8! tn:59d8! tn:59d8! ta:59d8! ch:59d8! ch:59d8!   cl:59d8!       close>Z .
            client-gone              close>Z  close>Z  close>Z  close>Z  close>Z  close>Z    close>Z        close>Z .
            """;

    @Test
    void everyEventInEveryState() {
        Map<String, TunnelState> states = Tunnels.states();
        Map<String, String> expected = new LinkedHashMap<>();
        Map<String, String> found = new LinkedHashMap<>();
        List<String[]> rows =
                TABLE.lines().map(line -> line.strip().split(" +", -1)).toList();
        assertThat(rows.stream().skip(1).map(row -> row[0]))
                .containsExactlyElementsOf(Tunnels.events().keySet());
        assertThat(Arrays.copyOfRange(rows.getFirst(), 1, 10)).containsExactlyElementsOf(states.keySet());
        for (String[] row : rows.subList(1, rows.size())) {
            assertThat(row).as(row[0]).hasSize(1 + states.size());
            int column = 1;
            for (Map.Entry<String, TunnelState> state : states.entrySet()) {
                String cell = row[0] + " in " + state.getKey();
                expected.put(cell, row[column++].replace("!", ",close>Z"));
                found.put(cell, outcome(state.getValue(), Tunnels.event(row[0])));
            }
        }
        assertThat(found).isEqualTo(expected);
    }

    private static String outcome(TunnelState state, TunnelEvent event) {
        ServerTunnel.Step step = ServerTunnel.step(state, event);
        String effects =
                step.effects().stream().map(ServerTunnelMachineTest::word).collect(Collectors.joining(","));
        String next = Tunnels.states().entrySet().stream()
                .filter(entry -> entry.getValue().getClass() == step.state().getClass())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
        String to = step.state().equals(state) ? "" : ">" + next;
        return (effects + to).isEmpty() ? "." : effects + to;
    }

    private static String word(TunnelEffect effect) {
        return switch (effect) {
            case TunnelEffect.Send(TsguPacket packet) -> word(packet);
            case TunnelEffect.CheckTicket check -> "check";
            case TunnelEffect.Dial dial -> "dial";
            case TunnelEffect.Relay relay -> "relay";
            case TunnelEffect.Forward forward -> "forward";
            case TunnelEffect.AwaitClose await -> "await";
            case TunnelEffect.Close close -> "close";
        };
    }

    private static String word(TsguPacket packet) {
        return switch (packet) {
            case TsguPacket.HandshakeResponse response -> word("hs", response.errorCode());
            case TsguPacket.ExtendedAuth auth -> word("ea", auth.errorCode());
            case TsguPacket.TunnelResponse response -> word("tn", response.statusCode());
            case TsguPacket.TunnelAuthResponse response -> word("ta", response.errorCode());
            case TsguPacket.ChannelResponse response -> word("ch", response.errorCode());
            case TsguPacket.CloseChannel close -> word("cl", close.statusCode());
            case TsguPacket.CloseChannelResponse response -> word("cr", response.statusCode());
            case TsguPacket.KeepAlive alive -> "keep-alive";
            case TsguPacket.ServiceMessage message -> "message";
            case TsguPacket.HandshakeRequest never -> throw new AssertionError(never);
            case TsguPacket.TunnelCreate never -> throw new AssertionError(never);
            case TsguPacket.TunnelAuth never -> throw new AssertionError(never);
            case TsguPacket.ChannelCreate never -> throw new AssertionError(never);
            case TsguPacket.Data never -> throw new AssertionError(never);
            case TsguPacket.ReauthMessage never -> throw new AssertionError(never);
            case TsguPacket.Unknown never -> throw new AssertionError(never);
        };
    }

    private static String word(String kind, int code) {
        return kind + ":" + Integer.toHexString(code & 0xffff);
    }

    @Test
    void handsTheTicketOnWithoutItsTerminator() {
        for (String cookie : new String[] {"ticket", "ticket\0"}) {
            assertThat(step("H", Tunnels.tunnelCreate(cookie)).effects())
                    .containsExactly(new TunnelEffect.CheckTicket("ticket"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\0", "two words", "t\u00e9", "a\0b", "\n"})
    void refusesACookieThatIsNoTicket(String cookie) {
        assertThat(step("H", Tunnels.tunnelCreate(cookie)).effects())
                .containsExactly(
                        new TunnelEffect.Send(ServerAnswer.tunnel(ReturnCode.E_PROXY_COOKIE_BADPACKET)),
                        new TunnelEffect.Close());
    }

    @Test
    void refusesACookieOfHalfACharacter() {
        byte[] bytes = TsguCodecBytesTest.bytes("0400 0000 15000000 0d000000 0100 0000 0300 740061");
        TsguPacket packet = Decoding.whole(TsguCodec::decode, bytes);
        assertThat(step("H", packet).effects())
                .contains(new TunnelEffect.Send(ServerAnswer.tunnel(ReturnCode.E_PROXY_COOKIE_BADPACKET)));
    }

    @Test
    void agreesToWhatItServesAndTheClientCan() {
        assertThat(step("H", Tunnels.tunnelCreate("t")).state())
                .isEqualTo(new TunnelState.CheckingTicket(Capability.IDLE_TIMEOUT | Capability.MESSAGING_SERVICE_MSG));
        TsguPacket freeRdp = Captures.messages("xfreerdp-tsgu-packets").stream()
                .map(bytes -> Decoding.whole(TsguCodec::decode, bytes))
                .toList()
                .get(1);
        assertThat(step("H", freeRdp).state())
                .isEqualTo(new TunnelState.CheckingTicket(Capability.MESSAGING_SERVICE_MSG));
    }

    @Test
    void tellsTheClientWhatTheTicketAllows() {
        Redirections redirections = new Redirections(false, true, true, false, true);
        TunnelState state = ServerTunnel.step(
                        Tunnels.state("T"),
                        new TunnelEvent.TicketAccepted(7, Tunnels.DESTINATION, redirections, Duration.ofSeconds(61)))
                .state();
        assertThat(ServerTunnel.step(state, Tunnels.event("tunnel-auth")).effects())
                .containsExactly(new TunnelEffect.Send(
                        new TsguPacket.TunnelAuthResponse(0, OptionalInt.of(9), OptionalInt.of(2), Optional.empty())));
    }

    @Test
    void waitsForNoLongPacketBeforeThereIsAChannel() {
        byte[] longData = TsguCodec.dataHeader(TsguCodec.MAX_DATA);
        Tunnels.states().forEach((name, state) -> {
            Decoded<TsguPacket> decoded =
                    TsguCodec.decodeUpTo(ByteBuffer.wrap(longData), ServerTunnel.longestPacket(state));
            if (List.of("O", "X", "Z").contains(name)) {
                assertThat(decoded).as(name).isEqualTo(new Decoded.NeedMore<>(TsguCodec.MAX_PACKET));
            } else {
                assertThat(decoded).as(name).isInstanceOf(Decoded.Malformed.class);
            }
        });
    }

    @Test
    void announcesNothingThatFitsIntoNoPacket() {
        String longest = "x".repeat(TunnelEvent.Announced.MAX_TEXT);
        ServerTunnel.Step step = ServerTunnel.step(Tunnels.state("O"), new TunnelEvent.Announced(longest));
        assertThat(step.effects()).containsExactly(new TunnelEffect.Send(new TsguPacket.ServiceMessage(longest)));
        assertThat(TsguCodec.encode(new TsguPacket.ServiceMessage(longest))).isNotEmpty();
        for (String text : new String[] {"", longest + "x", "a\0b"}) {
            assertThatThrownBy(() -> new TunnelEvent.Announced(text)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void needsATunnelNumberAndATime() {
        assertThatThrownBy(
                        () -> new TunnelEvent.TicketAccepted(0, Tunnels.DESTINATION, Redirections.ALL, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Tunnels.accepted(Duration.ofSeconds(-1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void looksForTheTargetAmongAllNames() {
        TsguPacket among = new TsguPacket.ChannelCreate(
                List.of("other.example", "third.example"), List.of("HOST.example."), 3389, 3);
        assertThat(step("A", among).effects()).containsExactly(new TunnelEffect.Dial());
        TsguPacket wrongPort = Tunnels.channelCreate("host.example", 22, 3);
        assertThat(step("A", wrongPort).effects())
                .contains(new TunnelEffect.Send(ServerAnswer.channel(ReturnCode.E_PROXY_RAP_ACCESSDENIED)));
    }

    @Test
    void speaksOfTimeAndMessagesToThoseAloneWhoSaidThatTheyUnderstand() {
        TunnelState open = Objects.requireNonNull(Tunnels.states(0).get("O"));
        assertThat(ServerTunnel.step(open, new TunnelEvent.TimeUp(TunnelEvent.Limit.IDLE))
                        .effects())
                .startsWith(new TunnelEffect.Send(new TsguPacket.CloseChannel(0x4d4)));
        assertThat(ServerTunnel.step(open, new TunnelEvent.Announced("x")).effects())
                .isEmpty();
    }

    private static ServerTunnel.Step step(String state, TsguPacket packet) {
        return ServerTunnel.step(Tunnels.state(state), new TunnelEvent.Received(packet));
    }
}
