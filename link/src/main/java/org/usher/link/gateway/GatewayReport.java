package org.usher.link.gateway;

import java.util.Objects;

/**
 * How a gateway is. Sent every few seconds.
 *
 * @param streams how many streams it carries
 * @param version the program's version
 */
public record GatewayReport(int streams, String version) {

    public GatewayReport {
        Objects.requireNonNull(version, "version");
    }
}
