package org.usher.gateway.edge;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.usher.gateway.GatewayException;
import org.usher.gateway.settings.GatewaySettings.CertificateFiles;
import org.usher.link.identity.ComponentIdentity;
import org.usher.link.identity.Pem;
import org.usher.relay.tls.TlsContext;
import org.usher.relay.tls.TlsCredentials;

/**
 * What the gateway shows browsers: the operator's certificate, or the farm CA's. The operator's files are looked at again
 * and again; new ones count for new connections, and broken ones are left alone. Safe for several threads.
 */
public final class PublicCertificate implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PublicCertificate.class);

    private static final String PROTOCOL = "http/1.1";

    private final Optional<CertificateFiles> files;
    private final Duration handshake;
    private Optional<Stamp> seen;
    private TlsContext context;

    /** When the files were written; a new pair is read when either changed. */
    private record Stamp(FileTime chain, FileTime key) {}

    private PublicCertificate(
            Optional<CertificateFiles> files, Duration handshake, Optional<Stamp> seen, TlsContext context) {
        this.files = files;
        this.handshake = handshake;
        this.seen = seen;
        this.context = context;
    }

    /**
     * Reads what is to be shown.
     *
     * @throws GatewayException when the operator's files are no certificate and its key
     */
    public static PublicCertificate of(Optional<CertificateFiles> files, ComponentIdentity identity, Duration handshake)
            throws GatewayException {
        try {
            Optional<Stamp> stamp = Optional.empty();
            TlsCredentials credentials =
                    new TlsCredentials(identity.key(), List.of(identity.certificate(), identity.authority()));
            if (files.isPresent()) {
                stamp = Optional.of(stamp(files.get()));
                credentials = read(files.get());
            }
            return new PublicCertificate(files, handshake, stamp, context(credentials));
        } catch (IOException | IllegalArgumentException broken) {
            throw new GatewayException("certificate: " + broken.getMessage(), broken);
        }
    }

    /** A TLS handler for a new connection. */
    synchronized SslHandler handler(ByteBufAllocator allocator) {
        return context.handler(allocator, handshake);
    }

    /** Takes up new files, if there are any. */
    public synchronized void reload() {
        if (files.isEmpty()) {
            return;
        }
        try {
            Stamp now = stamp(files.get());
            if (seen.equals(Optional.of(now))) {
                return;
            }
            seen = Optional.of(now);
            TlsContext fresh = context(read(files.get()));
            context.close();
            context = fresh;
            LOG.info("certificate: taken up from {}", files.get().chain());
        } catch (IOException | IllegalArgumentException broken) {
            LOG.warn("certificate: the new files are not used, {}", broken.getMessage());
        }
    }

    private static TlsContext context(TlsCredentials credentials) {
        return TlsContext.server(credentials, TlsContext.Versions.TLS_12_AND_13, PROTOCOL);
    }

    private static Stamp stamp(CertificateFiles files) throws IOException {
        return new Stamp(Files.getLastModifiedTime(files.chain()), Files.getLastModifiedTime(files.key()));
    }

    private static TlsCredentials read(CertificateFiles files) throws IOException {
        PrivateKey key = Pem.privateKey(readText(files.key()));
        List<X509Certificate> chain = Pem.certificates(readText(files.chain()));
        if (!belongTogether(key, chain.getFirst())) {
            throw new IllegalArgumentException(files.key() + " is not the key of the first certificate in "
                    + files.chain() + " (expected: both written at the same time)");
        }
        return new TlsCredentials(key, chain);
    }

    private static String readText(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new IOException(file + " cannot be read: " + unreadable, unreadable);
        }
    }

    /** While one of two files is replaced, the other one is still the old one. */
    private static boolean belongTogether(PrivateKey key, X509Certificate certificate) {
        String algorithm = key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
        byte[] probe = {1, 2, 3, 4};
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(probe);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(probe);
            return signature.verify(signed);
        } catch (GeneralSecurityException otherKind) {
            return false;
        }
    }

    @Override
    public synchronized void close() {
        context.close();
    }
}
