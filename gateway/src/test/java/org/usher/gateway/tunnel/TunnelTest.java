package org.usher.gateway.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.usher.gateway.testing.BrokerDouble;
import org.usher.gateway.testing.Browser;
import org.usher.gateway.testing.FrontDouble;
import org.usher.gateway.testing.HttpMessage;
import org.usher.gateway.testing.Running;
import org.usher.gateway.testing.Running.Stage;
import org.usher.gateway.testing.TestFarm;
import org.usher.relay.testing.Pipe;
import org.usher.wire.component.ComponentRole;

@Tag("sockets")
class TunnelTest {

    @TempDir
    private Path state;

    @Test
    void aBrokerHearsWhoTheClientIsFromTheGatewayAlone() throws Exception {
        try (Running running = Running.start(state)) {
            Browser browser = running.browser();
            browser.send("""
                    GET /api/v1/me?x=1 HTTP/1.1
                    Host: gw.example
                    X-Forwarded-For: 6.6.6.6
                    X-Forwarded-Proto: http
                    X-Forwarded-Host: evil.example
                    X-Forwarded-Prefix: /evil
                    x-FORWARDED-port: 1
                    Forwarded: for=6.6.6.6
                    X-Real-IP: 6.6.6.6
                    X-Rewrite-Url: /link
                    Connection: keep-alive, X-Secret, Cookie2
                    X-Secret: one hop only
                    Keep-Alive: timeout=5
                    TE: trailers
                    Upgrade: websocket
                    Proxy-Authorization: Basic eDp5
                    Cookie: __Host-usher=abc; other=1
                    X-CSRF-Token: def

                    """);
            assertThat(browser.read().status()).isEqualTo(200);
            HttpMessage request = running.broker().request();
            assertThat(request.first()).isEqualTo("GET /api/v1/me?x=1 HTTP/1.1");
            assertThat(request.fields())
                    .containsExactlyInAnyOrder(
                            "host: gw.example",
                            "Cookie: __Host-usher=abc; other=1",
                            "X-CSRF-Token: def",
                            "x-forwarded-for: 127.0.0.1",
                            "x-forwarded-proto: https",
                            "x-forwarded-host: gw.example");
        }
    }

    @Test
    void whatIsForOneConnectionOnlyDoesNotComeBack() throws Exception {
        try (Running running = Running.start(state)) {
            running.broker().script((request, out) -> BrokerDouble.rawAndEnd(out, """
                            HTTP/1.1 200 Fine
                            Connection: close, X-Hop
                            X-Hop: 1
                            Keep-Alive: timeout=1
                            Set-Cookie: a=1
                            Set-Cookie: b=2
                            Content-Length: 2

                            ok"""));
            HttpMessage answer = running.browser().get("/portal");
            assertThat(answer.first()).isEqualTo("HTTP/1.1 200 Fine");
            assertThat(answer.all("set-cookie")).containsExactly("a=1", "b=2");
            assertThat(answer.field("connection")).isEmpty();
            assertThat(answer.field("x-hop")).isEmpty();
            assertThat(answer.field("keep-alive")).isEmpty();
            assertThat(answer.text()).isEqualTo("ok");
        }
    }

    @Test
    void connectionsAreUsedAgain() throws Exception {
        try (Running running = Running.start(state)) {
            Browser browser = running.browser();
            for (int i = 0; i < 20; i++) {
                assertThat(browser.get("/portal").status()).isEqualTo(200);
            }
            assertThat(running.broker().connections()).isEqualTo(1);
        }
    }

