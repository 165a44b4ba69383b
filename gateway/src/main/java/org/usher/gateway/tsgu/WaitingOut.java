package org.usher.gateway.tsgu;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.usher.gateway.http.Drain;
import org.usher.relay.deadline.Deadline;
import org.usher.relay.transport.LingeringClose;

/**
 * A server's channel (MS-TSGU 3.3.5.1, OUT channel) that has been opened and waits for its client's. The two come over
 * connections of their own, and so on any event loops; this one has nothing to read and little to carry along, so it is the
 * one that moves.
 */
final class WaitingOut extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(WaitingOut.class);

    private final TunnelDoor door;
    private final String id;
    private final InetAddress client;
    private final HalfOpen.Place place;
    private @Nullable Channel channel;
    private @Nullable Deadline deadline;

    WaitingOut(TunnelDoor door, String id, InetAddress client, HalfOpen.Place place) {
        this.door = door;
        this.id = id;
        this.client = client;
        this.place = place;
    }

    /** The answer is about to be written. */
    void enter(Channel opened, Deadline stages) {
        synchronized (this) {
            channel = opened;
            deadline = stages;
        }
        stages.arm(door.patience().pairing(), "pairing-timeout");
        opened.pipeline().addLast(this);
        opened.closeFuture().addListener(closed -> giveUp());
        opened.read();
    }

    /** Its client's channel is here. On that one's event loop. */
    void joinedBy(Channel in, Deadline stages) {
        ChunkedBody body = new ChunkedBody();
        in.pipeline().addLast(body);
        Channel out;
        Deadline outDeadline;
        synchronized (this) {
            out = channel;
            outDeadline = deadline;
        }
        if (out == null || outDeadline == null) {
            // Only who knew the id before it was asked for is faster than our own answer.
            place.leave();
            in.close();
            return;
        }
        EventLoop here = in.eventLoop();
        execute(out.eventLoop(), in, () -> {
            if (!out.isActive()) {
                lose(in, out);
                return;
            }
            out.pipeline().remove(outDeadline);
            out.pipeline().remove(this);
            if (out.eventLoop().equals(here)) {
                join(in, stages, out, body);
            } else {
                move(in, stages, out, body);
            }
        });
    }

    private void move(Channel in, Deadline stages, Channel out, ChunkedBody body) {
        EventLoop here = in.eventLoop();
        out.deregister().addListener(left -> {
            if (!left.isSuccess()) {
                lose(in, out);
                return;
            }
            here.register(out).addListener(arrived -> {
                if (arrived.isSuccess()) {
                    execute(here, in, () -> join(in, stages, out, body));
                } else {
                    lose(in, out);
                }
            });
        });
    }

    private void join(Channel in, Deadline stages, Channel out, ChunkedBody body) {
        if (!in.isActive() || !out.isActive()) {
            lose(in, out);
            return;
        }
        Tunnel tunnel = new Tunnel(door, new TwoChannelCarrier(in, out), stages, place);
        in.pipeline().addFirst(new LingeringClose());
        out.pipeline().addFirst(new LingeringClose());
        out.pipeline().addLast(new TunnelData(tunnel));
        in.pipeline().addLast(new TunnelPackets(tunnel));
        tunnel.begin();
        out.read();
        body.open();
    }

    private void lose(Channel in, Channel out) {
        LOG.debug("{}: one of two channels was lost before they had met", client.getHostAddress());
        place.leave();
        in.close();
        out.close();
    }

    private void execute(EventLoop loop, Channel in, Runnable what) {
        try {
            loop.execute(what);
        } catch (RejectedExecutionException stopping) {
            in.close();
        }
    }

    /** Whether it was still waiting. */
    private boolean giveUp() {
        boolean waiting = door.pairing().giveUp(id, this);
        if (waiting) {
            place.leave();
        }
        return waiting;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        // Nobody has anything to say here.
        ReferenceCountUtil.release(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        ctx.read();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        switch (event) {
            case Deadline.Passed(String reason) -> {
                if (giveUp()) {
                    door.turnedAway(client, reason, "a server's channel without a client's");
                }
                ctx.close();
            }
            case Drain now -> ctx.close();
            case SslCloseCompletionEvent end -> ctx.close();
            default -> ctx.fireUserEventTriggered(event);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("{} broke off: {}", client.getHostAddress(), cause.toString());
        ctx.close();
    }
}
