package org.usher.link.identity;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.function.Predicate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.usher.wire.component.ComponentName;

/** TLS contexts of the JDK for the link. */
public final class FarmTls {

    private FarmTls() {}

    /** Mutual TLS as this component, with whoever passes the test. */
    public static SSLContext mutual(ComponentIdentity self, Predicate<ComponentName> peer) {
        return context(keyManagers(self), new FarmTrust(self.authority(), peer));
    }

    /** TLS without a certificate of our own, with whoever this trusts. */
    public static SSLContext anonymous(TrustManager trust) {
        return context(new KeyManager[0], trust);
    }

    private static SSLContext context(KeyManager[] keys, TrustManager trust) {
        try {
            SSLContext context = SSLContext.getInstance("TLSv1.3");
            context.init(keys, new TrustManager[] {trust}, null);
            return context;
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("TLS 1.3 is missing from this Java runtime", missing);
        }
    }

    private static KeyManager[] keyManagers(ComponentIdentity self) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setKeyEntry(
                    "self", self.key(), new char[0], new X509Certificate[] {self.certificate(), self.authority()});
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, new char[0]);
            return factory.getKeyManagers();
        } catch (GeneralSecurityException | IOException broken) {
            throw new IllegalStateException("cannot use the identity of " + self.name(), broken);
        }
    }
}