    @Test
    void chunksAndInterimAnswersAndAnswersWithoutLengthComeThrough() throws Exception {
        try (Running running = Running.start(state)) {
            running.broker().script((request, out) -> BrokerDouble.raw(out, """
                            HTTP/1.1 100 Continue

                            HTTP/1.1 103 Early Hints
                            Link: </x>

                            HTTP/1.1 200 OK
                            Transfer-Encoding: chunked

                            5
                            hello
                            6
                             world
                            0
                            Trailer-Field: x

                            """));
            Browser browser = running.browser();
            browser.send("POST /x HTTP/1.1\nHost: gw.example\nTransfer-Encoding: chunked\n\n3\nabc\n0\n\n");
            assertThat(browser.read().text()).isEqualTo("hello world");
            assertThat(running.broker().request().text()).isEqualTo("abc");
            running.broker().script((request, out) -> BrokerDouble.rawAndEnd(out, "HTTP/1.1 200 OK\n\nuntil the end"));
            HttpMessage answer = browser.get("/portal");
            assertThat(answer.text()).isEqualTo("until the end");
            assertThat(answer.field("transfer-encoding")).contains("chunked");
        }
    }

    @Test
    void eventsComeWhenTheyHappen() throws Exception {
        try (Running running = Running.start(state)) {
            BlockingQueue<String> events = new LinkedBlockingQueue<>();
            running.broker().script((request, out) -> {
                BrokerDouble.raw(out, """
                                HTTP/1.1 200 OK
                                Content-Type: text/event-stream
                                Transfer-Encoding: chunked

                                """);
                try {
                    for (String event = events.take(); !event.isEmpty(); event = events.take()) {
                        BrokerDouble.raw(out, Integer.toHexString(event.length()) + "\n" + event + "\n");
                    }
                } catch (InterruptedException stop) {
                    Thread.currentThread().interrupt();
                }
                return BrokerDouble.raw(out, "0\n\n");
            });
            Browser browser = running.browser();
            browser.send("GET /api/v1/events HTTP/1.1\nHost: gw.example\nAccept: text/event-stream\n\n");
            HttpMessage head = browser.readHead();
            assertThat(head.field("content-type")).contains("text/event-stream");
            for (int i = 0; i < 5; i++) {
                String event = "event: launch|data: " + i + "||";
                events.add(event);
                assertThat(HttpMessage.readChunk(browser.in())).asString().isEqualTo(event);
            }
            events.add("");
            assertThat(HttpMessage.readChunk(browser.in())).isEmpty();
            assertThat(browser.get("/gateway/health").status()).isEqualTo(200);
        }
    }

