package org.usher.agent.front;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.usher.relay.tls.TlsContext;
import org.usher.relay.transport.Transport;
import org.usher.wire.Decoded;
import org.usher.wire.Octets;
import org.usher.wire.rdp.ConnectionConfirm;
import org.usher.wire.rdp.ConnectionRequest;

/**
 * One connection to the RDP server behind the front: X.224 and TLS, then bytes. Whoever owns it hears of its progress on
 * the front's one thread.
 */
final class RdpConnection extends ChannelInboundHandlerAdapter {

    private static final Duration AGAIN = Duration.ofMillis(200);

    private static final int MAX_CONFIRM = 1024;

    private final Owner owner;
    private final TlsContext tls;
    private final Duration patience;
    private final ByteBuf confirm = Unpooled.buffer(ConnectionConfirm.LENGTH);
    private @Nullable Channel channel;
    private @Nullable Octets confirmation;
    private @Nullable ScheduledFuture<?> late;
    private boolean ready;
    private boolean closed;

    /** Who hears of it. */
    interface Owner {

        /** TLS is up; bytes may be written. {@code confirmation} is the server's X.224 answer. */
        void rdpReady(Octets confirmation);

        /** Bytes of the server; they are the callee's for the length of the call. */
        void rdpBytes(ByteBuffer bytes);

        /** The bytes of one read have all been handed over: time to flush, and to ask for more if there is room. */
        void rdpReadComplete();

        /** There is room again for bytes to the server. */
        void rdpWritable();

        /** It is over; {@code reason} is a reason code. It is told once. */
        void rdpClosed(String reason);
    }

    private RdpConnection(Owner owner, TlsContext tls, Duration patience) {
        this.owner = owner;
        this.tls = tls;
        this.patience = patience;
    }

    /**
     * How servers are reached.
     *
     * @param patience from connecting to TLS
     * @param comingUp how long one that is not there is tried again
     */
    record Server(Transport transport, Path socket, TlsContext tls, Duration patience, Duration comingUp) {}

    /** Begins to connect to the server. */
    static RdpConnection open(Server server, String account, Owner owner) {
        EventLoop loop = server.transport().loops().next();
        RdpConnection connection = new RdpConnection(owner, server.tls(), server.patience());
        connection.late = loop.schedule(
                () -> {
                    if (!connection.ready) {
                        connection.end("rdp-timeout");
                    }
                },
                server.patience().toMillis(),
                TimeUnit.MILLISECONDS);
        connection.connect(
                server, loop, account, System.nanoTime() + server.comingUp().toNanos());
        return connection;
    }

    private void connect(Server server, EventLoop loop, String account, long deadline) {
        if (closed) {
            return;
        }
        // We join the pipeline of a channel that is connected, and not those of the tries that fail.
        ChannelFuture connecting = server.transport()
                .unixClient(loop)
                .handler(new ChannelInboundHandlerAdapter())
                .connect(Transport.unixAddress(server.socket()));
        connecting.addListener(done -> {
            if (!done.isSuccess() && System.nanoTime() - deadline < 0) {
                loop.schedule(() -> connect(server, loop, account, deadline), AGAIN.toMillis(), TimeUnit.MILLISECONDS);
            } else if (!done.isSuccess()) {
                end("host-unreachable");
            } else {
                connecting.channel().pipeline().addLast(this);
                // The account's name is in the clear text that sesman's log shows; nothing else of the client's is let
                // in.
                byte[] request = new ConnectionRequest(
                                Optional.of("Cookie: mstshash=" + account), ConnectionRequest.SSL)
                        .encode();
                connecting.channel().writeAndFlush(Unpooled.wrappedBuffer(request));
                connecting.channel().read();
            }
        });
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        channel = context.channel();
        if (closed) {
            context.close();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            if (ready) {
                owner.rdpBytes(bytes.nioBuffer());
            } else {
                takeConfirm(context, bytes);
            }
        } finally {
            bytes.release();
        }
    }

    private void takeConfirm(ChannelHandlerContext context, ByteBuf bytes) {
        if (confirmation != null || confirm.readableBytes() + bytes.readableBytes() > MAX_CONFIRM) {
            end("rdp-malformed");
            return;
        }
        confirm.writeBytes(bytes);
        switch (ConnectionConfirm.decode(confirm.nioBuffer())) {
            case Decoded.Message<ConnectionConfirm>(ConnectionConfirm confirmed, int consumed)
            when consumed < confirm.readableBytes() ->
                // It is for the client to begin TLS.
                end("rdp-malformed");
            case Decoded.Message<ConnectionConfirm>(ConnectionConfirm.Selected(int protocol), int consumed)
            when protocol == ConnectionRequest.SSL -> {
                byte[] whole = new byte[consumed];
                confirm.readBytes(whole);
                confirmation = Octets.of(whole);
                SslHandler handler = tls.handler(context.alloc(), patience);
                context.pipeline().addFirst(handler);
                context.channel().config().setAutoRead(true);
            }
            case Decoded.Message<ConnectionConfirm>(ConnectionConfirm other, int consumed) -> end("rdp-refused");
            case Decoded.NeedMore<ConnectionConfirm> more -> context.read();
            case Decoded.Malformed<ConnectionConfirm> malformed -> end("rdp-malformed");
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess() && confirmation != null) {
                context.channel().config().setAutoRead(false);
                ready = true;
                owner.rdpReady(confirmation);
                context.read();
            } else {
                end("rdp-refused");
            }
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (ready) {
            owner.rdpReadComplete();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (context.channel().isWritable()) {
            owner.rdpWritable();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        end(ready ? "rdp-closed" : "rdp-refused");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // xrdp does not end TLS in the way that it should; what matters is that it is over.
        end(ready ? "rdp-closed" : "rdp-refused");
    }

    private void end(String reason) {
        if (!closed) {
            close();
            owner.rdpClosed(reason);
        }
    }

    /** Asks for the next bytes. */
    void read() {
        if (channel != null) {
            channel.read();
        }
    }

    /** Writes a copy of these bytes; {@link #flush} sends them. */
    void write(ByteBuffer bytes) {
        if (channel != null && channel.isActive()) {
            channel.write(channel.alloc().buffer(bytes.remaining()).writeBytes(bytes));
        }
    }

    void flush() {
        if (channel != null) {
            channel.flush();
        }
    }

    boolean writable() {
        return channel != null && channel.isWritable();
    }

    /** Closes it without telling the owner. */
    void close() {
        closed = true;
        if (late != null) {
            late.cancel(false);
        }
        if (channel != null) {
            channel.close();
        }
    }
}
