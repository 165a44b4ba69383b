package org.usher.link.gateway;

import java.util.Objects;

/**
 * The launch that a connect code belongs to.
 *
 * @param ticket its ticket, signed anew; it says which host, and until when
 */
public record FoundLaunch(String ticket) {

    public FoundLaunch {
        Objects.requireNonNull(ticket, "ticket");
    }

    @Override
    public String toString() {
        return "FoundLaunch[ticket=•••]";
    }
}
