package org.usher.broker;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import org.usher.link.identity.ComponentIdentity;

/** The broker's identity as the key stores that the HTTP server asks for. They never leave the memory. */
final class FarmStores {

    private FarmStores() {}

    static KeyStore key(ComponentIdentity identity) {
        KeyStore store = empty();
        try {
            // The CA goes along, since a machine that joins knows it by its fingerprint only.
            store.setKeyEntry("broker", identity.key(), new char[0], new X509Certificate[] {
                identity.certificate(), identity.authority()
            });
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("the broker's key cannot be used", broken);
        }
        return store;
    }

    static KeyStore trust(ComponentIdentity identity) {
        KeyStore store = empty();
        try {
            store.setCertificateEntry("authority", identity.authority());
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("the farm's CA cannot be trusted", broken);
        }
        return store;
    }

    private static KeyStore empty() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            return store;
        } catch (GeneralSecurityException | IOException missing) {
            throw new IllegalStateException("PKCS #12 key stores are missing from this Java runtime", missing);
        }
    }
}
