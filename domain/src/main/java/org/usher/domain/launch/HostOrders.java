package org.usher.domain.launch;

import java.util.List;
import java.util.Optional;
import org.usher.domain.hosts.HostId;
import org.usher.domain.identity.HostAccount;
import org.usher.domain.identity.Principal;
import org.usher.domain.policy.ConnectionMode;
import org.usher.domain.policy.SessionPolicy;
import org.usher.domain.publishing.PublishedResource;
import org.usher.domain.sessions.SessionId;
import org.usher.domain.sessions.SessionKey;

/** What a launch asks of a host's agent. */
public interface HostOrders {

    /**
     * Get ready for a launch.
     *
     * @param existing whether the session is believed to be there already
     * @param inPlace whether the client sees the session, so that the resource may simply open in it
     * @param resource what to open; empty when the user only returns
     * @param another whether to open another instance of it, if it is open already
     * @param policy what the session may do with the client's machine
     * @param rdp how an RDP client is known; empty for a browser
     * @param alongside what opens by itself when the session begins
     */
    record Prepare(
            LaunchId launch,
            SessionId session,
            SessionKey key,
            boolean existing,
            boolean inPlace,
            Principal principal,
            HostAccount account,
            Optional<PublishedResource> resource,
            boolean another,
            LaunchRequest.Client client,
            LaunchRequest.Screen screen,
            SessionPolicy policy,
            Optional<RdpTerms> rdp,
            List<PublishedResource> alongside) {}

    /**
     * How an RDP client is known.
     *
     * @param addressBound whether after the first use only the same address may come back
     */
    record RdpTerms(ConnectCode code, ConnectionMode mode, boolean addressBound) {}

    /** What the agent said. */
    sealed interface Answer {}

    /** The front expects the client. */
    record Expected() implements Answer {}

    /** The resource opens in the session that the client sees. */
    record Opened() implements Answer {}

    /** The session is not there. */
    record NoSession() implements Answer {}

    /** The agent will not. */
    record Declined(LaunchRefusal because, String detail) implements Answer {}

    /** No answer within the deadline. */
    record Silent() implements Answer {}

    /** Asks, and waits for the answer. */
    Answer prepare(HostId host, Prepare order);
}
