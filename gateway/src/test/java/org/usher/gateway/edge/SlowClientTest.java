package org.usher.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.usher.gateway.settings.Limits;
import org.usher.gateway.testing.BrokerDouble;
import org.usher.gateway.testing.Browser;
import org.usher.gateway.testing.HttpMessage;
import org.usher.gateway.testing.Running;
import org.usher.gateway.testing.Running.Stage;
import org.usher.relay.testing.Pipe;

/** Clients that take their time. In each test one deadline is short and the others never pass. */
@Tag("sockets")
class SlowClientTest {

    @TempDir
    private Path state;

    @Test
    void whoSaysNothingBeforeTlsIsLetGo() throws Exception {
        try (Running running = start(Stage.HANDSHAKE);
                Socket silent = new Socket(
                        InetAddress.getLoopbackAddress(), running.gateway().port())) {
            silent.setSoTimeout(Pipe.PATIENCE_SECONDS * 1000);
            assertThat(silent.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void whoSaysNothingAfterTlsIsLetGoWithoutAWord() throws Exception {
        try (Running running = start(Stage.IDLE)) {
            Browser silent = running.browser();
            assertThat(silent.isAtEnd()).isTrue();
        }
    }

    @Test
    void aHeaderThatDoesNotEndIsATimeout() throws Exception {
        try (Running running = start(Stage.HEADER)) {
            Browser slow = running.browser();
            slow.send("GET / HTTP/1.1\nHost: gw.exam");
            HttpMessage answer = slow.read();
            assertThat(answer.status()).isEqualTo(408);
            assertThat(answer.text()).contains("header-timeout");
            assertThat(slow.isAtEnd()).isTrue();
        }
    }

    @Test
    void aBodyThatDoesNotGoOnIsATimeout() throws Exception {
        try (Running running = start(Stage.BODY)) {
            for (String path : List.of("/api/x", "/link")) {
                Browser slow = running.browser();
                slow.send("POST " + path + " HTTP/1.1\nHost: gw.example\nContent-Length: 100\n\nhello");
                HttpMessage answer = slow.read();
                assertThat(answer.status()).isEqualTo(408);
                assertThat(answer.text()).contains("body-timeout");
                assertThat(slow.isAtEnd()).isTrue();
            }
        }
    }

    @Test
    void whoAsksNothingMoreIsLetGo() throws Exception {
        try (Running running = start(Stage.IDLE)) {
            Browser idle = running.browser();
            assertThat(idle.get("/portal").status()).isEqualTo(200);
            assertThat(idle.isAtEnd()).isTrue();
        }
    }

    @Test
    void whoTakesNothingOfAnAnswerIsCutOff() throws Exception {
        try (Running running = start(Stage.SLOW_READER)) {
            byte[] piece = new byte[64 * 1024];
            var brokerNoticed = new CompletableFuture<Boolean>();
            running.broker().script((request, out) -> {
                BrokerDouble.raw(out, "HTTP/1.1 200 OK\nContent-Length: 1000000000\n\n");
                try {
                    for (int i = 0; i < 10_000; i++) {
                        out.write(piece);
                    }
                    brokerNoticed.complete(false);
                } catch (IOException cutOff) {
                    brokerNoticed.complete(true);
                }
                return false;
            });
            Browser slow = running.browser();
            slow.send("GET /big HTTP/1.1\nHost: gw.example\n\n");
            assertThat(brokerNoticed.get(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isTrue();
        }
    }

    @Test
    void aThousandHalfOpenConnectionsOfOneAddressDisturbNobodyElse() throws Exception {
        try (Running running = Running.start(
                state,
                settings ->
                        Running.with(Running.with(settings, new Limits(2000, 500, 10)), Running.quick(Stage.HELLO)))) {
            List<Socket> half = new ArrayList<>();
            AtomicInteger ended = new AtomicInteger();
            CountDownLatch refused = new CountDownLatch(500);
            for (int i = 0; i < 1000; i++) {
                Socket socket = new Socket();
                // Another address than the one that the browser of the test comes from.
                socket.bind(new InetSocketAddress("127.0.0.2", 0));
                socket.connect(new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), running.gateway().port()));
                half.add(socket);
                Thread.ofVirtual().start(() -> {
                    if (isEnded(socket)) {
                        ended.incrementAndGet();
                        refused.countDown();
                    }
                });
            }
            Browser other = running.browser();
            assertThat(other.get("/gateway/health").status()).isEqualTo(200);
            assertThat(other.get("/portal").status()).isEqualTo(200);
            assertThat(refused.await(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(ended.get()).as("those beyond the limit of one address").isEqualTo(500);
            for (Socket socket : half) {
                socket.close();
            }
        }
    }

    @Test
    void moreThanAllIsTooMany() throws Exception {
        try (Running running = Running.start(state, settings -> Running.with(settings, new Limits(2, 10, 10)))) {
            Browser first = running.browser();
            Browser second = running.browser();
            try (Socket third = new Socket(
                    InetAddress.getLoopbackAddress(), running.gateway().port())) {
                third.setSoTimeout(Pipe.PATIENCE_SECONDS * 1000);
                assertThat(isEnded(third)).isTrue();
            }
            assertThat(first.get("/gateway/health").status()).isEqualTo(200);
            assertThat(second.get("/gateway/health", "Connection: close").status())
                    .isEqualTo(200);
            assertThat(second.isAtEnd()).isTrue();
            second.close();
            assertThat(first.get("/gateway/health").status()).isEqualTo(200);
        }
    }

    private Running start(Stage quick) throws IOException {
        return Running.start(state, settings -> Running.with(settings, Running.quick(quick)));
    }

    private static boolean isEnded(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (IOException reset) {
            return true;
        }
    }
}
