package org.usher.domain.launch;

import java.util.UUID;

/** Names one launch; it is the id in the ticket. */
public record LaunchId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
