package org.usher.dist.bench.relay;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.usher.dist.bench.BenchOutput;
import org.usher.dist.bench.Statistics;
import org.usher.dist.bench.Workshop;
import org.usher.dist.bench.paper.Relays;
import org.usher.dist.program.UserError;

/** Measures relays that carry the same bytes between the same two ends, by turns. */
final class Comparison {

    private static final String PROTECTION = "TLSv1.3 " + Relays.CIPHER;
    private static final long GIB = 1L << 30;
    private static final int CONNECTIONS = 4;
    private static final long WARM_UP = 2 * GIB;
    private static final long EACH = GIB;
    private static final int ROUNDS = 7;
    private static final int VISITS_BEFORE = 1600;
    private static final int AT_A_TIME = 8;
    private static final int IDLE = 2000;
    private static final int PROCESSES = 3;
    private static final long SETTLING_MILLIS = 3000;
    private static final long PATIENCE_SECONDS = 120;

    static final List<Work.Kind> WAYS = List.of(Work.Kind.DOWNLOAD, Work.Kind.UPLOAD);

    private final BenchOutput output;

    Comparison(BenchOutput output) {
        this.output = output;
    }

    /** CPU seconds for each GiB, of each of them and in each direction. */
    Costs cpu(List<Contender> contenders) throws IOException, InterruptedException {
        output.progress("warming up");
        for (Contender contender : contenders) {
            for (Work.Kind way : WAYS) {
                transfer(contender, way, WARM_UP);
            }
        }
        List<Costs.Transfer> transfers = new ArrayList<>();
        List<Contender> order = new ArrayList<>(contenders);
        for (int round = 1; round <= ROUNDS; round++) {
            for (Work.Kind way : WAYS) {
                for (Contender contender : order) {
                    transfers.add(new Costs.Transfer(contender, way, transfer(contender, way, EACH)));
                }
            }
            // By turns first and last, so that what else the machine does hits all of them.
            Collections.rotate(order, 1);
        }
        return new Costs(transfers);
    }

    /** Relays so many bytes, and returns the relay's CPU seconds for each GiB of them. */
    private double transfer(Contender contender, Work.Kind way, long bytes) throws IOException, InterruptedException {
        long frames = bytes / CONNECTIONS / Load.FRAME;
        double before = contender.relay().cpuSeconds();
        long begun = System.nanoTime();
        List<Connection> connections = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            connections.add(contender.opener().apply(Work.begin(way, frames * Load.FRAME)));
        }
        awaitDone(connections);
        double moved = (double) frames * Load.FRAME * CONNECTIONS;
        double seconds = (System.nanoTime() - begun) / 1e9;
        double used = (contender.relay().cpuSeconds() - before) / (moved / GIB);
        requireProtection(connections);
        connections.forEach(Connection::close);
        output.progress(String.format(
                Locale.ROOT,
                "%-18s %-8s %5.2f s/GiB at %.0f MiB/s",
                contender.name(),
                way.name().toLowerCase(Locale.ROOT),
                used,
                moved / (1 << 20) / seconds));
        return used;
    }

    /** Starts a relay of which nobody has asked anything yet. */
    interface Starting {
        Contender start() throws IOException, InterruptedException;
    }

    /**
     * Memory in kB of one silent connection: the median of several processes, since it depends on when a Java machine collects
     * its garbage.
     */
    double memory(Starting starting) throws IOException, InterruptedException {
        List<Double> kilobytes = new ArrayList<>();
        for (int process = 0; process < PROCESSES; process++) {
            Contender contender = starting.start();
            kilobytes.add(memory(contender));
            Workshop.end(contender.relay().process());
        }
        return Statistics.median(kilobytes);
    }

    /** The same in one process, which has worked before. */
    private double memory(Contender contender) throws IOException, InterruptedException {
        transfer(contender, Work.Kind.DOWNLOAD, GIB);
        // Code is compiled and pools are filled, but little is left behind that those who stay could use.
        for (int visits = 0; visits < VISITS_BEFORE; visits += AT_A_TIME) {
            idle(contender, AT_A_TIME).forEach(Connection::close);
        }
        Thread.sleep(SETTLING_MILLIS);
        long before = contender.relay().memoryKilobytes();
        List<Connection> connections = idle(contender, IDLE);
        Thread.sleep(SETTLING_MILLIS);
        long after = contender.relay().memoryKilobytes();
        connections.forEach(Connection::close);
        output.progress(String.format(
                Locale.ROOT, "%-18s %d kB, with %d silent connections %d kB", contender.name(), before, IDLE, after));
        return (double) (after - before) / IDLE;
    }

    private static List<Connection> idle(Contender contender, int count) throws InterruptedException {
        List<Connection> connections = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            connections.add(contender.opener().apply(Work.begin(Work.Kind.IDLE, 0)));
            // A few at a time: storms are another measurement's.
            if (connections.size() % AT_A_TIME == 0) {
                awaitDone(connections.subList(connections.size() - AT_A_TIME, connections.size()));
            }
        }
        awaitDone(connections);
        return connections;
    }

    private static void awaitDone(List<Connection> connections) throws InterruptedException {
        for (Connection connection : connections) {
            try {
                connection.work().done().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException failed) {
                throw new UserError("a connection through the relay did not do its work: " + failed, failed);
            }
        }
    }

    private static void requireProtection(List<Connection> connections) {
        for (Connection connection : connections) {
            if (!connection.protections().stream().allMatch(PROTECTION::equals)) {
                throw new UserError("a connection is protected by " + connection.protections() + " (expected: "
                        + PROTECTION + ", for every relay)");
            }
        }
    }
}
