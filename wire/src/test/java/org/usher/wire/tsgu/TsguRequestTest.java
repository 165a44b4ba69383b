package org.usher.wire.tsgu;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests in the many ways in which clients write them, and in some in which only an attacker does. */
class TsguRequestTest {

    private static final String OUT = "RDG_OUT_DATA /remoteDesktopGateway/ HTTP/1.1";
    private static final String IN = "RDG_IN_DATA /remoteDesktopGateway/ HTTP/1.1";
    private static final String ID = "RDG-Connection-Id: {1}";
    private static final String KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";

    @ParameterizedTest
    @ValueSource(strings = {"/remoteDesktopGateway", "/remoteDesktopGateway/", "/REMOTEDESKTOPGATEWAY/?a=/b"})
    void knowsItsPath(String target) {
        assertThat(TsguRequest.isPath(target)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "", "/remoteDesktopGateway/x", "/remoteDesktopGateways", "/rpc/rpcproxy.dll?localhost:3388"
            })
    void knowsNoOtherPath(String target) {
        assertThat(TsguRequest.isPath(target)).isFalse();
    }

    @Test
    void capturedRequestsAreForItsPath() {
        assertThat(Head.captured("xfreerdp-tsgu-two-channels")).allMatch(head -> TsguRequest.isPath(head.target()));
    }

    @Test
    void readsAWishForAWebSocketInAnyCaseAndList() {
        assertThat(Head.of(
                                OUT,
                                "connection: keep-alive, UPGRADE",
                                "UPGRADE: WebSocket",
                                "sec-websocket-version: 13",
                                KEY,
                                "Sec-WebSocket-Protocol: chat, binary")
                        .read())
                .isEqualTo(new TsguRequest.WebSocket("dGhlIHNhbXBsZSBub25jZQ==", true));
    }

    @Test
    void answersWithTheSubprotocolWhereItIsOffered() {
        String answer = new String(
                TsguAnswer.switchingProtocols(new TsguRequest.WebSocket("dGhlIHNhbXBsZSBub25jZQ==", true)),
                StandardCharsets.US_ASCII);
        // The example of RFC 6455, 1.3.
        assertThat(answer)
                .contains("\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n")
                .contains("\r\nSec-WebSocket-Protocol: binary\r\n")
                .doesNotContain("Extensions");
    }

    @Test
    void goesOnWithTwoChannelsWhereTheWishForAWebSocketCannotBeMet() {
        String[][] heads = {
            {OUT, ID, "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 8", KEY},
            {OUT, ID, "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13"},
            {OUT, ID, "Connection: keep-alive", "Upgrade: websocket", "Sec-WebSocket-Version: 13", KEY},
            {OUT, ID, "Connection: Upgrade", "Upgrade: h2c", "Sec-WebSocket-Version: 13", KEY},
            {OUT, ID, "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", KEY, KEY},
            {OUT, ID, "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", KEY + "x".repeat(64)},
        };
        for (String[] head : heads) {
            assertThat(Head.of(head).read()).isEqualTo(new TsguRequest.Out("{1}"));
        }
    }

    @Test
    void tellsTheQuestionForAChannelFromTheChannel() {
        assertThat(Head.of(IN, ID).read()).isEqualTo(new TsguRequest.InProbe("{1}"));
        assertThat(Head.of(IN, ID, "Content-Length: 0").read()).isEqualTo(new TsguRequest.InProbe("{1}"));
        assertThat(Head.of(IN, ID, "transfer-encoding: Chunked").read()).isEqualTo(new TsguRequest.In("{1}"));
    }

    @Test
    void refusesWhatTwoReadersMightReadDifferently() {
        assertThat(Head.of(IN, ID, "Transfer-Encoding: chunked", "Content-Length: 0")
                        .read())
                .isEqualTo(new TsguRequest.Bad("Transfer-Encoding"));
        assertThat(Head.of(IN, ID, "Transfer-Encoding: chunked", "Transfer-Encoding: chunked")
                        .read())
                .isEqualTo(new TsguRequest.Bad("Transfer-Encoding"));
        assertThat(Head.of(IN, ID, "Transfer-Encoding: gzip, chunked").read())
                .isEqualTo(new TsguRequest.Bad("Transfer-Encoding"));
        assertThat(Head.of(OUT, ID, "Transfer-Encoding: chunked").read())
                .isEqualTo(new TsguRequest.Bad("Transfer-Encoding"));
        assertThat(Head.of(IN, ID, "Content-Length: 8").read()).isEqualTo(new TsguRequest.Bad("Content-Length"));
        assertThat(Head.of(IN, ID, "Content-Length: 0", "Content-Length: 0").read())
                .isEqualTo(new TsguRequest.Bad("Content-Length"));
        assertThat(Head.of(OUT, ID, "Content-Length: +0").read()).isEqualTo(new TsguRequest.Bad("Content-Length"));
    }

    @Test
    void refusesAChannelThatCannotBeJoined() {
        for (String first : new String[] {OUT, IN}) {
            assertThat(Head.of(first).read()).isEqualTo(new TsguRequest.Bad("RDG-Connection-Id"));
            assertThat(Head.of(first, ID, ID).read()).isEqualTo(new TsguRequest.Bad("RDG-Connection-Id"));
            assertThat(Head.of(first, "RDG-Connection-Id:").read()).isEqualTo(new TsguRequest.Bad("RDG-Connection-Id"));
            assertThat(Head.of(first, "RDG-Connection-Id: " + "x".repeat(65)).read())
                    .isEqualTo(new TsguRequest.Bad("RDG-Connection-Id"));
        }
        assertThat(Head.of(OUT, "RDG-Connection-Id: " + "x".repeat(64)).read())
                .isEqualTo(new TsguRequest.Out("x".repeat(64)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "RPC_IN_DATA", "rdg_out_data"})
    void knowsNoOtherMethod(String method) {
        assertThat(Head.of(method + " /remoteDesktopGateway/ HTTP/1.1", ID).read())
                .isEqualTo(new TsguRequest.Bad("method"));
    }
}
