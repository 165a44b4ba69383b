package org.usher.agent.broker;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.usher.agent.session.LaunchStages;
import org.usher.link.client.BrokerClient;
import org.usher.link.client.LinkException;
import org.usher.link.host.HostNews;
import org.usher.link.host.OrderResult;
import org.usher.link.host.StageReport;
import org.usher.link.refusal.RefusalBook;
import org.usher.link.refusal.RefusedClient;

/**
 * Tells brokers at once what became of orders and how far launches have come. What cannot be told now is kept for a while
 * and told later; a result is worth nothing after seconds, a stage after minutes.
 */
public final class NewsDesk implements LaunchStages, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NewsDesk.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration STAGE_LIFE = Duration.ofMinutes(5);
    private static final int MAX_KEPT = 2_000;

    private final BrokerClient broker;
    private final LongSupplier nanoTime;
    private final Deque<OrderResult> results = new ArrayDeque<>();
    private final Deque<Stage> stages = new ArrayDeque<>();
    private final RefusalBook refusals = new RefusalBook();
    private final Thread teller;

    private record Stage(UUID launch, String stage, String failure, long at) {}

    public NewsDesk(BrokerClient broker, LongSupplier nanoTime) {
        this.broker = broker;
        this.nanoTime = nanoTime;
        this.teller = Thread.ofVirtual().name("news").unstarted(this::tellForEver);
    }

    /** Begins to tell. */
    public void start() {
        teller.start();
    }

    @Override
    public void reached(UUID launch, String stage) {
        keep(new Stage(launch, stage, "", nanoTime.getAsLong()));
    }

    @Override
    public void failed(UUID launch, String stage, String reason) {
        LOG.warn("launch {} failed at {}: {}", launch, stage, reason);
        keep(new Stage(launch, stage, reason, nanoTime.getAsLong()));
    }

    private synchronized void keep(Stage stage) {
        if (stages.size() >= MAX_KEPT) {
            stages.removeFirst();
        }
        stages.addLast(stage);
        notifyAll();
    }

    /** A client was turned away. */
    public synchronized void refused(String address, String reason) {
        refusals.refused(address, reason);
        notifyAll();
    }

    /** What became of an order. */
    public synchronized void result(OrderResult result) {
        if (results.size() >= MAX_KEPT) {
            results.removeFirst();
        }
        results.addLast(result);
        notifyAll();
    }

    private void tellForEver() {
        try {
            while (!Thread.interrupted()) {
                List<OrderResult> tellResults = new ArrayList<>();
                List<Stage> tellStages = new ArrayList<>();
                take(tellResults, tellStages);
                List<RefusedClient> tellRefused = refusals.take();
                if (!tell(tellResults, tellStages, tellRefused)) {
                    keepAgain(tellStages);
                    refusals.keep(tellRefused);
                    Thread.sleep(PAUSE);
                }
            }
        } catch (InterruptedException closed) {
            LOG.debug("news: closed");
        }
    }

    private synchronized void take(List<OrderResult> takenResults, List<Stage> takenStages)
            throws InterruptedException {
        while (results.isEmpty() && stages.isEmpty() && refusals.isEmpty()) {
            wait();
        }
        takenResults.addAll(results);
        takenStages.addAll(stages);
        results.clear();
        stages.clear();
    }

    private synchronized void keepAgain(List<Stage> untold) {
        long now = nanoTime.getAsLong();
        for (Stage stage : untold.reversed()) {
            if (now - stage.at() < STAGE_LIFE.toNanos() && stages.size() < MAX_KEPT) {
                stages.addFirst(stage);
            }
        }
    }

    private boolean tell(List<OrderResult> tellResults, List<Stage> tellStages, List<RefusedClient> tellRefused)
            throws InterruptedException {
        long now = nanoTime.getAsLong();
        List<StageReport> reports = tellStages.stream()
                .map(stage -> new StageReport(
                        stage.launch(),
                        stage.stage(),
                        TimeUnit.NANOSECONDS.toMillis(now - stage.at()),
                        stage.failure()))
                .toList();
        try {
            broker.post("/link/v1/host/news", new HostNews(tellResults, reports, tellRefused), Void.class, PATIENCE);
            return true;
        } catch (LinkException unheard) {
            if (unheard.refused()) {
                LOG.warn("news refused: {}", unheard.getMessage());
                return true;
            }
            LOG.debug("news not heard: {}", unheard.getMessage());
            return false;
        }
    }

    @Override
    public void close() {
        teller.interrupt();
    }
}
