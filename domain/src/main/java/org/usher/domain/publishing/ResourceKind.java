package org.usher.domain.publishing;

/** What kind of thing is published. */
public enum ResourceKind {
    /** One program; several of them share a session. */
    APPLICATION,
    /** A whole desktop, in a session of its own. */
    DESKTOP,
    /** A document, opened with the program that goes with it. */
    DOCUMENT,
    /** A web application, in a browser on the host or on the user's own device. */
    WEB,
    /** A network folder, in the host's file manager. */
    FOLDER
}
