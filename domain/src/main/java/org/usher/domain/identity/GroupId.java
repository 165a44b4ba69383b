package org.usher.domain.identity;

import java.util.UUID;

/** Names one group of users. */
public record GroupId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
