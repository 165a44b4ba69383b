package org.usher.gateway.host;

import io.netty.channel.Channel;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.usher.gateway.dial.Dialler;
import org.usher.gateway.dial.HostAndPort;
import org.usher.gateway.metrics.GatewayMetrics;
import org.usher.gateway.settings.HostPatience;
import org.usher.link.host.Permissions;
import org.usher.wire.Octets;
import org.usher.wire.rdcleanpath.RdCleanPath;
import org.usher.wire.stream.StreamEnd;
import org.usher.wire.stream.StreamFrame;
import org.usher.wire.ticket.Ticket;

/**
 * The streams to hosts without a front, whose end is this gateway, and who may begin or come back to one. Nobody can come
 * back to them through another gateway: a page that does is told so, and asks for a new launch.
 *
 * <p>Safe for several threads: each stream lives on the event loop of its first transport, and the others hand over to it.
 */
public final class HostStreams {

    private static final Logger LOG = LoggerFactory.getLogger(HostStreams.class);

    private static final int MALFORMED = 400;
    private static final int FORBIDDEN = 403;
    private static final int UNAVAILABLE = 503;

    private final Claims claims;
    private final HostStream.Surroundings surroundings;
    private final SecureRandom random;
    private final GatewayMetrics metrics;
    private final int most;
    private final Map<Octets, HostStream> byLease = new ConcurrentHashMap<>();

    /**
     * @param dialler reaches hosts
     * @param most how many streams there may be, those that wait for their client included
     */
    public HostStreams(
            Claims claims,
            CarriedLaunches carried,
            Dialler dialler,
            HostTls tls,
            HostPatience patience,
            SecureRandom random,
            GatewayMetrics metrics,
            int most) {
        this.claims = claims;
        this.surroundings = new HostStream.Surroundings(
                carried, new HostConnection.Reach(dialler, tls, patience.negotiation()), patience);
        this.random = random;
        this.metrics = metrics;
        this.most = most;
    }

    /** What became of somebody who wanted in. */
    public sealed interface Entry {}

    /** In; the transport is still to be joined. */
    public record Entered(Way way) implements Entry {}

    /** The way in, for one transport. */
    public interface Way {

        /**
         * Makes this channel, in which WebSocket framing is the last handler that counts, the stream's transport. Called on
         * the channel's event loop. What comes behind HELLO goes on from there.
         */
        void join(Channel transport);
    }

    /**
     * Out.
     *
     * @param code the reason code
     * @param failure what the page's RDP client is told, when it is there for the first time
     * @param passing whether the same may work in a moment
     */
    public record Refused(String code, RdCleanPath.Failure failure, boolean passing) implements Entry {

        private static Refused of(String code, int httpStatus) {
            return new Refused(code, RdCleanPath.Failure.ofHttp(httpStatus), httpStatus == UNAVAILABLE);
        }
    }

    /**
     * Who comes.
     *
     * @param ticket judged good, of a host without a front
     * @param target the ticket's target
     * @param hello what was said, the ticket's text included
     */
    public record Visitor(Ticket ticket, HostAndPort target, StreamFrame.Hello hello, InetAddress client) {}

    /**
     * Lets somebody in, or says why not.
     *
     * @return never fails; completed on any thread
     */
    public CompletableFuture<Entry> enter(Visitor visitor) {
        Optional<Octets> lease = visitor.hello().lease();
        if (lease.isPresent()) {
            return CompletableFuture.completedFuture(comeBack(visitor, lease.get()));
        }
        if (visitor.hello().received() != 0) {
            return CompletableFuture.completedFuture(Refused.of(StreamEnd.Fault.IMPOSSIBLE_OFFSET.code(), MALFORMED));
        }
        if (byLease.size() >= most) {
            return CompletableFuture.completedFuture(Refused.of("gateway-busy", UNAVAILABLE));
        }
        return claims.claim(visitor.ticket().launch(), visitor.hello().ticket(), visitor.client(), false)
                .thenApply(claim -> claimed(visitor, claim));
    }

    private Entry claimed(Visitor visitor, Claims.Claim claim) {
        return switch (claim) {
            case Claims.Granted(Permissions permissions) ->
                new Entered(transport -> begin(visitor, permissions, transport));
            case Claims.Refused(String reason) -> Refused.of(reason, FORBIDDEN);
            case Claims.Unanswered(String detail) -> {
                LOG.warn("launch {}: not claimed: {}", visitor.ticket().launch(), detail);
                yield Refused.of("broker-unavailable", UNAVAILABLE);
            }
        };
    }

    private void begin(Visitor visitor, Permissions permissions, Channel transport) {
        byte[] lease = new byte[StreamFrame.LEASE];
        random.nextBytes(lease);
        HostSide.Launch launch = new HostSide.Launch(
                visitor.ticket(),
                visitor.hello().ticket(),
                visitor.target(),
                Duration.ofMinutes(permissions.idleMinutes()));
        HostStream stream = new HostStream(
                launch,
                Octets.of(lease),
                transport.eventLoop(),
                visitor.client(),
                surroundings,
                ended -> byLease.remove(ended.lease()));
        byLease.put(stream.lease(), stream);
        LOG.info(
                "stream open: launch={} host={} client={}",
                launch.id(),
                visitor.ticket().host(),
                visitor.client().getHostAddress());
        stream.join(transport, new HostVisit(stream, false, metrics), 0);
    }

    private Entry comeBack(Visitor visitor, Octets lease) {
        HostStream stream = byLease.get(lease);
        if (stream == null || !stream.launch().equals(visitor.ticket().launch())) {
            return Refused.of("lease-unknown", FORBIDDEN);
        }
        return new Entered(transport -> stream.join(
                transport, new HostVisit(stream, true, metrics), visitor.hello().received()));
    }
}
