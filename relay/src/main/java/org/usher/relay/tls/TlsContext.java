package org.usher.relay.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.netty.util.ReferenceCountUtil;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.X509ExtendedTrustManager;
import org.usher.relay.Natives;

/**
 * One side's TLS settings, from which handlers for connections are made. With BoringSSL it holds native memory: close it
 * when nothing new will be made from it; connections that exist keep what they need.
 *
 * <p>Whom to trust is the trust manager's decision alone: host names are not compared here, since components of the farm
 * are known by their names in the certificate, not by their addresses. Servers of others are another matter
 * ({@link #rdpClient}).
 */
public final class TlsContext implements AutoCloseable {

    // Forward secret and authenticated; AES-128 first, since nothing is gained here by more and it is a tenth cheaper.
    private static final List<String> CIPHERS = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    /** Which versions of the protocol are spoken. */
    public enum Versions {
        /** Between components of ours. */
        TLS_13,
        /** With browsers and RDP clients, some of which are old. */
        TLS_12_AND_13;

        private List<String> names() {
            return switch (this) {
                case TLS_13 -> List.of("TLSv1.3");
                case TLS_12_AND_13 -> List.of("TLSv1.2", "TLSv1.3");
            };
        }
    }

    private final SslContext context;

    private TlsContext(SslContext context) {
        this.context = context;
        // A gateway sees every client about once; the sessions that would be kept are memory for nothing. Resumption by
        // tickets, which cost the server nothing, stays.
        if (context.sessionContext() instanceof OpenSslSessionContext sessions) {
            sessions.setSessionCacheEnabled(false);
        }
    }

    /** A server that asks its clients for no certificate. */
    public static TlsContext server(TlsCredentials own, Versions versions, String... applicationProtocols) {
        return build(serverBuilder(own), versions, applicationProtocols);
    }

    /** A server that lets in only who has a certificate that {@code clients} accepts. */
    public static TlsContext mutualServer(
            TlsCredentials own, X509ExtendedTrustManager clients, String... applicationProtocols) {
        return build(
                serverBuilder(own).trustManager(clients).clientAuth(ClientAuth.REQUIRE),
                Versions.TLS_13,
                applicationProtocols);
    }

    /** A client without a certificate. */
    public static TlsContext client(
            X509ExtendedTrustManager servers, Versions versions, String... applicationProtocols) {
        return build(clientBuilder(servers), versions, applicationProtocols);
    }

    /** A client that proves itself to servers that ask for it. */
    public static TlsContext mutualClient(
            TlsCredentials own, X509ExtendedTrustManager servers, String... applicationProtocols) {
        return build(clientBuilder(servers).keyManager(own.key(), own.chain()), Versions.TLS_13, applicationProtocols);
    }

    /**
     * A client for RDP servers that are no components of ours, always in the JDK's own TLS: Windows makes certificates for
     * Remote Desktop whose key usage lacks the signing that TLS uses them for, and BoringSSL refuses those whoever trusts
     * them.
     *
     * @param named whether {@code servers} is to compare the certificate with the peer's name
     */
    public static TlsContext rdpClient(X509ExtendedTrustManager servers, boolean named) {
        SslContextBuilder builder = SslContextBuilder.forClient()
                .trustManager(servers)
                .endpointIdentificationAlgorithm(named ? "HTTPS" : null);
        return build(builder, SslProvider.JDK, Versions.TLS_12_AND_13);
    }

    private static SslContextBuilder serverBuilder(TlsCredentials own) {
        return SslContextBuilder.forServer(own.key(), own.chain());
    }

    private static SslContextBuilder clientBuilder(X509ExtendedTrustManager servers) {
        return SslContextBuilder.forClient().trustManager(servers).endpointIdentificationAlgorithm(null);
    }

    private static TlsContext build(SslContextBuilder builder, Versions versions, String... applicationProtocols) {
        SslProvider provider = Natives.boringSsl() ? SslProvider.OPENSSL_REFCNT : SslProvider.JDK;
        return build(builder, provider, versions, applicationProtocols);
    }

    private static TlsContext build(
            SslContextBuilder builder, SslProvider provider, Versions versions, String... applicationProtocols) {
        try {
            builder.sslProvider(provider)
                    .protocols(versions.names())
                    .ciphers(CIPHERS, SupportedCipherSuiteFilter.INSTANCE);
            if (applicationProtocols.length > 0) {
                // The only behaviours that both providers know. Who insists on a protocol looks at what was agreed.
                builder.applicationProtocolConfig(new ApplicationProtocolConfig(
                        Protocol.ALPN,
                        SelectorFailureBehavior.NO_ADVERTISE,
                        SelectedListenerFailureBehavior.ACCEPT,
                        applicationProtocols));
            }
            return new TlsContext(builder.build());
        } catch (SSLException broken) {
            throw new IllegalArgumentException(
                    "TLS: " + broken.getMessage() + " (expected: a key, its certificate and a trust manager that fit)",
                    broken);
        }
    }

    /** A handler for one connection, whose handshake may take {@code patience}. */
    public SslHandler handler(ByteBufAllocator allocator, Duration patience) {
        return patient(context.newHandler(allocator), patience);
    }

    /** The same for a connection to this peer, whose name is told to it. */
    public SslHandler handler(ByteBufAllocator allocator, Duration patience, String host, int port) {
        return patient(context.newHandler(allocator, host, port), patience);
    }

    private static SslHandler patient(SslHandler handler, Duration patience) {
        handler.setHandshakeTimeoutMillis(patience.toMillis());
        return handler;
    }

    /** The certificate that the peer of a finished handshake proved itself with. */
    public static Optional<X509Certificate> peer(SslHandler handler) {
        try {
            return handler.engine().getSession().getPeerCertificates()[0] instanceof X509Certificate certificate
                    ? Optional.of(certificate)
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException none) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        ReferenceCountUtil.release(context);
    }
}
