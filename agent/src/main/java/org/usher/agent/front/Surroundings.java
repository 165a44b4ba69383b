package org.usher.agent.front;

import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.usher.wire.Octets;

/**
 * What the RDP sides of a front have in common.
 *
 * @param certificates the front's own, DER, leaf first
 */
record Surroundings(
        List<Octets> certificates,
        Dialling dialling,
        SignOns signOns,
        AgentLine agent,
        Later later,
        Onlookers onlookers,
        LongSupplier nanoTime,
        FrontLimits limits) {

    /** Opens a connection to the RDP server. */
    interface Dialling {
        RdpConnection dial(String account, RdpConnection.Owner owner);
    }

    /** Runs something on the front's one thread, later. */
    interface Later {
        Future<?> run(Duration after, Runnable what);
    }
}
