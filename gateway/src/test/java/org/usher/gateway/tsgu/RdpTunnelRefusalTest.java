package org.usher.gateway.tsgu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.usher.gateway.dial.HostAndPort;
import org.usher.gateway.settings.GatewaySettings;
import org.usher.gateway.settings.Limits;
import org.usher.gateway.settings.TunnelPatience;
import org.usher.gateway.testing.BrokerDouble;
import org.usher.gateway.testing.HostDouble;
import org.usher.gateway.testing.RdpClient;
import org.usher.gateway.testing.RdpClient.Transport;
import org.usher.gateway.testing.RdpPeer;
import org.usher.gateway.testing.Running;
import org.usher.gateway.testing.Running.Stage;
import org.usher.gateway.testing.TestFarm;
import org.usher.link.Json;
import org.usher.link.gateway.ClaimLaunch;
import org.usher.link.gateway.ClaimedLaunch;
import org.usher.link.host.Permissions;
import org.usher.link.refusal.RefusedClient;
import org.usher.wire.Octets;
import org.usher.wire.admission.AdmissionFrame;
import org.usher.wire.component.ComponentName;
import org.usher.wire.component.ComponentRole;
import org.usher.wire.ticket.ClientBinding;
import org.usher.wire.ticket.HostProof;
import org.usher.wire.ticket.Ticket;
import org.usher.wire.ticket.TicketKeyId;
import org.usher.wire.ticket.TicketSigner;
import org.usher.wire.tsgu.TsguPacket;

/** Tunnels that do not come about, and what their clients are told. */
@Tag("sockets")
class RdpTunnelRefusalTest {

    private static final int COOKIE_DENIED = 0x800759f8;
    private static final int COOKIE_BAD = 0x800759f7;
    private static final int INTERNAL = 0x800759d8;
    private static final int RAP_DENIED = 0x800759da;
    private static final int CONNECT_FAILED = 0x800759dd;
    private static final Duration NEVER = Duration.ofMinutes(10);
    private static final Duration QUICK = Duration.ofMillis(300);

    private Running running;

    @BeforeEach
    void start(@TempDir Path state) throws IOException {
        running = Running.start(state);
    }

    private void restart(UnaryOperator<GatewaySettings> changed) throws IOException {
        running.close();
        running = Running.start(Files.createTempDirectory("gateway"), changed);
    }

    @AfterEach
    void stop() throws IOException {
        running.close();
    }

    private void refused(RdpClient client, String reason) throws Exception {
        assertThat(client.isAtEnd()).isTrue();
        RefusedClient told = Objects.requireNonNull(running.broker().refused(), "no broker heard of it");
        assertThat(told.reason()).isEqualTo(reason);
        assertThat(told.address()).isEqualTo("127.0.0.1");
        assertThat(running.metrics())
                .contains("usher_gateway_tunnels_refused_total{reason=\"" + reason + "\"} 1.0")
                .contains("usher_gateway_tunnels_half_open 0.0")
                .contains("usher_gateway_streams 0.0");
        assertThat(running.rdpHost().waiting()).as("who reached the host").isZero();
    }

    static Stream<String> badTickets() {
        return Stream.of(
                "ticket-malformed",
                "ticket-forged",
                "ticket-expired",
                "ticket-not-yet",
                "ticket-other-site",
                "ticket-other-client",
                "ticket-unknown-key");
    }

    @ParameterizedTest
    @MethodSource("badTickets")
    void aTicketThatIsNoneIsACookieThatIsDenied(String reason) throws Exception {
        // Over one transport or the other, since the ticket is looked at behind both.
        RdpClient client =
                RdpClient.connect(running, reason.length() % 2 == 0 ? Transport.WEBSOCKET : Transport.TWO_CHANNELS);
        client.handshake();
        assertThat(client.tunnel(ticket(reason)).statusCode()).isEqualTo(COOKIE_DENIED);
        refused(client, reason);
        assertThat(running.rdpHost().askingConnections())
                .as("nobody is asked about it")
                .isZero();
    }

