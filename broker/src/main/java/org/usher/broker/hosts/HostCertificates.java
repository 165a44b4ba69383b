package org.usher.broker.hosts;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import org.usher.link.identity.ServerJudge;
import org.usher.wire.Decoded;
import org.usher.wire.Octets;
import org.usher.wire.rdp.ConnectionConfirm;
import org.usher.wire.rdp.ConnectionRequest;

/**
 * Fetches the certificate with which a host's RDP server would prove itself, for an administrator to compare. Nothing is
 * trusted by that: the handshake is broken off as soon as the certificate is there.
 */
public final class HostCertificates {

    private static final int PATIENCE_MILLIS = 4_000;

    /**
     * A certificate that was shown.
     *
     * @param sha256 its digest
     * @param nla whether the host wants the user's credentials before the session (CredSSP)
     */
    public record Shown(Octets sha256, String subject, String issuer, Instant notAfter, boolean nla) {}

    /** Thrown into the handshake when the certificate is there. */
    private static final class SeenException extends CertificateException {

        private static final long serialVersionUID = 1L;
    }

    /** Takes note of the certificate, and refuses it. */
    private static final class Witness extends ServerJudge {

        private @Nullable X509Certificate seen;

        @Override
        protected void judge(X509Certificate[] chain, String type) throws CertificateException {
            seen = chain[0];
            throw new SeenException();
        }
    }

    private HostCertificates() {}

    /**
     * Asks now. It takes seconds at the most.
     *
     * @throws IOException when nobody is there, or does not speak RDP with TLS; the message says which
     */
    public static Shown fetch(HostAddress address) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.name(), address.port()), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            boolean nla = negotiate(socket);
            X509Certificate certificate = certificate(socket, address);
            return new Shown(
                    Octets.digestOf(certificate.getEncoded()),
                    certificate.getSubjectX500Principal().getName(),
                    certificate.getIssuerX500Principal().getName(),
                    certificate.getNotAfter().toInstant(),
                    nla);
        } catch (CertificateException unreadable) {
            throw new IOException("its certificate cannot be encoded", unreadable);
        }
    }

    private static boolean negotiate(Socket socket) throws IOException {
        int both = ConnectionRequest.SSL | ConnectionRequest.HYBRID;
        socket.getOutputStream().write(new ConnectionRequest(Optional.empty(), both).encode());
        InputStream in = socket.getInputStream();
        byte[] answer = in.readNBytes(ConnectionConfirm.LENGTH);
        Decoded<ConnectionConfirm> confirm = ConnectionConfirm.decode(ByteBuffer.wrap(answer));
        if (confirm instanceof Decoded.Message<ConnectionConfirm>(ConnectionConfirm.Selected(int protocol), int used)
                && protocol != 0) {
            return (protocol & ConnectionRequest.HYBRID) != 0;
        }
        throw new IOException("it does not speak RDP with TLS");
    }

    private static X509Certificate certificate(Socket socket, HostAddress address) throws IOException {
        Witness witness = new Witness();
        try {
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(null, new TrustManager[] {witness}, null);
            try (SSLSocket secure =
                    (SSLSocket) tls.getSocketFactory().createSocket(socket, address.name(), address.port(), false)) {
                secure.startHandshake();
            }
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("TLS is missing from this Java runtime", missing);
        } catch (IOException brokenOff) {
            if (witness.seen == null) {
                throw new IOException("its TLS handshake failed: " + brokenOff.getMessage(), brokenOff);
            }
        }
        if (witness.seen == null) {
            throw new IOException("it showed no certificate");
        }
        return witness.seen;
    }
}
