package org.usher.domain.publishing;

import org.usher.domain.identity.Principal;

/** The decision whether somebody may use a resource. Nothing grants by default. */
public sealed interface Entitlement {

    /** Yes, by this grant. */
    record Granted(By by) implements Entitlement {}

    /** No. */
    record Denied(Because because) implements Entitlement {}

    /** What grants. */
    enum By {
        USER,
        GROUP
    }

    /** What denies; {@link #code} is for answer, log, metric and audit. */
    enum Because {
        /** It belongs to another site. */
        OTHER_SITE("resource-other-site"),
        /** An administrator has switched it off. */
        DISABLED("resource-disabled"),
        /** Neither the user nor any of the user's groups is named. */
        NOT_GRANTED("resource-not-granted");

        private final String code;

        Because(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    /** Decides. */
    static Entitlement of(Principal principal, PublishedResource resource) {
        if (!resource.site().equals(principal.site())) {
            return new Denied(Because.OTHER_SITE);
        }
        if (!resource.enabled()) {
            return new Denied(Because.DISABLED);
        }
        if (resource.users().contains(principal.user())) {
            return new Granted(By.USER);
        }
        if (resource.groups().stream().anyMatch(principal.groups()::contains)) {
            return new Granted(By.GROUP);
        }
        return new Denied(Because.NOT_GRANTED);
    }
}
