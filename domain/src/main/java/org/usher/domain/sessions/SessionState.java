package org.usher.domain.sessions;

/** What is known of a session. */
public enum SessionState {
    /** The place is reserved, and the host has been asked. */
    STARTING,
    /** Somebody sees it. */
    ACTIVE,
    /** It runs, and nobody sees it. */
    DISCONNECTED,
    /** Its host's agent is silent: it may run. It stays the user's until the host is known to be dead. */
    UNKNOWN,
    /** It is gone. */
    ENDED
}
