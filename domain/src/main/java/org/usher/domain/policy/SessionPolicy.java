package org.usher.domain.policy;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a session may do with the client's machine, and how long it may last.
 *
 * @param clipboard which way the clipboard may be used
 * @param drives whether the client's drives may be seen in the session
 * @param printers whether the client's printers may be used
 * @param audio whether sound may be heard and recorded
 * @param idleMinutes after how long without input a connection ends, 0 for never, at most {@link #MAX_MINUTES}
 * @param disconnectedMinutes after how long without a client a session ends, 0 for never
 * @param sessionMinutes after how long a session ends in any case, 0 for never
 */
public record SessionPolicy(
        Clipboard clipboard,
        boolean drives,
        boolean printers,
        boolean audio,
        int idleMinutes,
        int disconnectedMinutes,
        int sessionMinutes) {

    /** Everything, without end. */
    public static final SessionPolicy ALL = new SessionPolicy(Clipboard.BOTH, true, true, true, 0);

    /** The longest limit that can be set: a week. */
    public static final int MAX_MINUTES = 7 * 24 * 60;

    private static final String USUAL = "usual";
    private static final Pattern FORM = Pattern.compile(
            "clipboard=(NONE|TO_SESSION|FROM_SESSION|BOTH),drives=(yes|no),printers=(yes|no),audio=(yes|no),idle=([0-9]{1,5})"
                    + "(?:,disconnected=([0-9]{1,5}),session=([0-9]{1,5}))?");

    public SessionPolicy {
        requireMinutes("idleMinutes", idleMinutes);
        requireMinutes("disconnectedMinutes", disconnectedMinutes);
        requireMinutes("sessionMinutes", sessionMinutes);
    }

    /** A policy under which sessions last as long as they like. */
    public SessionPolicy(Clipboard clipboard, boolean drives, boolean printers, boolean audio, int idleMinutes) {
        this(clipboard, drives, printers, audio, idleMinutes, 0, 0);
    }

    static void requireMinutes(String field, int minutes) {
        if (minutes < 0 || minutes > MAX_MINUTES) {
            throw new IllegalArgumentException(field + ": " + minutes + " (expected: 0 to " + MAX_MINUTES + ")");
        }
    }

    /** What both allow. */
    public SessionPolicy strictest(SessionPolicy other) {
        return new SessionPolicy(
                clipboard.strictest(other.clipboard),
                drives && other.drives,
                printers && other.printers,
                audio && other.audio,
                strictest(idleMinutes, other.idleMinutes),
                strictest(disconnectedMinutes, other.disconnectedMinutes),
                strictest(sessionMinutes, other.sessionMinutes));
    }

    private static int strictest(int one, int other) {
        return one == 0 || other == 0 ? Math.max(one, other) : Math.min(one, other);
    }

    /** What this allows and the other says nothing against. */
    public SessionPolicy strictest(PartialPolicy other) {
        return strictest(new SessionPolicy(
                other.clipboard().orElse(Clipboard.BOTH),
                other.drives().orElse(true),
                other.printers().orElse(true),
                other.audio().orElse(true),
                other.idleMinutes().orElse(0),
                other.disconnectedMinutes().orElse(0),
                other.sessionMinutes().orElse(0)));
    }

    /** The same text for the same policy and another for any other. It is no digest: {@link #ofFingerprint} reads it. */
    public String fingerprint() {
        if (equals(ALL)) {
            return USUAL;
        }
        String first = "clipboard=" + clipboard + ",drives=" + word(drives) + ",printers=" + word(printers) + ",audio="
                + word(audio) + ",idle=" + idleMinutes;
        // Sessions from before there were limits of their own have texts without them, and keep their places.
        return disconnectedMinutes == 0 && sessionMinutes == 0
                ? first
                : first + ",disconnected=" + disconnectedMinutes + ",session=" + sessionMinutes;
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
                Integer.parseInt(form.group(5)),
                minutes(form.group(6)),
                minutes(form.group(7)));
    }

    private static int minutes(@Nullable String group) {
        return group == null ? 0 : Integer.parseInt(group);
    }
}
