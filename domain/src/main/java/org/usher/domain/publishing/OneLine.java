package org.usher.domain.publishing;

/** What is one line of text, and may stand in a connection file's line. */
final class OneLine {

    private OneLine() {}

    static void require(String field, String value) {
        if (value.codePoints().anyMatch(OneLine::breaksLines)) {
            throw new IllegalArgumentException(field + ": has control characters (expected: one line of text)");
        }
    }

    private static boolean breaksLines(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            default -> character == 0xfeff;
        };
    }
}
