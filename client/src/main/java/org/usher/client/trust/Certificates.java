package org.usher.client.trust;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.usher.wire.Octets;

/** Certificates as people and other programs write them. */
public final class Certificates {

    private static final int SHA_256_LENGTH = 32;
    private static final HexFormat COLONS = HexFormat.ofDelimiter(":").withUpperCase();

    private Certificates() {}

    /**
     * The certificates of a text in PEM.
     *
     * @throws IllegalArgumentException when there is none, or a broken one
     */
    public static List<X509Certificate> ofPem(String pem) {
        try {
            List<X509Certificate> certificates = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
                    .stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (certificates.isEmpty()) {
                throw new IllegalArgumentException("no certificate in it (expected: one in PEM)");
            }
            return certificates;
        } catch (CertificateException broken) {
            throw new IllegalArgumentException("no certificate (expected: one in PEM)", broken);
        }
    }

    public static String pem(X509Certificate certificate) {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded(certificate))
                + "\n-----END CERTIFICATE-----\n";
    }

    /** SHA-256 of the certificate. */
    public static Octets fingerprint(X509Certificate certificate) {
        return Octets.digestOf(encoded(certificate));
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException broken) {
            throw new IllegalStateException("a certificate that was read cannot be written", broken);
        }
    }

    /** A fingerprint as people compare it: pairs of hexadecimal digits with colons between them. */
    public static String words(Octets fingerprint) {
        return COLONS.formatHex(fingerprint.bytes());
    }

    /** The same in small letters, as FreeRDP compares it. */
    public static String smallWords(Octets fingerprint) {
        return words(fingerprint).toLowerCase(Locale.ROOT);
    }

    /** The fingerprint that somebody typed: with colons, blanks, {@code sha256:} before it, or nothing of that. */
    public static Optional<Octets> typed(String text) {
        String digits = text.strip()
                .toLowerCase(Locale.ROOT)
                .replaceFirst("^sha-?256( fingerprint)?[:=]", "")
                .replaceAll("[:\\s]", "");
        if (digits.length() != 2 * SHA_256_LENGTH || !digits.chars().allMatch(c -> Character.digit(c, 16) >= 0)) {
            return Optional.empty();
        }
        return Optional.of(Octets.of(HexFormat.of().parseHex(digits)));
    }
}
