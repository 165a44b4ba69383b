package org.usher.dist.bench.relay;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.usher.dist.bench.BenchOutput;
import org.usher.dist.bench.Figure;
import org.usher.dist.bench.Statistics;
import org.usher.dist.bench.Workshop;
import org.usher.dist.program.UserError;
import org.usher.relay.transport.Transport;
import org.usher.wire.component.ComponentRole;

/**
 * What the browser path's relay costs: the CPU time of the gateway's process for each GiB, and its memory for each
 * connection that is silent, beside HAProxy's for the same stream between the same two ends.
 */
public final class RelayBench {

    /** The cipher suite of every connection; it is looked at whether it really is. */
    static final String CIPHER = "TLS_AES_128_GCM_SHA256";

    private static final String PROTECTION = "TLSv1.3 " + CIPHER;
    private static final double TARGET = 0.8;
    private static final long GIB = 1L << 30;
    private static final int CONNECTIONS = 4;
    private static final long WARM_UP = 2 * GIB;
    private static final long EACH = GIB;
    private static final int ROUNDS = 7;
    private static final int IDLE_BEFORE = 200;
    private static final int IDLE = 2000;
    private static final long SETTLING_MILLIS = 3000;
    private static final long PATIENCE_SECONDS = 120;

    private final BenchOutput output;

    public RelayBench(BenchOutput output) {
        this.output = output;
    }

    /** Measures, which takes a few minutes. */
    public List<Figure> run() throws IOException, InterruptedException {
        Workshop.need(output, "haproxy");
        try (Workshop workshop = Workshop.open()) {
            PaperFarm farm = new PaperFarm();
            Transport transport =
                    workshop.keep(Transport.start("load", Runtime.getRuntime().availableProcessors()));
            PaperBroker broker = workshop.keep(new PaperBroker(farm));
            PaperFront front = workshop.keep(new PaperFront(farm, transport));
            PaperClient client = workshop.keep(new PaperClient(farm, transport, front.port()));
            Relays relays = new Relays(workshop, farm.identity(ComponentRole.GATEWAY), front.port(), broker);
            List<Figure> figures = new ArrayList<>(cpu(relays, client));
            figures.add(memory(relays, client));
            return figures;
        }
    }

    private List<Figure> cpu(Relays relays, PaperClient client) throws IOException, InterruptedException {
        Relay ours = relays.gateway();
        Relay peer = relays.haproxy();
        List<Work.Kind> ways = List.of(Work.Kind.DOWNLOAD, Work.Kind.UPLOAD);
        output.progress("warming up");
        for (Relay relay : List.of(ours, peer)) {
            for (Work.Kind way : ways) {
                transfer(relay, client, way, WARM_UP);
            }
        }
        Map<Work.Kind, List<Double>> oursTook = new EnumMap<>(Work.Kind.class);
        Map<Work.Kind, List<Double>> peerTook = new EnumMap<>(Work.Kind.class);
        for (int round = 1; round <= ROUNDS; round++) {
            for (Work.Kind way : ways) {
                // By turns first and second, so that what else the machine does hits both.
                Relay first = round % 2 == 0 ? peer : ours;
                Relay second = round % 2 == 0 ? ours : peer;
                for (Relay relay : List.of(first, second)) {
                    double seconds = transfer(relay, client, way, EACH);
                    (relay.equals(ours) ? oursTook : peerTook)
                            .computeIfAbsent(way, none -> new ArrayList<>())
                            .add(seconds);
                }
            }
        }
        Workshop.end(ours.process());
        Workshop.end(peer.process());
        return ways.stream()
                .map(way -> Figure.beside(
                        "relay-" + way.name().toLowerCase(Locale.ROOT) + "-cpu",
                        Statistics.median(oursTook.getOrDefault(way, List.of())),
                        peer.name(),
                        Statistics.median(peerTook.getOrDefault(way, List.of())),
                        TARGET,
                        "s/GiB"))
                .toList();
    }

    /** Relays so many bytes, and returns the relay's CPU seconds for each GiB of them. */
    private double transfer(Relay relay, PaperClient client, Work.Kind way, long bytes)
            throws IOException, InterruptedException {
        long frames = bytes / CONNECTIONS / Load.FRAME;
        double before = relay.cpuSeconds();
        long begun = System.nanoTime();
        List<PaperClient.Connection> connections = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            connections.add(client.open(relay.port(), relay.webSocket(), Work.begin(way, frames * Load.FRAME)));
        }
        awaitDone(connections);
        double moved = (double) frames * Load.FRAME * CONNECTIONS;
        double seconds = (System.nanoTime() - begun) / 1e9;
        double used = (relay.cpuSeconds() - before) / (moved / GIB);
        requireProtection(connections);
        close(connections);
        output.progress(String.format(
                Locale.ROOT,
                "%-8s %-8s %5.2f s/GiB at %.0f MiB/s",
                relay.name(),
                way.name().toLowerCase(Locale.ROOT),
                used,
                moved / (1 << 20) / seconds));
        return used;
    }

    private Figure memory(Relays relays, PaperClient client) throws IOException, InterruptedException {
        Relay ours = relays.gateway();
        Relay peer = relays.haproxy();
        double oursTook = memory(ours, client);
        double peerTook = memory(peer, client);
        return Figure.beside("relay-idle-memory", oursTook, peer.name(), peerTook, TARGET, "kB/connection");
    }

    /** Memory of one silent connection, in a process that has worked before. */
    private double memory(Relay relay, PaperClient client) throws IOException, InterruptedException {
        transfer(relay, client, Work.Kind.DOWNLOAD, GIB);
        close(idle(relay, client, IDLE_BEFORE));
        Thread.sleep(SETTLING_MILLIS);
        long before = relay.memoryKilobytes();
        List<PaperClient.Connection> connections = idle(relay, client, IDLE);
        Thread.sleep(SETTLING_MILLIS);
        long after = relay.memoryKilobytes();
        close(connections);
        output.progress(String.format(
                Locale.ROOT, "%-8s %d kB, with %d silent connections %d kB", relay.name(), before, IDLE, after));
        return (double) (after - before) / IDLE;
    }

    private static List<PaperClient.Connection> idle(Relay relay, PaperClient client, int count)
            throws InterruptedException {
        List<PaperClient.Connection> connections = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            connections.add(client.open(relay.port(), relay.webSocket(), Work.begin(Work.Kind.IDLE, 0)));
            // A few at a time: storms are another measurement's.
            if (i % 8 == 7) {
                awaitDone(connections.subList(i - 7, i + 1));
            }
        }
        awaitDone(connections);
        return connections;
    }

    private static void awaitDone(List<PaperClient.Connection> connections) throws InterruptedException {
        for (PaperClient.Connection connection : connections) {
            try {
                connection.work().done().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException failed) {
                throw new UserError("a connection through the relay did not do its work: " + failed, failed);
            }
        }
    }

    private static void requireProtection(List<PaperClient.Connection> connections) {
        for (PaperClient.Connection connection : connections) {
            if (!connection.protection().equals(PROTECTION)) {
                throw new UserError("a connection is protected by " + connection.protection() + " (expected: "
                        + PROTECTION + ", for both relays)");
            }
        }
    }

    private static void close(List<PaperClient.Connection> connections) {
        connections.forEach(connection -> connection.channel().close());
        connections.forEach(connection -> connection.channel().closeFuture().syncUninterruptibly());
    }
}
