package org.usher.dist.bench.tunnel;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.nio.channels.NotYetConnectedException;
import java.nio.charset.StandardCharsets;
import org.usher.dist.bench.paper.PaperFarm;
import org.usher.dist.bench.paper.WebSocketClient;

/** One connection of a tunnel, behind TLS. */
abstract class Link extends ChannelInboundHandlerAdapter {

    final Tunnel tunnel;

    private Link(Tunnel tunnel) {
        this.tunnel = tunnel;
    }

    /** TLS is up. */
    abstract void begin(ChannelHandlerContext ctx);

    /** Bytes came. */
    abstract void take(ChannelHandlerContext ctx, ByteBuf in);

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent done) {
            if (done.isSuccess()) {
                begin(ctx);
            } else {
                tunnel.end("TLS: " + done.cause());
            }
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            take(ctx, in);
        } finally {
            in.release();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (ctx.channel().isWritable() && ctx.channel().equals(tunnel.channel())) {
            tunnel.writable();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        tunnel.end("the relay has ended the connection");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // Netty now and then reads a socket between its registration and its connecting. That ends nothing.
        if (!(cause instanceof NotYetConnectedException)) {
            tunnel.end("failed: " + cause);
        }
    }

    /** A request of a stock client; the connection's id is that of both of its channels. */
    private static ByteBuf request(String method, String id, String more) {
        return Unpooled.copiedBuffer(
                """
                %s /remoteDesktopGateway/ HTTP/1.1
                Cache-Control: no-cache
                Pragma: no-cache
                Accept: */*
                User-Agent: MS-RDGateway/1.0
                Host: %s
                RDG-Connection-Id: {%s}
                RDG-Auth-Scheme: PAA
                %s
                """.formatted(method, PaperFarm.PUBLIC_NAME, id, more).replace("\n", "\r\n"),
                StandardCharsets.US_ASCII);
    }

    /** Nothing but TLS. */
    static final class Bare extends Link {

        Bare(Tunnel tunnel) {
            super(tunnel);
        }

        @Override
        void begin(ChannelHandlerContext ctx) {
            tunnel.ready();
        }

        @Override
        void take(ChannelHandlerContext ctx, ByteBuf in) {
            tunnel.take(in);
        }
    }

    /** A WebSocket. */
    static final class Socket extends Link {

        private final String id;
        private final WebSocketClient frames = new WebSocketClient();
        private boolean agreed;

        Socket(Tunnel tunnel, String id) {
            super(tunnel);
            this.id = id;
        }

        @Override
        void begin(ChannelHandlerContext ctx) {
            ByteBuf request = request("RDG_OUT_DATA", id, """
                    Connection: Upgrade
                    Upgrade: websocket
                    Sec-WebSocket-Version: 13
                    Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
                    Content-Length: 0
                    """);
            ctx.writeAndFlush(request, ctx.voidPromise());
        }

        @Override
        void take(ChannelHandlerContext ctx, ByteBuf in) {
            if (!agreed) {
                agreed = frames.agreed(in);
                if (agreed) {
                    tunnel.ready();
                }
            }
            if (agreed && ctx.channel().isActive()) {
                frames.payload(in, payload -> {
                    tunnel.take(payload);
                    payload.release();
                });
            }
        }
    }

    /** The server's channel of two. */
    static final class Out extends Link {

        private static final int PREAMBLE = 10;

        private final String id;
        private final Runnable opened;
        private final HttpHead head = new HttpHead();
        private int preamble = PREAMBLE;

        /** @param opened called when the client's channel may be opened */
        Out(Tunnel tunnel, String id, Runnable opened) {
            super(tunnel);
            this.id = id;
            this.opened = opened;
        }

        @Override
        void begin(ChannelHandlerContext ctx) {
            ctx.writeAndFlush(
                    request("RDG_OUT_DATA", id, "Connection: Keep-Alive\nContent-Length: 0\n"), ctx.voidPromise());
        }

        @Override
        void take(ChannelHandlerContext ctx, ByteBuf in) {
            if (!head.passed(in)) {
                return;
            }
            if (preamble > 0) {
                int length = Math.min(preamble, in.readableBytes());
                in.skipBytes(length);
                preamble -= length;
                if (preamble == 0) {
                    opened.run();
                }
            }
            if (in.isReadable()) {
                tunnel.take(in);
            }
        }
    }

    /** The client's channel of two. */
    static final class In extends Link {

        private final String id;
        private final HttpHead head = new HttpHead();
        private boolean ready;

        In(Tunnel tunnel, String id) {
            super(tunnel);
            this.id = id;
        }

        @Override
        void begin(ChannelHandlerContext ctx) {
            ctx.writeAndFlush(
                    request("RDG_IN_DATA", id, "Connection: Keep-Alive\nContent-Length: 0\n"), ctx.voidPromise());
        }

        @Override
        void take(ChannelHandlerContext ctx, ByteBuf in) {
            if (!ready && head.passed(in)) {
                ready = true;
                ctx.writeAndFlush(
                        request("RDG_IN_DATA", id, "Connection: Keep-Alive\nTransfer-Encoding: chunked\n"),
                        ctx.voidPromise());
                tunnel.ready();
            }
        }
    }
}
