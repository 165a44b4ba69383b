package org.usher.domain.hosts;

/** What the administrator wants of a host. */
public enum HostState {
    /** It takes sessions. */
    ENABLED,
    /** It takes nobody new; who has a session there may return to it. */
    DRAINING,
    /** The same until it has been started anew, which enables it. */
    DRAINING_UNTIL_REBOOT,
    /** It takes nobody new, and users whom that leaves without a host are told why. */
    MAINTENANCE,
    /** It takes nobody. */
    DISABLED;

    /** Whether somebody who has a session there may return to it. */
    public boolean takesReturns() {
        return this != DISABLED;
    }
}
