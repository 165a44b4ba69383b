package org.usher.domain.launch;

import org.usher.domain.sessions.SessionId;

/** What a click leads to. */
public sealed interface LaunchOutcome {

    /**
     * The client is to open a connection.
     *
     * @param ticket what to show the gateway
     * @param target the host and port that the ticket names, for the client to repeat
     */
    record Connect(LaunchId launch, SessionId session, String ticket, String target) implements LaunchOutcome {}

    /** The resource opens in a session that the client sees already. */
    record OpenedInSession(LaunchId launch, SessionId session) implements LaunchOutcome {}

    /** It was refused or did not work. */
    record Refused(LaunchId launch, LaunchRefusal because) implements LaunchOutcome {}
}
