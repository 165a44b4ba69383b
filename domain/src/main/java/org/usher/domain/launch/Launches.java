package org.usher.domain.launch;

import java.util.Optional;
import org.usher.domain.hosts.HostId;
import org.usher.domain.identity.UserId;
import org.usher.domain.placement.Placement;
import org.usher.domain.publishing.ResourceId;
import org.usher.domain.sessions.SessionId;

/** The books about launches. */
public interface Launches {

    /** What became of the same click before. */
    sealed interface Before {}

    /** It got its ticket. */
    record Issued(LaunchId launch, SessionId session, HostId host) implements Before {}

    /** It opened in a session that the client sees. */
    record Opened(LaunchId launch, SessionId session) implements Before {}

    /** It is under way. */
    record UnderWay(LaunchId launch) implements Before {}

    /**
     * Writes down that a launch begins: stage {@link LaunchStage#AUTHENTICATED}.
     *
     * @return what became of the same click before; empty when it is new or was refused, and only then is this launch
     *     written down
     */
    Optional<Before> begin(LaunchId launch, LaunchRequest request);

    /**
     * Takes one of the places of a resource that only so many users may have open. To be called within {@code
     * Sessions.oneByOne}, so that no two take the last one.
     *
     * @param most how many users may have it open
     * @return whether there was one; who has it open already keeps the place
     */
    boolean use(LaunchId launch, UserId user, ResourceId resource, int most);

    /** Writes down how the RDP client of a launch is known. Of the code the digest alone is kept. */
    void expects(LaunchId launch, HostOrders.RdpTerms terms);

    /** The latest launch of this click, whatever became of it. */
    Optional<LaunchId> ofClick(UserId user, String key);

    /** Writes down that it has waited in the queue and its turn has come. */
    void queued(LaunchId launch);

    /** Writes down the choice of a host, with its reasons. */
    void placed(LaunchId launch, SessionId session, HostId host, Optional<Placement> placement);

    /** Writes down that the agent has acknowledged and a ticket was issued. */
    void ticketed(LaunchId launch);

    /** Writes down that the resource opened in a session that the client sees. */
    void opened(LaunchId launch);

    /** Writes down that it came to nothing. */
    void refused(LaunchId launch, LaunchRefusal because, String detail, Optional<Placement> placement);
}
