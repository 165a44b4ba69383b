package org.usher.agent.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.usher.link.Json;
import org.usher.relay.testing.Pipe;

/** The agent's end of the control socket, with a front in the hands of the test. */
@Timeout(60)
class FrontControlTest {

    @TempDir
    Path directory;

    private final BlockingQueue<FrontNews> news = new LinkedBlockingQueue<>();
    private final Semaphore connected = new Semaphore(0);
    private ServerSocketChannel listener;
    private FrontControl control;

    @BeforeEach
    void open() throws IOException {
        Path socket = directory.resolve("control.socket");
        listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(socket));
        control = new FrontControl(socket, news::add, connected::release);
    }

    @AfterEach
    void close() throws IOException {
        control.close();
        listener.close();
    }

    private static void say(SocketChannel agent, String line) throws IOException {
        agent.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
    }

    private static FrontOrder read(SocketChannel agent) throws IOException {
        String line = new BufferedReader(Channels.newReader(agent, StandardCharsets.UTF_8)).readLine();
        return Json.read(String.valueOf(line), FrontOrder.class);
    }

    private CompletableFuture<@Nullable String> ordering() {
        return CompletableFuture.supplyAsync(
                () -> control.carryOut(number -> new FrontOrder.SignOn(number, "alice")),
                Executors.newVirtualThreadPerTaskExecutor());
    }

    private FrontNews next() throws InterruptedException {
        FrontNews next = news.poll(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no news");
        }
        return next;
    }

    private void awaitConnected() throws InterruptedException {
        assertThat(connected.tryAcquire(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS))
                .isTrue();
    }

    @Test
    void givesOrdersAndTheirAnswers() throws Exception {
        assertThat(control.ready()).isFalse();
        assertThat(control.carryOut(number -> new FrontOrder.SignOn(number, "alice")))
                .isNull();
        control.start();
        try (SocketChannel agent = listener.accept()) {
            awaitConnected();
            assertThat(control.ready()).isTrue();
            CompletableFuture<@Nullable String> answer = ordering();
            FrontOrder order = read(agent);
            assertThat(order).isInstanceOf(FrontOrder.SignOn.class);
            // An answer that nobody waits for, news, and then the answer.
            FrontNews stage = new FrontNews.Stage(UUID.randomUUID(), "tunnel", "");
            say(agent, Json.write(new FrontNews.Done(order.number() + 1, "x")));
            say(agent, Json.write(stage));
            say(agent, Json.write(new FrontNews.Done(order.number(), "credential")));
            assertThat(answer.get(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo("credential");
            assertThat(next()).isEqualTo(stage);
        }
    }

    @Test
    void hearsWhatFollowsNewsThatItDoesNotKnow() throws Exception {
        control.start();
        FrontNews stage = new FrontNews.RdpClosed(UUID.randomUUID());
        try (SocketChannel agent = listener.accept()) {
            say(agent, "{\"news\":\"of-a-later-version\"}");
            say(agent, "nonsense");
            say(agent, "");
            say(agent, "{\"news\":\"stage\"}");
            say(agent, Json.write(stage));
            FrontNews heard = next();
            while (!heard.equals(stage)) {
                heard = next();
            }
            CompletableFuture<@Nullable String> answer = ordering();
            say(agent, Json.write(new FrontNews.Done(read(agent).number(), "still there")));
            assertThat(answer.get(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo("still there");
        }
    }

    @Test
    void comesBackToAFrontThatWasRestarted() throws Exception {
        control.start();
        CompletableFuture<@Nullable String> unanswered;
        try (SocketChannel agent = listener.accept()) {
            awaitConnected();
            unanswered = ordering();
            read(agent);
        }
        assertThat(unanswered.get(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS)).isNull();
        try (SocketChannel agent = listener.accept()) {
            awaitConnected();
            CompletableFuture<@Nullable String> answer = ordering();
            say(agent, Json.write(new FrontNews.Done(read(agent).number(), "again")));
            assertThat(answer.get(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo("again");
        }
    }

    @Test
    void doesNotWaitForEverForAnAnswer() throws Exception {
        control.start();
        try (SocketChannel agent = listener.accept()) {
            awaitConnected();
            CompletableFuture<@Nullable String> answer = ordering();
            read(agent);
            assertThat(answer.get(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS)).isNull();
        }
    }
}
