package org.usher.gateway.tsgu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.usher.gateway.settings.GatewaySettings;
import org.usher.gateway.settings.Limits;
import org.usher.gateway.settings.TunnelPatience;
import org.usher.gateway.testing.Browser;
import org.usher.gateway.testing.HttpMessage;
import org.usher.gateway.testing.RdpClient;
import org.usher.gateway.testing.RdpClient.Transport;
import org.usher.gateway.testing.Running;
import org.usher.wire.tsgu.TsguPacket;

/** What the requests of RDP clients are, and what they are not, beside the browsers' on the same port. */
@Tag("sockets")
class TwoChannelsTest {

    private static final String ID = "{00000000-1111-2222-3333-444444444444}";
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

    /** An answer that says no has no body, and none of the numbers for which clients try the older form. */
    private static void refused(Browser browser, int status) throws IOException {
        HttpMessage answer = browser.read();
        assertThat(answer.status()).isEqualTo(status).isNotIn(403, 404, 410);
        assertThat(answer.field("content-length")).contains("0");
        assertThat(browser.isAtEnd()).isTrue();
    }

    @Test
    void thePreambleHasTenBytesAndTheHeadSaysNothingOfABody() throws Exception {
        Browser out = running.browser();
        out.send(RdpClient.head("RDG_OUT_DATA", ID) + "Content-Length: 0\n\n");
        HttpMessage head = out.readHead();
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.field("content-length")).isEmpty();
        assertThat(head.field("transfer-encoding")).isEmpty();
        assertThat(head.field("content-type")).isEmpty();
        Browser in = running.browser();
        in.send(RdpClient.head("RDG_IN_DATA", ID) + "Content-Length: 0\n\n");
        HttpMessage probe = in.read();
        assertThat(probe.status()).isEqualTo(200);
        assertThat(probe.field("content-length")).contains("0");
        in.send(RdpClient.head("RDG_IN_DATA", ID)
                + "Transfer-Encoding: chunked\n\ne\n\u0001\0\0\0\u000e\0\0\0\u0001\0\0\0\u0002\0\n");
        byte[] answer = out.in().readNBytes(10 + 18);
        assertThat(new String(answer, StandardCharsets.ISO_8859_1))
                .startsWith("\u00ab\u00cd".repeat(5) + "\u0002\0\0\0\u0012\0\0\0\0\0\0\0\u0001");
    }

    @Test
    void theOnesThatBelongTogetherNeedNoCommonEventLoop() throws Exception {
        // Two loops, so about half of these pairs have to be brought together.
        for (int i = 0; i < 12; i++) {
            try (RdpClient client = RdpClient.connect(running, Transport.TWO_CHANNELS)) {
                assertThat(client.handshake().errorCode()).isZero();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 0\n\n", "Transfer-Encoding: chunked\n\n5\nhello\n"})
    void aClientsChannelWithoutAServersIsRefused(String rest) throws Exception {
        Browser in = running.browser();
        in.send(RdpClient.head("RDG_IN_DATA", ID) + rest);
        refused(in, 400);
        assertThat(Objects.requireNonNull(running.broker().refused()).reason()).isEqualTo("connection-id-unknown");
    }

    @Test
    void aServersChannelThatIsNeverPairedIsLetGo() throws Exception {
        restart(settings -> Running.with(settings, new TunnelPatience(QUICK, NEVER, NEVER, NEVER, NEVER, NEVER)));
        Browser out = running.browser();
        RdpClient.openOut(out, ID);
        assertThat(out.isAtEnd()).isTrue();
        assertThat(Objects.requireNonNull(running.broker().refused()).reason()).isEqualTo("pairing-timeout");
        assertThat(running.metrics()).contains("usher_gateway_tunnels_half_open 0.0");
        Browser in = running.browser();
        in.send(RdpClient.head("RDG_IN_DATA", ID) + "Content-Length: 0\n\n");
        refused(in, 400);
    }

    @Test
    void anIdIsOneTunnelsAndThenFreeAgain() throws Exception {
        Browser out = running.browser();
        RdpClient.openOut(out, ID);
        Browser second = running.browser();
        second.send(RdpClient.head("RDG_OUT_DATA", ID) + "Content-Length: 0\n\n");
        refused(second, 400);
        RdpClient first = RdpClient.join(out, running.browser(), ID);
        assertThat(first.handshake().errorCode()).isZero();
        // Some clients use one id for every tunnel.
        Browser again = running.browser();
        RdpClient.openOut(again, ID);
        RdpClient other = RdpClient.join(again, running.browser(), ID);
        assertThat(other.handshake().errorCode()).isZero();
        assertThat(first.tunnel("x").statusCode()).isEqualTo(0x800759f8);
        assertThat(other.tunnel("y").statusCode()).isEqualTo(0x800759f8);
    }

    @Test
    void aSecondClientsChannelIsRefusedAndTheFirstGoesOn() throws Exception {
        Browser out = running.browser();
        RdpClient.openOut(out, ID);
        RdpClient client = RdpClient.join(out, running.browser(), ID);
        assertThat(client.handshake().errorCode()).isZero();
        Browser second = running.browser();
        second.send(RdpClient.head("RDG_IN_DATA", ID) + "Transfer-Encoding: chunked\n\n0\n\n");
        refused(second, 400);
        client.open(running);
    }

    @ParameterizedTest
    @EnumSource
    void aLostChannelFreesThePlaceOfATunnel(Transport transport) throws Exception {
        RdpClient client = RdpClient.connect(running, transport);
        client.handshake();
        client.out().close();
        assertThat(client.in() == client.out() || client.in().isAtEnd()).isTrue();
        while (!running.metrics().contains("usher_gateway_tunnels_half_open 0.0")) {
            Thread.onSpinWait();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/remoteDesktopGateway",
                "/REMOTEDESKTOPGATEWAY/",
                "/remotedesktopgateway?CorId=%7b1%7d",
                "/RemoteDesktopGateway/?x"
            })
    void thePathIsTakenInManyForms(String path) throws Exception {
        Browser out = running.browser();
        out.send(RdpClient.head("RDG_OUT_DATA", ID).replace("/remoteDesktopGateway/", path) + "Content-Length: 0\n\n");
        assertThat(out.readHead().status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Methods of this path elsewhere, and others' here.
                "405 RDG_OUT_DATA / HTTP/1.1|Host: gw.example|Content-Length: 0||",
                "405 RDG_IN_DATA /api/v1/me HTTP/1.1|Host: gw.example|Transfer-Encoding: chunked||0||",
                "405 RDG_OUT_DATA /stream HTTP/1.1|Host: gw.example||",
                "405 RDG_OUT_DATA /remoteDesktopGateway/x HTTP/1.1|Host: gw.example||",
                "405 GET /remoteDesktopGateway/ HTTP/1.1|Host: gw.example||",
                "405 POST /remoteDesktopGateway/ HTTP/1.1|Host: gw.example|Content-Length: 0||",
                "405 rdg_out_data /remoteDesktopGateway/ HTTP/1.1|Host: gw.example||",
                // The older form is not here, and says so in the words that its clients understand.
                "404 RPC_IN_DATA /rpc/rpcproxy.dll?localhost:3388 HTTP/1.1|Host: gw.example|Content-Length: 1073741824||",
                "404 RPC_OUT_DATA /rpcWithCert/rpcproxy.dll?x:3388 HTTP/1.1|Host: gw.example|Content-Length: 76||",
                "405 RPC_IN_DATA / HTTP/1.1|Host: gw.example|Content-Length: 76||",
                // Bodies that a request for a channel does not have.
                "400 RDG_OUT_DATA /remoteDesktopGateway/ HTTP/1.1|Host: gw.example|RDG-Connection-Id: {1}|Content-Length: 5||hello",
                "400 RDG_OUT_DATA /remoteDesktopGateway/ HTTP/1.1|Host: gw.example|RDG-Connection-Id: {1}|Transfer-Encoding: chunked||0||",
                "400 RDG_IN_DATA /remoteDesktopGateway/ HTTP/1.1|Host: gw.example|RDG-Connection-Id: {1}|Content-Length: 5||hello",
                "400 RDG_IN_DATA /remoteDesktopGateway/ HTTP/1.1|Host: gw.example|RDG-Connection-Id: {1}|Content-Length: 0|Transfer-Encoding: chunked||0||",
                "400 RDG_OUT_DATA /remoteDesktopGateway/ HTTP/1.1|Host: gw.example|Content-Length: 0||",
                "400 RDG_OUT_DATA /remoteDesktopGateway/ HTTP/1.1|Host: gw.example|RDG-Connection-Id: {1}|RDG-Connection-Id: {2}||"
            })
    void whatIsNoRequestForATunnelIsRefusedAndNothingBehindItIsRead(String test) throws Exception {
        Browser browser = running.browser();
        browser.sendRaw((test.substring(4).replace("|", "\r\n") + "GET /smuggled HTTP/1.1\r\nHost: gw.example\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        HttpMessage answer = browser.read();
        assertThat(answer.status()).isEqualTo(Integer.parseInt(test.substring(0, 3)));
        assertThat(answer.field("connection")).contains("close");
        assertThat(browser.isAtEnd()).isTrue();
        assertThat(running.broker().requests()).noneMatch(seen -> seen.first().contains("smuggled"));
    }

    @Test
    void whatIsInATunnelIsNeverARequest() throws Exception {
        String request = "GET /smuggled HTTP/1.1\nHost: gw.example\n\n";
        RdpClient client = RdpClient.connect(running, Transport.TWO_CHANNELS);
        client.out().send(request);
        client.handshake();
        client.in().send("0\n\n" + request);
        assertThat(client.in().read().status()).isEqualTo(200);
        assertThat(client.isAtEnd()).isTrue();
        RdpClient webSocket = RdpClient.connect(running, Transport.WEBSOCKET);
        webSocket.in().send(request);
        assertThat(webSocket.out().readFrame().first()).isEqualTo(0x88);
        Browser pipelined = running.browser();
        RdpClient.openOut(pipelined, ID, request);
        assertThat(RdpClient.join(pipelined, running.browser(), ID).handshake().errorCode())
                .isZero();
        assertThat(running.broker().requests()).isEmpty();
    }

    @Test
    void aPageAndAnRdpClientMayUseOneConnectionOneAfterTheOther() throws Exception {
        Browser browser = running.browser();
        assertThat(browser.get("/portal").status()).isEqualTo(200);
        RdpClient.openOut(browser, ID);
        assertThat(RdpClient.join(browser, running.browser(), ID).handshake().errorCode())
                .isZero();
    }

    @Test
    void halfOpenTunnelsOfOneAddressAreLimitedAndOthersAreNotDisturbed() throws Exception {
        restart(settings -> Running.with(settings, new Limits(3000, 2000, 1000, 20)));
        List<RdpClient> half = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            half.add(RdpClient.connectFrom(
                    running, i % 2 == 0 ? Transport.WEBSOCKET : Transport.TWO_CHANNELS, "127.0.0.2"));
        }
        assertThat(running.metrics()).contains("usher_gateway_tunnels_half_open 20.0");
        Browser oneMore = running.browserFrom("127.0.0.2");
        oneMore.send(RdpClient.head("RDG_OUT_DATA", ID) + "Content-Length: 0\n\n");
        refused(oneMore, 503);
        Browser upgrade = running.browserFrom("127.0.0.2");
        assertThat(RdpClient.upgrade(upgrade).status()).isEqualTo(503);
        assertThat(Objects.requireNonNull(running.broker().refused()).reason()).isEqualTo("half-open-limit");
        RdpClient.connect(running, Transport.TWO_CHANNELS).open(running);
        // One that leads to its host is not half open any more, and neither is one that has gone.
        half.getFirst().open(running);
        half.getLast().close();
        while (!running.metrics().contains("usher_gateway_tunnels_half_open 18.0")) {
            Thread.onSpinWait();
        }
        RdpClient.connectFrom(running, Transport.WEBSOCKET, "127.0.0.2").open(running);
    }

    @Test
    void fiveThousandHalfOpenConnectionsOfOneAddressDisturbNobodyElse() throws Exception {
        restart(settings -> Running.with(settings, new Limits(9000, 4096, 9000)));
        List<Socket> half = new ArrayList<>();
        try {
            for (int i = 0; i < 5000; i++) {
                half.add(new Socket(
                        InetAddress.getLoopbackAddress(),
                        running.gateway().port(),
                        InetAddress.getByName("127.0.0.2"),
                        0));
            }
            for (Transport transport : Transport.values()) {
                RdpClient client = RdpClient.connect(running, transport).open(running);
                client.sendData(new byte[] {1, 2, 3});
                assertThat(running.rdpHost().visit().readBytes(3)).isEqualTo(new byte[] {1, 2, 3});
            }
            assertThat(running.metrics())
                    .contains("usher_gateway_connections_refused_total{reason=\"too-many-from-address\"} 904.0");
        } finally {
            for (Socket socket : half) {
                socket.close();
            }
        }
    }

    @Test
    void http2IsNeverAgreedOn() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {running.farm().authority().trust()}, null);
        Socket plain =
                new Socket(InetAddress.getLoopbackAddress(), running.gateway().port());
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory()
                .createSocket(plain, "gw.example", running.gateway().port(), true)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            assertThat(socket.getApplicationProtocol()).isEqualTo("http/1.1");
        }
    }

    @Test
    void aServiceMessageIsNoPacketOfAClient() throws Exception {
        RdpClient client = RdpClient.connect(running, Transport.TWO_CHANNELS);
        client.handshake();
        client.send(new TsguPacket.ServiceMessage("hello"));
        assertThat(client.receive()).isInstanceOf(TsguPacket.CloseChannel.class);
        assertThat(client.isAtEnd()).isTrue();
    }
}
