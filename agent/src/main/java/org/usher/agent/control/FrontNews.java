package org.usher.agent.control;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.UUID;
import org.usher.link.host.HostSession;

/** What the front tells the agent. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "news")
@JsonSubTypes({
    @JsonSubTypes.Type(value = FrontNews.Done.class, name = "done"),
    @JsonSubTypes.Type(value = FrontNews.Stage.class, name = "stage"),
    @JsonSubTypes.Type(value = FrontNews.Attached.class, name = "attached"),
    @JsonSubTypes.Type(value = FrontNews.RdpClosed.class, name = "rdp-closed"),
    @JsonSubTypes.Type(value = FrontNews.Refused.class, name = "refused"),
    @JsonSubTypes.Type(value = FrontNews.Clients.class, name = "clients")
})
public sealed interface FrontNews {

    /**
     * An order was carried out.
     *
     * @param answer a sign-on credential, where that was asked for; else empty
     */
    record Done(long number, String answer) implements FrontNews {
        @Override
        public String toString() {
            return "Done[" + number + "]";
        }
    }

    /** A launch has reached a stage; {@code failure} is a reason code when it failed there, else empty. */
    record Stage(UUID launch, String stage, String failure) implements FrontNews {}

    /** The client of a launch has its picture. */
    record Attached(UUID launch, UUID session) implements FrontNews {}

    /** A client was turned away; {@code address} is where its gateway saw it, or empty. */
    record Refused(String address, String reason) implements FrontNews {}

    /** Everybody who looks at a session now, and how. Told every second while there is somebody, and once more after that. */
    record Clients(List<Seen> clients) implements FrontNews {

        public Clients {
            clients = List.copyOf(clients);
        }
    }

    /** A client of a session. */
    record Seen(UUID session, HostSession.Client client) {}

    /** The RDP server has ended the connection of a session: the agent knows whether the session is gone too. */
    record RdpClosed(UUID session) implements FrontNews {}
}
