package org.usher.gateway.stream;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.FullHttpResponse;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.usher.gateway.dial.Dialler;
import org.usher.gateway.host.HostStreams;
import org.usher.gateway.http.EdgeRequest;
import org.usher.gateway.http.Problem;
import org.usher.gateway.http.SecurityHeaders;
import org.usher.gateway.metrics.GatewayMetrics;
import org.usher.gateway.settings.Patience;
import org.usher.link.refusal.RefusalBook;
import org.usher.relay.deadline.Deadline;
import org.usher.relay.stream.StreamFrames;
import org.usher.relay.websocket.WebSocketFrames;
import org.usher.wire.ticket.ClientBinding;

/**
 * The door to streams.
 *
 * @param keys the brokers' keys
 * @param fronts dials fronts of the own site
 * @param hosts ends the streams to hosts without a front
 * @param refusals where it is noted down who was turned away
 * @param judges threads on which signatures are verified, so that no stream waits for another one's
 */
public record StreamEntry(
        KnownKeys keys,
        Dialler fronts,
        HostStreams hosts,
        RefusalBook refusals,
        Executor judges,
        InstantSource clock,
        StreamCount count,
        GatewayMetrics metrics,
        Patience patience) {

    /** Why this request does not open a stream; empty when it does. */
    public Optional<Problem> refusal(EdgeRequest request) {
        return UpgradeCheck.refusal(request);
    }

    /** The answer to a request that does. */
    public FullHttpResponse agreement(EdgeRequest request) {
        FullHttpResponse agreement = UpgradeCheck.agreement(request);
        SecurityHeaders.apply(agreement.headers(), request.host());
        return agreement;
    }

    /**
     * Takes over the connection of a request that was agreed to; the HTTP handlers are taken out by the caller.
     *
     * @param deadline the handler in the channel's pipeline
     */
    public void enter(Channel channel, EdgeRequest request, Deadline deadline) {
        // What stays in memory is what the ticket is compared with, not the cookie.
        var binding = ClientBinding.ofCookie(UpgradeCheck.session(request).orElseThrow());
        channel.pipeline()
                .addLast(
                        new WebSocketFrames(metrics.streamTraffic()),
                        new StreamFrames(),
                        new StreamOpening(this, deadline, binding, request.client()));
    }
}
