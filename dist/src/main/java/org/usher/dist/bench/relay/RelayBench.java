package org.usher.dist.bench.relay;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.usher.dist.bench.BenchOutput;
import org.usher.dist.bench.Figure;
import org.usher.dist.bench.Workshop;
import org.usher.dist.bench.paper.PaperBroker;
import org.usher.dist.bench.paper.PaperFarm;
import org.usher.dist.bench.paper.Relay;
import org.usher.dist.bench.paper.Relays;
import org.usher.dist.bench.tunnel.Carrier;
import org.usher.dist.bench.tunnel.PaperHost;
import org.usher.dist.bench.tunnel.TunnelClient;
import org.usher.relay.transport.Transport;
import org.usher.wire.component.ComponentRole;

/**
 * What a gateway's relaying costs: the CPU time of its process for each GiB, and its memory for each connection that is
 * silent, beside HAProxy's for the same bytes between the same two ends. Browsers' streams go from TLS to TLS, RDP clients'
 * tunnels from TLS to TCP.
 */
public final class RelayBench {

    private static final String PEER = "HAProxy";
    private static final double TARGET = 0.8;
    private static final double WEB_SOCKET_KILOBYTES = 12;
    private static final double TWO_CHANNELS_KILOBYTES = 22;

    /** What is relayed. */
    public enum Path {
        /** Browsers' streams, from TLS to TLS. */
        STREAMS,
        /** RDP clients' tunnels, from TLS to TCP. */
        TUNNELS
    }

    private final BenchOutput output;
    private final Set<Path> paths;
    private final Comparison comparison;

    public RelayBench(BenchOutput output, Set<Path> paths) {
        this.output = output;
        this.paths = paths;
        this.comparison = new Comparison(output);
    }

    /** Measures, which takes a few minutes. */
    public List<Figure> run() throws IOException, InterruptedException {
        Workshop.need(output, "haproxy");
        try (Workshop workshop = Workshop.open()) {
            PaperFarm farm = new PaperFarm();
            Transport transport =
                    workshop.keep(Transport.start("load", Runtime.getRuntime().availableProcessors()));
            PaperBroker broker = workshop.keep(new PaperBroker(farm));
            Relays relays = new Relays(workshop, farm.identity(ComponentRole.GATEWAY), broker);
            List<Figure> figures = new ArrayList<>();
            if (paths.contains(Path.STREAMS)) {
                figures.addAll(streams(workshop, farm, transport, relays));
            }
            if (paths.contains(Path.TUNNELS)) {
                figures.addAll(tunnels(workshop, farm, transport, relays));
            }
            return figures;
        }
    }

    /** The browsers' path. */
    private List<Figure> streams(Workshop workshop, PaperFarm farm, Transport transport, Relays relays)
            throws IOException, InterruptedException {
        PaperFront front = workshop.keep(new PaperFront(farm, transport));
        PaperClient client = workshop.keep(new PaperClient(farm, transport, front.port()));
        Comparison.Starting ours = () -> {
            Relay gateway = relays.gateway();
            return new Contender("relay", gateway, work -> client.open(gateway.port(), true, work));
        };
        Comparison.Starting peer = () -> {
            Relay haproxy = relays.haproxyToTls(front.port(), PaperFront.PROTOCOL);
            return new Contender(PEER, haproxy, work -> client.open(haproxy.port(), false, work));
        };
        List<Figure> figures = new ArrayList<>(cpu(List.of(ours), peer));
        figures.add(Figure.beside(
                "relay-idle-memory", comparison.memory(ours), PEER, comparison.memory(peer), TARGET, "kB/connection"));
        return figures;
    }

    /** The RDP clients' path. */
    private List<Figure> tunnels(Workshop workshop, PaperFarm farm, Transport transport, Relays relays)
            throws IOException, InterruptedException {
        ByteBuf frame = Load.frame();
        PaperHost host = workshop.keep(new PaperHost(farm, transport, () -> new PaperSession(frame)));
        TunnelClient client = workshop.keep(new TunnelClient(farm, transport));
        Comparison.Starting peer =
                () -> contender(Carrier.TLS, PEER, relays.haproxyToTcp(host.port()), farm, host, client);
        Map<Carrier, Comparison.Starting> ours = new EnumMap<>(Carrier.class);
        for (Carrier carrier : List.of(Carrier.WEB_SOCKET, Carrier.TWO_CHANNELS)) {
            ours.put(
                    carrier,
                    () -> contender(carrier, "tunnel-" + carrier.word(), relays.gateway(), farm, host, client));
        }
        List<Figure> figures = new ArrayList<>(cpu(ours.values(), peer));
        double theirs = comparison.memory(peer);
        for (Map.Entry<Carrier, Comparison.Starting> one : ours.entrySet()) {
            Carrier carrier = one.getKey();
            figures.add(Figure.beside(
                            "tunnel-" + carrier.word() + "-idle-memory",
                            comparison.memory(one.getValue()),
                            PEER,
                            theirs,
                            "kB/connection")
                    .wanted(new Figure.Target.AtMost(
                            carrier == Carrier.WEB_SOCKET ? WEB_SOCKET_KILOBYTES : TWO_CHANNELS_KILOBYTES)));
        }
        return figures;
    }

    private static Contender contender(
            Carrier carrier, String name, Relay relay, PaperFarm farm, PaperHost host, TunnelClient client) {
        ByteBuf unit = TunnelConnection.unit(carrier);
        AtomicInteger clients = new AtomicInteger();
        return new Contender(name, relay, work -> {
            TunnelConnection connection = new TunnelConnection(work, carrier, unit);
            client.open(relay.port(), clients.getAndIncrement(), carrier, host.pass(farm), connection);
            return connection;
        });
    }

    private List<Figure> cpu(Collection<Comparison.Starting> starting, Comparison.Starting peerStarting)
            throws IOException, InterruptedException {
        List<Contender> ours = new ArrayList<>();
        for (Comparison.Starting one : starting) {
            ours.add(one.start());
        }
        Contender peer = peerStarting.start();
        List<Contender> all = new ArrayList<>(ours);
        all.add(peer);
        Costs costs = comparison.cpu(all);
        List<Figure> figures = new ArrayList<>();
        for (Contender one : ours) {
            for (Work.Kind way : Comparison.WAYS) {
                figures.add(Figure.beside(
                        one.name() + "-" + way.name().toLowerCase(Locale.ROOT) + "-cpu",
                        costs.median(one, way),
                        peer.name(),
                        costs.median(peer, way),
                        TARGET,
                        "s/GiB"));
            }
        }
        for (Contender one : all) {
            Workshop.end(one.relay().process());
        }
        return figures;
    }
}
