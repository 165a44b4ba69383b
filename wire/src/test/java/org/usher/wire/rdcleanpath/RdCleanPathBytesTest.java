package org.usher.wire.rdcleanpath;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.usher.wire.Captures;
import org.usher.wire.Decoding;
import org.usher.wire.Octets;
import org.usher.wire.rdp.ConnectionRequest;

/**
 * Requests that the browser's client wrote (iron-remote-desktop-rdp 0.7.0), and answers that OpenSSL wrote and that client
 * understood (the captures say how). Both directions, so that a mistake on our side has nobody to agree with.
 */
class RdCleanPathBytesTest {

    @Test
    void readsAndWritesTheBrowsersRequest() {
        byte[] captured = Captures.message("iron-rdcleanpath-request");

        RdCleanPath.Request request = (RdCleanPath.Request) Decoding.whole(RdCleanPath::decode, captured);

        assertThat(request.destination()).isEqualTo("host.example:3389");
        assertThat(request.proxyAuth()).isEqualTo("ticket");
        // The two clients write the same request for the same user.
        assertThat(request.x224()).isEqualTo(Octets.of(Captures.message("xfreerdp-connection-request-tls")));
        assertThat(request.encode()).isEqualTo(captured);
        Decoding.arrives(RdCleanPath::decode, captured);
    }

    @Test
    void handsOnTheBrowsersConnectionRequest() {
        assertThat(offeredBy("iron-rdcleanpath-request")).isEqualTo(ConnectionRequest.SSL);
        assertThat(offeredBy("iron-rdcleanpath-request-credssp"))
                .isEqualTo(ConnectionRequest.SSL | ConnectionRequest.HYBRID | 0x08);
    }

    private static int offeredBy(String capture) {
        RdCleanPath message = Decoding.whole(RdCleanPath::decode, Captures.message(capture));
        byte[] x224 = ((RdCleanPath.Request) message).x224().bytes();
        return Decoding.whole(ConnectionRequest::decode, x224).protocols();
    }

    @Test
    void writesTheResponseThatTheBrowserUnderstands() throws Exception {
        byte[] captured = Captures.message("openssl-rdcleanpath-response");

        RdCleanPath.Response response = (RdCleanPath.Response) Decoding.whole(RdCleanPath::decode, captured);

        assertThat(response.serverAddress()).isEqualTo("192.0.2.7");
        assertThat(response.x224()).isEqualTo(Octets.of(Captures.message("xrdp-connection-confirm")));
        assertThat(response.certificates()).hasSize(1);
        byte[] leaf = response.certificates().getFirst().bytes();
        X509Certificate certificate = (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(leaf));
        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=host.example");
        assertThat(new RdCleanPath.Response("192.0.2.7", response.x224(), List.of(Octets.of(leaf))).encode())
                .isEqualTo(captured);
    }

    @Test
    void writesTheFailuresThatTheBrowserUnderstands() {
        assertFailure("openssl-rdcleanpath-forbidden", RdCleanPath.Failure.ofHttp(403));
        assertFailure("openssl-rdcleanpath-refused", RdCleanPath.Failure.ofSocket(10061));
        assertFailure(
                "openssl-rdcleanpath-tls-alert",
                new RdCleanPath.Failure(1, OptionalInt.empty(), OptionalInt.empty(), OptionalInt.of(48)));
    }

    private static void assertFailure(String capture, RdCleanPath.Failure failure) {
        byte[] captured = Captures.message(capture);
        assertThat(Decoding.whole(RdCleanPath::decode, captured)).isEqualTo(failure);
        assertThat(failure.encode()).isEqualTo(captured);
    }

    @Test
    void readsANegotiationFailure() {
        assertThat(Decoding.whole(RdCleanPath::decode, Captures.message("openssl-rdcleanpath-negotiation")))
                .isEqualTo(new RdCleanPath.Failure(2, OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty()));
    }
}
