package org.usher.relay.splice;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One end of a pair of channels: what is read here is written to the peer, whose own end does the same the other way. A peer
 * may also be two channels, of which one only brings and the other only takes.
 *
 * <p><b>Flow.</b> No channel reads by itself ({@code autoRead} is off). One read is asked for at a time, and the next
 * one only while the peer is writable, so that a slow side holds its sender back through the kernel's windows, and what
 * waits in memory is one read and the peer's high-water mark. One flush per read. (A sender that has ended is read to
 * its end at once, since epoll reports that only together with the data: at most one kernel receive buffer more.)
 *
 * <p><b>End.</b> An end of one side is the end of both: what came before is written to the other side, which is then
 * closed. A half-close is not passed on: neither RDP nor WebSocket has one, and a pair of which one direction is silent
 * for ever would only wait. A side that takes nothing any more is cut off {@value #LINGER_SECONDS} seconds after the
 * other one ended.
 *
 * <p>INVARIANT: all channels live on the same event loop, so nothing here is guarded and nothing changes threads.
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

    /** Where what is read here goes; nowhere from a channel that only takes. */
    private final @Nullable Channel sink;

    /** Whose bytes are written here; nobody's to a channel that only brings. */
    private final @Nullable Channel source;

    private final Joint joint;

    /** What the ends share. */
    private static final class Joint {

        private final List<Channel> channels;
        private final Duration linger;
        private boolean ended;

        Joint(List<Channel> channels, Duration linger) {
            this.channels = channels;
            this.linger = linger;
        }
    }

    private Splice(Channel own, @Nullable Channel sink, @Nullable Channel source, Joint joint) {
        this.own = own;
        this.sink = sink;
        this.source = source;
        this.joint = joint;
    }

    /** Joins the channels, as the last handlers in their pipelines, and begins to read from both. */
    public static void join(Channel one, Channel other) {
        join(one, other, Duration.ofSeconds(LINGER_SECONDS));
    }

    static void join(Channel one, Channel other, Duration linger) {
        Joint joint = new Joint(List.of(one, other), linger);
        join(joint, new Splice(one, other, other, joint), new Splice(other, one, one, joint));
    }

    /**
     * Joins two channels of one client with the one of its host: what {@code in} brings goes to the host, what the host says
     * goes to {@code out}, and the end of any is the end of all. What comes on {@code out} is dropped.
     */
    public static void join(Channel in, Channel out, Channel host) {
        Joint joint = new Joint(List.of(in, out, host), Duration.ofSeconds(LINGER_SECONDS));
        join(
                joint,
                new Splice(in, host, null, joint),
                new Splice(out, null, host, joint),
                new Splice(host, out, in, joint));
    }

    private static void join(Joint joint, Splice... ends) {
        for (Splice end : ends) {
            if (!end.own.eventLoop().equals(ends[0].own.eventLoop())) {
                throw new IllegalArgumentException("channels on two event loops (expected: the same for all)");
            }
        }
        for (Splice end : ends) {
            prepare(end.own);
            end.own.pipeline().addLast(end);
        }
        // An end may have come before there was anybody to see it.
        for (Splice end : ends) {
            if (!end.own.isActive()) {
                end.endAll();
                return;
            }
        }
        joint.channels.forEach(Channel::read);
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
        if (sink == null) {
            ReferenceCountUtil.release(message);
        } else {
            sink.write(message, sink.voidPromise());
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (sink == null) {
            own.read();
            return;
        }
        sink.flush();
        if (sink.isWritable()) {
            own.read();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (source != null && own.isWritable()) {
            source.read();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        endAll();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        // Ends with a TLS close_notify, also when the FIN keeps it waiting.
        if (event instanceof SslCloseCompletionEvent) {
            endAll();
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("{}: {}", own, cause.toString());
        endAll();
    }

    private void endAll() {
        if (joint.ended) {
            return;
        }
        joint.ended = true;
        for (Channel channel : joint.channels) {
            if (!channel.equals(own)) {
                channel.pipeline().fireUserEventTriggered(News.PEER_ENDED);
                end(channel, joint.linger);
            }
        }
        end(own, joint.linger);
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
