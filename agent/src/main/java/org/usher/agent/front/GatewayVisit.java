package org.usher.agent.front;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.usher.relay.deadline.Deadline;
import org.usher.relay.stream.ResumableStream;
import org.usher.wire.Decoded;
import org.usher.wire.stream.StreamCodec;
import org.usher.wire.stream.StreamFrame;

/**
 * A gateway's connection, one for each transport of a stream. TLS has shown that it is a gateway of the site; frames come
 * from the decoder before this handler.
 */
final class GatewayVisit extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(GatewayVisit.class);

    private final Streams streams;
    private final Strangers strangers;
    private final Deadline deadline;
    private @Nullable InetAddress client;
    private @Nullable ResumableStream stream;
    private boolean refused;

    GatewayVisit(Streams streams, Strangers strangers, Deadline deadline) {
        this.streams = streams;
        this.strangers = strangers;
        this.deadline = deadline;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (refused) {
            return;
        }
        ResumableStream present = stream;
        switch (message) {
            case StreamFrame.Origin(InetAddress address) when client == null -> client = address;
            case StreamFrame.Hello hello when client != null && present == null -> enter(context, hello);
            case StreamFrame frame when present != null -> present.receive(context.channel(), frame);
            case StreamFrame frame -> refuse(context, true, 400, "stream-frame");
            case Decoded.Malformed<?> malformed -> {
                LOG.warn("{}: {}", context.channel().remoteAddress(), malformed.explanation());
                if (present == null) {
                    refuse(context, true, 400, "stream-malformed");
                } else {
                    present.end("stream-malformed");
                }
            }
            default -> context.fireChannelRead(message);
        }
    }

    private void enter(ChannelHandlerContext context, StreamFrame.Hello hello) {
        switch (streams.enter(context.channel(), hello)) {
            case Streams.Entered(ResumableStream entered) -> {
                deadline.disarm();
                strangers.known(context.channel());
                stream = entered;
            }
            case Streams.Refused(int status, String reason) ->
                refuse(context, hello.lease().isEmpty(), status, reason);
        }
    }

    private void refuse(ChannelHandlerContext context, boolean first, int status, String reason) {
        refused = true;
        streams.refused(client, reason);
        LOG.warn("refused {} by {}: {}", client, context.channel().remoteAddress(), reason);
        if (first) {
            ByteBuffer failure = Streams.failure(status);
            context.write(Unpooled.wrappedBuffer(StreamCodec.encode(new StreamFrame.Data(0, failure))));
        }
        context.writeAndFlush(Unpooled.wrappedBuffer(StreamCodec.encode(new StreamFrame.End(reason))))
                .addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        ResumableStream present = stream;
        if (present != null) {
            present.receiveComplete(context.channel());
        } else {
            context.read();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        ResumableStream present = stream;
        if (present != null && context.channel().isWritable()) {
            present.transportWritable(context.channel());
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof Deadline.Passed(String reason)) {
            LOG.info("{}: {}", context.channel().remoteAddress(), reason);
            context.close();
        }
        context.fireUserEventTriggered(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (stream != null) {
            stream.detach(context.channel());
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("{}: {}", context.channel().remoteAddress(), cause.toString());
        context.close();
    }
}
