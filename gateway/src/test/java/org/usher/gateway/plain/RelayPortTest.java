package org.usher.gateway.plain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.usher.gateway.settings.GatewaySettings;
import org.usher.gateway.settings.Limits;
import org.usher.gateway.settings.TunnelPatience;
import org.usher.gateway.testing.BrokerDouble;
import org.usher.gateway.testing.RdpPeer;
import org.usher.gateway.testing.Running;
import org.usher.link.Json;
import org.usher.link.gateway.FindLaunch;
import org.usher.link.gateway.FoundLaunch;
import org.usher.relay.testing.Pipe;
import org.usher.wire.Octets;
import org.usher.wire.admission.AdmissionFrame;
import org.usher.wire.rdp.ConnectionRequest;
import org.usher.wire.rdpfile.ConnectCode;
import org.usher.wire.ticket.HostProof;

/** RDP connections that are relayed as they are. */
@Tag("sockets")
class RelayPortTest {

    private static final ConnectCode CODE = new ConnectCode("abcdefghijklmnopqrstuvwxyz-_0123");
    private static final Duration NEVER = Duration.ofMinutes(10);
    private static final Duration QUICK = Duration.ofMillis(300);

    private Running running;

    @BeforeEach
    void start(@TempDir Path state) throws IOException {
        running = Running.start(state);
        brokerFinds(running.rdpTicket());
    }

    private void restart(UnaryOperator<GatewaySettings> changed) throws IOException {
        running.close();
        running = Running.start(Files.createTempDirectory("gateway"), changed);
        brokerFinds(running.rdpTicket());
    }

    private void brokerFinds(String ticket) {
        running.broker()
                .script((request, out) -> BrokerDouble.plain(out, "200 OK", Json.write(new FoundLaunch(ticket))));
    }

