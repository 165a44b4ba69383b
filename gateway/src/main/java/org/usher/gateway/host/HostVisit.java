package org.usher.gateway.host;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.usher.gateway.http.Drain;
import org.usher.gateway.metrics.GatewayMetrics;
import org.usher.relay.websocket.CloseCode;
import org.usher.relay.websocket.WebSocketFrames;
import org.usher.wire.Decoded;
import org.usher.wire.stream.StreamFrame;

/**
 * A page's connection, one for each transport of a stream. It may live on another event loop than the stream: then what it
 * brings is copied and handed over, in order.
 */
final class HostVisit extends ChannelDuplexHandler {

    private static final Logger LOG = LoggerFactory.getLogger(HostVisit.class);

    private final HostStream stream;
    private final boolean returning;
    private final GatewayMetrics metrics;
    private String end = "client-ended";

    HostVisit(HostStream stream, boolean returning, GatewayMetrics metrics) {
        this.stream = stream;
        this.returning = returning;
        this.metrics = metrics;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        metrics.streamOpened(returning);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        Channel channel = context.channel();
        switch (message) {
            case StreamFrame frame -> {
                StreamFrame kept = stream.isHere() ? frame : kept(frame);
                stream.with(present -> present.receive(channel, kept));
            }
            case Decoded.Malformed<?> malformed -> {
                LOG.warn("stream of launch {}: {}", stream.launch(), malformed.explanation());
                stream.with(present -> present.end("stream-malformed"));
            }
            default -> context.fireChannelRead(message);
        }
    }

    /** A data frame's bytes are ours for the length of the call only. */
    private static StreamFrame kept(StreamFrame frame) {
        if (frame instanceof StreamFrame.Data(long offset, ByteBuffer bytes)) {
            ByteBuffer copy = ByteBuffer.allocate(bytes.remaining());
            return new StreamFrame.Data(offset, copy.put(bytes.duplicate()).flip());
        }
        return frame;
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        stream.with(present -> present.receiveComplete(context.channel()));
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (context.channel().isWritable()) {
            stream.with(present -> present.transportWritable(context.channel()));
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof Drain) {
            // Nobody can carry this stream on: the page is told, and asks for a new launch.
            end = "gateway-stopping";
            stream.with(present -> present.end("gateway-stopping"));
            return;
        }
        if (event instanceof WebSocketFrames.Violation(CloseCode code, String what)) {
            end = "websocket-" + what;
        }
        context.fireUserEventTriggered(event);
    }

    /** Everything has been said in the stream. */
    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        WebSocketFrames.close(context.channel(), CloseCode.NORMAL);
        if (!promise.isVoid()) {
            context.channel().closeFuture().addListener((ChannelFutureListener) closed -> promise.trySuccess());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        stream.with(present -> present.detach(context.channel()));
        metrics.streamOver(stream.isOver() && end.equals("client-ended") ? "host-ended" : end);
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("{}: {}", context.channel().remoteAddress(), cause.toString());
        context.close();
    }
}
