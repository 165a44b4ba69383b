package org.usher.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.usher.gateway.settings.Limits;
import org.usher.gateway.testing.BrokerDouble;
import org.usher.gateway.testing.Browser;
import org.usher.gateway.testing.HttpMessage;
import org.usher.gateway.testing.Running;

@Tag("sockets")
class EdgeTest {

    private static final String POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'"
            + " 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' data:"
            + " wss://gw.example; worker-src 'self' blob:; manifest-src 'self'; base-uri 'none'; form-action 'self';"
            + " frame-ancestors 'none'";

    private Running running;
    private Browser browser;

    @BeforeEach
    void start(@TempDir Path state) throws IOException {
        running = Running.start(state);
        browser = running.browser();
    }

    @AfterEach
    void stop() throws IOException {
        running.close();
    }

    @Test
    void healthIsGoodWithAndWithoutABroker() throws Exception {
        browser.get("/portal");
        assertThat(browser.get("/gateway/health").text()).isEqualTo("{\"gateway\":\"up\",\"broker\":\"up\"}");
        running.broker().close();
        assertThat(browser.get("/api/v1/me").status()).isEqualTo(503);
        HttpMessage health = browser.get("/gateway/health");
        assertThat(health.status()).isEqualTo(200);
        assertThat(health.text()).isEqualTo("{\"gateway\":\"up\",\"broker\":\"down\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/portal", "/gateway/health", "/link/v1/join", "/stream", "/gateway/else", "/..", "/api/x"})
    void everyAnswerHasTheSecurityHeaders(String path) throws Exception {
        running.broker().script((request, out) -> BrokerDouble.raw(out, """
                        HTTP/1.1 200 OK
                        Server: something/1.0
                        X-Powered-By: something
                        Content-Security-Policy: default-src *
                        Content-Length: 0

                        """));
        HttpMessage answer = browser.get(path);
        assertThat(answer.field("content-security-policy")).contains(POLICY);
        assertThat(answer.field("strict-transport-security")).contains("max-age=31536000");
        assertThat(answer.field("x-content-type-options")).contains("nosniff");
        assertThat(answer.field("referrer-policy")).contains("no-referrer");
        assertThat(answer.field("cross-origin-opener-policy")).contains("same-origin");
        assertThat(answer.field("cross-origin-resource-policy")).contains("same-origin");
        assertThat(answer.field("permissions-policy").orElseThrow())
                .contains("clipboard-read=(self)", "clipboard-write=(self)", "fullscreen=(self)", "camera=()");
        assertThat(answer.field("server")).isEmpty();
        assertThat(answer.field("x-powered-by")).isEmpty();
    }

