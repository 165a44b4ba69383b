package org.usher.broker.store;

import java.util.Locale;

/** Enum constants as the words that stand in tables and JSON: lower case, with hyphens. */
public final class Words {

    private Words() {}

    /** The word for a constant. */
    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The constant for a word.
     *
     * @throws IllegalArgumentException when there is none, with the words that there are
     */
    public static <E extends Enum<E>> E to(Class<E> type, String word) {
        for (E constant : type.getEnumConstants()) {
            if (of(constant).equals(word)) {
                return constant;
            }
        }
        StringBuilder words = new StringBuilder();
        for (E constant : type.getEnumConstants()) {
            words.append(words.isEmpty() ? "" : ", ").append(of(constant));
        }
        throw new IllegalArgumentException(word + " (expected: one of " + words + ")");
    }
}
