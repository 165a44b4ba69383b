package org.usher.domain.hosts;

import java.util.regex.Pattern;

/** What the farm has on a host. */
public sealed interface HostKind {

    /** An agent and a front: it reports, and its front signs users on. */
    record Managed() implements HostKind {}

    /**
     * Nothing but an RDP address. Users sign in with their own credentials for it.
     *
     * @param proof how its certificate is told from another's
     */
    record Unmanaged(Platform platform, Proof proof) implements HostKind {}

    /** What an unmanaged host runs. */
    enum Platform {
        /** Windows with Remote Desktop: it can show single applications (RemoteApp). */
        WINDOWS,
        /** Anything else: it shows desktops. */
        OTHER
    }

    /** What an administrator said about an unmanaged host's certificate. */
    sealed interface Proof {}

    /**
     * It is this certificate and no other.
     *
     * @param sha256 the digest of the certificate (DER), 64 hexadecimal digits in lower case
     */
    record Pinned(String sha256) implements Proof {

        private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

        public Pinned {
            if (!FORM.matcher(sha256).matches()) {
                throw new IllegalArgumentException(
                        "sha256: " + sha256 + " (expected: 64 hexadecimal digits in lower case)");
            }
        }
    }

    /** A public authority has certified the host's name. */
    record Authority() implements Proof {}
}
