package org.usher.domain.launch;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.usher.domain.farm.SiteId;
import org.usher.domain.hosts.HostId;

/**
 * Launches that wait because the hosts that they could use have as many sessions beginning as they may. Who came first is
 * served first, whichever broker took the launch: a later one passes an earlier one only on a host that the earlier one
 * cannot use.
 *
 * <p>A place is somebody's for as long as somebody waits in it. A client that does not come back, or a broker that is gone,
 * leaves it after {@link #ABSENCE} to those behind.
 */
public interface LaunchQueue {

    /** How long a place counts in which nobody waits. Whoever comes back later has the old place, if it is still there. */
    Duration ABSENCE = Duration.ofSeconds(5);

    /**
     * A launch that waits.
     *
     * @param hosts which it could use, were it not for the sessions that begin there
     */
    record Waiting(LaunchId launch, Set<HostId> hosts) {

        public Waiting {
            hosts = Set.copyOf(hosts);
        }
    }

    /** What ended a wait. */
    enum Woken {
        /** A host may have room for it now. */
        TURN,
        /** The time is over. */
        LATER,
        /** It has no place any more. */
        GONE
    }

    /**
     * Who waits and came before this launch, first come first; everybody who waits when it has no place. To be called in
     * {@link org.usher.domain.sessions.Sessions#oneByOne}.
     */
    List<Waiting> before(SiteId site, LaunchId launch);

    /**
     * Takes the last place, or keeps the one that it has, and waits in it. To be called in
     * {@link org.usher.domain.sessions.Sessions#oneByOne}.
     *
     * @param hosts which it could use
     * @return how long ago it took its place
     */
    Duration enter(SiteId site, LaunchId launch, Set<HostId> hosts);

    /** Whether there is a place for this launch in which nobody waits; if so, the caller does from now on. */
    boolean takeUp(LaunchId launch);

    /** Waits until another look at the hosts is worthwhile, for so long at the most. */
    Woken await(LaunchId launch, Duration atMost);

    /** How many wait before it, and itself: 1 is next. Empty when it has no place. */
    OptionalInt position(LaunchId launch);

    /** Nobody waits in its place until it is taken up again. */
    void rest(LaunchId launch);

    /**
     * Gives the place up.
     *
     * @return whether there was one
     */
    boolean leave(LaunchId launch);
}
