package org.usher.dist.bench.tunnel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.usher.dist.bench.BenchOutput;
import org.usher.dist.bench.Statistics;
import org.usher.dist.bench.paper.Relay;

/**
 * The test that is usual in the field: so many new sessions evenly over some minutes, and then so many in one shot. All of them
 * stay until the end, each heard from every ten seconds.
 */
final class FieldTest {

    private static final long PATIENCE_SECONDS = 60;

    /** After so long each that came last has been greeted again, and would have failed if nothing had come back. */
    private static final long HEARD_AGAIN_SECONDS = 2 * Visit.GREET_EVERY_SECONDS + 1;

    private final BenchOutput output;
    private final Town town;

    FieldTest(BenchOutput output, Town town) {
        this.output = output;
        this.town = town;
    }

    /**
     * What is to come.
     *
     * @param evenly sessions over the whole time
     * @param atOnce sessions in one shot at its end
     */
    record Crowd(int evenly, int atOnce) {}

    /**
     * What came of it.
     *
     * @param failures sessions that were not opened, or did not stay
     * @param p99 milliseconds from the wish to the first bytes from the host, of those that came evenly
     * @param slowestAtOnce the same, the slowest of those that came in one shot
     * @param present sessions that were there at the end
     */
    record Outcome(int failures, double p99, double slowestAtOnce, int present) {}

    Outcome run(Relay relay, Carrier carrier, Crowd crowd, Duration length) throws InterruptedException {
        // Tickets are good for ten minutes, so those that come evenly get theirs on the way.
        town.prepare(0);
        Failures failures = new Failures();
        List<Visit> visits = new ArrayList<>();
        long begun = System.nanoTime();
        for (int i = 0; i < crowd.evenly(); i++) {
            long due = begun + length.toNanos() / crowd.evenly() * i;
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            visits.add(town.visit(relay.port(), carrier, true));
        }
        List<Double> evenly = greeted(visits);
        town.prepare(crowd.atOnce());
        List<Visit> shot = new ArrayList<>();
        for (int i = 0; i < crowd.atOnce(); i++) {
            shot.add(town.visit(relay.port(), carrier, true));
        }
        List<Double> atOnce = greeted(shot);
        visits.addAll(shot);
        TimeUnit.SECONDS.sleep(HEARD_AGAIN_SECONDS);
        long present = visits.stream().filter(visit -> !visit.over().isDone()).count();
        visits.forEach(visit -> visit.over().whenComplete((nothing, failed) -> failures.note(failed)));
        visits.stream().filter(visit -> !visit.over().isDone()).forEach(Visit::leave);
        awaitOver(visits);
        failures.tell(output);
        Outcome outcome = new Outcome(
                failures.count()
                        + (int) visits.stream()
                                .filter(visit -> !visit.over().isDone())
                                .count(),
                evenly.isEmpty() ? 0 : Statistics.percentile(evenly, 99),
                atOnce.isEmpty() ? 0 : Statistics.percentile(atOnce, 100),
                (int) present);
        output.progress(String.format(
                Locale.ROOT,
                "%-13s %d sessions in %d s and %d in one shot: p99 %.0f ms, the slowest at once %.0f ms, %d present, %d failed",
                carrier.word(),
                crowd.evenly(),
                length.toSeconds(),
                crowd.atOnce(),
                outcome.p99(),
                outcome.slowestAtOnce(),
                outcome.present(),
                outcome.failures()));
        return outcome;
    }

    /** How long each took that came, in milliseconds. */
    private static List<Double> greeted(List<Visit> visits) throws InterruptedException {
        Queue<Double> took = new ConcurrentLinkedQueue<>();
        for (Visit visit : visits) {
            try {
                took.add(visit.greeted().get(PATIENCE_SECONDS, TimeUnit.SECONDS));
            } catch (ExecutionException | TimeoutException failed) {
                // It counts as a failure when all of them are looked at.
                visit.leave();
            }
        }
        return new ArrayList<>(took);
    }

    private static void awaitOver(List<Visit> visits) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() - end < 0
                && !visits.stream().allMatch(visit -> visit.over().isDone())) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }
}