    @Test
    void thePolicyNamesNoHostThatIsNone() throws Exception {
        browser.send("GET / HTTP/1.1\nHost: evil; script-src *\n\n");
        HttpMessage answer = browser.read();
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.field("content-security-policy")).contains(POLICY.replace(" wss://gw.example", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/link",
                "/link/v1/gateway/report",
                "/LINK/v1/join",
                "/%6cink/v1/join",
                "/%6C%49nk/v1/join",
                "/gateway",
                "/gateway/metrics",
                "/stream/x"
            })
    void whatIsNotForClientsIsNotThere(String path) throws Exception {
        browser.send("POST " + path + " HTTP/1.1\nHost: gw.example\nContent-Length: 2\n\n{}");
        assertThat(browser.read().status()).isEqualTo(404);
        assertThat(running.broker().requests()).isEmpty();
        assertThat(browser.get("/portal").status()).as("the connection goes on").isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//link/v1/join",
                "/./link/v1/join",
                "/x/../link/v1/join",
                "/x/%2e%2e/link/v1/join",
                "/x/.%2E/link",
                "/%2flink/v1/join",
                "/link%2fv1",
                "/x%5c..%5clink",
                "/x\\..\\link",
                "/;a=b/link",
                "/link;a=b/v1/join",
                "/link%3bv1",
                "/%256cink",
                "/%zz",
                "/%6",
                "/a%00b",
                "/a#b",
                "*",
                "link",
                "https://elsewhere.example/portal",
                "https://gw.example.elsewhere.example/",
                "http://gw.example/portal",
                "https://gw.example@elsewhere.example/"
            })
    void pathsThatCouldBeReadInTwoWaysAreRefused(String path) throws Exception {
        browser.send("GET " + path + " HTTP/1.1\nHost: gw.example\n\n");
        assertThat(browser.read().status()).isEqualTo(400);
        assertThat(browser.isAtEnd()).isTrue();
        assertThat(running.broker().requests()).isEmpty();
    }

    @Test
    void theAbsoluteFormOfOurselvesIsTaken() throws Exception {
        browser.send("GET https://GW.example/portal?a=b%2f..;c HTTP/1.1\nHost: gw.example\n\n");
        assertThat(browser.read().status()).isEqualTo(200);
        assertThat(running.broker().request().first()).isEqualTo("GET /portal?a=b%2f..;c HTTP/1.1");
    }

    @Test
    void pipelinedRequestsAreAnsweredInTheirOrder() throws Exception {
        running.broker().script((request, out) -> BrokerDouble.plain(out, "200 OK", request.first()));
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            all.append("GET /").append(i).append(" HTTP/1.1\nHost: gw.example\n\n");
            all.append("POST /p").append(i).append(" HTTP/1.1\nHost: gw.example\nContent-Length: 5\n\nhello");
            all.append("GET /gateway/health HTTP/1.1\nHost: gw.example\n\n");
        }
        browser.send(all.toString());
        for (int i = 0; i < 50; i++) {
            assertThat(browser.read().text()).startsWith("GET /" + i + " ");
            assertThat(browser.read().text()).startsWith("POST /p" + i + " ");
            assertThat(browser.read().text()).contains("gateway");
        }
        assertThat(running.broker().connections())
                .as("one connection does for all")
                .isEqualTo(1);
    }

    @Test
    void manyPipelinedRequestsToTheGatewayItselfDoNotPileUp() throws Exception {
        String one = "GET /gateway/health HTTP/1.1\nHost: gw.example\n\n";
        var sending = java.util.concurrent.CompletableFuture.runAsync(() -> {
            try {
                browser.send(one.repeat(20_000));
            } catch (IOException failed) {
                throw new java.io.UncheckedIOException(failed);
            }
        });
        for (int i = 0; i < 20_000; i++) {
            assertThat(browser.read().status()).isEqualTo(200);
        }
        sending.join();
    }

    @Test
    void headHasTheHeadOnly() throws Exception {
        browser.send("HEAD /gateway/health HTTP/1.1\nHost: gw.example\n\n");
        HttpMessage own = browser.readHead();
        assertThat(own.field("content-length")).isPresent();
        running.broker().script((request, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return true;
        });
        browser.send("HEAD /big HTTP/1.1\nHost: gw.example\n\n");
        assertThat(browser.readHead().field("content-length")).contains("1000");
        assertThat(browser.get("/gateway/health").status()).isEqualTo(200);
    }

    @Test
    void notModifiedAndNoContentHaveNoBody() throws Exception {
        for (String status : List.of("304 Not Modified", "204 No Content")) {
            running.broker().script((request, out) -> {
                out.write(("HTTP/1.1 " + status + "\r\nETag: \"a\"\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
                out.flush();
                return true;
            });
            HttpMessage answer = browser.get("/icon", "If-None-Match: \"a\"");
            assertThat(answer.first()).isEqualTo("HTTP/1.1 " + status);
            assertThat(answer.field("transfer-encoding")).isEmpty();
        }
        assertThat(browser.get("/gateway/health").status()).isEqualTo(200);
    }

    @Test
    void continueIsSaidWhenSomebodyWantsTheBody() throws Exception {
        browser.send("POST /api/x HTTP/1.1\nHost: gw.example\nExpect: 100-continue\nContent-Length: 5\n\n");
        assertThat(browser.read().status()).isEqualTo(100);
        browser.send("hello");
        assertThat(browser.read().status()).isEqualTo(200);
        HttpMessage request = running.broker().request();
        assertThat(request.text()).isEqualTo("hello");
        assertThat(request.field("expect")).isEmpty();
        browser.send("POST /link HTTP/1.1\nHost: gw.example\nExpect: 100-continue\nContent-Length: 5\n\n");
        assertThat(browser.read().status()).isEqualTo(100);
        browser.send("hello");
        assertThat(browser.read().status()).isEqualTo(404);
        browser.send("POST /api/x HTTP/1.1\nHost: gw.example\nExpect: miracles\nContent-Length: 5\n\n");
        assertThat(browser.read().status()).isEqualTo(417);
        assertThat(browser.isAtEnd()).isTrue();
    }

    @Test
    void anOldClientIsAnsweredAndTheConnectionEnds() throws Exception {
        running.broker().script((request, out) -> {
            out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return true;
        });
        browser.send("GET /portal HTTP/1.0\nHost: gw.example\n\n");
        HttpMessage head = browser.readHead();
        assertThat(head.field("transfer-encoding")).isEmpty();
        assertThat(head.field("connection")).contains("close");
        assertThat(browser.in().readAllBytes())
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo("hello");
    }

    @Test
    void aClientThatWantsToEndIsLetGo() throws Exception {
        HttpMessage answer = browser.get("/portal", "Connection: close");
        assertThat(answer.field("connection")).contains("close");
        assertThat(browser.isAtEnd()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"TRACE,405", "CONNECT,400", "PROPFIND,405", "get,405"})
    void methodsOfNobodyAreRefused(String method, int status) throws Exception {
        browser.send(method + (method.equals("CONNECT") ? " x:1" : " /") + " HTTP/1.1\nHost: gw.example\n\n");
        HttpMessage answer = browser.read();
        assertThat(answer.status()).isIn(status, 405);
        assertThat(browser.isAtEnd()).isTrue();
    }

    @Test
    void limitsOfTheHeadAreKept() throws Exception {
        assertThat(browser.get("/portal", "X: " + "x".repeat(15_000)).status()).isEqualTo(200);
        refused(431, "GET / HTTP/1.1\nHost: gw.example\nX: " + "x".repeat(Limits.MAX_HEADER) + "\n\n");
        refused(431, "GET / HTTP/1.1\nHost: gw.example\n" + "X: y\n".repeat(Limits.MAX_FIELDS) + "\n");
        refused(414, "GET /" + "x".repeat(Limits.MAX_FIRST_LINE) + " HTTP/1.1\nHost: gw.example\n\n");
        refused(505, "GET / HTTP/2.0\nHost: gw.example\n\n");
    }

    @Test
    void limitsOfTheBodyAreKept() throws Exception {
        byte[] most = new byte[Limits.MAX_BODY];
        browser.send("POST /api/x HTTP/1.1\nHost: gw.example\nContent-Length: " + most.length + "\n\n");
        browser.sendRaw(most);
        assertThat(browser.read().status()).isEqualTo(200);
        assertThat(running.broker().request().body().length()).isEqualTo(most.length);
        refused(413, "POST /api/x HTTP/1.1\nHost: gw.example\nContent-Length: " + (most.length + 1) + "\n\n");
        refused(400, "POST /api/x HTTP/1.1\nHost: gw.example\nContent-Length: 99999999999999999999\n\n");
        Browser chunked = running.browser();
        chunked.send("POST /api/x HTTP/1.1\nHost: gw.example\nTransfer-Encoding: chunked\n\n100000\n");
        chunked.sendRaw(most);
        chunked.send("\n1\nx\n");
        assertThat(chunked.read().status()).isEqualTo(413);
        assertThat(chunked.isAtEnd()).isTrue();
    }

    private void refused(int status, String request) throws IOException {
        Browser fresh = running.browser();
        fresh.send(request);
        assertThat(fresh.read().status()).isEqualTo(status);
        assertThat(fresh.isAtEnd()).isTrue();
    }
}