    private String ticket(String fault) {
        TestFarm farm = running.farm();
        Ticket good = farm.rdpTicket(running.host(), running.rdpHost().address().toString(), new HostProof.Front());
        String text = farm.sign(good);
        Instant now = Instant.now();
        return switch (fault) {
            case "ticket-malformed" -> "ut1.nonsense";
            case "ticket-forged" -> {
                // The last digit but one of the signature, another one.
                char digit = text.charAt(text.length() - 3);
                yield text.substring(0, text.length() - 3)
                        + (digit == 'A' ? 'B' : 'A')
                        + text.substring(text.length() - 2);
            }
            case "ticket-expired" ->
                farm.sign(with(good, good.site(), good.client(), now.minusSeconds(100_000), now.minusSeconds(1)));
            case "ticket-not-yet" ->
                farm.sign(with(good, good.site(), good.client(), now.plusSeconds(100), now.plusSeconds(200)));
            case "ticket-other-site" ->
                farm.sign(with(good, UUID.randomUUID(), good.client(), good.issued(), good.returnUntil()));
            // A browser's, or another launch's.
            case "ticket-other-client" ->
                farm.sign(with(good, good.site(), ClientBinding.ofCookie("x"), good.issued(), good.returnUntil()));
            case "ticket-unknown-key" -> new TicketSigner(new TicketKeyId(99), newKey()).sign(good);
            default -> throw new IllegalArgumentException(fault);
        };
    }

    private static PrivateKey newKey() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static Ticket with(Ticket good, UUID site, Octets client, Instant issued, Instant until) {
        return new Ticket(
                good.launch(),
                site,
                good.user(),
                good.host(),
                good.target(),
                good.proof(),
                client,
                issued,
                issued,
                until);
    }

    @ParameterizedTest
    @CsvSource({"ticket-used", "ticket-other-client", "launch-unknown", "lease-over"})
    void whatTheFrontRefusesIsACookieThatIsDenied(String reason) throws Exception {
        running.rdpHost().decide(ask -> new AdmissionFrame.Refused(ask.number(), reason));
        RdpClient client = RdpClient.connect(running, Transport.WEBSOCKET);
        client.handshake();
        assertThat(client.tunnel(running.rdpTicket()).statusCode()).isEqualTo(COOKIE_DENIED);
        refused(client, reason);
    }

    @ParameterizedTest
    @EnumSource
    void aReplayFromAnotherAddressIsDenied(Transport transport) throws Exception {
        // A front that binds a ticket to the first address, as fronts do.
        var first = new ConcurrentHashMap<String, java.net.InetAddress>();
        running.rdpHost()
                .decide(ask -> first.computeIfAbsent(ask.ticket(), ticket -> ask.client())
                                .equals(ask.client())
                        ? running.rdpHost().admit(ask, 0)
                        : new AdmissionFrame.Refused(ask.number(), "ticket-other-client"));
        String ticket = running.rdpTicket();
        RdpClient.connect(running, transport).open(ticket, running.rdpHost().address());
        running.rdpHost().visit();
        RdpClient other = RdpClient.connectFrom(running, transport, "127.0.0.3");
        other.handshake();
        assertThat(other.tunnel(ticket).statusCode()).isEqualTo(COOKIE_DENIED);
        assertThat(other.isAtEnd()).isTrue();
        assertThat(running.rdpHost().waiting()).isZero();
    }

    @Test
    void theWayToAFrontIsNoWayForAnother() throws Exception {
        // Somebody else listens where the ticket leads, with a good certificate of the farm.
        try (HostDouble stranger = new HostDouble(running.farm(), UUID.randomUUID())) {
            String ticket = running.farm()
                    .sign(running.farm()
                            .rdpTicket(running.host(), stranger.address().toString(), new HostProof.Front()));
            RdpClient client = RdpClient.connect(running, Transport.WEBSOCKET);
            client.handshake();
            assertThat(client.tunnel(ticket).statusCode()).isZero();
            assertThat(client.authorise().redirectionFlags().orElseThrow()).isEqualTo(0x40000000);
            assertThat(client.channel(stranger.address()).errorCode()).isEqualTo(CONNECT_FAILED);
            refused(client, "host-certificate");
            assertThat(stranger.asked()).isZero();
            assertThat(stranger.waiting()).isZero();
        }
    }

    @Test
    void aFrontThatIsNotThereLetsTheChannelFail() throws Exception {
        HostAndPort nobody = running.rdpHost().address();
        String ticket = running.rdpTicket();
        running.rdpHost().close();
        RdpClient client = RdpClient.connect(running, Transport.TWO_CHANNELS);
        client.handshake();
        assertThat(client.tunnel(ticket).statusCode()).isZero();
        client.authorise();
        assertThat(client.channel(nobody).errorCode()).isEqualTo(CONNECT_FAILED);
        refused(client, "host-unreachable");
    }

