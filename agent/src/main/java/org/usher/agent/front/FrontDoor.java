package org.usher.agent.front;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.usher.relay.deadline.Deadline;
import org.usher.relay.tls.TlsContext;
import org.usher.relay.transport.LingeringClose;
import org.usher.wire.Decoded;
import org.usher.wire.admission.RelayPreface;
import org.usher.wire.rdp.ConnectionConfirm;
import org.usher.wire.rdp.ConnectionRequest;

/**
 * Tells the three kinds of visitor apart: {@code 16 03} begins TLS, so it is a gateway; {@code 03 00} begins a TPKT, so it is
 * an RDP client or a health check; {@code 0d 0a} begins the preface of a gateway that relays an RDP client.
 *
 * <p>An RDP client that offers TLS is answered at once, which is all that a health check wants to see.
 */
final class FrontDoor extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(FrontDoor.class);
    private static final int TLS_HANDSHAKE = 0x16;
    private static final int TPKT = 0x03;
    private static final int MAX_REQUEST = 1024;

    private final Inside inside;
    private final Strangers strangers;
    private final Deadline deadline = new Deadline();
    private ByteBuf begun = Unpooled.EMPTY_BUFFER;
    private Optional<RdpClients.Passed> passed = Optional.empty();

    /**
     * Where the door leads to.
     *
     * @param gateways TLS with gateways
     * @param rdpClients TLS with RDP clients
     */
    record Inside(
            TlsContext gateways, TlsContext rdpClients, Streams streams, RdpClients clients, Surroundings front) {}

    FrontDoor(Inside inside, Strangers strangers) {
        this.inside = inside;
        this.strangers = strangers;
    }

    private FrontLimits limits() {
        return inside.front().limits();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        context.pipeline().addFirst(deadline);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        strangers.came(context.channel());
        deadline.arm(limits().hello(), "no-hello");
        context.read();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        begun = begun.isReadable() ? Unpooled.wrappedBuffer(begun, bytes) : bytes;
        look(context);
    }

    private void look(ChannelHandlerContext context) {
        int first = begun.getUnsignedByte(begun.readerIndex());
        if (first == TPKT) {
            rdpClient(context);
        } else if (first == TLS_HANDSHAKE && passed.isEmpty()) {
            gateway(context);
        } else if (first == RelayPreface.FIRST_BYTE && passed.isEmpty()) {
            relayed(context);
        } else {
            context.close();
        }
    }

    private void gateway(ChannelHandlerContext context) {
        ByteBuf first = begun;
        begun = Unpooled.EMPTY_BUFFER;
        context.pipeline()
                .addLast(new LingeringClose())
                .addLast(inside.gateways().handler(context.alloc(), limits().hello()))
                .addLast(new GatewayDoor(inside.streams(), inside.clients(), strangers, deadline, limits()));
        context.pipeline().remove(this);
        // The deadline handler is in front of us and has seen these bytes already.
        context.fireChannelRead(first);
        context.fireChannelReadComplete();
    }

    private void relayed(ChannelHandlerContext context) {
        switch (RelayPreface.decode(begun.nioBuffer())) {
            case Decoded.Message<RelayPreface>(RelayPreface preface, int consumed) -> {
                begun.skipBytes(consumed);
                // Without a good pass nothing in the preface is true.
                passed = inside.clients().pass(preface.pass(), address(context.channel()));
                if (passed.isPresent()) {
                    goOn(context);
                } else {
                    context.close();
                }
            }
            case Decoded.NeedMore<RelayPreface> more -> context.read();
            case Decoded.Malformed<RelayPreface> malformed -> context.close();
        }
    }

    private void goOn(ChannelHandlerContext context) {
        if (begun.isReadable()) {
            look(context);
        } else {
            begun.release();
            begun = Unpooled.EMPTY_BUFFER;
            context.read();
        }
    }

    private void rdpClient(ChannelHandlerContext context) {
        switch (ConnectionRequest.decode(begun.nioBuffer())) {
            // Who says more than this before it has heard the answer is no RDP client.
            case Decoded.Message<ConnectionRequest>(ConnectionRequest request, int consumed)
            when consumed < begun.readableBytes() -> context.close();
            case Decoded.Message<ConnectionRequest>(ConnectionRequest request, int consumed) -> {
                if (request.offersTls()) {
                    welcome(context, request);
                } else {
                    context.writeAndFlush(Unpooled.wrappedBuffer(
                                    new ConnectionConfirm.Refused(ConnectionConfirm.SSL_REQUIRED_BY_SERVER).encode()))
                            .addListener(ChannelFutureListener.CLOSE);
                }
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

    private void welcome(ChannelHandlerContext context, ConnectionRequest request) {
        Channel channel = context.channel();
        LOG.debug("{}: an RDP client or a health check", channel.remoteAddress());
        RdpArrival arrival = passed.map(pass -> new RdpArrival(pass.client(), Optional.of(pass.lease()), request))
                .orElseGet(() -> new RdpArrival(address(channel), Optional.empty(), request));
        context.writeAndFlush(Unpooled.wrappedBuffer(new ConnectionConfirm.Selected(ConnectionRequest.SSL).encode()));
        context.pipeline()
                .addLast(new LingeringClose())
                .addLast(inside.rdpClients().handler(context.alloc(), limits().hello()))
                .addLast(new RdpVisit(arrival, inside.front(), inside.clients(), strangers, deadline, channel));
        context.pipeline().remove(this);
        channel.read();
    }

    private static InetAddress address(Channel channel) {
        return ((InetSocketAddress) channel.remoteAddress()).getAddress();
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
