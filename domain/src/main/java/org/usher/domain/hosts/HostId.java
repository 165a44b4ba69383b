package org.usher.domain.hosts;

import java.util.UUID;

/** Names one session host; it is the id in the host's certificate. */
public record HostId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
