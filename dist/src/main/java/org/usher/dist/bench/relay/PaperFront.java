package org.usher.dist.bench.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.usher.dist.bench.paper.PaperFarm;
import org.usher.link.identity.ComponentIdentity;
import org.usher.link.identity.FarmTrust;
import org.usher.relay.stream.StreamFrames;
import org.usher.relay.tls.TlsContext;
import org.usher.relay.tls.TlsCredentials;
import org.usher.relay.transport.Transport;
import org.usher.wire.Octets;
import org.usher.wire.component.ComponentRole;
import org.usher.wire.stream.StreamCodec;
import org.usher.wire.stream.StreamFrame;

/**
 * What answers behind gateway and peer: TLS and the resumable stream as a front speaks them, with bytes made up in place
 * of an RDP server. It does not know who brings the connection.
 */
final class PaperFront implements AutoCloseable {

    /** The application protocol that fronts speak with gateways. */
    static final String PROTOCOL = "usher-stream/1";

    /** After so many bytes the receiver says so, as both ends of a stream do. */
    static final int ACK_AFTER = 32 * 1024;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final TlsContext tls;
    private final Channel listener;
    private final ByteBuf frame = Load.frame();

    PaperFront(PaperFarm farm, Transport transport) {
        ComponentIdentity self = farm.identity(ComponentRole.HOST);
        tls = TlsContext.mutualServer(
                new TlsCredentials(self.key(), List.of(self.certificate(), self.authority())),
                new FarmTrust(farm.authority(), peer -> peer.role() == ComponentRole.GATEWAY),
                PROTOCOL);
        listener = transport
                .tcpServer()
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(tls.handler(channel.alloc(), PATIENCE), new StreamFrames(), new Visit());
                        channel.config().setAutoRead(true);
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .syncUninterruptibly()
                .channel();
    }

    int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    @Override
    public void close() {
        listener.close().syncUninterruptibly();
        tls.close();
    }

    /** One connection. */
    private final class Visit extends ChannelInboundHandlerAdapter {

        private @Nullable Work work;
        private @Nullable Load load;
        private long received;
        private long acknowledged;

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            switch ((StreamFrame) message) {
                case StreamFrame.Hello hello -> {
                    var welcome = new StreamFrame.Welcome(Octets.of(new byte[32]), 1, 0);
                    ctx.writeAndFlush(Unpooled.wrappedBuffer(StreamCodec.encode(welcome)), ctx.voidPromise());
                }
                case StreamFrame.Data data when work == null -> begin(ctx, Work.of(data.bytes()));
                case StreamFrame.Data data -> {
                    received += data.bytes().remaining();
                    if (work.kind() == Work.Kind.UPLOAD && received >= work.bytes() / Load.FRAME * Load.PAYLOAD) {
                        work.done().complete(null);
                    }
                }
                case StreamFrame.Origin origin -> {}
                case StreamFrame.Ack ack -> {}
                case StreamFrame other -> throw new IllegalStateException("nobody says this here: " + other);
            }
        }

        private void begin(ChannelHandlerContext ctx, Work ordered) {
            work = ordered;
            switch (ordered.kind()) {
                case IDLE -> ordered.done().complete(null);
                case DOWNLOAD -> {
                    load = new Load(frame, ordered.bytes() / Load.FRAME);
                    load.pump(ctx.channel());
                }
                case UPLOAD -> {}
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {
            if (received - acknowledged >= ACK_AFTER) {
                acknowledged = received;
                ctx.writeAndFlush(
                        Unpooled.wrappedBuffer(StreamCodec.encode(new StreamFrame.Ack(received))), ctx.voidPromise());
            }
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext ctx) {
            if (load != null && ctx.channel().isWritable()) {
                load.pump(ctx.channel());
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            if (work != null) {
                work.done().completeExceptionally(cause);
            }
            ctx.close();
        }
    }
}
