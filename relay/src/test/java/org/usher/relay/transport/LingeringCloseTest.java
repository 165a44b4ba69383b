package org.usher.relay.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.usher.relay.testing.Pipe;

@Tag("sockets")
class LingeringCloseTest {

    private static final int UNREAD = 64 * 1024;

    private static CompletableFuture<Channel> listen(Transport transport, CompletableFuture<Integer> port)
            throws InterruptedException {
        CompletableFuture<Channel> accepted = new CompletableFuture<>();
        Channel server = transport
                .tcpServer()
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new LingeringClose());
                        accepted.complete(channel);
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
        port.complete(((InetSocketAddress) server.localAddress()).getPort());
        return accepted;
    }

    @Test
    void theLastWordsArriveAtAPeerThatIsStillSending() throws Exception {
        try (Transport transport = Transport.start("linger-test", 1)) {
            CompletableFuture<Integer> port = new CompletableFuture<>();
            CompletableFuture<Channel> accepted = listen(transport, port);
            try (Socket peer = new Socket(InetAddress.getLoopbackAddress(), port.get())) {
                peer.setSoTimeout(Pipe.PATIENCE_SECONDS * 1000);
                Channel ours = accepted.get(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS);
                peer.getOutputStream().write(new byte[UNREAD]);
                ours.writeAndFlush(Unpooled.copiedBuffer("goodbye", StandardCharsets.US_ASCII));
                ours.close();
                // With a plain close the kernel answers this with a reset, and reading fails.
                peer.getOutputStream().write(new byte[UNREAD]);
                InputStream in = peer.getInputStream();
                assertThat(new String(in.readAllBytes(), StandardCharsets.US_ASCII))
                        .isEqualTo("goodbye");
            }
            assertThat(accepted.get().closeFuture().await(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isTrue();
        }
    }

    @Test
    void aPeerThatNeverClosesIsCutOff() throws Exception {
        try (Transport transport = Transport.start("linger-test", 1)) {
            CompletableFuture<Integer> port = new CompletableFuture<>();
            CompletableFuture<Channel> accepted = listen(transport, port);
            try (Socket peer = new Socket(InetAddress.getLoopbackAddress(), port.get())) {
                assertThat(peer.isConnected()).isTrue();
                Channel ours = accepted.get(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS);
                ours.close();
                assertThat(ours.closeFuture().await(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS))
                        .isTrue();
            }
        }
    }
}
