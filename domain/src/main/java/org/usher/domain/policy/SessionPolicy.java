package org.usher.domain.policy;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a session may do with the client's machine.
 *
 * @param clipboard which way the clipboard may be used
 * @param drives whether the client's drives may be seen in the session
 * @param printers whether the client's printers may be used
 * @param audio whether sound may be heard and recorded
 * @param idleMinutes after how long without input a connection ends, 0 for never, at most {@link #MAX_IDLE_MINUTES}
 */
public record SessionPolicy(Clipboard clipboard, boolean drives, boolean printers, boolean audio, int idleMinutes) {

    /** Everything, without end. */
    public static final SessionPolicy ALL = new SessionPolicy(Clipboard.BOTH, true, true, true, 0);

    /** The longest time without input that can be set: a week. */
    public static final int MAX_IDLE_MINUTES = 7 * 24 * 60;

    private static final String USUAL = "usual";
    private static final Pattern FORM = Pattern.compile(
            "clipboard=(NONE|TO_SESSION|FROM_SESSION|BOTH),drives=(yes|no),printers=(yes|no),audio=(yes|no),idle=([0-9]{1,5})");

    public SessionPolicy {
        requireIdleMinutes(idleMinutes);
    }

    static void requireIdleMinutes(int minutes) {
        if (minutes < 0 || minutes > MAX_IDLE_MINUTES) {
            throw new IllegalArgumentException(
                    "idleMinutes: " + minutes + " (expected: 0 to " + MAX_IDLE_MINUTES + ")");
        }
    }

    /** What both allow. */
    public SessionPolicy strictest(SessionPolicy other) {
        return new SessionPolicy(
                clipboard.strictest(other.clipboard),
                drives && other.drives,
                printers && other.printers,
                audio && other.audio,
                strictestIdle(idleMinutes, other.idleMinutes));
    }

    private static int strictestIdle(int one, int other) {
        return one == 0 || other == 0 ? Math.max(one, other) : Math.min(one, other);
    }

    /** What this allows and the other says nothing against. */
    public SessionPolicy strictest(PartialPolicy other) {
        return strictest(new SessionPolicy(
                other.clipboard().orElse(Clipboard.BOTH),
                other.drives().orElse(true),
                other.printers().orElse(true),
                other.audio().orElse(true),
                other.idleMinutes().orElse(0)));
    }

    /** The same text for the same policy and another for any other. It is no digest: {@link #ofFingerprint} reads it. */
    public String fingerprint() {
        if (equals(ALL)) {
            return USUAL;
        }
        return "clipboard=" + clipboard + ",drives=" + word(drives) + ",printers=" + word(printers) + ",audio="
                + word(audio) + ",idle=" + idleMinutes;
    }

    private static String word(boolean allowed) {
        return allowed ? "yes" : "no";
    }

    /**
     * The opposite of {@link #fingerprint}: the policy that a session was begun under.
     *
     * @throws IllegalArgumentException when the text is no fingerprint
     */
    public static SessionPolicy ofFingerprint(String text) {
        if (text.equals(USUAL)) {
            return ALL;
        }
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("policy: " + text + " (expected: a policy's fingerprint)");
        }
        return new SessionPolicy(
                Clipboard.valueOf(form.group(1)),
                form.group(2).equals("yes"),
                form.group(3).equals("yes"),
                form.group(4).equals("yes"),
                Integer.parseInt(form.group(5)));
    }
}