    @AfterEach
    void stop() throws IOException {
        running.close();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), running.gateway().relayPort().orElseThrow());
        socket.setSoTimeout(Pipe.PATIENCE_SECONDS * 1000);
        socket.setTcpNoDelay(true);
        return socket;
    }

    private static byte[] request(String cookie) {
        return new ConnectionRequest(Optional.of(cookie), ConnectionRequest.SSL).encode();
    }

    private void refused(Socket socket, String reason) throws Exception {
        assertThat(isEnded(socket)).isTrue();
        assertThat(Objects.requireNonNull(running.broker().refused(), "no broker heard of it")
                        .reason())
                .isEqualTo(reason);
        assertThat(running.metrics()).contains("usher_gateway_relays_refused_total{reason=\"" + reason + "\"} 1.0");
        assertThat(running.rdpHost().waiting()).isZero();
    }

    private static boolean isEnded(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (java.net.SocketTimeoutException late) {
            throw new AssertionError("the gateway does not end the connection", late);
        } catch (IOException reset) {
            return true;
        }
    }

    @Test
    void theRequestGoesToTheHostOfItsCodeAsItCameAndSoDoesTheRest() throws Exception {
        Socket client = connect();
        byte[] request = request(CODE.routingToken());
        byte[] behind = "and what came with it".getBytes(StandardCharsets.US_ASCII);
        client.getOutputStream().write(request);
        client.getOutputStream().write(behind);
        try (RdpPeer host = running.rdpHost().visit()) {
            assertThat(host.preface().client().getPort()).isEqualTo(client.getLocalPort());
            assertThat(host.readBytes(request.length)).isEqualTo(request);
            assertThat(host.readBytes(behind.length)).isEqualTo(behind);
            host.write(new byte[] {3, 0, 0, 19});
            assertThat(client.getInputStream().readNBytes(4)).isEqualTo(new byte[] {3, 0, 0, 19});
            FindLaunch asked = Json.read(running.broker().request().text(), FindLaunch.class);
            assertThat(asked)
                    .isEqualTo(new FindLaunch(Octets.digestOf(CODE.text()).text(), "127.0.0.1"));
            client.close();
            assertThat(host.isAtEnd()).isTrue();
        }
    }

    @Test
    void theRequestMayComeByteByByte() throws Exception {
        Socket client = connect();
        OutputStream out = client.getOutputStream();
        byte[] request = request(CODE.routingToken());
        for (byte one : request) {
            out.write(one);
            out.flush();
        }
        assertThat(running.rdpHost().visit().readBytes(request.length)).isEqualTo(request);
    }

    @Test
    void muchGoesBothWays() throws Exception {
        Socket client = connect();
        byte[] request = request(CODE.routingToken());
        client.getOutputStream().write(request);
        byte[] much = new byte[20_000_000];
        try (RdpPeer host = running.rdpHost().visit()) {
            host.readBytes(request.length);
            CompletableFuture<Void> up = CompletableFuture.runAsync(() -> {
                try {
                    client.getOutputStream().write(much);
                } catch (IOException failed) {
                    throw new java.io.UncheckedIOException(failed);
                }
            });
            assertThat(host.readBytes(much.length)).hasSize(much.length);
            up.get(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS);
            CompletableFuture<Void> down = CompletableFuture.runAsync(() -> {
                try {
                    host.write(much);
                } catch (IOException failed) {
                    throw new java.io.UncheckedIOException(failed);
                }
            });
            assertThat(client.getInputStream().readNBytes(much.length)).hasSize(much.length);
            down.get(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS);
            host.socket().shutdownOutput();
            assertThat(isEnded(client)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Cookie: mstshash=alice", "usher:short", "usher:abcdefghijklmnopqrstuvwxyz-_01234", "tsv://x"})
    void aRequestWithoutACodeIsNobodys(String cookie) throws Exception {
        Socket client = connect();
        client.getOutputStream().write(request(cookie));
        refused(client, "routing-token-missing");
        assertThat(running.broker().requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000",
                "\u0003\u0000@\u0000",
                "\u0003\u0000\u0000\u0004"
            })
    void whatIsNoRdpIsClosed(String bytes) throws Exception {
        Socket client = connect();
        client.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        refused(client, "rdp-malformed");
    }

    @Test
    void whoSaysNothingIsLetGo() throws Exception {
        restart(settings -> Running.with(settings, new TunnelPatience(NEVER, NEVER, NEVER, NEVER, NEVER, QUICK)));
        Socket client = connect();
        client.getOutputStream().write(3);
        refused(client, "request-timeout");
    }

    @Test
    void aCodeThatNoBrokerKnowsOpensNothing() throws Exception {
        running.broker()
                .script((request, out) ->
                        BrokerDouble.plain(out, "404 Not Found", "{\"code\":\"launch-unknown\",\"status\":404}"));
        Socket client = connect();
        client.getOutputStream().write(request(CODE.routingToken()));
        refused(client, "launch-unknown");
    }

    @Test
    void withoutABrokerNobodyIsFound() throws Exception {
        running.broker().script((request, out) -> BrokerDouble.plain(out, "503 Service Unavailable", ""));
        Socket client = connect();
        client.getOutputStream().write(request(CODE.routingToken()));
        refused(client, "broker-unavailable");
    }

    @Test
    void whatTheFrontRefusesIsClosed() throws Exception {
        running.rdpHost().decide(ask -> new AdmissionFrame.Refused(ask.number(), "ticket-used"));
        Socket client = connect();
        client.getOutputStream().write(request(CODE.routingToken()));
        refused(client, "ticket-used");
    }

    @Test
    void aTicketThatIsNoneIsClosed() throws Exception {
        brokerFinds("ut1.nonsense");
        Socket client = connect();
        client.getOutputStream().write(request(CODE.routingToken()));
        refused(client, "ticket-malformed");
    }

    @Test
    void aHostThatIsNotThereIsClosed() throws Exception {
        running.rdpHost().close();
        Socket client = connect();
        client.getOutputStream().write(request(CODE.routingToken()));
        refused(client, "host-unreachable");
    }

    @Test
    void asManyAsThereMayBeIsTheEnd() throws Exception {
        restart(settings -> Running.with(settings, new Limits(50, 50, 1)));
        Socket first = connect();
        first.getOutputStream().write(request(CODE.routingToken()));
        running.rdpHost().visit();
        Socket second = connect();
        second.getOutputStream().write(request(CODE.routingToken()));
        refused(second, "gateway-busy");
    }

    @Test
    void aHostWithoutAFrontIsClaimed() throws Exception {
        String ticket = running.farm()
                .sign(running.farm()
                        .rdpTicket(
                                UUID.randomUUID(), running.rdpHost().address().toString(), new HostProof.Authority()));
        running.broker()
                .script((request, out) -> BrokerDouble.plain(
                        out,
                        "200 OK",
                        request.first().contains("/claim ")
                                ? "{\"permissions\":{\"clipboard\":\"BOTH\",\"drives\":true,\"printers\":true,"
                                        + "\"audio\":true,\"idleMinutes\":0}}"
                                : Json.write(new FoundLaunch(ticket))));
        Socket client = connect();
        byte[] request = request(CODE.routingToken());
        client.getOutputStream().write(request);
        RdpPeer host = running.rdpHost().visit();
        assertThat(host.hasPreface()).isFalse();
        assertThat(host.readBytes(request.length)).isEqualTo(request);
    }

    @Test
    void aStoppingGatewayEndsThem() throws Exception {
        Socket client = connect();
        client.getOutputStream().write(request(CODE.routingToken()));
        RdpPeer host = running.rdpHost().visit();
        Socket early = connect();
        CompletableFuture<Void> stopping =
                CompletableFuture.runAsync(() -> running.gateway().close());
        assertThat(isEnded(client)).isTrue();
        assertThat(isEnded(early)).isTrue();
        client.close();
        host.readBytes(1);
        stopping.get(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
