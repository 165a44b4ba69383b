package org.usher.broker.identity;

import java.util.concurrent.Semaphore;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/**
 * Passwords as argon2id hashes (RFC 9106) with 19 MiB, two passes and one lane, as OWASP recommends.
 *
 * <p>A hash costs tens of milliseconds of a processor and its memory. Only as many are made at once as there are
 * processors; the rest wait, so that a flood of sign-ins can neither exhaust the memory nor starve everything else.
 */
public final class Passwords {

    /** The longest password, in characters; hashing a longer one would only cost. */
    public static final int MAX_LENGTH = 256;

    /** The shortest password that may be set, in characters. */
    public static final int MIN_LENGTH = 10;

    private static final int SALT = 16;
    private static final int HASH = 32;
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;

    private final Argon2PasswordEncoder encoder = new Argon2PasswordEncoder(SALT, HASH, 1, MEMORY_KIB, PASSES);
    private final Semaphore processors = new Semaphore(Runtime.getRuntime().availableProcessors());
    private final String nobody = encoder.encode("nobody's password");

    /** The hash to keep. */
    public String hash(String password) {
        processors.acquireUninterruptibly();
        try {
            String hash = encoder.encode(password);
            if (hash == null) {
                throw new IllegalStateException("argon2id made no hash");
            }
            return hash;
        } finally {
            processors.release();
        }
    }

    /** Whether the password is the one that was hashed. */
    public boolean matches(String password, String hash) {
        if (password.length() > MAX_LENGTH) {
            return false;
        }
        processors.acquireUninterruptibly();
        try {
            return encoder.matches(password, hash);
        } finally {
            processors.release();
        }
    }

    /** Takes as long as {@link #matches}, for a name that nobody has: the time must not tell which names there are. */
    public void pretend(String password) {
        boolean ignored = matches(password, nobody);
        if (ignored) {
            throw new IllegalStateException("the password of nobody was given");
        }
    }
}
