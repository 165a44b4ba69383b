package org.usher.domain.publishing;

import java.util.UUID;

/** Names one published resource. */
public record ResourceId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
