package org.usher.domain.launch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * One launch's place in the queue, for as long as one request of its client holds it. A request is not held for ever: the
 * client is told its position, and comes back for the same launch. So nobody waits for a client that is gone.
 */
final class QueuePlace {

    /** The first answer comes soon, so that the user learns of the queue. */
    private static final Duration FIRST = Duration.ofSeconds(1);

    /** Well below the 30 seconds that gateways wait for a broker's answer. */
    private static final Duration HELD = Duration.ofSeconds(10);

    private final LaunchQueue queue;
    private final LaunchId launch;
    private final InstantSource clock;
    private final Instant heldUntil;
    private boolean taken;

    private QueuePlace(LaunchQueue queue, LaunchId launch, InstantSource clock, boolean taken) {
        this.queue = queue;
        this.launch = launch;
        this.clock = clock;
        this.taken = taken;
        this.heldUntil = clock.instant().plus(taken ? HELD : FIRST);
    }

    /** Of a launch that has none yet. */
    static QueuePlace none(LaunchQueue queue, LaunchId launch, InstantSource clock) {
        return new QueuePlace(queue, launch, clock, false);
    }

    /** Of a launch whose client has come back for it. */
    static QueuePlace takenUp(LaunchQueue queue, LaunchId launch, InstantSource clock) {
        return new QueuePlace(queue, launch, clock, true);
    }

    /** What came of a wait. */
    enum Waited {
        /** Another look at the hosts is worthwhile. */
        LOOK,
        /** The request has been held for long enough. */
        REST,
        /** It has waited for as long as it may. */
        TIMEOUT,
        /** It was given up. */
        GONE
    }

    /** Waits in it. */
    Waited await(Duration left) {
        taken = true;
        if (!left.isPositive()) {
            return Waited.TIMEOUT;
        }
        Duration held = Duration.between(clock.instant(), heldUntil);
        if (!held.isPositive()) {
            return Waited.REST;
        }
        return switch (queue.await(launch, held.compareTo(left) < 0 ? held : left)) {
            case TURN, LATER -> Waited.LOOK;
            case GONE -> {
                taken = false;
                yield Waited.GONE;
            }
        };
    }

    /** Whether the launch has ever waited in it. */
    boolean isTaken() {
        return taken;
    }

    /** The client is to come back for it. */
    int rest() {
        taken = false;
        queue.rest(launch);
        return queue.position(launch).orElse(1);
    }

    /** Whether it was waited in, and somebody has given it up since. */
    boolean isGivenUp() {
        return taken && queue.position(launch).isEmpty();
    }

    /**
     * It is not needed any more.
     *
     * @return whether it was waited in, and nobody had given it up
     */
    boolean leave() {
        boolean had = taken && queue.leave(launch);
        taken = false;
        return had;
    }
}
