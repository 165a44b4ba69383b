package org.usher.domain.sessions;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.usher.domain.farm.SiteId;
import org.usher.domain.hosts.Host;
import org.usher.domain.hosts.HostId;
import org.usher.domain.identity.UserId;

/** Where sessions are kept. "Live" is every state but {@link SessionState#ENDED}. */
public interface Sessions {

    /** How long a session that nobody sees counts. */
    Duration UNSEEN = Duration.ofHours(24);

    /**
     * For how long after its reservation a session counts as one that is beginning, if nothing is heard of it: what a file
     * was made for may begin much later, or never.
     */
    Duration BEGINS = SessionSync.START_GRACE;

    /** The reason code for a session on an unmanaged host that no gateway has carried for a while. */
    String NOT_CARRIED = "session-not-carried";

    /** What became of a wish for a place. */
    enum Reservation {
        /** The place is taken for the session, which is {@link SessionState#STARTING}. */
        RESERVED,
        /** The host has as many live sessions as it may. */
        HOST_FULL,
        /** As many sessions begin on the host as may at once. */
        HOST_LOGONS_FULL,
        /** There is a live session with this key, or another of this user on this host. */
        ALREADY_THERE
    }

    /** The live session with this key. */
    Optional<Session> live(SessionKey key);

    /** The session with this id, if it is live and this user's. */
    Optional<Session> live(SiteId site, UserId user, SessionId id);

    /** The hosts on which the user has a live session of whatever key. */
    List<HostId> hostsOf(SiteId site, UserId user);

    /**
     * Runs a decision about places of the site while no other one is under way, here or in another broker, so that each
     * sees the places that the one before it took.
     */
    <T> T oneByOne(SiteId site, Supplier<T> decision);

    /**
     * Takes a place, in one step that no other broker can come between.
     *
     * @param logonCap how many sessions may begin on the host at once, 0 for any number
     * @param grace how long the session may take to begin before its place is given to others
     */
    Reservation reserve(SessionId id, SessionKey key, Host host, int logonCap, Duration grace);

    /** Takes a place for a client that comes at once, however many sessions begin on the host. */
    default Reservation reserve(SessionId id, SessionKey key, Host host) {
        return reserve(id, key, host, 0, SessionSync.START_GRACE);
    }

    /** Gives a session that has not begun yet at least this long from now. */
    void await(SessionId id, Duration grace);

    /**
     * A client goes to a session on an unmanaged host without anybody of ours on the way: from now on nobody can tell how the
     * session is, and it is {@link SessionState#UNKNOWN} until somebody ends it or {@link #UNSEEN} has passed.
     */
    void goesUnseen(SessionId id);

    /** Ends a session in the broker's books; an ended one stays as it is. */
    void end(SessionId id, String reason);

    /** Ends every live session of a host that is known to be dead. */
    void endAll(HostId host, String reason);
}
