package org.usher.domain.testing;

import java.util.List;
import java.util.Random;

/**
 * Runs a check many times with seeded randomness. Round {@code n} has the seed {@code first + n}; a failure names its seed,
 * and {@code -Dusher.seed=…} repeats it alone. {@code -Dusher.rounds=…} runs longer than a build can wait.
 */
public final class Seeded {

    private static final long FIRST = 20261123;

    private Seeded() {}

    /** What is checked; it takes all its randomness from {@code random}. */
    @FunctionalInterface
    public interface Check {

        void run(Random random) throws Exception;
    }

    /** Runs {@code check} {@code rounds} times, unless a property says otherwise. */
    public static void rounds(int rounds, Check check) {
        Long only = Long.getLong("usher.seed");
        long first = only == null ? FIRST : only;
        int count = only == null ? Integer.getInteger("usher.rounds", rounds) : 1;
        for (int round = 0; round < count; round++) {
            long seed = first + round;
            try {
                check.run(new Random(seed));
            } catch (Exception | AssertionError failure) {
                throw new AssertionError("failed with -Dusher.seed=" + seed + ": " + failure.getMessage(), failure);
            }
        }
    }

    /** One of these. */
    public static <T> T oneOf(Random random, List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
