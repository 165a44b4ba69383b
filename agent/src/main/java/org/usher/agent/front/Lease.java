package org.usher.agent.front;

import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.usher.agent.control.FrontOrder;
import org.usher.wire.Octets;

/**
 * The right of an RDP client to come back: made when its launch is claimed, over when the session is, or when somebody has
 * taken the client or the session away.
 *
 * <p>Owned by the front's one thread.
 */
final class Lease {

    private final FrontOrder.Expect launch;
    private final Optional<Octets> code;
    private final InetAddress address;
    private final long until;
    private @Nullable RdpVisit visit;

    /**
     * @param address where the client came from first
     * @param until when it ends, in the nanoseconds of the front's clock
     */
    Lease(FrontOrder.Expect launch, InetAddress address, long until) {
        this.launch = launch;
        this.code = Optional.ofNullable(launch.codeDigest()).map(Octets::ofText);
        this.address = address;
        this.until = until;
    }

    FrontOrder.Expect launch() {
        return launch;
    }

    boolean hasCode(Octets digest) {
        return code.equals(Optional.of(digest));
    }

    boolean isFor(InetAddress client) {
        return !launch.addressBound() || address.equals(client);
    }

    boolean isOver(long now) {
        return until - now < 0;
    }

    /** The client's connection, if it has one. */
    Optional<RdpVisit> visit() {
        return Optional.ofNullable(visit);
    }

    void begins(RdpVisit fresh) {
        visit = fresh;
    }

    void ends(RdpVisit gone) {
        if (gone.equals(visit)) {
            visit = null;
        }
    }
}
