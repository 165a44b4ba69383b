package org.usher.domain.publishing;

/**
 * Whether a resource can be opened, and by how many at a time.
 *
 * @param available whether it can be opened at all; if not, users see it all the same, with the message
 * @param message what users are told; empty for nothing in particular
 * @param maxUses how many users may have it open at the same time; 0 for any number
 */
public record Availability(boolean available, String message, int maxUses) {

    /** For everybody at any time. */
    public static final Availability ALWAYS = new Availability(true, "", 0);

    /** The longest message, in characters. */
    public static final int MAX_MESSAGE = 200;

    /** The largest limit. */
    public static final int MOST_USES = 100_000;

    public Availability {
        OneLine.require("message", message);
        if (message.length() > MAX_MESSAGE) {
            throw new IllegalArgumentException(
                    "message: " + message.length() + " characters (expected: at most " + MAX_MESSAGE + ")");
        }
        if (maxUses < 0 || maxUses > MOST_USES) {
            throw new IllegalArgumentException("maxUses: " + maxUses + " (expected: 0 to " + MOST_USES + ")");
        }
    }
}
