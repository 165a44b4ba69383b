package org.usher.gateway.life;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.usher.gateway.host.CarriedLaunches;
import org.usher.gateway.tunnel.Brokers;
import org.usher.link.client.BrokerClient;
import org.usher.link.client.LinkException;
import org.usher.link.gateway.GatewayDesired;
import org.usher.link.gateway.GatewayReport;
import org.usher.link.refusal.RefusalBook;
import org.usher.link.refusal.RefusedClient;

/**
 * Tells a broker every few seconds how the gateway is, and takes up what is wanted of it. A thread of its own; when no
 * broker answers everything goes on as it was.
 */
public final class Reporting implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Reporting.class);

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final int LONGEST_SECONDS = 60;

    private final BrokerClient client;
    private final KeyRing keys;
    private final Brokers brokers;
    private final IntSupplier streams;
    private final RefusalBook refusals;
    private final CarriedLaunches carried;
    private final String version;
    private final int relayPort;
    private final List<Runnable> alsoEachTime;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Semaphore wanted = new Semaphore(1);
    private final Thread thread;

    /**
     * Begins at once.
     *
     * @param streams how many streams there are
     * @param refusals who was turned away
     * @param carried what goes to unmanaged hosts
     * @param relayPort the relay port, 0 when there is none
     * @param alsoEachTime what else is to be looked at every few seconds
     */
    public Reporting(
            BrokerClient client,
            KeyRing keys,
            Brokers brokers,
            IntSupplier streams,
            RefusalBook refusals,
            CarriedLaunches carried,
            String version,
            int relayPort,
            List<Runnable> alsoEachTime) {
        this.client = client;
        this.keys = keys;
        this.brokers = brokers;
        this.streams = streams;
        this.refusals = refusals;
        this.carried = carried;
        this.version = version;
        this.relayPort = relayPort;
        this.alsoEachTime = List.copyOf(alsoEachTime);
        keys.askWith(this::reportSoon);
        this.thread = Thread.ofVirtual().name("gateway-reporting").start(this::run);
    }

    /** Not in its turn: somebody needs what a broker would say. */
    private void reportSoon() {
        if (wanted.availablePermits() == 0) {
            wanted.release();
        }
    }

    private void run() {
        try {
            Duration pause = Duration.ZERO;
            while (true) {
                var early = wanted.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS);
                LOG.trace("report {}", early ? "asked for" : "in its turn");
                pause = report();
                keys.asked();
                alsoEachTime.forEach(Runnable::run);
                if (stopped.await(SHORTEST.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException stop) {
            // The only one who interrupts is close().
            Thread.currentThread().interrupt();
        }
    }

    private Duration report() throws InterruptedException {
        List<RefusedClient> refused = refusals.take();
        try {
            GatewayDesired desired = client.post(
                    "/link/v1/gateway/report",
                    new GatewayReport(streams.getAsInt(), version, relayPort, refused, carried.list()),
                    GatewayDesired.class,
                    PATIENCE);
            brokers.set(true);
            keys.take(desired);
            carried.end(desired.ended(), "session-ended");
            return Duration.ofSeconds(Math.clamp(desired.reportEverySeconds(), 1, LONGEST_SECONDS))
                    .minus(SHORTEST);
        } catch (LinkException failed) {
            refusals.keep(refused);
            if (stopped.getCount() > 0) {
                brokers.set(failed.refused());
                LOG.warn("report: {}", failed.getMessage());
            }
        } catch (RuntimeException broken) {
            // An answer that is no GatewayDesired, or a certificate that is not ready: the next report may do better.
            LOG.warn("report: {}", broken.toString());
        }
        return AFTER_FAILURE.minus(SHORTEST);
    }

    @Override
    public void close() {
        stopped.countDown();
        client.close();
        thread.interrupt();
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
