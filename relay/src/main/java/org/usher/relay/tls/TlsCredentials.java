package org.usher.relay.tls;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What one side of a TLS connection proves itself with.
 *
 * @param key the private key of the first certificate
 * @param chain the certificates, leaf first, at least one
 */
public record TlsCredentials(PrivateKey key, List<X509Certificate> chain) {

    public TlsCredentials {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("chain: empty (expected: at least the key's own certificate)");
        }
    }

    @Override
    public String toString() {
        return "TlsCredentials[" + chain.getFirst().getSubjectX500Principal() + "]";
    }
}
