package org.usher.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.usher.gateway.testing.Browser;
import org.usher.gateway.testing.Running;
import org.usher.gateway.testing.StreamPeer;
import org.usher.relay.testing.Pipe;
import org.usher.wire.Octets;
import org.usher.wire.stream.StreamCodec;
import org.usher.wire.stream.StreamFrame;

/** Streams that come about. */
@Tag("sockets")
class StreamTest {

    private Running running;

    @BeforeEach
    void start(@TempDir Path state) throws IOException {
        running = Running.start(state);
    }

    @AfterEach
    void stop() throws IOException {
        running.close();
    }

    @Test
    void theFrontHearsWhoComesAndThenTheClientsOwnBytes() throws Exception {
        StreamFrame.Hello hello = new StreamFrame.Hello(running.ticket(), Optional.empty(), 0);
        Browser browser = running.browser().openStream();
        byte[] behind = "what came with it".getBytes(StandardCharsets.US_ASCII);
        browser.sendMessage(concat(StreamCodec.encode(hello).array(), behind));
        try (StreamPeer front = running.front().visit()) {
            assertThat(front.readFrame()).isEqualTo(new StreamFrame.Origin(InetAddress.getLoopbackAddress()));
            assertThat(front.readFrame()).isEqualTo(hello);
            assertThat(front.readBytes(behind.length)).isEqualTo(behind);
            browser.sendFrame(0x02, behind).sendFrame(0x00, behind).sendFrame(0x89, new byte[] {7});
            browser.sendFrame(0x80, behind);
            assertThat(front.readBytes(3 * behind.length)).isEqualTo(concat(behind, behind, behind));
            assertThat(browser.readFrame()).isEqualTo(new Browser.Frame(0x8a, Octets.of(new byte[] {7})));
            front.write("and back".getBytes(StandardCharsets.US_ASCII));
            assertThat(browser.readFrame())
                    .isEqualTo(new Browser.Frame(0x82, Octets.of("and back".getBytes(StandardCharsets.US_ASCII))));
        }
    }

    @Test
    void helloMayComeInAnyPieces() throws Exception {
        byte[] hello = hello();
        for (int cut = 1; cut < hello.length; cut++) {
            try (Browser browser = running.browser().openStream()) {
                ByteBuffer all = ByteBuffer.wrap(hello);
                browser.sendMessage(all.slice(0, cut)).sendMessage(all.slice(cut, hello.length - cut));
                try (StreamPeer front = running.front().visit()) {
                    front.readFrame();
                    assertThat(StreamCodec.encode(front.readFrame()).array()).isEqualTo(hello);
                }
            }
        }
    }

    @Test
    void helloMayComeByteByByteAndTheFramesToo() throws Exception {
        byte[] hello = hello();
        Browser browser = running.browser().openStream();
        for (byte one : hello) {
            for (byte raw : Browser.frame(0x82, new byte[] {one})) {
                browser.sendRaw(new byte[] {raw});
            }
        }
        try (StreamPeer front = running.front().visit()) {
            front.readFrame();
            assertThat(StreamCodec.encode(front.readFrame()).array()).isEqualTo(hello);
        }
    }

    @Test
    void whoComesBackBringsTheLease() throws Exception {
        Octets lease = Octets.of(new byte[StreamFrame.LEASE]);
        StreamFrame.Hello hello = new StreamFrame.Hello(running.ticket(), Optional.of(lease), 1234);
        Browser browser = running.browser().openStream();
        browser.sendMessage(StreamCodec.encode(hello));
        try (StreamPeer front = running.front().visit()) {
            front.readFrame();
            assertThat(front.readFrame()).isEqualTo(hello);
        }
    }

