package org.usher.wire.ticket;

import org.usher.wire.Octets;

/** How who answers at a ticket's target shows that it is the ticket's host. Nobody is believed without. */
public sealed interface HostProof {

    /** A certificate of the farm's CA with the host's component name: a managed host's front. */
    record Front() implements HostProof {}

    /**
     * This certificate and no other, whoever signed it: that of an RDP server without a front.
     *
     * @param sha256 the digest of its DER encoding
     */
    record Pinned(Octets sha256) implements HostProof {

        /** The length of the digest, in bytes. */
        public static final int LENGTH = 32;

        public Pinned {
            if (sha256.length() != LENGTH) {
                throw new IllegalArgumentException("sha256: " + sha256 + " (expected: " + LENGTH + " bytes)");
            }
        }
    }

    /** A certificate for the target's name, signed by an authority that the gateway's machine trusts. */
    record Authority() implements HostProof {}
}
