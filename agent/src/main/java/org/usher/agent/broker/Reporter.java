package org.usher.agent.broker;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.usher.link.client.BrokerClient;
import org.usher.link.client.LinkException;
import org.usher.link.host.HostApplications;
import org.usher.link.host.HostDesired;
import org.usher.link.host.HostReport;

/**
 * Reports how the host is, every few seconds and at once when something has changed. While no broker answers, the host goes
 * on with what was desired last.
 */
public final class Reporter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Reporter.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    /** Changes that come together are reported together. */
    private static final Duration SETTLE = Duration.ofMillis(40);

    private final BrokerClient broker;
    private final LongFunction<HostReport> report;
    private final Supplier<HostApplications> applications;
    private final Consumer<HostDesired> desired;
    private final Semaphore changes = new Semaphore(0);
    private final Thread reporter;

    /**
     * @param report makes the report with this number
     * @param desired is told what a broker wants
     */
    public Reporter(
            BrokerClient broker,
            LongFunction<HostReport> report,
            Supplier<HostApplications> applications,
            Consumer<HostDesired> desired) {
        this.broker = broker;
        this.report = report;
        this.applications = applications;
        this.desired = desired;
        this.reporter = Thread.ofVirtual().name("reports").unstarted(this::reportForEver);
    }

    /** Begins to report. */
    public void start() {
        reporter.start();
    }

    /** Something has changed that a broker should know at once. */
    public void changed() {
        changes.release();
    }

    private void reportForEver() {
        Duration pause = FIRST_PAUSE;
        boolean heard = false;
        long number = 0;
        try {
            while (!Thread.interrupted()) {
                try {
                    number++;
                    HostDesired wanted =
                            broker.post("/link/v1/host/report", report.apply(number), HostDesired.class, PATIENCE);
                    desired.accept(wanted);
                    pause = Duration.ofSeconds(Math.clamp(wanted.reportEverySeconds(), 1, 60));
                    if (wanted.wantApplications()) {
                        broker.post(
                                "/link/v1/host/applications", applications.get(), Void.class, PATIENCE.multipliedBy(4));
                    }
                    if (!heard) {
                        LOG.info("reporting every {} s", pause.toSeconds());
                    }
                    heard = true;
                } catch (LinkException silence) {
                    if (heard || number == 1) {
                        LOG.warn("the report was not heard: {}", silence.getMessage());
                    }
                    heard = false;
                } catch (RuntimeException failed) {
                    // One report that cannot be made must not silence the host for ever.
                    LOG.error("a report failed; the next one will be tried", failed);
                }
                if (changes.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    Thread.sleep(SETTLE);
                    changes.drainPermits();
                }
            }
        } catch (InterruptedException closed) {
            LOG.debug("reports: closed");
        }
    }

    @Override
    public void close() {
        reporter.interrupt();
    }
}
