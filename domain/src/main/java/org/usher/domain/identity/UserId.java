package org.usher.domain.identity;

import java.util.UUID;

/** Names one user of the farm. */
public record UserId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
