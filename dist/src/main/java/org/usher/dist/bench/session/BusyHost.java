package org.usher.dist.bench.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.usher.dist.bench.paper.PaperFarm;
import org.usher.link.identity.ComponentIdentity;
import org.usher.relay.tls.TlsContext;
import org.usher.relay.tls.TlsCredentials;
import org.usher.relay.transport.Transport;
import org.usher.wire.component.ComponentRole;
import org.usher.wire.rdp.ConnectionConfirm;
import org.usher.wire.rdp.ConnectionRequest;

/** In the place of an RDP server behind a front: after the sign-on it sends pictures that are none, at a steady pace. */
final class BusyHost implements AutoCloseable {

    /** What one picture has. */
    static final int PICTURE = 8 * 1024;

    /** How often there is one. */
    static final int EVERY_MILLIS = 50;

    private static final int TPKT = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final TlsContext tls;
    private final Channel listener;
    private final ByteBuf picture =
            Unpooled.unreleasableBuffer(Unpooled.directBuffer(PICTURE).writeZero(PICTURE));

    BusyHost(Path socket, Transport transport) {
        // The front trusts whoever answers on its own machine.
        ComponentIdentity self = new PaperFarm().identity(ComponentRole.HOST);
        tls = TlsContext.server(
                new TlsCredentials(self.key(), List.of(self.certificate())), TlsContext.Versions.TLS_12_AND_13);
        listener = transport
                .unixServer()
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.config().setAutoRead(true);
                        channel.pipeline().addLast(new Visit());
                    }
                })
                .bind(Transport.unixAddress(socket))
                .syncUninterruptibly()
                .channel();
    }

    @Override
    public void close() {
        listener.close().syncUninterruptibly();
        tls.close();
    }

    private final class Visit extends ChannelInboundHandlerAdapter {

        private boolean confirmed;
        private boolean signedOn;

        /** What the client has said behind TLS, up to its sign-on. */
        private final ByteBuf said = Unpooled.buffer(1024);

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ByteBuf bytes = (ByteBuf) message;
            if (confirmed && !signedOn) {
                said.writeBytes(bytes);
                signedOn = hasSignedOn();
                if (signedOn) {
                    ctx.writeAndFlush(Unpooled.wrappedBuffer(Talk.VALID_CLIENT), ctx.voidPromise());
                    paintForEver(ctx);
                }
            }
            bytes.release();
            if (!confirmed) {
                // The request is one small write of the front's.
                confirmed = true;
                ctx.writeAndFlush(
                        Unpooled.wrappedBuffer(new ConnectionConfirm.Selected(ConnectionRequest.SSL).encode()));
                ctx.pipeline().addFirst(tls.handler(ctx.alloc(), PATIENCE));
            }
        }

        /** Whether both messages have come whole. They come in their order, and nothing behind them until we answer. */
        private boolean hasSignedOn() {
            int at = said.readerIndex();
            for (int messages = 0; messages < 2; messages++) {
                if (said.writerIndex() - at < TPKT) {
                    return false;
                }
                at += said.getUnsignedShort(at + 2);
            }
            return said.writerIndex() >= at;
        }

        private void paintForEver(ChannelHandlerContext ctx) {
            var pace = ctx.executor()
                    .scheduleAtFixedRate(() -> paint(ctx), EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
            ctx.channel().closeFuture().addListener(closed -> pace.cancel(false));
        }

        private void paint(ChannelHandlerContext ctx) {
            if (ctx.channel().isWritable()) {
                ctx.writeAndFlush(picture.duplicate(), ctx.voidPromise());
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }
}
