package org.usher.agent.front;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.usher.relay.testing.Pipe;
import org.usher.relay.tls.TlsContext;
import org.usher.relay.tls.TlsCredentials;
import org.usher.relay.transport.Transport;
import org.usher.wire.rdp.ConnectionConfirm;
import org.usher.wire.rdp.ConnectionRequest;

/** An RDP server on a Unix socket, as xrdp is one: X.224, TLS, then bytes in the hands of the test. */
final class RdpServerDouble implements AutoCloseable {

    /** How it treats who connects. */
    enum Manner {
        PROPER,
        /** Answers that it allows no TLS. */
        REFUSING,
        /** Wants to go on without TLS. */
        PLAIN,
        /** Takes the request and says nothing. */
        SILENT,
        /** Answers with something else. */
        NONSENSE,
        /** Begins an answer that never ends. */
        ENDLESS,
        /** Says something more behind its answer. */
        BABBLING,
        /** Says very much more. */
        FLOODING,
        CLOSING,
        /** Agrees to TLS and closes. */
        CLOSING_BEFORE_TLS,
        /** Agrees to TLS and says something else. */
        NONSENSE_FOR_TLS,
        /** Agrees to TLS and says nothing. */
        SILENT_FOR_TLS
    }

    private final Transport transport = Transport.start("rdp-double", 1);
    private final TlsContext tls;
    private final Channel listener;
    private final BlockingQueue<Peer> peers = new LinkedBlockingQueue<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile Manner manner = Manner.PROPER;

    RdpServerDouble(Path socket, TlsCredentials own) {
        this.tls = TlsContext.server(own, TlsContext.Versions.TLS_12_AND_13);
        this.listener = transport
                .unixServer()
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.config().setAutoRead(true);
                        channel.pipeline().addLast(new Greeting());
                    }
                })
                .bind(Transport.unixAddress(socket))
                .syncUninterruptibly()
                .channel();
    }

    void manner(Manner next) {
        manner = next;
    }

    /** The X.224 requests that came, as text. */
    List<String> requests() {
        return requests;
    }

    /** The next connection, with TLS. */
    Peer accept() throws InterruptedException {
        Peer peer = peers.poll(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (peer == null) {
            throw new AssertionError("the front did not connect");
        }
        return peer;
    }

    private final class Greeting extends ChannelInboundHandlerAdapter {

        private boolean greeted;

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf bytes = (ByteBuf) message;
            if (!greeted) {
                greeted = true;
                requests.add(bytes.toString(StandardCharsets.ISO_8859_1));
                greet(context);
            } else if (manner == Manner.NONSENSE_FOR_TLS) {
                say(context, "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            bytes.release();
        }

        private void greet(ChannelHandlerContext context) {
            byte[] agreed = new ConnectionConfirm.Selected(ConnectionRequest.SSL).encode();
            switch (manner) {
                case PROPER -> {
                    context.writeAndFlush(Unpooled.wrappedBuffer(agreed));
                    context.pipeline()
                            .addFirst(tls.handler(context.alloc(), Duration.ofSeconds(Pipe.PATIENCE_SECONDS)));
                }
                case REFUSING -> say(context, new ConnectionConfirm.Refused(2).encode());
                case PLAIN -> say(context, new ConnectionConfirm.Selected(0).encode());
                case SILENT -> {
                    // That is all.
                }
                case NONSENSE -> say(context, "SSH-2.0-OpenSSH\r\n".getBytes(StandardCharsets.US_ASCII));
                case ENDLESS -> say(context, new byte[] {3, 0, 0x20, 0});
                case BABBLING -> say(context, Arrays.copyOf(agreed, agreed.length + 10));
                case FLOODING -> say(context, Arrays.copyOf(agreed, 2000));
                case CLOSING -> context.close();
                case CLOSING_BEFORE_TLS ->
                    context.writeAndFlush(Unpooled.wrappedBuffer(agreed)).addListener(ChannelFutureListener.CLOSE);
                case NONSENSE_FOR_TLS, SILENT_FOR_TLS -> say(context, agreed);
            }
        }

        private void say(ChannelHandlerContext context, byte[] bytes) {
            context.writeAndFlush(Unpooled.wrappedBuffer(bytes));
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof SslHandshakeCompletionEvent done && done.isSuccess()) {
                Peer peer = new Peer(context.channel());
                context.pipeline().addLast(peer.reader);
                context.pipeline().remove(this);
                peers.add(peer);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }

    /** One connection after TLS. */
    static final class Peer {

        private static final byte[] END = new byte[0];

        private final Channel channel;
        private final Reader reader = new Reader();
        private final BlockingQueue<byte[]> came = new LinkedBlockingQueue<>();
        private byte[] rest = new byte[0];
        private int at;

        Peer(Channel channel) {
            this.channel = channel;
        }

        private final class Reader extends ChannelInboundHandlerAdapter {

            @Override
            public void channelRead(ChannelHandlerContext context, Object message) {
                ByteBuf bytes = (ByteBuf) message;
                byte[] copy = new byte[bytes.readableBytes()];
                bytes.readBytes(copy);
                bytes.release();
                if (copy.length > 0) {
                    came.add(copy);
                }
            }

            @Override
            public void channelInactive(ChannelHandlerContext context) {
                came.add(END);
            }

            @Override
            public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
                context.close();
            }
        }

        private boolean next() throws InterruptedException {
            byte[] chunk = came.poll(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (chunk == null) {
                throw new AssertionError("nothing more came to the RDP server");
            }
            rest = chunk;
            at = 0;
            return chunk.length > 0;
        }

        /** So many bytes of the client's. */
        byte[] read(int length) throws InterruptedException {
            byte[] bytes = new byte[length];
            int have = 0;
            while (have < length) {
                if (at == rest.length && !next()) {
                    throw new AssertionError("the connection ends after " + have + " of " + length + " bytes");
                }
                int more = Math.min(length - have, rest.length - at);
                System.arraycopy(rest, at, bytes, have, more);
                at += more;
                have += more;
            }
            return bytes;
        }

        /** The next TPKT. */
        byte[] readFrame() throws InterruptedException {
            byte[] header = read(4);
            byte[] body = read(((header[2] & 0xff) << 8 | (header[3] & 0xff)) - 4);
            return RdpTalk.join(header, body);
        }

        /** Everything until the connection ends. */
        byte[] readToEnd() throws InterruptedException {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.write(rest, at, rest.length - at);
            at = rest.length;
            while (next()) {
                all.writeBytes(rest);
                at = rest.length;
            }
            return all.toByteArray();
        }

        /** Sends; returns when the kernel has taken all of it. */
        void write(byte[] bytes) {
            channel.writeAndFlush(Unpooled.wrappedBuffer(bytes)).syncUninterruptibly();
        }

        /** Whether what the client sends is taken. */
        void reading(boolean on) {
            channel.config().setAutoRead(on);
        }

        void close() {
            channel.close().syncUninterruptibly();
        }
    }

    @Override
    public void close() {
        listener.close().syncUninterruptibly();
        transport.close();
        tls.close();
    }
}
