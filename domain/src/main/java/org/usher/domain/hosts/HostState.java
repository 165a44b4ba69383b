package org.usher.domain.hosts;

/** What the administrator wants of a host. */
public enum HostState {
    /** It takes sessions. */
    ENABLED,
    /** It takes nobody new; who has a session there may return to it. */
    DRAINING,
    /** It takes nobody. */
    DISABLED
}
