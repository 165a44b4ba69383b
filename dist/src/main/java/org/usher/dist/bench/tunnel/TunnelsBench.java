package org.usher.dist.bench.tunnel;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.usher.dist.bench.BenchOutput;
import org.usher.dist.bench.Figure;
import org.usher.dist.bench.Workshop;
import org.usher.dist.bench.paper.PaperBroker;
import org.usher.dist.bench.paper.PaperFarm;
import org.usher.dist.bench.paper.Relay;
import org.usher.dist.bench.paper.Relays;
import org.usher.relay.transport.Transport;
import org.usher.wire.component.ComponentRole;

/**
 * How fast a gateway opens RDP clients' tunnels, and how many it holds. Each is whole: TLS handshake, ticket judged, host's
 * front asked, channel open, and a greeting to the host and back.
 */
public final class TunnelsBench {

    private static final double RATE = 300;

    /** What is published of others, and ten times that, as far as open files go: two for a tunnel, or three. */
    private static final FieldTest.Crowd PUBLISHED = new FieldTest.Crowd(700, 60);

    private static final FieldTest.Crowd TEN_TIMES = new FieldTest.Crowd(7000, 600);
    private static final FieldTest.Crowd TEN_TIMES_TWO_CHANNELS = new FieldTest.Crowd(5400, 600);

    /** Room for them: more connections than usual, and a tunnel for every two. */
    private static final String MANY_CONNECTIONS = """
            connections: 12600
            streams: 6300
            """;

    private final BenchOutput output;
    private final Duration length;

    /** @param length of each field test; none, if it is zero */
    public TunnelsBench(BenchOutput output, Duration length) {
        this.output = output;
        this.length = length;
    }

    /** Measures, which takes three minutes and three times {@code length}. */
    public List<Figure> run() throws IOException, InterruptedException {
        Workshop.need(output, "haproxy");
        try (Workshop workshop = Workshop.open()) {
            PaperFarm farm = new PaperFarm();
            Transport transport =
                    workshop.keep(Transport.start("load", Runtime.getRuntime().availableProcessors()));
            PaperBroker broker = workshop.keep(new PaperBroker(farm));
            Relays relays = new Relays(workshop, farm.identity(ComponentRole.GATEWAY), broker);
            Town town = new Town(workshop, farm, transport);
            List<Figure> figures = new ArrayList<>(rates(relays, town));
            if (length.isPositive()) {
                figures.addAll(field(relays, town, Carrier.WEB_SOCKET, "", PUBLISHED));
                figures.addAll(field(relays, town, Carrier.WEB_SOCKET, "", TEN_TIMES));
                figures.addAll(field(relays, town, Carrier.TWO_CHANNELS, MANY_CONNECTIONS, TEN_TIMES_TWO_CHANNELS));
            }
            return figures;
        }
    }

    private List<Figure> rates(Relays relays, Town town) throws IOException, InterruptedException {
        RateTest test = new RateTest(output, town);
        Relay haproxy = relays.haproxyToTcp(town.anyHost().port());
        RateTest.Outcome peer = test.run(haproxy, Carrier.TLS);
        Workshop.end(haproxy.process());
        List<Figure> figures = new ArrayList<>();
        for (Carrier carrier : List.of(Carrier.WEB_SOCKET, Carrier.TWO_CHANNELS)) {
            Relay gateway = relays.gateway();
            RateTest.Outcome ours = test.run(gateway, carrier);
            Workshop.end(gateway.process());
            String name = "tunnels-" + carrier.word();
            Figure rate =
                    Figure.beside(name + "-rate", ours.perSecond(), haproxy.name(), peer.perSecond(), "tunnels/s");
            figures.add(carrier == Carrier.WEB_SOCKET ? rate.wanted(new Figure.Target.AtLeast(RATE)) : rate);
            figures.add(
                    Figure.beside(name + "-cpu", ours.relayMillis(), haproxy.name(), peer.relayMillis(), "ms/tunnel"));
            figures.add(Figure.beside(name + "-p50", ours.p50(), haproxy.name(), peer.p50(), "ms"));
            figures.add(Figure.beside(name + "-p99", ours.p99(), haproxy.name(), peer.p99(), "ms"));
            figures.add(none(name + "-failures", ours.failures()));
        }
        return figures;
    }

    private List<Figure> field(Relays relays, Town town, Carrier carrier, String settings, FieldTest.Crowd crowd)
            throws IOException, InterruptedException {
        Relay gateway = relays.gateway(settings);
        FieldTest.Outcome outcome = new FieldTest(output, town).run(gateway, carrier, crowd, length);
        Workshop.end(gateway.process());
        String name = "tunnels-" + carrier.word() + "-" + (crowd.evenly() + crowd.atOnce());
        return List.of(
                Figure.alone(name + "-present", outcome.present(), "tunnels"),
                none(name + "-failures", outcome.failures()),
                Figure.alone(name + "-p99", outcome.p99(), "ms"),
                Figure.alone(name + "-slowest-of-" + crowd.atOnce() + "-at-once", outcome.slowestAtOnce(), "ms"));
    }

    private static Figure none(String name, int failures) {
        return Figure.alone(name, failures, "failures").wanted(new Figure.Target.AtMost(0));
    }
}
