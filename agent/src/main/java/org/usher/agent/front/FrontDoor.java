package org.usher.agent.front;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.usher.relay.deadline.Deadline;
import org.usher.relay.stream.StreamFrames;
import org.usher.relay.tls.TlsContext;
import org.usher.relay.transport.LingeringClose;
import org.usher.wire.Decoded;
import org.usher.wire.rdp.ConnectionConfirm;
import org.usher.wire.rdp.ConnectionRequest;

/**
 * Tells the two kinds of visitor apart: {@code 16 03} begins TLS, so it is a gateway; {@code 03 00} begins a TPKT, so it is
 * an RDP client or a health check.
 *
 * <p>An RDP client is answered and gets no further: this front has no launches for clients that come by themselves. The
 * answer is what a health check wants to see.
 */
final class FrontDoor extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(FrontDoor.class);
    private static final int TLS_HANDSHAKE = 0x16;
    private static final int TPKT = 0x03;
    private static final int MAX_REQUEST = 1024;

    private final TlsContext tls;
    private final Streams streams;
    private final Strangers strangers;
    private final FrontLimits limits;
    private final Deadline deadline = new Deadline();
    private ByteBuf begun = Unpooled.EMPTY_BUFFER;

    FrontDoor(TlsContext tls, Streams streams, Strangers strangers, FrontLimits limits) {
        this.tls = tls;
        this.streams = streams;
        this.strangers = strangers;
        this.limits = limits;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        context.pipeline().addFirst(deadline);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        strangers.came(context.channel());
        deadline.arm(limits.hello(), "no-hello");
        context.read();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        begun = begun.isReadable() ? Unpooled.wrappedBuffer(begun, bytes) : bytes;
        switch (begun.getUnsignedByte(begun.readerIndex())) {
            case TLS_HANDSHAKE -> gateway(context);
            case TPKT -> rdpClient(context);
            default -> context.close();
        }
    }

    private void gateway(ChannelHandlerContext context) {
        ByteBuf first = begun;
        begun = Unpooled.EMPTY_BUFFER;
        context.pipeline()
                .addLast(new LingeringClose())
                .addLast(tls.handler(context.alloc(), limits.hello()))
                .addLast(new StreamFrames())
                .addLast(new GatewayVisit(streams, strangers, deadline));
        context.pipeline().remove(this);
        // The deadline handler is in front of us and has seen these bytes already.
        context.fireChannelRead(first);
        context.fireChannelReadComplete();
    }

    private void rdpClient(ChannelHandlerContext context) {
        switch (ConnectionRequest.decode(begun.nioBuffer())) {
            case Decoded.Message<ConnectionRequest>(ConnectionRequest request, int consumed) -> {
                ConnectionConfirm answer = request.offersTls()
                        ? new ConnectionConfirm.Selected(ConnectionRequest.SSL)
                        : new ConnectionConfirm.Refused(ConnectionConfirm.SSL_REQUIRED_BY_SERVER);
                LOG.debug(
                        "{}: an RDP client or a health check", context.channel().remoteAddress());
                context.writeAndFlush(Unpooled.wrappedBuffer(answer.encode())).addListener(ChannelFutureListener.CLOSE);
            }
            case Decoded.NeedMore<ConnectionRequest> more -> {
                if (begun.readableBytes() > MAX_REQUEST) {
                    context.close();
                } else {
                    context.read();
                }
            }
            case Decoded.Malformed<ConnectionRequest> malformed -> context.close();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof Deadline.Passed) {
            context.close();
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        begun.release();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
