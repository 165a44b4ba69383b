package org.usher.gateway.settings;

import java.time.Duration;

/**
 * How long the gateway waits at each stage. These are no settings: whoever needs other values has another problem.
 *
 * @param handshake a client's TLS handshake
 * @param header from a request's first byte to the end of its header
 * @param idle between two requests, and before the first one, while a person may be looking at the certificate
 * @param bodySilence within a request's body
 * @param slowReader a client that takes nothing of its response
 * @param hello from the WebSocket's handshake to the end of HELLO
 * @param front resolving and reaching a front, and then again its TLS handshake
 * @param broker reaching a broker, and then again its TLS handshake
 * @param firstByte a broker's answer; long polls take a minute
 * @param brokerIdle how long an unused connection to a broker is kept; shorter than brokers keep theirs
 * @param linger for a client to read the answer that ends its connection
 * @param drain for requests under way when the gateway stops
 * @param tunnels for RDP clients
 * @param hosts where the gateway is the end of a browser's stream
 */
public record Patience(
        Duration handshake,
        Duration header,
        Duration idle,
        Duration bodySilence,
        Duration slowReader,
        Duration hello,
        Duration front,
        Duration broker,
        Duration firstByte,
        Duration brokerIdle,
        Duration linger,
        Duration drain,
        TunnelPatience tunnels,
        HostPatience hosts) {

    /** What a gateway has. */
    public static Patience standard() {
        return new Patience(
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(75),
                Duration.ofSeconds(15),
                Duration.ofSeconds(60),
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                Duration.ofSeconds(3),
                Duration.ofSeconds(75),
                Duration.ofSeconds(20),
                Duration.ofSeconds(2),
                Duration.ofSeconds(5),
                TunnelPatience.standard(),
                HostPatience.standard());
    }
}
