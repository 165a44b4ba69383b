package org.usher.dist.bench.tunnel;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.usher.dist.bench.BenchOutput;
import org.usher.dist.bench.Statistics;
import org.usher.dist.bench.paper.Relay;
import org.usher.dist.program.UserError;

/** How many new tunnels a relay opens in a second: whoever has left is followed by the next, so many at a time. */
final class RateTest {

    private static final int AT_A_TIME = 32;
    private static final int TICKETS = 16_000;
    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final Duration MEASURED = Duration.ofSeconds(30);

    private final BenchOutput output;
    private final Town town;

    RateTest(BenchOutput output, Town town) {
        this.output = output;
        this.town = town;
    }

    /**
     * What came of it.
     *
     * @param perSecond tunnels that were opened, used and closed
     * @param relayMillis CPU milliseconds of the relay for each
     * @param p50 milliseconds from the wish to the first bytes from the host
     * @param p99 the same
     * @param failures what went wrong, warming up included
     */
    record Outcome(double perSecond, double relayMillis, double p50, double p99, int failures) {}

    Outcome run(Relay relay, Carrier carrier) throws IOException, InterruptedException {
        town.prepare(TICKETS);
        Failures failures = new Failures();
        go(relay, carrier, WARM_UP, failures);
        double before = relay.cpuSeconds();
        long begun = System.nanoTime();
        List<Double> took = go(relay, carrier, MEASURED, failures);
        double seconds = (System.nanoTime() - begun) / 1e9;
        failures.tell(output);
        if (took.isEmpty()) {
            throw new UserError("no tunnel was opened through " + relay.name());
        }
        Outcome outcome = new Outcome(
                took.size() / seconds,
                (relay.cpuSeconds() - before) * 1000 / took.size(),
                Statistics.median(took),
                Statistics.percentile(took, 99),
                failures.count());
        output.progress(String.format(
                Locale.ROOT,
                "%-8s %-13s %.0f/s for %.0f s, %.2f ms of CPU each; p50 %.0f ms, p99 %.0f ms; %d failed",
                relay.name(),
                carrier.word(),
                outcome.perSecond(),
                seconds,
                outcome.relayMillis(),
                outcome.p50(),
                outcome.p99(),
                outcome.failures()));
        return outcome;
    }

    /** Lets them come for so long, and waits until they have left; how long each has waited for its host, in milliseconds. */
    private List<Double> go(Relay relay, Carrier carrier, Duration length, Failures failures)
            throws InterruptedException {
        Semaphore places = new Semaphore(AT_A_TIME);
        Queue<Double> took = new ConcurrentLinkedQueue<>();
        long end = System.nanoTime() + length.toNanos();
        while (System.nanoTime() - end < 0) {
            if (!places.tryAcquire(1, TimeUnit.SECONDS)) {
                continue;
            }
            Visit visit = town.visit(relay.port(), carrier, false);
            visit.over().whenComplete((nothing, failed) -> {
                failures.note(failed);
                if (failed == null) {
                    took.add(visit.greeted().join());
                }
                places.release();
            });
        }
        if (!places.tryAcquire(AT_A_TIME, 60, TimeUnit.SECONDS)) {
            throw new UserError("tunnels through " + relay.name() + " neither open nor fail");
        }
        return new ArrayList<>(took);
    }
}
