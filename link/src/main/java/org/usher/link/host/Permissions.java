package org.usher.link.host;

/**
 * What a session may do with the client's machine. The front takes out the channels of what it may not.
 *
 * @param clipboard which way the clipboard may be used
 * @param drives whether the client's drives may be seen in the session
 * @param printers whether the client's printers may be used
 * @param audio whether sound may be heard and recorded
 * @param idleMinutes after how long without input a client's connection may be ended, 0 for never
 */
public record Permissions(Clipboard clipboard, boolean drives, boolean printers, boolean audio, int idleMinutes) {

    /** Everything, without end. */
    public static final Permissions ALL = new Permissions(Clipboard.BOTH, true, true, true, 0);

    /** Nothing. */
    public static final Permissions NONE = new Permissions(Clipboard.NONE, false, false, false, 0);

    /** Ways of the clipboard. */
    public enum Clipboard {
        /** Neither. */
        NONE,
        /** What is copied on the client's machine can be pasted in the session. */
        TO_SESSION,
        /** What is copied in the session can be pasted on the client's machine. */
        FROM_SESSION,
        /** Either. */
        BOTH;

        /**
         * What is left of this where only the clipboard as a whole can be taken away, and the host itself leaves open
         * what {@code host} says: one way alone is possible only on a host that has closed the other for everybody.
         */
        public Clipboard onHost(Clipboard host) {
            return this == BOTH || host == this ? host : NONE;
        }
    }

    public Permissions {
        if (idleMinutes < 0) {
            throw new IllegalArgumentException("idleMinutes: " + idleMinutes + " (expected: at least 0)");
        }
    }

    /** What is left of these on a host that itself leaves open these ways of the clipboard ({@link Clipboard#onHost}). */
    public Permissions onHost(Clipboard host) {
        return new Permissions(clipboard.onHost(host), drives, printers, audio, idleMinutes);
    }
}
