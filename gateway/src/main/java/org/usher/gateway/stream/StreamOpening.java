package org.usher.gateway.stream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.usher.gateway.dial.Dialled;
import org.usher.gateway.dial.Dialling;
import org.usher.gateway.dial.HostAndPort;
import org.usher.gateway.host.HostStreams;
import org.usher.gateway.http.Drain;
import org.usher.relay.deadline.Deadline;
import org.usher.relay.splice.Splice;
import org.usher.relay.stream.StreamFrames;
import org.usher.relay.transport.LingeringClose;
import org.usher.relay.websocket.CloseCode;
import org.usher.relay.websocket.WebSocketFrames;
import org.usher.wire.Octets;
import org.usher.wire.component.ComponentName;
import org.usher.wire.component.ComponentRole;
import org.usher.wire.rdcleanpath.RdCleanPath;
import org.usher.wire.stream.StreamCodec;
import org.usher.wire.stream.StreamFrame;
import org.usher.wire.ticket.HostProof;
import org.usher.wire.ticket.Ticket;
import org.usher.wire.ticket.TicketKeys;
import org.usher.wire.ticket.TicketVerdict;

/**
 * From an open WebSocket to the front.
 *
 * <pre>
 *   await HELLO → judge the ticket → dial its target → prove the front → ORIGIN, HELLO and what came after → relay
 *        └──────────────┼──────────────────┴────────────────┴→ refusal → WebSocket closed
 *                       └→ the host has no front: the stream ends here
 * </pre>
 *
 * <p>INVARIANT: where the connection goes is what the ticket says, and nothing that the client says.
 */
