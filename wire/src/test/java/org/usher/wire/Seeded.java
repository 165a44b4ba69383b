package org.usher.wire;

import java.util.Random;

/**
 * Runs a check many times with seeded randomness. Round {@code n} has the seed {@code first + n}; a failure names its
 * seed, and {@code -Dusher.seed=…} repeats it alone. {@code -Dusher.rounds=…} runs longer than a build can wait.
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

    /** Some bytes. */
    public static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** One of these. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static <T> T oneOf(Random random, T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** A text of up to {@code max} UTF-16 characters, all of them whole, some of them outside the basic plane. */
    public static String text(Random random, int max) {
        int length = random.nextInt(max + 1);
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            int character = switch (random.nextInt(4)) {
                case 0 -> 0x20 + random.nextInt(0x5f);
                case 1 -> 0xa1 + random.nextInt(0xd800 - 0xa1);
                case 2 -> 0xe000 + random.nextInt(0x1f00);
                default -> length - text.length() > 1 ? 0x10000 + random.nextInt(0x100000) : 'x';
            };
            text.appendCodePoint(character);
        }
        return text.toString();
    }

    /** A text of {@code length} printable ASCII characters, no space among them. */
    public static String ascii(Random random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) ('!' + random.nextInt('~' - '!' + 1)));
        }
        return text.toString();
    }
}
