package org.usher.broker.farm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.usher.wire.Octets;

/**
 * Encrypts the farm's private keys, so that a copy of the database opens nothing (AES-256-GCM, NIST SP 800-38D). The key
 * lies in a file that is not in the database: the farm key. Without it a farm cannot be started again.
 */
public final class KeySeal {

    private static final int KEY = 32;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final SecureRandom random;

    private KeySeal(Octets key, SecureRandom random) {
        this.key = new SecretKeySpec(key.bytes(), "AES");
        this.random = random;
    }

    /**
     * The seal with the key in this file.
     *
     * @param mayCreate whether a missing file is made: only while nothing was ever sealed with the lost one
     */
    public static KeySeal of(Path file, boolean mayCreate, SecureRandom random) throws IOException {
        if (!Files.exists(file)) {
            if (!mayCreate) {
                throw new IOException(
                        "farm key: " + file + " is missing (expected: the file that was made at the first start;"
                                + " bring it back from the backup, since the keys in the database cannot be read without it)");
            }
            byte[] fresh = new byte[KEY];
            random.nextBytes(fresh);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, Octets.of(fresh).text() + "\n");
        }
        Octets key = read(file);
        return new KeySeal(key, random);
    }

    private static Octets read(Path file) throws IOException {
        try {
            Octets key = Octets.ofText(Files.readString(file).strip());
            if (key.length() == KEY) {
                return key;
            }
        } catch (IllegalArgumentException notBase64) {
            // The message below says all there is to say; the content must not be shown.
        }
        throw new IOException("farm key: " + file + " is damaged (expected: " + KEY + " bytes as base64url)");
    }

    /** Encrypts. {@code purpose} must be the same when it is opened, so that sealed values cannot be swapped. */
    byte[] seal(byte[] plain, String purpose) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
            byte[] sealed = cipher.doFinal(plain);
            return ByteBuffer.allocate(NONCE + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("AES-GCM is missing from this Java runtime", missing);
        }
    }

    /** The opposite of {@link #seal}. */
    byte[] open(byte[] sealed, String purpose) throws GeneralSecurityException {
        int least = NONCE + TAG_BITS / Byte.SIZE;
        if (sealed.length < least) {
            throw new AEADBadTagException(
                    "sealed value: " + sealed.length + " bytes (expected: at least " + least + ")");
        }
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, sealed, 0, NONCE));
        cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
        return cipher.doFinal(sealed, NONCE, sealed.length - NONCE);
    }
}
