package org.usher.wire;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Base64.Decoder;
import java.util.Base64.Encoder;
import org.jspecify.annotations.Nullable;

/**
 * Bytes as a value: they are equal when they are the same bytes, nobody can change them, and they never show
 * themselves in a log, since many of them are secrets.
 *
 * <p>Equality takes the same time wherever two values of one length differ, so that a comparison tells nothing.
 */
public final class Octets {

    private static final Encoder TEXT = Base64.getUrlEncoder().withoutPadding();
    private static final Decoder BYTES = Base64.getUrlDecoder();

    private final byte[] bytes;

    private Octets(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A copy of {@code bytes}. */
    public static Octets of(byte[] bytes) {
        return new Octets(bytes.clone());
    }

    /**
     * The opposite of {@link #text()}.
     *
     * @throws IllegalArgumentException when {@code text} is not unpadded base64url
     */
    public static Octets ofText(String text) {
        Octets octets = new Octets(BYTES.decode(text));
        // Java's decoder also takes padding, and stray bits in the last digit: one value would have several texts.
        if (!octets.text().equals(text)) {
            throw new IllegalArgumentException("text of " + text.length()
                    + " characters (expected: the one unpadded base64url form of its bytes)");
        }
        return octets;
    }

    /** SHA-256 of a text's UTF-8 bytes. */
    public static Octets digestOf(String text) {
        return digestOf(text.getBytes(StandardCharsets.UTF_8));
    }

    /** SHA-256 of some bytes. */
    public static Octets digestOf(byte[] bytes) {
        try {
            return new Octets(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(
                    "SHA-256 is missing from this Java runtime (expected: every JDK has it)", missing);
        }
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** How many bytes. */
    public int length() {
        return bytes.length;
    }

    /** The bytes as unpadded base64url. */
    public String text() {
        return TEXT.encodeToString(bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Octets octets && MessageDigest.isEqual(bytes, octets.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return bytes.length + " bytes";
    }
}
