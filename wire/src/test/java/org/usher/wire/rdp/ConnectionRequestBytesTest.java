package org.usher.wire.rdp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.usher.wire.Captures;
import org.usher.wire.Decoding;

/**
 * Requests and confirms as xfreerdp 2.11.7, xrdp 0.9.21.1 and freerdp-shadow-cli 2.11.7 sent them on 2026-11-23; see the
 * captures.
 */
class ConnectionRequestBytesTest {

    @Test
    void readsAndWritesARequestWithACookie() {
        byte[] captured = Captures.message("xfreerdp-connection-request");

        ConnectionRequest request = Decoding.whole(ConnectionRequest::decode, captured);

        assertThat(request.cookie()).contains("Cookie: mstshash=alice");
        assertThat(request.protocols()).isEqualTo(ConnectionRequest.SSL | ConnectionRequest.HYBRID);
        assertThat(request.offersTls()).isTrue();
        assertThat(request.encode()).isEqualTo(captured);
        Decoding.arrives(ConnectionRequest::decode, captured);
    }

    @Test
    void readsAndWritesARequestWithARoutingToken() {
        byte[] captured = Captures.message("xfreerdp-connection-request-routing-token");

        ConnectionRequest request = Decoding.whole(ConnectionRequest::decode, captured);

        assertThat(request.cookie()).contains("Cookie: msts=3640205228.15629.0000");
        assertThat(request.encode()).isEqualTo(captured);
    }

    @Test
    void readsARequestForPlainSecurity() {
        ConnectionRequest request =
                Decoding.whole(ConnectionRequest::decode, Captures.message("xfreerdp-connection-request-plain"));

        assertThat(request.cookie()).contains("Cookie: mstshash=alice");
        assertThat(request.protocols()).isZero();
        assertThat(request.offersTls()).isFalse();
    }

    @Test
    void readsAConfirmThatSelectsTls() {
        ConnectionConfirm tls = new ConnectionConfirm.Selected(ConnectionRequest.SSL);

        assertThat(Decoding.whole(ConnectionConfirm::decode, Captures.message("xrdp-connection-confirm")))
                .isEqualTo(tls);
        assertThat(Decoding.whole(ConnectionConfirm::decode, Captures.message("freerdp-shadow-connection-confirm")))
                .isEqualTo(tls);
        Decoding.arrives(ConnectionConfirm::decode, Captures.message("xrdp-connection-confirm"));
    }

    @Test
    void writesWhatXrdpWrites() {
        assertThat(new ConnectionConfirm.Selected(ConnectionRequest.SSL).encode())
                .isEqualTo(Captures.message("xrdp-connection-confirm"));
    }

    @Test
    void readsAConfirmWithoutNegotiation() {
        assertThat(Decoding.whole(ConnectionConfirm::decode, Captures.message("xrdp-connection-confirm-plain")))
                .isEqualTo(new ConnectionConfirm.Selected(0));
    }

    @Test
    void readsARefusal() {
        // HYBRID_REQUIRED_BY_SERVER (MS-RDPBCGR 2.2.1.2.2).
        assertThat(Decoding.whole(
                        ConnectionConfirm::decode, Captures.message("freerdp-shadow-connection-confirm-failure")))
                .isEqualTo(new ConnectionConfirm.Refused(5));
    }
}