    @Test
    void aClientThatGoesAwayEndsTheBrokersWorkForIt() throws Exception {
        try (Running running = Running.start(state)) {
            CountDownLatch asked = new CountDownLatch(1);
            CompletableFuture<Boolean> noticed = new CompletableFuture<>();
            running.broker().script((request, out) -> {
                BrokerDouble.raw(out, "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n");
                asked.countDown();
                try {
                    while (true) {
                        BrokerDouble.raw(out, "1\nx\n");
                    }
                } catch (IOException gone) {
                    noticed.complete(true);
                }
                return false;
            });
            Browser browser = running.browser();
            browser.send("GET /api/v1/events HTTP/1.1\nHost: gw.example\n\n");
            asked.await();
            browser.close();
            assertThat(noticed.get(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void withoutABrokerProgramsAndPeopleAreToldSo() throws Exception {
        try (Running running = Running.start(state)) {
            running.broker().close();
            Browser browser = running.browser();
            HttpMessage api = browser.get("/api/v1/me", "Accept: text/html");
            assertThat(api.status()).isEqualTo(503);
            assertThat(api.field("retry-after")).contains("2");
            assertThat(api.field("content-type")).contains("application/problem+json");
            assertThat(api.text()).contains("\"code\":\"broker-unavailable\"", "\"status\":503");
            HttpMessage page = browser.get("/portal", "Accept: text/html,application/xhtml+xml;q=0.9");
            assertThat(page.status()).isEqualTo(503);
            assertThat(page.field("content-type")).contains("text/html; charset=utf-8");
            assertThat(page.text())
                    .contains("http-equiv=\"refresh\" content=\"3\"")
                    .doesNotContain("<script");
            HttpMessage script = browser.get("/assets/x.js", "Accept: */*");
            assertThat(script.field("content-type")).contains("application/problem+json");
            browser.send("POST /api/v1/sign-in HTTP/1.1\nHost: gw.example\nContent-Length: 5\n\nhello");
            assertThat(browser.read().status()).isEqualTo(503);
        }
    }

    @Test
    void aBrokerThatComesBackIsUsedAgain() throws Exception {
        try (Running running = Running.start(state)) {
            int port = running.broker().address().port();
            Browser browser = running.browser();
            assertThat(browser.get("/portal").status()).isEqualTo(200);
            running.broker().close();
            assertThat(browser.get("/api/x").status()).isEqualTo(503);
            try (BrokerDouble again = new BrokerDouble(running.farm(), port)) {
                again.script((request, out) -> BrokerDouble.plain(out, "200 OK", "again"));
                assertThat(browser.get("/portal").text()).isEqualTo("again");
                assertThat(browser.get("/gateway/health").text()).contains("\"broker\":\"up\"");
            }
        }
    }

    @Test
    void theNextBrokerIsAskedWhenOneIsDead() throws Exception {
        try (Pair pair = new Pair(state)) {
            Browser browser = pair.running.browser();
            assertThat(browser.get("/portal").text()).isEqualTo("first");
            pair.first.close();
            assertThat(browser.get("/portal").text()).isEqualTo("second");
            browser.send("POST /x HTTP/1.1\nHost: gw.example\nContent-Length: 5\n\nhello");
            assertThat(browser.read().text()).isEqualTo("second");
            assertThat(browser.get("/gateway/health").text()).contains("\"broker\":\"up\"");
        }
    }

    @ParameterizedTest
    @CsvSource({
        // A request that changes something is not sent again once it was sent.
        "GET, 0, 200",
        "DELETE, 0, 200",
        "PUT, 1000, 200",
        "PUT, 65536, 200",
        "PUT, 100000, 503",
        "POST, 0, 503",
        "POST, 10, 503",
        "PATCH, 10, 503"
    })
    void aBrokerThatDiesBeforeItsAnswerIsReplacedIfThatDoesNoHarm(String method, int length, int status)
            throws Exception {
        try (Pair pair = new Pair(state)) {
            pair.first.script((request, out) -> false);
            Browser browser = pair.running.browser();
            browser.send(method + " /x HTTP/1.1\nHost: gw.example\nContent-Length: " + length + "\n\n");
            browser.sendRaw(new byte[length]);
            HttpMessage answer = browser.read();
            assertThat(answer.status()).isEqualTo(status);
            if (status == 200) {
                assertThat(answer.text()).isEqualTo("second");
                assertThat(pair.second.request().body().length()).isEqualTo(length);
            } else {
                assertThat(pair.second.requests()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT"})
    void aRestedConnectionThatTurnsOutDeadIsReplaced(String method) throws Exception {
        try (Running running = Running.start(state)) {
            AtomicInteger answered = new AtomicInteger();
            running.broker()
                    .script((request, out) ->
                            answered.incrementAndGet() != 2 && BrokerDouble.plain(out, "200 OK", "answer"));
            Browser browser = running.browser();
            assertThat(browser.get("/portal").status()).isEqualTo(200);
            browser.send(method + " /x HTTP/1.1\nHost: gw.example\nContent-Length: 3\n\nabc");
            assertThat(browser.read().status()).isEqualTo(200);
            assertThat(answered.get()).isEqualTo(3);
            assertThat(running.broker().connections()).isEqualTo(2);
        }
    }

    @Test
    void anAnswerThatBreaksOffIsSeenToBeBroken() throws Exception {
        try (Running running = Running.start(state)) {
            running.broker()
                    .script((request, out) ->
                            BrokerDouble.rawAndEnd(out, "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n5\nhello\n"));
            Browser chunked = running.browser();
            assertThatThrownBy(() -> chunked.get("/portal")).isInstanceOf(IOException.class);
            running.broker()
                    .script((request, out) ->
                            BrokerDouble.rawAndEnd(out, "HTTP/1.1 200 OK\nContent-Length: 10\n\nhello"));
            Browser measured = running.browser();
            assertThatThrownBy(() -> measured.get("/portal")).isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense\n\n", "HTTP/1.1 101 Switching Protocols\nUpgrade: x\n\n", "HTTP/1.1 2000 x\n\n"})
    void anAnswerThatIsNoneIsNotPassedOn(String answer) throws Exception {
        try (Running running = Running.start(state)) {
            running.broker().script((request, out) -> BrokerDouble.raw(out, answer));
            assertThat(running.browser().get("/api/x").status()).isEqualTo(503);
        }
    }

    @Test
    void aBrokerThatTakesTooLongIsATimeout() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (Running running =
                Running.start(state, settings -> Running.with(settings, Running.quick(Stage.FIRST_BYTE)))) {
            running.broker().script((request, out) -> await(never));
            HttpMessage answer = running.browser().get("/api/x");
            assertThat(answer.status()).isEqualTo(504);
            assertThat(answer.text()).contains("broker-timeout");
        } finally {
            never.countDown();
        }
    }

    @Test
    void anEarlyAnswerEndsTheRequest() throws Exception {
        try (Running running = Running.start(state)) {
            Browser browser = running.browser();
            running.broker().earlyScript((request, out) -> BrokerDouble.plain(out, "401 Unauthorized", "no"));
            browser.send("POST /x HTTP/1.1\nHost: gw.example\nContent-Length: 1000\n\nabc");
            HttpMessage answer = browser.read();
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.field("connection")).contains("close");
            assertThat(browser.isAtEnd()).isTrue();
        }
    }

    @Test
    void onlyABrokerOfTheOwnSiteIsTalkedTo() throws Exception {
        try (Running running = Running.start(state);
                FrontDouble host =
                        new FrontDouble(running.farm().identity(ComponentRole.HOST, UUID.randomUUID()), "http/1.1")) {
            try (Running fooled = Running.start(
                    state.resolve("fooled"), settings -> Running.with(settings, List.of(host.address())))) {
                assertThat(fooled.browser().get("/api/x").status()).isEqualTo(503);
            }
        }
    }

    @Test
    void aClientThatDoesNotReadHoldsTheBrokerBack() throws Exception {
        try (Running running = Running.start(state)) {
            int pieces = 2_000;
            byte[] piece = new byte[64 * 1024];
            CompletableFuture<Void> written = new CompletableFuture<>();
            running.broker().script((request, out) -> {
                BrokerDouble.raw(out, "HTTP/1.1 200 OK\nContent-Length: " + (long) pieces * piece.length + "\n\n");
                for (int i = 0; i < pieces; i++) {
                    out.write(piece);
                }
                out.flush();
                written.complete(null);
                return true;
            });
            Browser browser = running.browser();
            long before = directMemory();
            browser.send("GET /big HTTP/1.1\nHost: gw.example\n\n");
            HttpMessage head = browser.readHead();
            assertThatThrownBy(() -> written.get(1, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
            assertThat(directMemory() - before).as("memory held").isLessThan(16 * 1024 * 1024);
            long left = (long) pieces * piece.length;
            while (left > 0) {
                int read = browser.in().read(piece, 0, (int) Math.min(piece.length, left));
                assertThat(read).isPositive();
                left -= read;
            }
            assertThat(head.status()).isEqualTo(200);
            written.get(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    private static long directMemory() {
        return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT)
                .metric()
                .usedDirectMemory();
    }

    private static boolean await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    /** A gateway with two brokers. */
    private static final class Pair implements AutoCloseable {

        private final Running running;
        private final BrokerDouble first;
        private final BrokerDouble second;

        Pair(Path state) throws IOException {
            TestFarm farm = new TestFarm();
            second = new BrokerDouble(farm);
            running = Running.start(
                    state,
                    farm,
                    settings ->
                            Running.with(settings, List.of(settings.brokers().getFirst(), second.address())));
            first = running.broker();
            first.script((request, out) -> answer(out, "first"));
            second.script((request, out) -> answer(out, "second"));
        }

        private static boolean answer(OutputStream out, String who) throws IOException {
            return BrokerDouble.plain(out, "200 OK", who);
        }

        @Override
        public void close() throws IOException {
            running.close();
            second.close();
        }
    }
}
