package org.usher.domain.hosts;

import org.usher.domain.farm.SiteId;

/**
 * A session host.
 *
 * @param name what people call it
 * @param target where its front listens, as host and port
 * @param maxSessions how many sessions it may have, at least 1
 */
public record Host(HostId id, SiteId site, String name, String target, HostState state, int maxSessions) {

    public Host {
        if (maxSessions < 1) {
            throw new IllegalArgumentException("maxSessions: " + maxSessions + " (expected: >= 1)");
        }
    }
}