final class StreamOpening extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(StreamOpening.class);

    private final StreamEntry entry;
    private final Deadline deadline;
    private final Octets binding;
    private final InetAddress client;

    /** What came behind HELLO, in order; bounded, since nothing is read while we dial. */
    private final List<ByteBuf> behind = new ArrayList<>(1);

    private StreamFrame.@Nullable Hello hello;
    private @Nullable Dialling dialling;
    private boolean over;

    StreamOpening(StreamEntry entry, Deadline deadline, Octets binding, InetAddress client) {
        this.entry = entry;
        this.deadline = deadline;
        this.binding = binding;
        this.client = client;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        deadline.arm(entry.patience().hello(), "hello-timeout");
        ctx.read();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (over) {
            ReferenceCountUtil.release(message);
        } else if (message instanceof ByteBuf bytes) {
            behind.add(bytes);
        } else if (message instanceof StreamFrame.Hello first && hello == null) {
            hello = first;
            deadline.disarm();
            ctx.pipeline().remove(StreamFrames.class);
            judge(ctx, first);
        } else {
            refuse(ctx, Refusal.MALFORMED, "the first frame is no HELLO");
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (hello == null && !over) {
            ctx.read();
        }
    }

    private void judge(ChannelHandlerContext ctx, StreamFrame.Hello first) {
        StreamCount count = entry.count();
        if (!count.enter()) {
            refuse(ctx, Refusal.BUSY, "as many streams as there may be");
            return;
        }
        ctx.channel().closeFuture().addListener(closed -> count.leave());
        Instant now = entry.clock().instant();
        entry.keys()
                .judge(keys -> verdict(first, keys, now), entry.judges())
                .whenCompleteAsync((verdict, broken) -> judged(ctx, verdict, broken), ctx.executor());
    }

    private TicketVerdict verdict(StreamFrame.Hello first, TicketKeys keys, Instant now) {
        return first.lease().isPresent()
                ? keys.judgeReturn(first.ticket(), binding, now)
                : keys.judgeFirstUse(first.ticket(), binding, now);
    }

    private void judged(ChannelHandlerContext ctx, @Nullable TicketVerdict verdict, @Nullable Throwable broken) {
        if (verdict == null) {
            LOG.warn("ticket could not be judged", broken);
            // An error in a decision is a refusal.
            judged(ctx, new TicketVerdict.Bad(TicketVerdict.Reason.FORGED));
        } else {
            judged(ctx, verdict);
        }
    }

    private void judged(ChannelHandlerContext ctx, TicketVerdict verdict) {
        if (over) {
            return;
        }
        switch (verdict) {
            case TicketVerdict.Bad(TicketVerdict.Reason reason) -> refuse(ctx, Refusal.of(reason), "ticket");
            case TicketVerdict.Good(Ticket ticket) -> {
                Optional<HostAndPort> target = HostAndPort.parse(ticket.target());
                if (target.isEmpty()) {
                    refuse(ctx, Refusal.of(Dialled.Cause.UNRESOLVED), "target of the ticket: " + ticket.target());
                    return;
                }
                if (ticket.proof() instanceof HostProof.Front) {
                    dialFront(ctx, ticket, target.get());
                } else {
                    enterHost(ctx, ticket, target.get());
                }
            }
        }
    }

    private void dialFront(ChannelHandlerContext ctx, Ticket ticket, HostAndPort target) {
        ComponentName front = new ComponentName(ticket.site(), ComponentRole.HOST, ticket.host());
        dialling = entry.fronts()
                .dial(ctx.channel().eventLoop(), target, front::equals, outcome -> dialled(ctx, ticket, outcome));
    }

    /** The host has no front: the stream ends here. */
    private void enterHost(ChannelHandlerContext ctx, Ticket ticket, HostAndPort target) {
        entry.hosts()
                .enter(new HostStreams.Visitor(ticket, target, said(), client))
                .thenAcceptAsync(verdict -> entered(ctx, ticket, verdict), ctx.executor());
    }

    private void entered(ChannelHandlerContext ctx, Ticket ticket, HostStreams.Entry verdict) {
        if (over) {
            return;
        }
        switch (verdict) {
            case HostStreams.Refused(String code, RdCleanPath.Failure failure, boolean passing) ->
                refuse(ctx, new Refusal(code, failure, passing), "launch " + ticket.launch());
            case HostStreams.Entered(HostStreams.Way way) -> {
                over = true;
                ChannelHandlerContext framing = ctx.pipeline().context(WebSocketFrames.class);
                List<ByteBuf> early = List.copyOf(behind);
                behind.clear();
                ctx.pipeline().remove(deadline);
                ctx.pipeline().remove(this);
                way.join(ctx.channel());
                early.forEach(framing::fireChannelRead);
                framing.fireChannelReadComplete();
            }
        }
    }

    private StreamFrame.Hello said() {
        StreamFrame.Hello first = hello;
        if (first == null) {
            throw new IllegalStateException("nothing was said yet (expected: HELLO)");
        }
        return first;
    }

    private void dialled(ChannelHandlerContext ctx, Ticket ticket, Dialled outcome) {
        dialling = null;
        switch (outcome) {
            case Dialled.Failed(Dialled.Cause cause, String detail) ->
                refuse(
                        ctx,
                        Refusal.of(cause),
                        "launch " + ticket.launch() + ", host " + ticket.target() + ": " + detail);
            case Dialled.Connected(Channel front) -> {
                if (over) {
                    front.close();
                } else {
                    relay(ctx, ticket, front);
                }
            }
        }
    }

    private void relay(ChannelHandlerContext ctx, Ticket ticket, Channel front) {
        StreamFrame.Hello first = said();
        over = true;
        ByteBuf start = front.alloc()
                .buffer()
                .writeBytes(StreamCodec.encode(new StreamFrame.Origin(client)))
                .writeBytes(StreamCodec.encode(first));
        front.write(start, front.voidPromise());
        behind.forEach(bytes -> front.write(bytes, front.voidPromise()));
        behind.clear();
        front.flush();
        // The page's END is often the last thing that passes, while the host is still sending.
        front.pipeline().addFirst(new LingeringClose());
        Channel browser = ctx.channel();
        WebSocketFrames frames = browser.pipeline().get(WebSocketFrames.class);
        browser.pipeline().remove(deadline);
        browser.pipeline()
                .addLast(new LiveStream(
                        ticket.launch(), ticket.host(), client, first.lease().isPresent(), frames, entry.metrics()));
        browser.pipeline().remove(this);
        Splice.join(browser, front);
    }

    private void refuse(ChannelHandlerContext ctx, Refusal refusal, String detail) {
        if (over) {
            return;
        }
        over = true;
        deadline.disarm();
        releaseBehind();
        boolean returning = hello != null && hello.lease().isPresent();
        LOG.info(
                "stream refused: reason={} returning={} client={} ({})",
                refusal.code(),
                returning,
                client.getHostAddress(),
                detail);
        entry.metrics().streamRefused(refusal.code());
        if (!refusal.equals(Refusal.STOPPING)) {
            entry.refusals().refused(client.getHostAddress(), refusal.code());
        }
        if (refusal.ends(returning)) {
            ctx.writeAndFlush(refusal.frames(ctx.alloc(), returning), ctx.voidPromise());
        }
        WebSocketFrames.close(ctx.channel(), refusal.closeCode(returning));
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        switch (event) {
            case Deadline.Passed(String reason) -> refuse(ctx, Refusal.MALFORMED, reason);
            case Drain now -> {
                boolean known = hello != null;
                if (known) {
                    refuse(ctx, Refusal.STOPPING, "the gateway stops");
                } else {
                    over = true;
                    WebSocketFrames.close(ctx.channel(), CloseCode.SERVICE_RESTART);
                }
            }
            case WebSocketFrames.Violation(CloseCode code, String what) -> {
                LOG.info("stream refused: reason=websocket-{} client={}", what, client.getHostAddress());
                entry.metrics().streamRefused("websocket-" + what);
                entry.refusals().refused(client.getHostAddress(), "websocket-" + what);
                over = true;
            }
            default -> ctx.fireUserEventTriggered(event);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        over = true;
        releaseBehind();
        if (dialling != null) {
            dialling.giveUp();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("{} broke off: {}", client.getHostAddress(), cause.toString());
        ctx.close();
    }

    private void releaseBehind() {
        behind.forEach(ByteBuf::release);
        behind.clear();
    }
}
