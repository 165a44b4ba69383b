package org.usher.domain.policy;

/** Ways of the clipboard. */
public enum Clipboard {
    /** Neither. */
    NONE(false, false),
    /** What is copied on the client's machine can be pasted in the session. */
    TO_SESSION(true, false),
    /** What is copied in the session can be pasted on the client's machine. */
    FROM_SESSION(false, true),
    /** Either. */
    BOTH(true, true);

    private final boolean into;
    private final boolean outOf;

    Clipboard(boolean into, boolean outOf) {
        this.into = into;
        this.outOf = outOf;
    }

    /** The ways that both allow. */
    public Clipboard strictest(Clipboard other) {
        return of(into && other.into, outOf && other.outOf);
    }

    private static Clipboard of(boolean into, boolean outOf) {
        if (into) {
            return outOf ? BOTH : TO_SESSION;
        }
        return outOf ? FROM_SESSION : NONE;
    }

    /**
     * What comes of this wish on a managed host. Its front lets the clipboard's channel through or takes it out; a single
     * way works only where the host's own RDP server restricts the other, for everybody. Elsewhere it becomes none, which is
     * stricter and never laxer than the wish.
     *
     * @param host what the host's RDP server leaves open
     */
    public Clipboard onHost(Clipboard host) {
        return this == BOTH || host == this ? host : NONE;
    }
}
