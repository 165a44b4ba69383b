package org.usher.link.gateway;

import java.util.Objects;
import java.util.UUID;

/**
 * A gateway claims a launch on an unmanaged host, which has no front that could: the broker lets it be claimed once. The
 * answer is a {@link ClaimedLaunch}, or a problem with one of the codes below.
 *
 * @param launch the launch in the ticket
 * @param ticket the ticket that the client brought
 * @param address where the client is, without a port
 * @param again whether the client may be coming back, which an RDP client never says. A launch that nobody has claimed is
 *     claimed all the same; one that was is good while its session lives, from the same address if it is bound to one. When
 *     this is false, a launch that was claimed is refused
 */
public record ClaimLaunch(UUID launch, String ticket, String address, boolean again) {

    /** The launch was claimed before, and this is no coming back; or it comes too late. */
    public static final String USED = "ticket-used";

    /** There is no such launch, or its session has ended. */
    public static final String UNKNOWN = "launch-unknown";

    /** The launch is bound to the address from which it was claimed first. */
    public static final String OTHER_CLIENT = "ticket-other-client";

    /** Where to ask. */
    public static final String PATH = "/link/v1/gateway/claim";

    public ClaimLaunch {
        Objects.requireNonNull(launch, "launch");
        Objects.requireNonNull(ticket, "ticket");
        Objects.requireNonNull(address, "address");
    }

    @Override
    public String toString() {
        return "ClaimLaunch[launch=" + launch + ", ticket=•••, address=" + address + ", again=" + again + "]";
    }
}
