package org.usher.link.identity;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys and certificates as text (RFC 7468). */
public final class Pem {

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    private Pem() {}

    /** A private key, PKCS #8. */
    public static String of(PrivateKey key) {
        return wrap("PRIVATE KEY", key.getEncoded());
    }

    /** A certificate. */
    public static String of(X509Certificate certificate) {
        try {
            return wrap("CERTIFICATE", certificate.getEncoded());
        } catch (CertificateException broken) {
            throw new IllegalStateException("certificate without an encoding", broken);
        }
    }

    private static String wrap(String label, byte[] bytes) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }

    /**
     * The certificates in this text, in their order.
     *
     * @throws IllegalArgumentException when there is none, or one cannot be read
     */
    public static List<X509Certificate> certificates(String text) {
        try {
            List<X509Certificate> found = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)))
                    .stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (found.isEmpty()) {
                throw new IllegalArgumentException("certificates: none (expected: BEGIN CERTIFICATE, PEM)");
            }
            return found;
        } catch (CertificateException broken) {
            throw new IllegalArgumentException(
                    "certificates: " + broken.getMessage() + " (expected: BEGIN CERTIFICATE, PEM)", broken);
        }
    }

    /**
     * The private key in this text: EC or RSA, PKCS #8 without a pass phrase.
     *
     * @throws IllegalArgumentException when there is none, or it cannot be read
     */
    public static PrivateKey privateKey(String text) {
        Matcher matcher = KEY.matcher(text);
        if (!matcher.find()) {
            throw new IllegalArgumentException(
                    "private key: none found (expected: BEGIN PRIVATE KEY, PEM, no pass phrase;"
                            + " `openssl pkcs8 -topk8 -nocrypt` makes one)");
        }
        byte[] bytes = bytes(matcher.group(1));
        IllegalArgumentException unreadable =
                new IllegalArgumentException("private key: of another kind (expected: EC or RSA)");
        for (String algorithm : List.of("EC", "RSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes));
            } catch (GeneralSecurityException notThisKind) {
                // Only a key's own factory reads it, and the JDK does not tell its kind beforehand: try the next.
                unreadable.addSuppressed(notThisKind);
            }
        }
        throw unreadable;
    }

    private static byte[] bytes(String body) {
        try {
            return Base64.getMimeDecoder().decode(body);
        } catch (IllegalArgumentException damaged) {
            throw new IllegalArgumentException("private key: damaged (expected: base64 between its lines)", damaged);
        }
    }
}