    @Test
    void muchGoesBothWaysUnchanged() throws Exception {
        Browser browser = running.browser().openStream().sendMessage(hello());
        byte[] up = new byte[5_000_000];
        byte[] down = new byte[5_000_000];
        new Random(1).nextBytes(up);
        new Random(2).nextBytes(down);
        try (StreamPeer front = running.front().visit()) {
            front.readFrame();
            front.readFrame();
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> unchecked(() -> {
                for (int at = 0; at < up.length; at += 100_000) {
                    browser.sendMessage(ByteBuffer.wrap(up, at, 100_000));
                }
            }));
            CompletableFuture<Void> answering = CompletableFuture.runAsync(() -> unchecked(() -> front.write(down)));
            CompletableFuture<byte[]> receiving =
                    CompletableFuture.supplyAsync(() -> readMessages(browser, down.length));
            assertThat(front.readBytes(up.length)).isEqualTo(up);
            assertThat(receiving.get(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(down);
            sending.get();
            answering.get();
        }
    }

    @Test
    void aClientThatDoesNotReadHoldsTheFrontBack() throws Exception {
        Browser browser = running.browser().openStream().sendMessage(hello());
        byte[] all = new byte[100_000_000];
        try (StreamPeer front = running.front().visit()) {
            front.readFrame();
            front.readFrame();
            long before = directMemory();
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> unchecked(() -> front.write(all)));
            assertThatThrownBy(() -> sending.get(1, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
            assertThat(directMemory() - before).as("memory held").isLessThan(16 * 1024 * 1024);
            assertThat(readMessages(browser, all.length)).hasSize(all.length);
            sending.get(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    @Test
    void aFrontThatDoesNotReadHoldsTheClientBack() throws Exception {
        Browser browser = running.browser().openStream().sendMessage(hello());
        byte[] piece = new byte[1_000_000];
        try (StreamPeer front = running.front().visit()) {
            front.readFrame();
            front.readFrame();
            long before = directMemory();
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> unchecked(() -> {
                for (int i = 0; i < 100; i++) {
                    browser.sendMessage(piece);
                }
            }));
            assertThatThrownBy(() -> sending.get(1, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
            assertThat(directMemory() - before).as("memory held").isLessThan(16 * 1024 * 1024);
            for (int i = 0; i < 100; i++) {
                front.readBytes(piece.length);
            }
            sending.get(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    @Test
    void theEndOfTheFrontIsTheEndOfTheWebSocketAfterItsLastBytes() throws Exception {
        Browser browser = running.browser().openStream().sendMessage(hello());
        StreamPeer front = running.front().visit();
        front.write(new StreamFrame.End("signed-out"));
        front.close();
        assertThat(browser.readFrame().bytes())
                .isEqualTo(StreamCodec.encode(new StreamFrame.End("signed-out")).array());
        assertThat(browser.readFrame().closeCode()).isEqualTo(1011);
        browser.sendFrame(0x88, new byte[] {0x03, (byte) 0xf3});
        assertThat(browser.isAtEnd()).isTrue();
    }

    @Test
    void theEndOfTheClientIsTheEndOfTheFront() throws Exception {
        Browser polite = running.browser().openStream().sendMessage(hello());
        try (StreamPeer front = running.front().visit()) {
            front.readFrame();
            front.readFrame();
            polite.sendFrame(0x88, new byte[] {0x03, (byte) 0xe8});
            assertThat(polite.readFrame().closeCode()).isEqualTo(1000);
            assertThat(front.isAtEnd()).isTrue();
        }
        Browser rude = running.browser().openStream().sendMessage(hello());
        try (StreamPeer front = running.front().visit()) {
            front.readFrame();
            front.readFrame();
            rude.close();
            assertThat(front.isAtEnd()).isTrue();
        }
    }

    @Test
    void brokenWebSocketRulesEndTheStream() throws Exception {
        Browser browser = running.browser().openStream().sendMessage(hello());
        try (StreamPeer front = running.front().visit()) {
            front.readFrame();
            front.readFrame();
            browser.sendRaw(new byte[] {(byte) 0x82, 0x05, 'h', 'e', 'l', 'l', 'o'});
            assertThat(browser.readFrame().closeCode()).isEqualTo(1002);
            assertThat(browser.isAtEnd()).isTrue();
            assertThat(front.isAtEnd()).isTrue();
        }
    }

    @Test
    void aStoppingGatewaySendsStreamsElsewhere() throws Exception {
        Browser browser = running.browser().openStream().sendMessage(hello());
        Browser early = running.browser().openStream();
        Browser idle = running.browser();
        idle.get("/portal");
        try (StreamPeer front = running.front().visit()) {
            front.readFrame();
            front.readFrame();
            CompletableFuture<Void> stopping =
                    CompletableFuture.runAsync(() -> running.gateway().close());
            assertThat(browser.readFrame().closeCode()).isEqualTo(1012);
            assertThat(early.readFrame().closeCode()).isEqualTo(1012);
            assertThat(idle.isAtEnd()).isTrue();
            browser.close();
            early.close();
            assertThat(front.isAtEnd()).isTrue();
            stopping.get(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThatThrownBy(() -> running.browser()).isInstanceOf(IOException.class);
        }
    }

    private byte[] hello() {
        return StreamCodec.encode(new StreamFrame.Hello(running.ticket(), Optional.empty(), 0))
                .array();
    }

    private static long directMemory() {
        return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT)
                .metric()
                .usedDirectMemory();
    }

    private static byte[] readMessages(Browser browser, int length) {
        ByteArrayOutputStream all = new ByteArrayOutputStream(length);
        unchecked(() -> {
            while (all.size() < length) {
                Browser.Frame frame = browser.readFrame();
                assertThat(frame.first()).isEqualTo(0x82);
                all.writeBytes(frame.bytes());
            }
        });
        return all.toByteArray();
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private interface Io {
        void run() throws IOException;
    }

    private static void unchecked(Io io) {
        try {
            io.run();
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }
}
