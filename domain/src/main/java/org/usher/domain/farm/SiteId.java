package org.usher.domain.farm;

import java.util.UUID;

/** Names one site of the farm; every row and every report belongs to one. */
public record SiteId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
