package org.usher.gateway.host;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import org.usher.link.identity.ServerJudge;
import org.usher.wire.Octets;

/**
 * Believes one certificate, which an administrator has looked at, and no other. When it was issued, by whom and for how long
 * does not matter then: an RDP server's own certificate says little that is true.
 */
final class PinnedTrust extends ServerJudge {

    private final Octets sha256;

    PinnedTrust(Octets sha256) {
        this.sha256 = sha256;
    }

    @Override
    protected void judge(X509Certificate[] chain, String authType) throws CertificateException {
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
        return HexFormat.of().formatHex(digest.bytes());
    }
}
