package org.usher.domain.sessions;

import org.usher.domain.publishing.ResourceKind;

/** What a session shows. */
public enum SessionKind {
    /** Everything but desktops, side by side. */
    APPLICATIONS,
    /** A desktop. */
    DESKTOP;

    /** The kind of session that a resource runs in. */
    public static SessionKind of(ResourceKind kind) {
        return switch (kind) {
            case APPLICATION, DOCUMENT, WEB, FOLDER -> APPLICATIONS;
            case DESKTOP -> DESKTOP;
        };
    }
}
