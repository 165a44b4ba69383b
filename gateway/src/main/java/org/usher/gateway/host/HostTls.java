package org.usher.gateway.host;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslHandler;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.usher.gateway.dial.HostAndPort;
import org.usher.relay.tls.TlsContext;
import org.usher.wire.ticket.HostProof;

/**
 * TLS towards hosts without a front. INVARIANT: a host proves itself by what the ticket says, and nobody is believed without
 * a proof.
 */
public final class HostTls implements AutoCloseable {

    private final TlsContext authorities;

    /** @param authorities whom to believe about names; it has to compare the name when it is asked to */
    public HostTls(X509ExtendedTrustManager authorities) {
        this.authorities = TlsContext.rdpClient(authorities, true);
    }

    /** Believes the authorities of the Java runtime, or those of the store that it was started with. */
    public static HostTls ofThisMachine() {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509ExtendedTrustManager names) {
                    return new HostTls(names);
                }
            }
            throw new IllegalStateException("this Java runtime knows no authorities (expected: its own cacerts)");
        } catch (GeneralSecurityException unusable) {
            throw new IllegalStateException("the Java runtime's authorities: " + unusable.getMessage(), unusable);
        }
    }

    /**
     * A handler for a connection to this host, whose handshake may take {@code patience}.
     *
     * @throws IllegalArgumentException for the proof of a front, which is another protocol
     */
    SslHandler handler(HostProof proof, HostAndPort target, ByteBufAllocator allocator, Duration patience) {
        return switch (proof) {
            case HostProof.Pinned pinned -> {
                try (TlsContext context = TlsContext.rdpClient(new PinnedTrust(pinned.sha256()), false)) {
                    yield context.handler(allocator, patience, target.host(), target.port());
                }
            }
            case HostProof.Authority authority ->
                authorities.handler(allocator, patience, target.host(), target.port());
            case HostProof.Front front ->
                throw new IllegalArgumentException("a ticket for a front (expected: one for a host without)");
        };
    }

    @Override
    public void close() {
        authorities.close();
    }
}
