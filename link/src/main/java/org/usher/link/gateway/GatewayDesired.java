package org.usher.link.gateway;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a broker wants of a gateway, as the answer to a report.
 *
 * @param site the gateway's site
 * @param ticketKeys the brokers' public keys: key id to SubjectPublicKeyInfo, base64url
 * @param reportEverySeconds how long to wait before the next report
 * @param ended of the launches that it says it carries those whose connections are to end now: their sessions have ended
 */
public record GatewayDesired(UUID site, Map<String, String> ticketKeys, int reportEverySeconds, List<UUID> ended) {

    public GatewayDesired {
        ticketKeys = Map.copyOf(ticketKeys);
        ended = List.copyOf(ended);
    }

    /** When nothing that it carries is to end. */
    public GatewayDesired(UUID site, Map<String, String> ticketKeys, int reportEverySeconds) {
        this(site, ticketKeys, reportEverySeconds, List.of());
    }
}
