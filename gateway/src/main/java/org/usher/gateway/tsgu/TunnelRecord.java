package org.usher.gateway.tsgu;

import java.net.InetAddress;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.usher.wire.ticket.Ticket;
import org.usher.wire.tsgu.TsguPacket;
import org.usher.wire.tsgu.TunnelEvent;
import org.usher.wire.tsgu.TunnelState;

/** What is said about one tunnel: in the log, in the metrics, and to the brokers when somebody was turned away. */
final class TunnelRecord {

    private static final Logger LOG = LoggerFactory.getLogger(TunnelRecord.class);

    private final TunnelDoor door;
    private final String transport;
    private final InetAddress client;
    private final HalfOpen.Place place;

    // Not the whole ticket: a silent tunnel is to weigh little.
    private @Nullable UUID launch;
    private @Nullable String reason;
    private String detail = "";
    private boolean opened;
    private boolean over;
    private long begun;
    private long received;
    private long sent;

    /** A tunnel begins. */
    TunnelRecord(TunnelDoor door, String transport, InetAddress client, HalfOpen.Place place) {
        this.door = door;
        this.transport = transport;
        this.client = client;
        this.place = place;
    }

    /** Why a tunnel ends in which this happens, when nobody has said it better. */
    static String reason(TunnelState before, TunnelEvent event) {
        return switch (event) {
            case TunnelEvent.Received(TsguPacket packet) -> reason(before, packet);
            case TunnelEvent.Broken broken -> "tunnel-malformed";
            case TunnelEvent.TicketRefused refused -> "ticket-refused";
            case TunnelEvent.DialFailed failed -> "host-unreachable";
            case TunnelEvent.TargetEnded ended -> "host-ended";
            case TunnelEvent.TimeUp(TunnelEvent.Limit limit) ->
                switch (limit) {
                    case SETUP -> "setup-timeout";
                    case IDLE -> "idle-limit";
                    case SESSION -> "session-limit";
                };
            case TunnelEvent.Stopped stopped -> "gateway-stopping";
            case TunnelEvent.ClientGone gone -> "client-gone";
            case TunnelEvent.CloseOverdue overdue -> "client-gone";
            case TunnelEvent.TicketAccepted unforeseen -> "tunnel-state";
            case TunnelEvent.Dialled unforeseen -> "tunnel-state";
            case TunnelEvent.Quiet unforeseen -> "tunnel-state";
            case TunnelEvent.Announced unforeseen -> "tunnel-state";
        };
    }

    private static String reason(TunnelState before, TsguPacket packet) {
        if (packet instanceof TsguPacket.CloseChannel) {
            return "client-ended";
        }
        if (before instanceof TunnelState.Initial && packet instanceof TsguPacket.HandshakeRequest) {
            return "tunnel-handshake";
        }
        if (before instanceof TunnelState.Handshaken && packet instanceof TsguPacket.TunnelCreate) {
            return "ticket-missing";
        }
        return before instanceof TunnelState.Authorized && packet instanceof TsguPacket.ChannelCreate
                ? "target-not-allowed"
                : "tunnel-wrong-packet";
    }

    /** Why it ends; the first to know is believed. */
    void reason(String code) {
        if (reason == null) {
            reason = code;
        }
    }

    void detail(String text) {
        detail = text;
    }

    void found(Ticket ticket) {
        launch = ticket.launch();
    }

    void received(int length) {
        received += length;
        door.metrics().tunnelTraffic().in().add(length);
    }

    void sent(int length) {
        sent += length;
        door.metrics().tunnelTraffic().out().add(length);
    }

    /** It leads to its host. */
    void opened(UUID host) {
        opened = true;
        begun = System.nanoTime();
        place.leave();
        door.metrics().tunnelOpened(transport);
        LOG.info(
                "tunnel open: launch={} host={} transport={} client={}",
                launch,
                host,
                transport,
                client.getHostAddress());
    }

    /** Nothing is left of it. */
    void over() {
        if (over) {
            return;
        }
        over = true;
        String code = reason == null ? "client-gone" : reason;
        if (opened) {
            door.metrics().tunnelOver(code);
            LOG.info(
                    "tunnel over: launch={} reason={} seconds={} received={} sent={}",
                    launch,
                    code,
                    (System.nanoTime() - begun) / 1_000_000_000,
                    received,
                    sent);
            return;
        }
        place.leave();
        if (isOurs(code)) {
            LOG.debug("tunnel not opened: reason={} client={}", code, client.getHostAddress());
            door.metrics().tunnelRefused(code);
        } else {
            door.turnedAway(client, code, launch == null ? detail : "launch " + launch + ", " + detail);
        }
    }

    /** Whether nobody was turned away: the client went, or we go. */
    private static boolean isOurs(String code) {
        return code.equals("client-gone") || code.equals("client-ended") || code.equals("gateway-stopping");
    }
}
