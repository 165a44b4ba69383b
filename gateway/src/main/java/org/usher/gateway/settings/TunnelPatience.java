package org.usher.gateway.settings;

import java.time.Duration;

/**
 * How long the gateway waits for RDP clients. These are no settings either.
 *
 * @param pairing from the server's channel to the client's, where a tunnel has two
 * @param setup up to the ticket; and again from there to the wish for a channel, which must not take longer than a front's
 *     pass is good
 * @param quiet after how long in which nothing was sent a sign of life is
 * @param closing for a client to say that it has heard that it is over
 * @param session the longest that a tunnel may last, whoever uses it
 * @param request on the relay port, up to the end of the connection request
 */
public record TunnelPatience(
        Duration pairing, Duration setup, Duration quiet, Duration closing, Duration session, Duration request) {

    /** What a gateway has. */
    public static TunnelPatience standard() {
        return new TunnelPatience(
                Duration.ofSeconds(30),
                Duration.ofSeconds(25),
                Duration.ofSeconds(25),
                Duration.ofSeconds(2),
                Duration.ofHours(24),
                Duration.ofSeconds(10));
    }
}
