package org.usher.relay.splice;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One end of a pair of channels: what is read here is written to the peer, whose own end does the same the other way.
 *
 * <p><b>Flow.</b> Neither channel reads by itself ({@code autoRead} is off). One read is asked for at a time, and the next
 * one only while the peer is writable, so that a slow side holds its sender back through the kernel's windows, and what
 * waits in memory is one read and the peer's high-water mark. One flush per read. (A sender that has ended is read to
 * its end at once, since epoll reports that only together with the data: at most one kernel receive buffer more.)
 *
 * <p><b>End.</b> An end of one side is the end of both: what came before is written to the other side, which is then
 * closed. A half-close is not passed on: neither RDP nor WebSocket has one, and a pair of which one direction is silent
 * for ever would only wait. A side that takes nothing any more is cut off {@value #LINGER_SECONDS} seconds after the
 * other one ended.
 *
 * <p>INVARIANT: both channels live on the same event loop, so nothing here is guarded and nothing changes threads.
 */
public final class Splice extends ChannelInboundHandlerAdapter {

    /** What a channel's pipeline is told. */
    public enum News {
        /** The peer has ended, and so this channel is about to be closed. */
        PEER_ENDED
    }

    private static final Logger LOG = LoggerFactory.getLogger(Splice.class);

    private static final int LINGER_SECONDS = 10;

    private final Channel own;
    private final Channel peer;
    private final Pair pair;

    /** What the two ends share. */
    private static final class Pair {

        private final Duration linger;
        private boolean ended;

        Pair(Duration linger) {
            this.linger = linger;
        }
    }

    private Splice(Channel own, Channel peer, Pair pair) {
        this.own = own;
        this.peer = peer;
        this.pair = pair;
    }

    /** Joins the channels, as the last handlers in their pipelines, and begins to read from both. */
    public static void join(Channel one, Channel other) {
        join(one, other, Duration.ofSeconds(LINGER_SECONDS));
    }

    static void join(Channel one, Channel other, Duration linger) {
        if (!one.eventLoop().equals(other.eventLoop())) {
            throw new IllegalArgumentException("channels on two event loops (expected: the same for both)");
        }
        Pair pair = new Pair(linger);
        prepare(one);
        prepare(other);
        Splice end = new Splice(one, other, pair);
        one.pipeline().addLast(end);
        other.pipeline().addLast(new Splice(other, one, pair));
        // An end may have come before there was anybody to see it.
        if (one.isActive() && other.isActive()) {
            one.read();
            other.read();
        } else {
            end.endBoth();
        }
    }

    private static void prepare(Channel channel) {
        channel.config().setAutoRead(false);
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls != null) {
            // What is read comes in the size of records already: gathering it anew would copy every byte once more.
            tls.setWrapDataSize(0);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        peer.write(message, peer.voidPromise());
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        peer.flush();
        if (peer.isWritable()) {
            own.read();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (own.isWritable()) {
            peer.read();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        endBoth();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        // Ends with a TLS close_notify, also when the FIN keeps it waiting.
        if (event instanceof SslCloseCompletionEvent) {
            endBoth();
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("{}: {}", own, cause.toString());
        endBoth();
    }

    private void endBoth() {
        if (!pair.ended) {
            pair.ended = true;
            peer.pipeline().fireUserEventTriggered(News.PEER_ENDED);
            end(peer, pair.linger);
            end(own, pair.linger);
        }
    }

    /** Closes the channel behind everything that was written to it. */
    private static void end(Channel channel, Duration linger) {
        if (!channel.isActive()) {
            return;
        }
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        // Past TLS, whose own closing would wait for what is not taken. Not closeForcibly: it would close the socket
        // alone,
        // and leave what was written in memory, and everybody behind this channel without word of its end.
        var cut = channel.eventLoop()
                .schedule(() -> channel.unsafe().close(channel.newPromise()), linger.toMillis(), TimeUnit.MILLISECONDS);
        channel.closeFuture().addListener(closed -> cut.cancel(false));
    }
}
