package org.usher.domain.launch;

import java.util.Optional;
import org.usher.domain.hosts.Host;
import org.usher.domain.policy.ConnectionMode;
import org.usher.domain.policy.SessionPolicy;
import org.usher.domain.publishing.PublishedResource;
import org.usher.domain.sessions.SessionId;
import org.usher.domain.sessions.SessionKind;

/** What a click leads to. */
public sealed interface LaunchOutcome {

    /**
     * The client is to open a connection.
     *
     * @param ticket what to show the gateway
     * @param host where the session is
     * @param policy what it may do
     */
    record Connect(LaunchId launch, SessionId session, String ticket, Host host, SessionPolicy policy)
            implements LaunchOutcome {

        /** The host and port that the ticket names, for the client to repeat. */
        public String target() {
            return host.target();
        }
    }

    /**
     * An RDP client is to open a connection, and a file tells it how.
     *
     * @param resource what it opens; empty when the user only returns
     * @param ticket what to show a gateway
     * @param code by which the launch is found where no ticket can be shown
     * @param mode by which way the client comes
     */
    record File(
            LaunchId launch,
            SessionId session,
            SessionKind kind,
            Optional<PublishedResource> resource,
            Host host,
            String ticket,
            ConnectCode code,
            ConnectionMode mode,
            SessionPolicy policy)
            implements LaunchOutcome {}

    /** The resource opens in a session that the client sees already. */
    record OpenedInSession(LaunchId launch, SessionId session, Host host, SessionPolicy policy)
            implements LaunchOutcome {}

    /**
     * It waits in the queue for its turn, and the client is to ask for it again by the same key.
     *
     * @param position how many are before it, and itself: 1 is next
     */
    record Queued(LaunchId launch, int position) implements LaunchOutcome {}

    /**
     * It was refused or did not work.
     *
     * @param message what an administrator wants to be told with it; empty for nothing
     */
    record Refused(LaunchId launch, LaunchRefusal because, String message) implements LaunchOutcome {

        /** A refusal with nothing to add. */
        public Refused(LaunchId launch, LaunchRefusal because) {
            this(launch, because, "");
        }
    }
}