    @Test
    void aFrontThatDoesNotAnswerLetsTheChannelFail() throws Exception {
        restart(settings -> Running.with(settings, Running.quick(Stage.FRONT)));
        running.rdpHost().decide(ask -> null);
        RdpClient client = RdpClient.connect(running, Transport.WEBSOCKET);
        client.handshake();
        assertThat(client.tunnel(running.rdpTicket()).statusCode()).isZero();
        client.authorise();
        assertThat(client.channel(running.rdpHost().address()).errorCode()).isEqualTo(CONNECT_FAILED);
        refused(client, "host-timeout");
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 0x800759e9", "1, 4, 0x800759f9", "2, 2, 0x800759e8"})
    void anotherHandshakeIsRefusedInItsOwnWords(int version, int auth, String code) throws Exception {
        RdpClient client = RdpClient.connect(running, Transport.WEBSOCKET);
        client.send(new TsguPacket.HandshakeRequest(version, 0, 0, auth));
        assertThat(client.receive(TsguPacket.HandshakeResponse.class).errorCode())
                .isEqualTo(Long.decode(code).intValue());
        refused(client, "tunnel-handshake");
    }

    @Test
    void noTicketIsABadCookie() throws Exception {
        RdpClient client = RdpClient.connect(running, Transport.WEBSOCKET);
        client.handshake();
        client.send(new TsguPacket.TunnelCreate(0, OptionalLong.empty(), Optional.empty()));
        assertThat(client.receive(TsguPacket.TunnelResponse.class).statusCode()).isEqualTo(COOKIE_BAD);
        refused(client, "ticket-missing");
    }

    @Test
    void theTicketAloneSaysWhereItGoes() throws Exception {
        RdpClient client = RdpClient.connect(running, Transport.WEBSOCKET);
        client.handshake();
        client.tunnel(running.rdpTicket());
        client.authorise();
        HostAndPort right = running.rdpHost().address();
        assertThat(client.channel(new HostAndPort("192.0.2.1", right.port())).errorCode())
                .isEqualTo(RAP_DENIED);
        refused(client, "target-not-allowed");
    }

    @ParameterizedTest
    @EnumSource
    void oneNameOfManyIsEnoughAndItsFormDoesNotMatter(Transport transport) throws Exception {
        HostAndPort right = running.rdpHost().address();
        String byName = running.farm()
                .sign(running.farm().rdpTicket(running.host(), "localhost:" + right.port(), new HostProof.Front()));
        RdpClient client = RdpClient.connect(running, transport);
        client.handshake();
        assertThat(client.tunnel(byName).statusCode()).isZero();
        client.authorise();
        client.send(new TsguPacket.ChannelCreate(
                List.of("elsewhere", "x:99999", "LocalHost.:" + right.port()), List.of("other"), 3389, 3));
        assertThat(client.receive(TsguPacket.ChannelResponse.class).errorCode()).isZero();
        assertThat(running.rdpHost().visit().hasPreface()).isTrue();
    }

    @Test
    void packetsInTheWrongOrderAreRefused() throws Exception {
        RdpClient client = RdpClient.connect(running, Transport.WEBSOCKET);
        client.sendData(new byte[] {1});
        assertThat(client.receive()).isEqualTo(new TsguPacket.CloseChannel(INTERNAL & 0xffff));
        refused(client, "tunnel-wrong-packet");
    }

    @Test
    void dataBeforeTheChannelReachesNobody() throws Exception {
        RdpClient client = RdpClient.connect(running, Transport.TWO_CHANNELS);
        client.handshake();
        client.tunnel(running.rdpTicket());
        client.sendData(new byte[70]);
        assertThat(client.receive()).isEqualTo(new TsguPacket.CloseChannel(INTERNAL & 0xffff));
        refused(client, "tunnel-wrong-packet");
    }

    static Stream<byte[]> liesAboutLength() {
        return Stream.of(
                // Shorter than its own header; longer than may be; 4 GiB; data whose lengths differ.
                new byte[] {1, 0, 0, 0, 7, 0, 0, 0},
                new byte[] {1, 0, 0, 0, 0, 0, 1, 0},
                new byte[] {1, 0, 0, 0, -1, -1, -1, -1},
                new byte[] {10, 0, 0, 0, 11, 0, 0, 0, 2, 0, 0},
                new byte[] {10, 0, 0, 0, 9, 0, 0, 0, 0, 0});
    }

    @ParameterizedTest
    @MethodSource("liesAboutLength")
    void liesAboutLengthEndTheTunnel(byte[] lie) throws Exception {
        RdpClient client =
                RdpClient.connect(running, lie.length % 2 == 0 ? Transport.WEBSOCKET : Transport.TWO_CHANNELS);
        client.sendBytes(lie);
        assertThat(client.receive(TsguPacket.HandshakeResponse.class).errorCode())
                .isEqualTo(INTERNAL);
        refused(client, "tunnel-malformed");
    }

    @ParameterizedTest
    @EnumSource
    void aLieInAnOpenTunnelEndsItAndTheHostGetsNothingOfIt(Transport transport) throws Exception {
        RdpClient client = RdpClient.connect(running, transport)
                .open(running.rdpTicket(), running.rdpHost().address());
        RdpPeer host = running.rdpHost().visit();
        client.sendBytes(new byte[] {10, 0, 0, 0, 11, 0, 0, 0, 2, 0, 0});
        assertThat(client.receive()).isEqualTo(new TsguPacket.CloseChannel(INTERNAL & 0xffff));
        assertThat(client.isAtEnd()).isTrue();
        assertThat(host.isAtEnd()).isTrue();
    }

    @Test
    void brokenChunksEndTheTunnel() throws Exception {
        RdpClient client = RdpClient.connect(running, Transport.TWO_CHANNELS);
        client.handshake();
        client.in().send("zz\n");
        assertThat(client.receive(TsguPacket.TunnelResponse.class).statusCode()).isEqualTo(COOKIE_BAD);
        refused(client, "tunnel-malformed");
    }

    @Test
    void brokenWebSocketRulesEndTheTunnel() throws Exception {
        RdpClient client = RdpClient.connect(running, Transport.WEBSOCKET);
        client.in().sendRaw(new byte[] {(byte) 0x82, 0x05, 'h', 'e', 'l', 'l', 'o'});
        assertThat(client.out().readFrame().closeCode()).isEqualTo(1002);
        assertThat(client.out().isAtEnd()).isTrue();
        RefusedClient told = Objects.requireNonNull(running.broker().refused());
        assertThat(told.reason()).isEqualTo("websocket-unmasked");
    }

    @ParameterizedTest
    @EnumSource
    void whoGoesOnWithNothingIsLetGo(Transport transport) throws Exception {
        restart(settings -> Running.with(settings, new TunnelPatience(NEVER, QUICK, NEVER, NEVER, NEVER, NEVER)));
        RdpClient client = RdpClient.connect(running, transport);
        assertThat(client.receive(TsguPacket.HandshakeResponse.class).errorCode())
                .isEqualTo(0x800704d4);
        refused(client, "setup-timeout");
    }

    @ParameterizedTest
    @EnumSource
    void asManyTunnelsAsThereMayBeIsSaid(Transport transport) throws Exception {
        restart(settings -> Running.with(settings, new Limits(50, 50, 1)));
        RdpClient first = RdpClient.connect(running, transport)
                .open(running.rdpTicket(), running.rdpHost().address());
        running.rdpHost().visit();
        RdpClient second = RdpClient.connect(running, transport);
        second.handshake();
        assertThat(second.tunnel(running.rdpTicket()).statusCode()).isEqualTo(0x800759e6);
        assertThat(second.isAtEnd()).isTrue();
        first.send(new TsguPacket.CloseChannel(0));
        assertThat(first.receive()).isEqualTo(new TsguPacket.CloseChannelResponse(0));
        assertThat(first.isAtEnd()).isTrue();
        first.close();
        while (!running.metrics().contains("usher_gateway_streams 0.0")) {
            Thread.onSpinWait();
        }
        RdpClient.connect(running, transport)
                .open(running.rdpTicket(), running.rdpHost().address());
    }

    @Test
    void aHostWithoutAFrontIsClaimedAtABrokerAndReachedWithoutAPreface() throws Exception {
        List<ClaimLaunch> claims = new java.util.concurrent.CopyOnWriteArrayList<>();
        running.broker().script((request, out) -> {
            claims.add(Json.read(request.text(), ClaimLaunch.class));
            return BrokerDouble.plain(
                    out,
                    "200 OK",
                    Json.write(new ClaimedLaunch(new Permissions(Permissions.Clipboard.NONE, false, true, true, 0))));
        });
        Ticket ticket = running.farm()
                .rdpTicket(UUID.randomUUID(), running.rdpHost().address().toString(), new HostProof.Authority());
        RdpClient client = RdpClient.connect(running, Transport.WEBSOCKET);
        client.handshake();
        String text = running.farm().sign(ticket);
        assertThat(client.tunnel(text).statusCode()).isZero();
        assertThat(client.authorise().redirectionFlags().orElseThrow()).isEqualTo(0x1 | 0x4 | 0x8 | 0x10);
        assertThat(client.channel(running.rdpHost().address()).errorCode()).isZero();
        client.sendData(new byte[] {3, 0, 0, 19});
        RdpPeer host = running.rdpHost().visit();
        assertThat(host.hasPreface()).isFalse();
        assertThat(host.readBytes(4)).isEqualTo(new byte[] {3, 0, 0, 19});
        assertThat(claims).containsExactly(new ClaimLaunch(ticket.launch(), text, "127.0.0.1", true));
        assertThat(running.broker().request().first()).startsWith("POST /link/v1/gateway/claim ");
        assertThat(running.broker().carried(ticket.launch()).address()).isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @CsvSource({
        "403 Forbidden, ticket-used, 0x800759f8, ticket-used",
        "403 Forbidden, ticket-other-client, 0x800759f8, ticket-other-client",
        "500 Internal Server Error, x, 0x800759d8, broker-unavailable",
        "404 Not Found, '', 0x800759f8, launch-unknown"
    })
    void aBrokerThatSaysNoOrNothingLetsNobodyIn(String status, String code, String said, String reason)
            throws Exception {
        running.broker()
                .script((request, out) ->
                        BrokerDouble.plain(out, status, code.isEmpty() ? "<html>" : "{\"code\":\"" + code + "\"}"));
        Ticket ticket = running.farm()
                .rdpTicket(UUID.randomUUID(), running.rdpHost().address().toString(), new HostProof.Authority());
        RdpClient client = RdpClient.connect(running, Transport.WEBSOCKET);
        client.handshake();
        assertThat(client.tunnel(running.farm().sign(ticket)).statusCode())
                .isEqualTo(Long.decode(said).intValue());
        refused(client, reason);
    }

    @ParameterizedTest
    @CsvSource({"169.254.169.254:80", "0.0.0.0:22", "224.0.0.1:3389", "[fe80::1]:3389"})
    void addressesOfNoHostAreNotDialled(String target) throws Exception {
        running.broker()
                .script((request, out) ->
                        BrokerDouble.plain(out, "200 OK", Json.write(new ClaimedLaunch(Permissions.ALL))));
        Ticket ticket = running.farm().rdpTicket(UUID.randomUUID(), target, new HostProof.Authority());
        RdpClient client = RdpClient.connect(running, Transport.WEBSOCKET);
        client.handshake();
        assertThat(client.tunnel(running.farm().sign(ticket)).statusCode()).isZero();
        client.authorise();
        HostAndPort named = HostAndPort.parse(target).orElseThrow();
        assertThat(client.channel(named).errorCode()).isEqualTo(RAP_DENIED);
        refused(client, "host-forbidden");
    }

    @Test
    void aComponentOfAnotherRoleIsNoFront() throws Exception {
        ComponentName gateway = new ComponentName(running.farm().site(), ComponentRole.GATEWAY, running.host());
        try (HostDouble other = new HostDouble(running.farm().identity(gateway), 0)) {
            String ticket = running.farm()
                    .sign(running.farm()
                            .rdpTicket(running.host(), other.address().toString(), new HostProof.Front()));
            RdpClient client = RdpClient.connect(running, Transport.WEBSOCKET);
            client.handshake();
            client.tunnel(ticket);
            client.authorise();
            assertThat(client.channel(other.address()).errorCode()).isEqualTo(CONNECT_FAILED);
            assertThat(other.asked()).isZero();
        }
    }

    @Test
    void aLongCookieIsNoTicket() throws Exception {
        RdpClient client = RdpClient.connect(running, Transport.WEBSOCKET);
        client.handshake();
        assertThat(client.tunnel("x".repeat(8000), 0).statusCode()).isEqualTo(COOKIE_DENIED);
        refused(client, "ticket-malformed");
    }
}
