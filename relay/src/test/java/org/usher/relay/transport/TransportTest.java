package org.usher.relay.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.usher.relay.Natives;
import org.usher.relay.testing.Pipe;

@Tag("sockets")
class TransportTest {

    /** Sends back what comes. */
    private static final class Echo extends ChannelInboundHandlerAdapter {

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            ctx.read();
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ctx.writeAndFlush(message);
            ctx.read();
        }
    }

    @Test
    void unixSocketsCarryBytes(@TempDir Path directory) throws Exception {
        try (Transport transport = Transport.start("unix-test", 1)) {
            var address = Transport.unixAddress(directory.resolve("front.socket"));
            transport
                    .unixServer()
                    .childHandler(new ChannelInitializer<>() {
                        @Override
                        protected void initChannel(Channel channel) {
                            channel.pipeline().addLast(new Echo());
                        }
                    })
                    .bind(address)
                    .sync();
            CompletableFuture<String> answer = new CompletableFuture<>();
            Channel client = transport
                    .unixClient(transport.loops().next())
                    .handler(new ChannelInboundHandlerAdapter() {
                        @Override
                        public void channelRead(ChannelHandlerContext ctx, Object message) {
                            answer.complete(((ByteBuf) message).toString(StandardCharsets.US_ASCII));
                            ((ByteBuf) message).release();
                        }
                    })
                    .connect(address)
                    .sync()
                    .channel();
            client.read();
            client.writeAndFlush(Unpooled.copiedBuffer("hello", StandardCharsets.US_ASCII));
            assertThat(answer.get(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo("hello");
        }
    }

    @Test
    void tcpChannelsReadOnlyWhenAskedAndFindDeadPeers() throws Exception {
        try (Transport transport = Transport.start("tcp-test", 1);
                Pipe pipe = Pipe.open(transport)) {
            assertThat(pipe.channel().config().isAutoRead()).isFalse();
            assertThat(pipe.channel().config().getOption(ChannelOption.SO_KEEPALIVE))
                    .isTrue();
            assertThat(pipe.channel().config().getOption(ChannelOption.TCP_NODELAY))
                    .isTrue();
            assertThat(transport
                            .tcpClient(transport.loops().next(), Duration.ofSeconds(5))
                            .config()
                            .options())
                    .containsEntry(ChannelOption.CONNECT_TIMEOUT_MILLIS, 5000);
            assertThat(pipe.channel().getClass().getSimpleName().startsWith("Epoll"))
                    .isEqualTo(Natives.epoll());
        }
    }
}
