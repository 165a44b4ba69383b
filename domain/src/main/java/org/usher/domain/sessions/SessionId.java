package org.usher.domain.sessions;

import java.util.UUID;

/** Names one session on a host, given out by the broker when the place is reserved. */
public record SessionId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
