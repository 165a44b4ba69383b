package org.usher.gateway.tsgu;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.usher.gateway.admission.HostDoor;
import org.usher.gateway.admission.Passage;
import org.usher.gateway.dial.Dialled;
import org.usher.gateway.dial.Dialling;
import org.usher.gateway.dial.HostAndPort;
import org.usher.gateway.http.Drain;
import org.usher.relay.deadline.Deadline;
import org.usher.relay.splice.Splice;
import org.usher.relay.websocket.CloseCode;
import org.usher.relay.websocket.WebSocketFrames;
import org.usher.wire.tsgu.Destination;
import org.usher.wire.tsgu.ServerTunnel;
import org.usher.wire.tsgu.TsguCodec;
import org.usher.wire.tsgu.TsguPacket;
import org.usher.wire.tsgu.TunnelEffect;
import org.usher.wire.tsgu.TunnelEvent;
import org.usher.wire.tsgu.TunnelState;

/**
 * One tunnel: tells {@link ServerTunnel} what happens and does what it says. Lives on the event loop of its carrier.
 *
 * <pre>
 *   packets → [ticket → {@link HostDoor}] → [dial → {@link Passage}] → relay ({@link Splice}) → close
 * </pre>
 */
final class Tunnel {

    private final TunnelDoor door;
    private final Carrier carrier;
    private final Deadline deadline;
    private final InetSocketAddress client;
    private final InetSocketAddress gateway;
    private final TunnelRecord record;

    private TunnelState state = ServerTunnel.initial();
    private @Nullable Passage passage;
    private @Nullable Dialling dialling;
    private @Nullable Channel host;
    private @Nullable TunnelTimes times;
    private @Nullable ScheduledFuture<?> closing;
    private boolean counted;

    /**
     * @param deadline the handler of the carrier's incoming channel
     * @param place among the half-open ones
     */
    Tunnel(TunnelDoor door, Carrier carrier, Deadline deadline, HalfOpen.Place place) {
        this.door = door;
        this.carrier = carrier;
        this.deadline = deadline;
        this.client = address(carrier.in().remoteAddress());
        this.gateway = address(carrier.in().localAddress());
        this.record = new TunnelRecord(door, carrier.name(), client.getAddress(), place);
    }

    // A connection that is gone already has no addresses any more, and leads nowhere.
    private static InetSocketAddress address(java.net.@Nullable SocketAddress address) {
        return address instanceof InetSocketAddress known
                ? known
                : new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    /** The handlers are in their places. */
    void begin() {
        deadline.arm(door.patience().setup(), "setup-timeout");
        carrier.in().closeFuture().addListener(closed -> finish());
        carrier.in().read();
    }

    /** Whether data goes both ways. */
    boolean isOpen() {
        return state instanceof TunnelState.Open;
    }

    /** Whether there is nothing more to say. */
    boolean isOver() {
        return state instanceof TunnelState.Closed;
    }

    boolean isOnOneChannel() {
        return carrier instanceof WebSocketCarrier;
    }

    int longestPacket() {
        return ServerTunnel.longestPacket(state);
    }

    /** So much data came from the client. */
    void received(int length) {
        record.received(length);
        if (times != null) {
            times.received();
        }
    }

    /** So much data goes to the client. */
    void sent(int length) {
        record.sent(length);
        if (times != null) {
            times.sent();
        }
    }

    void received(TsguPacket packet) {
        happen(new TunnelEvent.Received(packet));
    }

    void broken(String detail) {
        record.detail(detail);
        happen(new TunnelEvent.Broken());
    }

    void clientGone() {
        happen(new TunnelEvent.ClientGone());
    }

    void brokeOff(Throwable cause) {
        record.detail(cause.toString());
        clientGone();
        carrier.in().close();
        carrier.out().close();
    }

    /** Somebody behind the tunnel's handlers wants a client's channel closed, which means that the host has ended. */
    void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        if (isOver()) {
            ctx.close(promise);
            return;
        }
        // Of two channels, the one that takes packets is asked last: when all that the host said is on its way.
        if (isOpen() && ctx.channel().equals(carrier.out())) {
            happen(new TunnelEvent.TargetEnded());
        }
        if (!promise.isVoid()) {
            ctx.channel().closeFuture().addListener((ChannelFutureListener) closed -> promise.trySuccess());
        }
    }

    /** Takes up an event of a client's channel; whether it was meant for the tunnel. */
    boolean hear(Object event) {
        switch (event) {
            case Deadline.Passed(String reason) -> {
                record.detail(reason);
                happen(new TunnelEvent.TimeUp(TunnelEvent.Limit.SETUP));
            }
            case Drain now -> happen(new TunnelEvent.Stopped());
            case Announcement(String text) -> happen(new TunnelEvent.Announced(text));
            case WebSocketFrames.Violation(CloseCode code, String what) -> {
                record.reason("websocket-" + what);
                // When it has been told so in its own words, which must be the last ones.
                carrier.in().eventLoop().execute(this::clientGone);
            }
            case ChunkedBody.News news -> {
                switch (news) {
                    case ENDED -> {
                        record.reason("client-ended");
                        clientGone();
                    }
                    case BROKEN -> broken("chunks");
                }
            }
            case SslCloseCompletionEvent end -> clientGone();
            default -> {
                return false;
            }
        }
        return true;
    }

