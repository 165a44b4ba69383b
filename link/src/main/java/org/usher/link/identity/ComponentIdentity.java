package org.usher.link.identity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.Optional;
import org.usher.wire.component.ComponentName;

/**
 * What a component proves itself with.
 *
 * @param key the private key of {@code certificate}
 * @param certificate issued by {@code authority}, with the component's name in it
 * @param authority the farm CA's certificate
 */
public record ComponentIdentity(PrivateKey key, X509Certificate certificate, X509Certificate authority) {

    private static final String KEY_FILE = "key.pem";
    private static final String CERTIFICATE_FILE = "certificate.pem";
    private static final String AUTHORITY_FILE = "authority.pem";

    public ComponentIdentity {
        if (ComponentName.of(certificate).isEmpty()) {
            throw new IllegalArgumentException("certificate of " + certificate.getSubjectX500Principal()
                    + ": has no component name (expected: one issued by the farm's CA)");
        }
    }

    /** Who the component is. */
    public ComponentName name() {
        return ComponentName.of(certificate).orElseThrow();
    }

    /** A new key pair of the kind that every component uses: EC on P-256, which browsers accept too. */
    public static KeyPair newKeyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("EC keys on P-256 are missing from this Java runtime", missing);
        }
    }

    /**
     * The identity kept in this directory, if it was ever kept there.
     *
     * @throws IOException when it is there and cannot be read
     */
    public static Optional<ComponentIdentity> load(Path directory) throws IOException {
        if (!Files.exists(directory.resolve(CERTIFICATE_FILE))) {
            return Optional.empty();
        }
        try {
            ComponentIdentity kept = new ComponentIdentity(
                    Pem.privateKey(read(directory, KEY_FILE)),
                    Pem.certificates(read(directory, CERTIFICATE_FILE)).getFirst(),
                    Pem.certificates(read(directory, AUTHORITY_FILE)).getFirst());
            kept.requireMatch();
            return Optional.of(kept);
        } catch (IllegalArgumentException broken) {
            throw new IOException(
                    "identity in " + directory + " is damaged: " + broken.getMessage()
                            + "; remove the directory and join again with a new token",
                    broken);
        }
    }

    private static String read(Path directory, String file) throws IOException {
        if (!Files.exists(directory.resolve(file))) {
            throw new IllegalArgumentException(file + " is missing (expected: it, beside " + CERTIFICATE_FILE + ")");
        }
        return Files.readString(directory.resolve(file));
    }

    /** Of another certificate the key would fail only in a handshake, where nobody could tell why. */
    private void requireMatch() {
        byte[] anything = name().uri().getBytes(StandardCharsets.US_ASCII);
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(key);
            signature.update(anything);
            byte[] signed = signature.sign();
            signature.initVerify(certificate);
            signature.update(anything);
            if (signature.verify(signed)) {
                return;
            }
        } catch (GeneralSecurityException ofAnotherKind) {
            throw new IllegalArgumentException(
                    KEY_FILE + " is not the key of the certificate (expected: an EC key)", ofAnotherKind);
        }
        throw new IllegalArgumentException(KEY_FILE + " is not the key of the certificate (expected: its own)");
    }

    /** Keeps the identity in this directory, readable by the owner alone. The certificate goes first and comes last: it says "whole". */
    public void save(Path directory) throws IOException {
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.deleteIfExists(directory.resolve(CERTIFICATE_FILE));
        write(directory.resolve(KEY_FILE), Pem.of(key));
        write(directory.resolve(AUTHORITY_FILE), Pem.of(authority));
        write(directory.resolve(CERTIFICATE_FILE), Pem.of(certificate));
    }

    private static void write(Path file, String text) throws IOException {
        Path fresh = Files.createTempFile(
                file.getParent(),
                "fresh",
                ".pem",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, text);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public String toString() {
        return "ComponentIdentity[" + name() + "]";
    }
}
