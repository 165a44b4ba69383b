package org.usher.agent.front;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.LongSupplier;
import org.usher.wire.Octets;

/**
 * Sign-on credentials: random, for one account, good once and for half a minute. Only their digests are kept. They go into
 * the Client Info PDU, through xrdp and sesman to PAM, and come back to {@link #take}; they never leave the host.
 *
 * <p>Owned by the front's one thread.
 */
final class SignOns {

    private static final Duration LIFE = Duration.ofSeconds(30);
    private static final int BYTES = 24;

    private final SecureRandom random;
    private final LongSupplier nanoTime;
    private final Map<Octets, Credential> credentials = new HashMap<>();

    /** What a credential is good for; {@code used} is run when it was. */
    private record Credential(String account, long made, Runnable used) {}

    SignOns(SecureRandom random, LongSupplier nanoTime) {
        this.random = random;
        this.nanoTime = nanoTime;
    }

    /** A credential for this account; {@code used} is run when PAM has accepted it. */
    String make(String account, Runnable used) {
        forgetOld();
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String credential = Octets.of(bytes).text();
        credentials.put(Octets.digestOf(credential), new Credential(account, nanoTime.getAsLong(), used));
        return credential;
    }

    /** Whether the credential is good for this account now. It is not afterwards. */
    boolean take(String account, String credential) {
        forgetOld();
        Credential found = credentials.remove(Octets.digestOf(credential));
        if (found == null || !found.account().equals(account)) {
            return false;
        }
        found.used().run();
        return true;
    }

    private void forgetOld() {
        long now = nanoTime.getAsLong();
        Iterator<Credential> each = credentials.values().iterator();
        while (each.hasNext()) {
            if (now - each.next().made() > LIFE.toNanos()) {
                each.remove();
            }
        }
    }
}
