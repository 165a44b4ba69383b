package org.usher.client.trust;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.usher.wire.component.ComponentName;
import org.usher.wire.component.ComponentRole;

/** The JDK's trust managers for each kind of trust. */
public final class TrustManagers {

    private TrustManagers() {}

    /** A TLS context for connections to whom this trusts. */
    public static SSLContext context(ServerTrust trust) {
        return context(of(trust));
    }

    /** A TLS context for connections to whom this manager trusts. */
    public static SSLContext context(TrustManager manager) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {manager}, null);
            return context;
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("TLS is missing from this Java runtime", missing);
        }
    }

    static X509ExtendedTrustManager of(ServerTrust trust) {
        return switch (trust) {
            case ServerTrust.PublicAuthority publicly -> chainTo(null);
            case ServerTrust.Authority(X509Certificate authority) -> chainTo(authority);
            case ServerTrust.Farm(X509Certificate authority) -> component(authority, ComponentRole.GATEWAY);
            case ServerTrust.Pinned pinned ->
                new Certain() {
                    @Override
                    void require(X509Certificate[] chain, String authType) throws CertificateException {
                        if (!Certificates.fingerprint(chain[0]).equals(pinned.sha256())) {
                            throw new CertificateException("the certificate is another one");
                        }
                    }
                };
        };
    }

    /** The CAs by which another program can trust whom this trusts; none where it is a certificate and no CA. */
    public static List<X509Certificate> authorities(ServerTrust trust) {
        return switch (trust) {
            case ServerTrust.PublicAuthority publicly -> List.of(chainTo(null).getAcceptedIssuers());
            case ServerTrust.Authority(X509Certificate authority) -> List.of(authority);
            case ServerTrust.Farm(X509Certificate authority) -> List.of(authority);
            case ServerTrust.Pinned pinned -> List.of();
        };
    }

    /** Who is a component of this role in the farm of that CA. */
    public static X509ExtendedTrustManager component(X509Certificate authority, ComponentRole role) {
        X509ExtendedTrustManager chain = chainTo(authority);
        return new Certain() {
            @Override
            void require(X509Certificate[] certificates, String authType) throws CertificateException {
                chain.checkServerTrusted(certificates, authType);
                boolean named = ComponentName.of(certificates[0])
                        .filter(name -> name.role() == role)
                        .isPresent();
                if (!named) {
                    throw new CertificateException("not the certificate of a " + role.word());
                }
            }
        };
    }

    /** Chains to one authority, or to those that the JDK comes with; names are compared where a connection asks for it. */
    static X509ExtendedTrustManager chainTo(@Nullable X509Certificate authority) {
        try {
            KeyStore store = null;
            if (authority != null) {
                store = KeyStore.getInstance(KeyStore.getDefaultType());
                store.load(null, null);
                store.setCertificateEntry("authority", authority);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509ExtendedTrustManager found) {
                    return found;
                }
            }
            throw new IllegalStateException("no X.509 trust manager in this Java runtime");
        } catch (GeneralSecurityException | IOException broken) {
            throw new IllegalStateException("this Java runtime cannot check certificates", broken);
        }
    }

    /** Judges a server by its chain alone, whatever its address. */
    abstract static class Certain extends X509ExtendedTrustManager {

        abstract void require(X509Certificate[] chain, String authType) throws CertificateException;

        @Override
        public final void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            require(chain, authType);
        }

        @Override
        public final void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
                throws CertificateException {
            require(chain, authType);
        }

        @Override
        public final void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
                throws CertificateException {
            require(chain, authType);
        }

        @Override
        public final void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            throw new CertificateException("no client is expected here");
        }

        @Override
        public final void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
                throws CertificateException {
            checkClientTrusted(chain, authType);
        }

        @Override
        public final void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
                throws CertificateException {
            checkClientTrusted(chain, authType);
        }

        @Override
        public final X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
