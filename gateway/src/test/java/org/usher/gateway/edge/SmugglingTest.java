package org.usher.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.usher.gateway.testing.Browser;
import org.usher.gateway.testing.HttpMessage;
import org.usher.gateway.testing.Running;

/** Requests that one server may end earlier or later than another. None of them reaches a broker. */
@Tag("sockets")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SmugglingTest {

    private static final String SMUGGLED = "GET /smuggled HTTP/1.1\r\nHost: gw.example\r\n\r\n";

    private Running running;

    @BeforeAll
    void start(@TempDir Path state) throws IOException {
        running = Running.start(state);
    }

    @AfterAll
    void stop() throws IOException {
        running.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Two lengths, in every form.
                "POST / HTTP/1.1|Host: gw.example|Content-Length: 4|Transfer-Encoding: chunked||0||",
                "POST / HTTP/1.1|Host: gw.example|Transfer-Encoding: chunked|Content-Length: 4||0||",
                "POST / HTTP/1.1|Host: gw.example|Content-Length: 0|Content-Length: 4||",
                "POST / HTTP/1.1|Host: gw.example|Content-Length: 4|Content-Length: 4||abcd",
                "POST / HTTP/1.1|Host: gw.example|Content-Length: 4, 4||abcd",
                "POST / HTTP/1.1|Host: gw.example|Content-Length: +4||abcd",
                "POST / HTTP/1.1|Host: gw.example|Content-Length: -1||",
                "POST / HTTP/1.1|Host: gw.example|Content-Length: 0x4||abcd",
                "POST / HTTP/1.1|Host: gw.example|Content-Length: 4 4||abcd",
                "POST / HTTP/1.1|Host: gw.example|Content-Length:||",
                // Transfer codings that are not quite chunked.
                "POST / HTTP/1.1|Host: gw.example|Transfer-Encoding: xchunked||0||",
                "POST / HTTP/1.1|Host: gw.example|Transfer-Encoding: chunked, identity||0||",
                "POST / HTTP/1.1|Host: gw.example|Transfer-Encoding: identity, chunked||0||",
                "POST / HTTP/1.1|Host: gw.example|Transfer-Encoding: gzip, chunked||0||",
                "POST / HTTP/1.1|Host: gw.example|Transfer-Encoding: chunked|Transfer-Encoding: x||0||",
                "POST / HTTP/1.1|Host: gw.example|Transfer-Encoding: chunked|Transfer-Encoding: chunked||0||",
                "POST / HTTP/1.1|Host: gw.example|Transfer-Encoding: \"chunked\"||0||",
                "POST / HTTP/1.0|Host: gw.example|Transfer-Encoding: chunked||0||",
                // Fields over two lines, and names that are none.
                "POST / HTTP/1.1|Host: gw.example|Transfer-Encoding:| chunked||0||",
                "GET / HTTP/1.1|Host: gw.example|X: a|\tb||",
                "GET / HTTP/1.1|Host: gw.example|X: a| ||",
                "GET / HTTP/1.1| Host: gw.example||",
                "POST / HTTP/1.1|Host: gw.example|Transfer-Encoding : chunked||0||",
                "POST / HTTP/1.1|Host: gw.example|Transfer-Encoding\u000b: chunked||0||",
                "POST / HTTP/1.1|Host: gw.example|Content-Length 4||abcd",
                "GET / HTTP/1.1|Host: gw.example|: x||",
                "GET / HTTP/1.1|Host: gw.example|X\u0000Y: z||",
                "GET / HTTP/1.1|Host: gw.example|X: a\u0000b||",
                "GET / HTTP/1.1|Host: gw.example|X: a\rb||",
                // Hosts.
                "GET / HTTP/1.1||",
                "GET / HTTP/1.1|Host: gw.example|Host: gw.example||",
                "GET / HTTP/1.1|Host:||",
                "GET / HTTP/1.1|Host: gw.example, other.example||",
                "GET / HTTP/1.1|Host: gw.example/x||",
                "GET / HTTP/1.1|Host: user@gw.example||",
                "GET / HTTP/1.1|Host: gw.example:99999||",
                "GET / HTTP/1.1|Host: gw.example:||",
                "GET / HTTP/1.1|Host: [::1||",
                "GET / HTTP/1.1|Host: [::zz]||",
                // Chunks.
                "POST / HTTP/1.1|Host: gw.example|Transfer-Encoding: chunked||zz|",
                "POST / HTTP/1.1|Host: gw.example|Transfer-Encoding: chunked||-1|",
                "POST / HTTP/1.1|Host: gw.example|Transfer-Encoding: chunked||fffffffff|",
                "POST / HTTP/1.1|Host: gw.example|Transfer-Encoding: chunked||1|abc|",
                "POST / HTTP/1.1|Host: gw.example|Transfer-Encoding: chunked|||",
                // First lines.
                "GET /|",
                "GET|",
                "GET / HTTP/1.1 x|Host: gw.example||",
                "GET / http/1.1|Host: gw.example||",
                "PRI * HTTP/2.0||SM||",
                "\u0016\u0003\u0001|"
            })
    void isRefusedAndNothingBehindItIsRead(String request) throws Exception {
        Browser browser = running.browser();
        browser.sendRaw((request.replace("|", "\r\n") + SMUGGLED).getBytes(StandardCharsets.ISO_8859_1));
        HttpMessage answer = browser.read();
        assertThat(answer.status()).isIn(400, 405, 505);
        assertThat(answer.field("connection")).contains("close");
        assertThat(browser.isAtEnd()).as("the connection is over").isTrue();
        assertThat(running.broker().requests())
                .as("what reached the broker")
                .noneMatch(seen -> seen.first().contains("smuggled"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST / HTTP/1.1\nHost: gw.example\nTransfer-Encoding: chunked\n\n0\n\n",
                "GET / HTTP/1.1\nHost: gw.example\n\n",
                "GET / HTTP/1.1\r\nHost: gw.example\nX: y\r\n\r\n"
            })
    void bareLineFeedsAreRefused(String request) throws Exception {
        Browser browser = running.browser();
        browser.sendRaw((request + SMUGGLED).getBytes(StandardCharsets.ISO_8859_1));
        assertThat(browser.read().status()).isEqualTo(400);
        assertThat(browser.isAtEnd()).isTrue();
        assertThat(running.broker().requests()).noneMatch(seen -> seen.first().contains("smuggled"));
    }

    @Test
    void whatABrokerSeesIsWrittenAnew() throws Exception {
        running.broker().requests().clear();
        Browser browser = running.browser();
        browser.send("""
                POST /x HTTP/1.1
                Host: gw.example
                Transfer-Encoding: Chunked

                5;name=value
                hello
                0
                Content-Length: 7
                X-Forwarded-For: 1.2.3.4

                """);
        assertThat(browser.read().status()).isEqualTo(200);
        HttpMessage request = running.broker().request();
        assertThat(request.text()).isEqualTo("hello");
        assertThat(request.field("content-length")).isEmpty();
        assertThat(request.all("x-forwarded-for")).containsExactly("127.0.0.1");
    }
}
