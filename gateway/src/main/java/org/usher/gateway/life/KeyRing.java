package org.usher.gateway.life;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.usher.gateway.stream.KnownKeys;
import org.usher.link.Json;
import org.usher.link.gateway.GatewayDesired;
import org.usher.link.ticket.TicketKeyText;
import org.usher.wire.ticket.TicketKeyId;
import org.usher.wire.ticket.TicketKeys;

/**
 * The brokers' public keys, with which tickets are checked. The last ones heard of are kept in the state directory: a
 * gateway that is started again while brokers are away still lets people come back. Safe for several threads.
 */
public final class KeyRing implements KnownKeys {

    private static final Logger LOG = LoggerFactory.getLogger(KeyRing.class);

    private final UUID site;
    private final Path file;
    private volatile TicketKeys keys;
    private Map<String, String> text = Map.of();
    private final Queue<CompletableFuture<TicketKeys>> waiting = new ConcurrentLinkedQueue<>();
    private volatile Runnable askNow = () -> {};

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);

    private record Kept(UUID site, Map<String, String> keys) {}

    /**
     * Takes up the keys of last time, if they are there and of this site.
     *
     * @param directory the state directory
     */
    public KeyRing(UUID site, Path directory) {
        this.site = site;
        this.file = directory.resolve("ticket-keys.json");
        this.keys = new TicketKeys(site, Map.of());
        try {
            if (Files.exists(file)) {
                Kept kept = Json.read(Files.readString(file), Kept.class);
                if (kept.site().equals(site)) {
                    take(kept.keys());
                }
            }
        } catch (IOException | IllegalArgumentException unusable) {
            LOG.warn("ticket keys: those of last time are not used, {}", unusable.getMessage());
        }
    }

    @Override
    public TicketKeys present() {
        return keys;
    }

    @Override
    public CompletableFuture<TicketKeys> newer() {
        CompletableFuture<TicketKeys> next = new CompletableFuture<>();
        waiting.add(next);
        askNow.run();
        return next.completeOnTimeout(keys, LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Who makes a broker be asked soon, after which {@link #asked} is to be called. */
    void askWith(Runnable newAskNow) {
        askNow = newAskNow;
    }

    /** A broker was asked, and has answered or not. */
    void asked() {
        for (CompletableFuture<TicketKeys> next = waiting.poll(); next != null; next = waiting.poll()) {
            next.complete(keys);
        }
    }

    /** Takes up what a broker says. A broker of another site says nothing that counts here. */
    public synchronized void take(GatewayDesired desired) {
        if (!desired.site().equals(site)) {
            LOG.warn("ticket keys: refused, they are for site {} (expected: {})", desired.site(), site);
            return;
        }
        if (desired.ticketKeys().equals(text)) {
            return;
        }
        take(desired.ticketKeys());
        try {
            Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), "ticket-keys", ".json");
            Files.writeString(fresh, Json.write(new Kept(site, text)));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException unwritable) {
            LOG.warn("ticket keys: cannot be kept, {}", unwritable.toString());
        }
    }

    private void take(Map<String, String> heard) {
        text = heard;
        keys = TicketKeyText.read(site, heard);
        LOG.info(
                "ticket keys: {}",
                keys.keys().keySet().stream().map(TicketKeyId::text).sorted().toList());
    }
}
