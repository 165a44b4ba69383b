package org.usher.domain.hosts;

import java.util.OptionalInt;
import org.usher.domain.farm.SiteId;

/**
 * A session host.
 *
 * @param name what people call it
 * @param target where its front or its RDP server listens, as host and port
 * @param maxSessions how many sessions it may have, at least 1
 * @param kind what the farm has on it
 * @param message what is told to users whom its maintenance leaves without a host; empty for nothing
 * @param maxLogons how many sessions may begin on it at once, at least 1; empty when the site's word counts
 */
public record Host(
        HostId id,
        SiteId site,
        String name,
        String target,
        HostState state,
        int maxSessions,
        HostKind kind,
        String message,
        OptionalInt maxLogons) {

    /** How long a message may be, in characters. */
    public static final int MAX_MESSAGE = 500;

    public Host {
        if (maxSessions < 1) {
            throw new IllegalArgumentException("maxSessions: " + maxSessions + " (expected: >= 1)");
        }
        if (message.length() > MAX_MESSAGE) {
            throw new IllegalArgumentException(
                    "message: " + message.length() + " characters (expected: at most " + MAX_MESSAGE + ")");
        }
        if (maxLogons.isPresent() && maxLogons.getAsInt() < 1) {
            throw new IllegalArgumentException("maxLogons: " + maxLogons.getAsInt() + " (expected: >= 1)");
        }
    }

    /** A host with nothing to say, and the site's number of sessions that may begin at once. */
    public Host(HostId id, SiteId site, String name, String target, HostState state, int maxSessions, HostKind kind) {
        this(id, site, name, target, state, maxSessions, kind, "", OptionalInt.empty());
    }

    /** A managed host. */
    public Host(HostId id, SiteId site, String name, String target, HostState state, int maxSessions) {
        this(id, site, name, target, state, maxSessions, new HostKind.Managed());
    }

    /** Whether an agent and a front of ours are on it. */
    public boolean managed() {
        return kind instanceof HostKind.Managed;
    }

    /**
     * Whether a client can go straight to it, as far as the two addresses tell.
     *
     * @param client where the client is, without a port
     */
    public boolean reachableFrom(String client) {
        return !isLoopback(target) || isLoopback(client);
    }

    private static boolean isLoopback(String address) {
        return address.startsWith("127.")
                || address.equals("::1")
                || address.equals("0:0:0:0:0:0:0:1")
                || address.startsWith("[::1]")
                || address.startsWith("localhost:");
    }
}