    private void happen(TunnelEvent event) {
        TunnelState before = state;
        ServerTunnel.Step step = ServerTunnel.step(before, event);
        state = step.state();
        boolean ends = state instanceof TunnelState.Closed || state instanceof TunnelState.Closing;
        if (ends && !(before instanceof TunnelState.Closing)) {
            record.reason(TunnelRecord.reason(before, event));
        }
        step.effects().forEach(this::carryOut);
    }

    private void carryOut(TunnelEffect effect) {
        switch (effect) {
            case TunnelEffect.Send(TsguPacket packet) -> {
                carrier.send(Unpooled.wrappedBuffer(TsguCodec.encode(packet)));
                if (times != null) {
                    times.sent();
                }
            }
            case TunnelEffect.CheckTicket(String ticket) -> check(ticket);
            case TunnelEffect.Dial() -> dial();
            case TunnelEffect.Relay() -> relay();
            case TunnelEffect.Forward(java.nio.ByteBuffer bytes) ->
                throw new IllegalStateException("data was told: " + bytes.remaining() + " bytes (expected: passed on)");
            case TunnelEffect.AwaitClose() -> awaitClose();
            case TunnelEffect.Close() -> {
                letGo();
                carrier.end();
            }
        }
    }

    private void check(String ticket) {
        deadline.disarm();
        if (!door.count().enter()) {
            record.reason("gateway-busy");
            happen(new TunnelEvent.TicketRefused(TunnelEvent.TicketFault.TOO_MANY));
            return;
        }
        counted = true;
        door.hosts().knock(ticket, client.getAddress(), carrier.in().eventLoop(), this::checked);
    }

    private void checked(HostDoor.Answer answer) {
        if (!(state instanceof TunnelState.CheckingTicket)) {
            return;
        }
        switch (answer) {
            case HostDoor.Answer.Refused(String reason, String detail) -> {
                record.reason(reason);
                record.detail(detail);
                happen(new TunnelEvent.TicketRefused(TunnelEvent.TicketFault.REFUSED));
            }
            case HostDoor.Answer.Unknown(String reason, String detail) -> {
                record.reason(reason);
                record.detail(detail);
                happen(new TunnelEvent.TicketRefused(TunnelEvent.TicketFault.UNKNOWN));
            }
            case HostDoor.Answer.Open(Passage found) -> accept(found);
        }
    }

    private void accept(Passage found) {
        Optional<Destination> destination = HostAndPort.parse(found.ticket().target())
                .flatMap(target -> Destination.named(
                        target.host().contains(":") ? "[" + target.host() + "]" : target.host(), target.port()));
        if (destination.isEmpty()) {
            record.reason("host-unreachable");
            record.detail("target of the ticket: " + found.ticket().target());
            happen(new TunnelEvent.TicketRefused(TunnelEvent.TicketFault.UNKNOWN));
            return;
        }
        passage = found;
        record.found(found.ticket());
        deadline.arm(door.patience().setup(), "setup-timeout");
        happen(new TunnelEvent.TicketAccepted(door.nextId(), destination.get(), found.redirections(), found.idle()));
    }

    private void dial() {
        deadline.disarm();
        Passage way = passage;
        if (way == null) {
            throw new IllegalStateException("dialling without a ticket");
        }
        dialling = way.dial(carrier.in().eventLoop(), client, gateway, this::dialled)
                .orElse(null);
    }

    private void dialled(Dialled outcome) {
        dialling = null;
        switch (outcome) {
            case Dialled.Failed(Dialled.Cause cause, String detail) -> {
                record.reason(cause.code());
                record.detail(detail);
                happen(new TunnelEvent.DialFailed(
                        cause == Dialled.Cause.FORBIDDEN
                                ? TunnelEvent.DialFault.FORBIDDEN
                                : TunnelEvent.DialFault.UNREACHABLE));
            }
            case Dialled.Connected(Channel connected) -> {
                if (state instanceof TunnelState.Dialling) {
                    host = connected;
                    happen(new TunnelEvent.Dialled());
                } else {
                    connected.close();
                }
            }
        }
    }

    private void relay() {
        Channel target = host;
        Passage way = passage;
        if (target == null || way == null) {
            throw new IllegalStateException("relay without a host");
        }
        passage = null;
        record.opened(way.ticket().host());
        times = new TunnelTimes(carrier.in().eventLoop(), door.patience(), way.idle(), this::happen);
        if (isOnOneChannel()) {
            Splice.join(carrier.in(), target);
        } else {
            Splice.join(carrier.in(), carrier.out(), target);
        }
    }

    private void awaitClose() {
        letGo();
        closing = carrier.in()
                .eventLoop()
                .schedule(
                        () -> happen(new TunnelEvent.CloseOverdue()),
                        door.patience().closing().toMillis(),
                        TimeUnit.MILLISECONDS);
        // Nobody else asks any more for what the client still has to say.
        carrier.in().read();
    }

    /** Of everything but the client. */
    private void letGo() {
        deadline.disarm();
        if (times != null) {
            times.cancel();
            times = null;
        }
        if (closing != null) {
            closing.cancel(false);
            closing = null;
        }
        if (dialling != null) {
            dialling.giveUp();
            dialling = null;
        }
        Channel target = host;
        host = null;
        if (target != null) {
            // Behind what the client has said.
            target.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }

    /** The client's connection is closed. */
    private void finish() {
        happen(new TunnelEvent.ClientGone());
        if (counted) {
            counted = false;
            door.count().leave();
        }
        record.over();
    }
}
