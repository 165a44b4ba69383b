package org.usher.relay.testing;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.usher.relay.transport.Transport;

/** A Netty channel whose other end is a plain socket in the hands of the test. */
public record Pipe(Channel channel, Socket socket) implements AutoCloseable {

    /** How long a test waits for what must come. Generous: only a broken program needs it. */
    public static final int PATIENCE_SECONDS = 20;

    /** A new pair, connected over loopback; the channel lives on one of the transport's loops. */
    public static Pipe open(Transport transport, ChannelHandler... handlers) {
        CompletableFuture<Channel> accepted = new CompletableFuture<>();
        Channel listener = transport
                .tcpServer()
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(handlers);
                        accepted.complete(channel);
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
        try {
            int port = ((InetSocketAddress) listener.localAddress()).getPort();
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(PATIENCE_SECONDS * 1000);
            return new Pipe(accepted.get(PATIENCE_SECONDS, TimeUnit.SECONDS), socket);
        } catch (IOException | InterruptedException | ExecutionException | TimeoutException failed) {
            throw new AssertionError(failed);
        } finally {
            listener.close().syncUninterruptibly();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        channel.close().syncUninterruptibly();
    }
}
