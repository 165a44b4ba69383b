package org.usher.gateway.settings;

import java.time.Duration;
import org.usher.relay.stream.StreamLimits;

/**
 * How long the gateway waits where it is the end of a browser's stream. These are no settings either.
 *
 * @param request from the first HELLO to a whole RDCleanPath request
 * @param negotiation from the TCP connection to the host to TLS with it
 * @param stream for the stream's client
 */
public record HostPatience(Duration request, Duration negotiation, StreamLimits stream) {

    /** What a gateway has. */
    public static HostPatience standard() {
        return new HostPatience(
                Duration.ofSeconds(20),
                Duration.ofSeconds(15),
                new StreamLimits(Duration.ofMinutes(2), Duration.ofSeconds(150), Duration.ofSeconds(10)));
    }
}
