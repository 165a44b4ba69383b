package org.usher.domain.launch;

import java.util.Optional;
import org.usher.domain.hosts.HostId;
import org.usher.domain.placement.Placement;
import org.usher.domain.sessions.SessionId;

/** The books about launches. */
public interface Launches {

    /**
     * A launch that got its ticket.
     */
    record Issued(LaunchId launch, SessionId session, HostId host) {}

    /** Writes down that a launch begins: stage {@link LaunchStage#AUTHENTICATED}. */
    void begin(LaunchId launch, LaunchRequest request);

    /** The launch that got its ticket for the same click a moment ago. */
    Optional<Issued> issued(LaunchRequest request);

    /** Writes down the choice of a host, with its reasons. */
    void placed(LaunchId launch, SessionId session, HostId host, Optional<Placement> placement);

    /** Writes down that the agent has acknowledged and a ticket was issued. */
    void ticketed(LaunchId launch);

    /** Writes down that the resource opened in a session that the client sees. */
    void opened(LaunchId launch);

    /** Writes down that it came to nothing. */
    void refused(LaunchId launch, LaunchRefusal because, String detail, Optional<Placement> placement);
}
