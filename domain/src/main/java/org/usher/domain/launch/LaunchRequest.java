package org.usher.domain.launch;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.usher.domain.identity.Principal;
import org.usher.domain.policy.ConnectionMode;
import org.usher.domain.publishing.ResourceId;
import org.usher.domain.sessions.SessionId;

/**
 * One click.
 *
 * @param key the client's own name for this click; the same key again gets the same launch
 * @param what what was clicked
 * @param client what the session is to be opened with
 * @param address where the client is, as the gateway saw it
 * @param attached the sessions that this client sees at the moment
 * @param screen the size of the picture that the client has room for
 */
public record LaunchRequest(
        Principal principal,
        String key,
        What what,
        Client client,
        String address,
        Set<SessionId> attached,
        Screen screen) {

    /** What the session is to be opened with. */
    public sealed interface Client {

        /** How long the client may take to come: a page comes at once, and a file waits until somebody opens it. */
        Duration opens();
    }

    /**
     * The page itself.
     *
     * @param portal which portal session the ticket is to be bound to
     */
    public record Browser(String portal) implements Client {

        @Override
        public Duration opens() {
            return Duration.ofSeconds(60);
        }
    }

    /**
     * An RDP client, through a connection file.
     *
     * @param wish by which way it wants to come, if it says
     * @param relay whether the gateway that it knows has a plain relay
     */
    public record RdpClient(Optional<ConnectionMode> wish, boolean relay) implements Client {

        @Override
        public Duration opens() {
            return Duration.ofMinutes(10);
        }
    }

    /** What was clicked. */
    public sealed interface What {}

    /**
     * A resource.
     *
     * @param another whether another instance is wanted, if it is open already
     */
    public record Open(ResourceId resource, boolean another) implements What {}

    /** A session that is there; nothing new is to be opened in it. */
    public record Return(SessionId session) implements What {}

    /** A picture's size, in pixels. */
    public record Screen(int width, int height) {

        /** The smallest and largest side that xrdp and the browser's client agree on. */
        public static final int MIN = 200;

        /** See {@link #MIN}. */
        public static final int MAX = 8192;

        /** The nearest size that works: within the limits, and an even width, as MS-RDPEDISP 2.2.2.2.1 asks. */
        public static Screen nearest(int width, int height) {
            return new Screen(Math.clamp(width, MIN, MAX) & ~1, Math.clamp(height, MIN, MAX));
        }
    }

    public LaunchRequest {
        if (key.isBlank() || key.length() > 64) {
            throw new IllegalArgumentException("key: " + key.length() + " characters (expected: 1 to 64)");
        }
        attached = Set.copyOf(attached);
    }
}
