package org.usher.link.identity;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.function.Predicate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.usher.wire.component.ComponentName;

/**
 * Trusts a certificate of the farm's CA whose component name passes a test, and no other. The name takes the place of
 * host names: a component may move to another address, but nobody can take its name.
 */
public final class FarmTrust extends X509ExtendedTrustManager {

    private final X509TrustManager chain;
    private final Predicate<ComponentName> expected;

    /**
     * @param authority the farm CA's certificate
     * @param expected who may be at the other end
     */
    public FarmTrust(X509Certificate authority, Predicate<ComponentName> expected) {
        this.chain = chainTo(authority);
        this.expected = expected;
    }

    private static X509TrustManager chainTo(X509Certificate authority) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry("authority", authority);
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509TrustManager found) {
                    return found;
                }
            }
            throw new IllegalStateException("no X.509 trust manager in this Java runtime");
        } catch (GeneralSecurityException | java.io.IOException broken) {
            throw new IllegalStateException("cannot trust the farm's CA", broken);
        }
    }

    private void requireExpected(X509Certificate[] certificates) throws CertificateException {
        ComponentName name = ComponentName.of(certificates[0])
                .orElseThrow(() -> new CertificateException("peer's certificate has no component name"));
        if (!expected.test(name)) {
            throw new CertificateException("peer is " + name + " (expected: somebody else)");
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] certificates, String authType) throws CertificateException {
        chain.checkClientTrusted(certificates, authType);
        requireExpected(certificates);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] certificates, String authType) throws CertificateException {
        chain.checkServerTrusted(certificates, authType);
        requireExpected(certificates);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] certificates, String authType, Socket socket)
            throws CertificateException {
        checkClientTrusted(certificates, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] certificates, String authType, Socket socket)
            throws CertificateException {
        checkServerTrusted(certificates, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] certificates, String authType, SSLEngine engine)
            throws CertificateException {
        checkClientTrusted(certificates, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] certificates, String authType, SSLEngine engine)
            throws CertificateException {
        checkServerTrusted(certificates, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return chain.getAcceptedIssuers();
    }
}
