package org.usher.gateway.host;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.usher.wire.Octets;

/**
 * Believes one certificate, which an administrator has looked at, and no other. When it was issued, by whom and for how long
 * does not matter then: an RDP server's own certificate says little that is true.
 */
final class PinnedTrust extends X509ExtendedTrustManager {

    private final Octets sha256;

    PinnedTrust(Octets sha256) {
        this.sha256 = sha256;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        if (chain.length == 0) {
            throw new CertificateException("no certificate");
        }
        Octets found = Octets.digestOf(chain[0].getEncoded());
        if (!found.equals(sha256)) {
            throw new CertificateException("the host's certificate has SHA-256 " + hexadecimal(found) + " (expected: "
                    + hexadecimal(sha256) + ", as the administrator confirmed)");
        }
    }

    private static String hexadecimal(Octets digest) {
        return java.util.HexFormat.of().formatHex(digest.bytes());
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("no client is expected here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
