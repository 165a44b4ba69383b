package org.usher.link.gateway;

import java.util.Map;
import java.util.UUID;

/**
 * What a broker wants of a gateway, as the answer to a report.
 *
 * @param site the gateway's site
 * @param ticketKeys the brokers' public keys: key id to SubjectPublicKeyInfo, base64url
 * @param reportEverySeconds how long to wait before the next report
 */
public record GatewayDesired(UUID site, Map<String, String> ticketKeys, int reportEverySeconds) {

    public GatewayDesired {
        ticketKeys = Map.copyOf(ticketKeys);
    }
}
