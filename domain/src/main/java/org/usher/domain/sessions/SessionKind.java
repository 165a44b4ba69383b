package org.usher.domain.sessions;

import org.usher.domain.publishing.ResourceKind;

/** What a session shows. */
public enum SessionKind {
    /** Single applications, side by side. */
    APPLICATIONS,
    /** A desktop. */
    DESKTOP;

    /** The kind of session that a resource runs in. */
    public static SessionKind of(ResourceKind kind) {
        return switch (kind) {
            case APPLICATION -> APPLICATIONS;
            case DESKTOP -> DESKTOP;
        };
    }
}
