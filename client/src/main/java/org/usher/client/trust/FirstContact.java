package org.usher.client.trust;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;
import org.usher.client.ClientException;
import org.usher.client.ClientException.Reason;
import org.usher.wire.Octets;

/**
 * What a server shows of itself before anybody trusts it. Nothing is sent to it but the beginning of a handshake, which is
 * broken off as soon as the certificates are there.
 *
 * @param chain as the server sent it, its own certificate first
 * @param vouchedFor whether a public CA has given it the certificate for this name
 */
public record FirstContact(List<X509Certificate> chain, boolean vouchedFor) {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int HTTPS = 443;

    public FirstContact {
        chain = List.copyOf(chain);
    }

    /** The server's own certificate. */
    public X509Certificate certificate() {
        return chain.getFirst();
    }

    /** Looks at the server at this address. */
    public static FirstContact with(URI address) {
        X509ExtendedTrustManager publicly = TrustManagers.chainTo(null);
        Seen seen = new Seen();
        try (Socket plain = new Socket()) {
            plain.connect(
                    new InetSocketAddress(address.getHost(), address.getPort() < 0 ? HTTPS : address.getPort()),
                    (int) PATIENCE.toMillis());
            plain.setSoTimeout((int) PATIENCE.toMillis());
            try (SSLSocket secured = (SSLSocket) TrustManagers.context(seen)
                    .getSocketFactory()
                    .createSocket(plain, address.getHost(), plain.getPort(), false)) {
                seen.judge = (chain, authType) -> publicly.checkServerTrusted(chain, authType, secured);
                SSLParameters parameters = secured.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                secured.setSSLParameters(parameters);
                secured.startHandshake();
            }
        } catch (SSLException brokenOff) {
            if (seen.chain.isEmpty()) {
                throw new ClientException(
                        Reason.UNREACHABLE,
                        "server-no-tls",
                        address.getAuthority() + " does not speak TLS as it should: " + brokenOff.getMessage()
                                + " (expected: the address of an Usher gateway)",
                        brokenOff);
            }
        } catch (IOException unreachable) {
            throw new ClientException(
                    Reason.UNREACHABLE,
                    "server-unreachable",
                    "nobody answers at " + address.getAuthority() + " (" + unreachable.getMessage() + ")",
                    unreachable);
        }
        return new FirstContact(seen.chain, seen.vouchedFor);
    }

    /**
     * Who is to be trusted when the person says that this fingerprint is the right one: of the server's certificate, or of a
     * CA that it sent along and that has certified it.
     *
     * <p>A CA that was sent along and whose signature is on a confirmed certificate of a gateway is the farm's: nobody else
     * could have signed that. So any gateway of the farm is trusted, with a renewed certificate or behind a balancer.
     */
    public Optional<ServerTrust> confirmedBy(Octets fingerprint) {
        if (Certificates.fingerprint(certificate()).equals(fingerprint)) {
            return Optional.of(chain.stream()
                    .skip(1)
                    .filter(this::isFarm)
                    .findFirst()
                    .<ServerTrust>map(ServerTrust.Farm::new)
                    .orElse(new ServerTrust.Pinned(fingerprint)));
        }
        return chain.stream()
                .skip(1)
                .filter(issuer -> Certificates.fingerprint(issuer).equals(fingerprint))
                .<ServerTrust>map(this::byAuthority)
                .findFirst();
    }

    /** Trust in this CA: in the farm whose gateway this is, or else in whom it certifies for the name. */
    public ServerTrust byAuthority(X509Certificate authority) {
        return isFarm(authority) ? new ServerTrust.Farm(authority) : new ServerTrust.Authority(authority);
    }

    /** Whether this CA has certified the server as a gateway of its farm. */
    public boolean isFarm(X509Certificate authority) {
        try {
            TrustManagers.of(new ServerTrust.Farm(authority))
                    .checkServerTrusted(chain.toArray(X509Certificate[]::new), "UNKNOWN");
            return true;
        } catch (CertificateException notItsGateway) {
            return false;
        }
    }

    @FunctionalInterface
    private interface Judge {
        void judge(X509Certificate[] chain, String authType) throws CertificateException;
    }

    /** Takes down what the server shows, and breaks off. */
    private static final class Seen extends TrustManagers.Certain {

        private final List<X509Certificate> chain = new ArrayList<>();
        private boolean vouchedFor;
        private Judge judge = (any, authType) -> {};

        @Override
        void require(X509Certificate[] certificates, String authType) throws CertificateException {
            chain.addAll(List.of(certificates));
            judge.judge(certificates, authType);
            vouchedFor = true;
            throw new CertificateException("only looked at");
        }
    }
}
