package org.usher.broker.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.junit.jupiter.api.Test;

class PasswordsTest {

    private static final Passwords PASSWORDS = new Passwords();

    @Test
    void hashesAreArgon2idWithTheParametersThatWerePromised() {
        String hash = PASSWORDS.hash("a long password");
        // RFC 9106 in the PHC string format; 19 MiB, two passes, one lane.
        assertThat(hash).matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");
        assertThat(PASSWORDS.hash("a long password")).isNotEqualTo(hash);
    }

    @Test
    void thePasswordMatchesAndNothingElse() {
        String hash = PASSWORDS.hash("pässword 数");
        assertThat(PASSWORDS.matches("pässword 数", hash)).isTrue();
        assertThat(PASSWORDS.matches("pässword 数 ", hash)).isFalse();
        assertThat(PASSWORDS.matches("Pässword 数", hash)).isFalse();
        assertThat(PASSWORDS.matches("", hash)).isFalse();
    }

    @Test
    void aPasswordBeyondTheLimitNeverMatches() {
        String longest = "x".repeat(Passwords.MAX_LENGTH);
        String hash = PASSWORDS.hash(longest);
        assertThat(PASSWORDS.matches(longest, hash)).isTrue();
        assertThat(PASSWORDS.matches(longest + "x", hash)).isFalse();
        assertThat(PASSWORDS.matches(longest + "x", PASSWORDS.hash(longest + "x")))
                .isFalse();
    }

    @Test
    void nobodysPasswordCostsWhatSomebodysDoes() {
        String hash = PASSWORDS.hash("a long password");
        PASSWORDS.pretend("warm");
        long somebody = work(() -> PASSWORDS.matches("another password", hash));
        long nobody = work(() -> PASSWORDS.pretend("another password"));
        // The processor's time and not the clock's. Without the hash it would be a thousandth.
        assertThat(nobody).isGreaterThan(somebody / 5);
        assertThat(somebody).isGreaterThan(nobody / 5);
    }

    private static long work(Runnable task) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < 3; i++) {
            task.run();
        }
        return threads.getCurrentThreadCpuTime() - before;
    }
}
