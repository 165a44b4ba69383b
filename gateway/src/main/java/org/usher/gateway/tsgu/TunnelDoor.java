package org.usher.gateway.tsgu;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.usher.gateway.admission.HostDoor;
import org.usher.gateway.http.EdgeRequest;
import org.usher.gateway.metrics.GatewayMetrics;
import org.usher.gateway.settings.TunnelPatience;
import org.usher.gateway.stream.StreamCount;
import org.usher.link.refusal.RefusalBook;
import org.usher.relay.deadline.Deadline;
import org.usher.relay.websocket.Traffic;
import org.usher.relay.websocket.WebSocketFrames;
import org.usher.wire.Octets;
import org.usher.wire.tsgu.TsguAnswer;
import org.usher.wire.tsgu.TsguCodec;
import org.usher.wire.tsgu.TsguRequest;

/** The door to tunnels: what a request of an RDP client's becomes. Safe for several threads. */
public final class TunnelDoor {

    /** The room that a host's reads are to leave in front: for the header of a data packet, and of the frame around it. */
    public static final int ROOM = TsguCodec.DATA_HEADER + WebSocketFrames.HEADER_16;

    private static final Logger LOG = LoggerFactory.getLogger(TunnelDoor.class);

    private final HostDoor hosts;
    private final StreamCount count;
    private final HalfOpen halfOpen;
    private final GatewayMetrics metrics;
    private final RefusalBook refusals;
    private final TunnelPatience patience;
    private final Pairing pairing = new Pairing();
    private final AtomicInteger lastId = new AtomicInteger();

    /** Tunnels count what is RDP themselves; what WebSockets count has packets' headers in it. */
    private final Traffic uncounted = new Traffic();

    /**
     * @param hosts lets clients in
     * @param count counts tunnels together with streams
     * @param refusals where it is noted down who was turned away
     */
    public TunnelDoor(
            HostDoor hosts,
            StreamCount count,
            HalfOpen halfOpen,
            GatewayMetrics metrics,
            RefusalBook refusals,
            TunnelPatience patience) {
        this.hosts = hosts;
        this.count = count;
        this.halfOpen = halfOpen;
        this.metrics = metrics;
        this.refusals = refusals;
        this.patience = patience;
    }

    HostDoor hosts() {
        return hosts;
    }

    StreamCount count() {
        return count;
    }

    GatewayMetrics metrics() {
        return metrics;
    }

    TunnelPatience patience() {
        return patience;
    }

    Pairing pairing() {
        return pairing;
    }

    /** A number that no other tunnel of now has, not 0. */
    int nextId() {
        return lastId.updateAndGet(last -> last == Integer.MAX_VALUE ? 1 : last + 1);
    }

    /** Whether this request must be looked at before its body is there: it has no end. */
    public static boolean hasEndlessBody(EdgeRequest request) {
        return read(request) instanceof TsguRequest.In;
    }

    private static TsguRequest read(EdgeRequest request) {
        HttpHeaders headers = request.headers();
        return TsguRequest.read(request.method().name(), headers::getAll);
    }

    /** What becomes of a request for a tunnel. */
    public Opening open(EdgeRequest request) {
        InetAddress client = request.client();
        return switch (read(request)) {
            case TsguRequest.Bad(String field) ->
                refused(client, HttpResponseStatus.BAD_REQUEST, "tunnel-request", field);
            case TsguRequest.WebSocket webSocket ->
                halfOpen.enter(client)
                        .<Opening>map(place -> new Opening.TakenOver(
                                Octets.of(TsguAnswer.switchingProtocols(webSocket)),
                                (channel, deadline) -> enterWebSocket(channel, deadline, place)))
                        .orElseGet(() -> tooMany(client));
            case TsguRequest.Out(String id) ->
                halfOpen.enter(client).map(place -> openOut(client, id, place)).orElseGet(() -> tooMany(client));
            case TsguRequest.InProbe(String id) ->
                pairing.isWaiting(id) ? new Opening.Answered(Octets.of(TsguAnswer.inChannel())) : unpaired(client);
            case TsguRequest.In(String id) ->
                pairing.take(id)
                        .<Opening>map(out -> new Opening.TakenOver(
                                Octets.of(new byte[0]), (channel, deadline) -> out.joinedBy(channel, deadline)))
                        .orElseGet(() -> unpaired(client));
        };
    }

    private Opening openOut(InetAddress client, String id, HalfOpen.Place place) {
        WaitingOut out = new WaitingOut(this, id, client, place);
        // INVARIANT: it can be found before its client hears of it, who then comes with the other channel.
        if (!pairing.put(id, out)) {
            place.leave();
            return refused(client, HttpResponseStatus.BAD_REQUEST, "connection-id-taken", "a second server's channel");
        }
        return new Opening.TakenOver(Octets.of(TsguAnswer.outChannel()), out::enter);
    }

    private Opening tooMany(InetAddress client) {
        return refused(client, HttpResponseStatus.SERVICE_UNAVAILABLE, "half-open-limit", "too many half-open tunnels");
    }

    private Opening unpaired(InetAddress client) {
        return refused(
                client,
                HttpResponseStatus.BAD_REQUEST,
                "connection-id-unknown",
                "a client's channel without a server's that waits");
    }

    private Opening refused(InetAddress client, HttpResponseStatus status, String reason, String detail) {
        turnedAway(client, reason, detail);
        return new Opening.Refused(status);
    }

    private void enterWebSocket(Channel channel, Deadline deadline, HalfOpen.Place place) {
        Tunnel tunnel = new Tunnel(this, new WebSocketCarrier(channel), deadline, place);
        channel.pipeline()
                .addLast(WebSocketFrames.withRoomInFront(uncounted), new TunnelData(tunnel), new TunnelPackets(tunnel));
        tunnel.begin();
    }

    /** Notes down that somebody was turned away. */
    void turnedAway(InetAddress client, String reason, String detail) {
        LOG.info("tunnel refused: reason={} client={} ({})", reason, client.getHostAddress(), detail);
        metrics.tunnelRefused(reason);
        refusals.refused(client.getHostAddress(), reason);
    }
}
