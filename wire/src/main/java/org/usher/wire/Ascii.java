package org.usher.wire;

/** What text on the wire may consist of. */
public final class Ascii {

    /** The longest reason code, in characters. */
    public static final int MAX_REASON = 64;

    private Ascii() {}

    /** Whether it is printable ASCII without blanks, of any length. */
    public static boolean isPrintable(String text) {
        return text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    /** Whether it is a reason code: 1 to {@value #MAX_REASON} characters out of a–z, 0–9 and hyphen. */
    public static boolean isReason(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_REASON
                && text.chars().allMatch(c -> c == '-' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
    }

    /**
     * A reason code, looked at.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static String requireReason(String text) {
        if (!isReason(text)) {
            throw new IllegalArgumentException(
                    "reason: " + text + " (expected: 1 to " + MAX_REASON + " of a-z, 0-9 and hyphen)");
        }
        return text;
    }

    /**
     * A ticket's text, looked at; it is not in the message.
     *
     * @throws IllegalArgumentException when it is not printable
     */
    public static String requireTicket(String text) {
        if (!isPrintable(text)) {
            throw new IllegalArgumentException(
                    "ticket of " + text.length() + " characters (expected: printable ASCII)");
        }
        return text;
    }
}
