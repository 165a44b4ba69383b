package org.usher.relay.splice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.usher.relay.testing.Pipe;
import org.usher.relay.transport.Transport;

@Tag("sockets")
class SpliceTest {

    private static final long MEBIBYTE = 1024 * 1024;

    // One loop, so that both channels are on it.
    private final Transport transport = Transport.start("splice-test", 1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Pipe one = Pipe.open(transport);
    private final Pipe other = Pipe.open(transport);

    @AfterEach
    void close() throws IOException {
        one.close();
        other.close();
        threads.close();
        transport.close();
    }

    @Test
    void aClientMayHaveAChannelForEachDirection() throws Exception {
        try (Pipe taking = Pipe.open(transport)) {
            Channel in = one.channel();
            in.eventLoop()
                    .submit(() -> Splice.join(in, taking.channel(), other.channel()))
                    .get(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS);
            byte[] there = random(2_000_000, 1);
            byte[] back = random(3_000_000, 2);
            Future<?> first = threads.submit(() -> send(one.socket(), there));
            Future<?> second = threads.submit(() -> send(other.socket(), back));
            Future<byte[]> returned =
                    threads.submit(() -> taking.socket().getInputStream().readNBytes(back.length));
            // Nobody listens to what comes where only is taken.
            send(taking.socket(), there);
            assertThat(other.socket().getInputStream().readNBytes(there.length)).isEqualTo(there);
            assertThat(returned.get(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(back);
            first.get();
            second.get();
            one.socket().close();
            assertThat(other.socket().getInputStream().read()).isEqualTo(-1);
            assertThat(taking.socket().getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void bytesGoBothWaysUnchanged() throws Exception {
        join();
        byte[] there = random(5_000_000, 1);
        byte[] back = random(3_000_000, 2);
        Future<?> first = threads.submit(() -> send(one.socket(), there));
        Future<?> second = threads.submit(() -> send(other.socket(), back));
        Future<byte[]> returned =
                threads.submit(() -> one.socket().getInputStream().readNBytes(back.length));
        assertThat(other.socket().getInputStream().readNBytes(there.length)).isEqualTo(there);
        assertThat(returned.get(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(back);
        first.get();
        second.get();
    }

    @Test
    void aSideThatDoesNotReadHoldsTheOtherOneBack() throws Exception {
        join();
        for (Pipe[] direction : new Pipe[][] {{one, other}, {other, one}}) {
            Socket sender = direction[0].socket();
            AtomicLong sent = new AtomicLong();
            Channel target = direction[1].channel();
            CompletableFuture<Void> stuck = unwritable(target);
            Future<?> sending = threads.submit(() -> {
                OutputStream out = sender.getOutputStream();
                byte[] piece = new byte[64 * 1024];
                while (sent.get() < 64 * MEBIBYTE) {
                    out.write(piece);
                    sent.addAndGet(piece.length);
                }
                return null;
            });
            // The sender is stuck as soon as the channel that it fills is not read any more.
            stuck.get(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(onLoop(target, () -> pending(target)))
                    .as("bytes waiting in memory")
                    .isLessThan(MEBIBYTE);
            assertThat(sending.isDone()).isFalse();
            long read = 0;
            byte[] buffer = new byte[256 * 1024];
            while (read < 64 * MEBIBYTE) {
                int length = direction[1].socket().getInputStream().read(buffer);
                assertThat(length).isPositive();
                read += length;
                assertThat(onLoop(target, () -> pending(target)))
                        .as("bytes waiting in memory")
                        .isLessThan(MEBIBYTE);
            }
            sending.get(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    @Test
    void whatCameBeforeTheEndArrivesAndThenBothEnd() throws Exception {
        join();
        byte[] last = random(2_000_000, 3);
        Future<?> sending = threads.submit(() -> {
            send(one.socket(), last);
            one.socket().close();
            return null;
        });
        assertThat(other.socket().getInputStream().readAllBytes()).isEqualTo(last);
        sending.get();
        one.channel().closeFuture().sync();
        other.channel().closeFuture().sync();
    }

    @Test
    void aHalfCloseIsAnEnd() throws Exception {
        join();
        one.socket().shutdownOutput();
        assertThat(other.socket().getInputStream().read()).isEqualTo(-1);
        assertThat(one.socket().getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void aResetEndsTheOtherSide() throws Exception {
        join();
        one.socket().setSoLinger(true, 0);
        one.socket().close();
        assertThat(other.socket().getInputStream().read()).isEqualTo(-1);
        other.channel().closeFuture().sync();
    }

    @Test
    void anEndBeforeTheJoinIsNotMissed() throws Exception {
        one.channel().close().sync();
        join();
        assertThat(other.socket().getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void aSideThatTakesNothingAnyMoreIsCutOffWithWhatWaitsForIt() throws Exception {
        onLoop(one.channel(), () -> {
            Splice.join(one.channel(), other.channel(), Duration.ofMillis(200));
            return 0L;
        });
        Future<?> sending = threads.submit(() -> send(one.socket(), new byte[64 << 20]));
        // For long enough that it is not only on its way.
        for (int full = 0; full < 20; full++) {
            if (onLoop(other.channel(), () -> pending(other.channel())) == 0) {
                full = 0;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }

        one.channel().close();
        assertThat(other.channel().closeFuture().await(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS))
                .isTrue();
        assertThat(other.channel().unsafe().outboundBuffer()).isNull();
        assertThat(catchThrowable(() -> sending.get(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS)))
                .hasCauseInstanceOf(IOException.class);
    }

    private void join() {
        onLoop(one.channel(), () -> {
            Splice.join(one.channel(), other.channel());
            return 0L;
        });
    }

    private static long pending(Channel channel) {
        return channel.unsafe().outboundBuffer().totalPendingWriteBytes();
    }

    /** Done when the channel takes no more, for which its peer is to blame. */
    private static CompletableFuture<Void> unwritable(Channel channel) {
        CompletableFuture<Void> stuck = new CompletableFuture<>();
        channel.pipeline().addFirst(new ChannelInboundHandlerAdapter() {
            @Override
            public void channelWritabilityChanged(ChannelHandlerContext ctx) {
                if (!ctx.channel().isWritable()) {
                    stuck.complete(null);
                }
                ctx.fireChannelWritabilityChanged();
            }
        });
        return stuck;
    }

    private static long onLoop(Channel channel, java.util.concurrent.Callable<Long> what) {
        return channel.eventLoop().submit(what).syncUninterruptibly().getNow();
    }

    private static byte[] random(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static Void send(Socket socket, byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return null;
    }
}
