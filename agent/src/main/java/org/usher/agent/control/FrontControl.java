package org.usher.agent.control;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.usher.link.Json;

/** The agent's end of the conversation with the front. It comes back by itself when the front was restarted. */
public final class FrontControl implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FrontControl.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Path socket;
    private final Consumer<FrontNews> news;
    private final Runnable connected;
    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, CompletableFuture<String>> open = new ConcurrentHashMap<>();
    private final Thread listener;
    private volatile @Nullable SocketChannel channel;

    /**
     * @param news is told what the front says, on the listener's thread
     * @param connected is run after each connecting: a front that is new knows nothing
     */
    public FrontControl(Path socket, Consumer<FrontNews> news, Runnable connected) {
        this.socket = socket;
        this.news = news;
        this.connected = connected;
        this.listener = Thread.ofVirtual().name("front-control").unstarted(this::listenForEver);
    }

    /** Begins to connect. */
    public void start() {
        listener.start();
    }

    /** Whether the front is there. */
    public boolean ready() {
        return channel != null;
    }

    private void listenForEver() {
        try {
            while (!Thread.interrupted()) {
                try (SocketChannel fresh = SocketChannel.open(StandardProtocolFamily.UNIX)) {
                    fresh.connect(UnixDomainSocketAddress.of(socket));
                    channel = fresh;
                    LOG.info("the front is there");
                    Thread.ofVirtual().name("front-connected").start(connected);
                    listen(fresh);
                    LOG.warn("the front went away");
                } catch (IOException away) {
                    LOG.trace("the front is not there: {}", away.toString());
                } finally {
                    channel = null;
                    open.values().forEach(waiting -> waiting.cancel(false));
                    open.clear();
                }
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException closed) {
            LOG.debug("front control: closed");
        }
    }

    private void listen(SocketChannel from) throws IOException {
        BufferedReader lines = new BufferedReader(Channels.newReader(from, StandardCharsets.UTF_8));
        String line = lines.readLine();
        while (line != null) {
            try {
                hear(Json.read(line, FrontNews.class));
            } catch (RuntimeException unheard) {
                // The front may be of a later version and have news that we know nothing of. What follows still counts.
                LOG.warn("news of the front passed over: {}", unheard.toString());
            }
            line = lines.readLine();
        }
    }

    private void hear(FrontNews said) {
        if (said instanceof FrontNews.Done(long number, String answer)) {
            CompletableFuture<String> waiting = open.remove(number);
            if (waiting != null) {
                waiting.complete(answer);
            }
        } else {
            news.accept(said);
        }
    }

    /**
     * Gives the front an order and waits until it is carried out.
     *
     * @param order makes the order with this number
     * @return the front's answer; null when there was none within two seconds
     */
    public @Nullable String carryOut(LongFunction<FrontOrder> order) {
        SocketChannel to = channel;
        if (to == null) {
            return null;
        }
        long number = numbers.incrementAndGet();
        CompletableFuture<String> answer = new CompletableFuture<>();
        open.put(number, answer);
        try {
            write(to, Json.write(order.apply(number)) + "\n");
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (IOException | TimeoutException | java.util.concurrent.CancellationException away) {
            LOG.warn("the front did not answer: {}", away.toString());
            return null;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return null;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("an answer of the front failed", impossible);
        } finally {
            open.remove(number);
        }
    }

    private synchronized void write(SocketChannel to, String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            to.write(bytes);
        }
    }

    @Override
    public void close() {
        listener.interrupt();
    }
}
