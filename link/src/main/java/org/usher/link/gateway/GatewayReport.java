package org.usher.link.gateway;

import java.util.List;
import java.util.Objects;
import org.usher.link.refusal.RefusedClient;

/**
 * How a gateway is. Sent every few seconds.
 *
 * @param streams how many streams it carries
 * @param version the program's version
 * @param refused who was turned away since the last report
 */
public record GatewayReport(int streams, String version, List<RefusedClient> refused) {

    public GatewayReport {
        Objects.requireNonNull(version, "version");
        refused = List.copyOf(refused);
    }
}
