package org.usher.dist.bench.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.usher.dist.bench.paper.PaperFarm;
import org.usher.dist.bench.paper.WebSocketClient;
import org.usher.link.identity.FarmTrust;
import org.usher.relay.tls.TlsContext;
import org.usher.relay.transport.Transport;
import org.usher.wire.component.ComponentRole;
import org.usher.wire.stream.StreamCodec;
import org.usher.wire.stream.StreamFrame;

/**
 * What is in front of gateway and peer: TLS, with a WebSocket in it for the gateway, and in that the page's side of the
 * resumable stream. The bytes of the stream are the same for both.
 */
final class PaperClient implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int WELCOME = StreamCodec.HEADER + 1 + 32 + 8 + 8;

    private final PaperFarm farm;
    private final Transport transport;
    private final int frontPort;
    private final TlsContext tls;
    private final ByteBuf plainUnit = Load.frame();
    private final ByteBuf webSocketUnit = Unpooled.unreleasableBuffer(WebSocketClient.message(Load.frame()));

    PaperClient(PaperFarm farm, Transport transport, int frontPort) {
        this.farm = farm;
        this.transport = transport;
        this.frontPort = frontPort;
        this.tls = TlsContext.client(
                new FarmTrust(farm.authority(), peer -> peer.role() == ComponentRole.GATEWAY),
                TlsContext.Versions.TLS_12_AND_13,
                "http/1.1");
    }

    /**
     * Opens a connection to a relay, and begins to work.
     *
     * @param webSocket whether the relay speaks HTTP and WebSocket
     */
    Connection open(int port, boolean webSocket, Work work) {
        Channel channel = transport
                .tcpClient(transport.loops().next(), PATIENCE)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(tls.handler(channel.alloc(), PATIENCE), new Visit(webSocket, work));
                    }
                })
                .connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .syncUninterruptibly()
                .channel();
        // Not before: to read a socket that is not connected is an error.
        channel.config().setAutoRead(true);
        return new Connection() {
            @Override
            public Work work() {
                return work;
            }

            @Override
            public List<String> protections() {
                return List.of(Connection.protection(channel));
            }

            @Override
            public void close() {
                channel.close().syncUninterruptibly();
            }
        };
    }

    @Override
    public void close() {
        tls.close();
    }

    private final class Visit extends ChannelInboundHandlerAdapter {

        private final Work work;
        private final Optional<WebSocketClient> webSocket;
        private boolean agreed;
        private long received;
        private long acknowledged;
        private @Nullable Load load;

        Visit(boolean speaksWebSocket, Work work) {
            this.work = work;
            this.webSocket = speaksWebSocket ? Optional.of(new WebSocketClient()) : Optional.empty();
            this.agreed = !speaksWebSocket;
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof SslHandshakeCompletionEvent done) {
                if (!done.isSuccess()) {
                    fail(ctx, done.cause());
                } else if (agreed) {
                    say(ctx);
                } else {
                    ctx.writeAndFlush(
                            WebSocketClient.request(PaperFarm.PUBLIC_NAME, PaperFarm.COOKIE), ctx.voidPromise());
                }
            }
        }

        /** Says hello, and what is to be done. */
        private void say(ChannelHandlerContext ctx) {
            var hello = new StreamFrame.Hello(farm.ticket(frontPort), Optional.empty(), 0);
            send(ctx, Unpooled.wrappedBuffer(StreamCodec.encode(hello)));
            send(ctx, Unpooled.wrappedBuffer(StreamCodec.encode(new StreamFrame.Data(0, work.order()))));
            ctx.flush();
        }

        private void send(ChannelHandlerContext ctx, ByteBuf bytes) {
            ctx.write(webSocket.isPresent() ? WebSocketClient.message(bytes) : bytes, ctx.voidPromise());
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ByteBuf in = (ByteBuf) message;
            try {
                if (!agreed) {
                    awaitAgreement(ctx, in);
                }
                received += webSocket.isPresent() ? webSocket.get().payload(in) : in.readableBytes();
            } finally {
                in.release();
            }
            if (load == null && received >= WELCOME && work.kind() == Work.Kind.UPLOAD) {
                load = new Load(webSocket.isPresent() ? webSocketUnit : plainUnit, work.bytes() / Load.FRAME);
                load.pump(ctx.channel());
            }
            if (work.kind() == Work.Kind.DOWNLOAD && received >= WELCOME + work.bytes()) {
                work.done().complete(null);
            }
        }

        private void awaitAgreement(ChannelHandlerContext ctx, ByteBuf in) {
            agreed = webSocket.isEmpty() || webSocket.get().agreed(in);
            if (agreed) {
                say(ctx);
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {
            if (received - acknowledged >= PaperFront.ACK_AFTER && work.kind() == Work.Kind.DOWNLOAD) {
                acknowledged = received;
                send(ctx, Unpooled.wrappedBuffer(StreamCodec.encode(new StreamFrame.Ack(received))));
                ctx.flush();
            }
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext ctx) {
            if (load != null && ctx.channel().isWritable()) {
                load.pump(ctx.channel());
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            work.done().completeExceptionally(new IllegalStateException("the relay has ended the connection"));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            fail(ctx, cause);
        }

        private void fail(ChannelHandlerContext ctx, Throwable cause) {
            work.done().completeExceptionally(cause);
            ctx.close();
        }
    }
}
