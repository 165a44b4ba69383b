package org.usher.gateway.edge;

import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import org.usher.gateway.http.Answer;
import org.usher.gateway.http.EdgeRequest;
import org.usher.gateway.http.Exchange;
import org.usher.gateway.metrics.GatewayMetrics;
import org.usher.gateway.settings.Patience;
import org.usher.gateway.stream.StreamEntry;
import org.usher.gateway.tsgu.TunnelDoor;

/**
 * What connections at the edge use.
 *
 * @param tunnel answers what brokers answer
 * @param streams takes over connections that become streams
 * @param tunnels takes over connections that become tunnels of RDP clients
 * @param brokersUp whether any broker answers
 */
public record EdgeServices(
        Patience patience,
        GatewayMetrics metrics,
        InstantSource clock,
        Tunnel tunnel,
        StreamEntry streams,
        TunnelDoor tunnels,
        BooleanSupplier brokersUp) {

    /** Opens an exchange with a broker. */
    @FunctionalInterface
    public interface Tunnel {

        Exchange open(EdgeRequest request, Answer answer);
    }
}
