package org.usher.domain.launch;

import java.util.Set;
import org.usher.domain.identity.Principal;
import org.usher.domain.publishing.ResourceId;
import org.usher.domain.sessions.SessionId;

/**
 * One click.
 *
 * @param key the client's own name for this click; the same key again gets the same launch
 * @param what what was clicked
 * @param client which portal session the ticket is to be bound to
 * @param address where the client is, as the gateway saw it
 * @param attached the sessions that this client sees at the moment
 * @param screen the size of the picture that the client has room for
 */
public record LaunchRequest(
        Principal principal,
        String key,
        What what,
        String client,
        String address,
        Set<SessionId> attached,
        Screen screen) {

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
