package org.usher.domain.publishing;

/** What kind of thing is published. */
public enum ResourceKind {
    /** One program; several of them share a session. */
    APPLICATION,
    /** A whole desktop, in a session of its own. */
    DESKTOP
}
