package org.usher.dist.simulate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.usher.domain.farm.SiteId;
import org.usher.domain.hosts.Host;
import org.usher.domain.hosts.HostFacts;
import org.usher.domain.hosts.HostId;
import org.usher.domain.hosts.HostLoad;
import org.usher.domain.hosts.HostState;
import org.usher.domain.placement.LeastLoaded;
import org.usher.domain.placement.Placement;

/**
 * One policy's run through a scenario, second by second. Hosts are chosen by the broker's own {@link LeastLoaded}; what is
 * on paper are the hosts: their processors are shared evenly, and a host that has too few begins sessions more slowly.
 */
final class Simulation {

    /** Hosts tell the mean of so many seconds. */
    private static final int LOAD_SECONDS = 60;

    private final Scenario scenario;
    private final LeastLoaded leastLoaded;
    private final SiteId site = new SiteId(new UUID(0, 1));
    private final List<Running> farm = new ArrayList<>();
    private final RandomGenerator random;
    private final List<Double> logons = new ArrayList<>();
    private final List<Sample> samples = new ArrayList<>();
    private int refused;
    private int mostLogons;
    private double longestSpread;

    /** The sessions of each host at a time, in the order of the scenario's hosts. */
    record Sample(Duration at, List<Integer> sessions) {}

    private static final class Session {
        private final Scenario.Kind kind;
        private final long began;
        private double logonLeft;
        private long ends = Long.MAX_VALUE;

        private Session(Scenario.Kind kind, long began) {
            this.kind = kind;
            this.began = began;
            this.logonLeft = Math.max(1, kind.logon().toSeconds());
        }

        private boolean beginning() {
            return ends == Long.MAX_VALUE;
        }
    }

    private static final class Running {
        private final Host host;
        private final Scenario.PaperHost paper;
        private final List<Session> sessions = new ArrayList<>();
        private double cpu;
        private Optional<HostLoad> reported = Optional.empty();
        private Optional<Instant> lastGiven = Optional.empty();

        private Running(Host host, Scenario.PaperHost paper) {
            this.host = host;
            this.paper = paper;
        }

        private double wantedCores() {
            return sessions.stream()
                    .mapToDouble(session -> session.beginning() ? session.kind.logonCores() : session.kind.cores())
                    .sum();
        }

        private double usedMemory() {
            return Math.min(
                    1,
                    sessions.stream()
                                    .mapToDouble(session -> session.kind.memoryGb())
                                    .sum()
                            / paper.memoryGb());
        }

        private long beginning() {
            return sessions.stream().filter(Session::beginning).count();
        }
    }

    private Simulation(Scenario scenario, Policy policy) {
        this.scenario = scenario;
        this.leastLoaded = new LeastLoaded(policy.rules());
        this.random = drawn(scenario.seed());
        int number = 0;
        for (Scenario.PaperHost paper : scenario.hosts()) {
            HostId id = new HostId(new UUID(0, ++number));
            Host host = new Host(id, site, paper.name(), paper.name(), HostState.ENABLED, paper.maxSessions());
            farm.add(new Running(host, paper));
        }
    }

    /** The same seed draws the same. */
    static RandomGenerator drawn(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    static Outcome run(Scenario scenario, Policy policy) {
        return new Simulation(scenario, policy).run(policy.name());
    }

    private Outcome run(String name) {
        Deque<Duration> launches = new ArrayDeque<>(scenario.launches());
        long every = Math.max(1, scenario.watched().toSeconds() / Outcome.POINTS);
        for (long now = 0; now <= scenario.watched().toSeconds(); now++) {
            for (Running host : farm) {
                goOn(host, now);
            }
            report(now);
            while (!launches.isEmpty() && launches.getFirst().toSeconds() <= now) {
                launches.removeFirst();
                launch(now);
            }
            look(now, now % every == 0);
        }
        return Outcome.of(name, scenario, samples, logons, refused, mostLogons, longestSpread);
    }

    private void goOn(Running host, long now) {
        double wanted = host.wantedCores();
        double speed = wanted > host.paper.cores() ? host.paper.cores() / wanted : 1;
        host.cpu += (Math.min(1, wanted / host.paper.cores()) - host.cpu) / LOAD_SECONDS;
        for (Iterator<Session> all = host.sessions.iterator(); all.hasNext(); ) {
            Session session = all.next();
            if (session.beginning()) {
                session.logonLeft -= speed;
                if (session.logonLeft <= 0) {
                    logons.add((double) (now - session.began));
                    session.ends = now + session.kind.lasts().toSeconds();
                }
            } else if (session.ends <= now) {
                all.remove();
            }
        }
    }

    /** Hosts do not report all at once. */
    private void report(long now) {
        long every = scenario.reportEvery().toSeconds();
        for (int number = 0; number < farm.size(); number++) {
            Running host = farm.get(number);
            if (now >= host.paper.joins().toSeconds() && (now + number) % every == 0) {
                host.reported = Optional.of(new HostLoad(at(now), Math.clamp(host.cpu, 0, 1), host.usedMemory(), 0));
            }
        }
    }

    private static Instant at(long second) {
        return Instant.EPOCH.plusSeconds(second);
    }

    private void launch(long now) {
        // Drawn before the choice, so that every policy sees the same people.
        Scenario.Kind kind = kind(random.nextDouble());
        Map<HostId, Running> byId = new HashMap<>();
        List<HostFacts> facts = new ArrayList<>();
        for (Running host : farm) {
            byId.put(host.host.id(), host);
            facts.add(new HostFacts(
                    host.host, host.reported, true, HostFacts.Rdp.ANSWERS, host.sessions.size(), 0, host.lastGiven));
        }
        Placement placement = leastLoaded.place(facts, host -> true, Map.of(), at(now));
        Optional<Running> chosen = placement.chosen().map(byId::get);
        chosen.ifPresentOrElse(
                host -> {
                    host.sessions.add(new Session(kind, now));
                    host.lastGiven = Optional.of(at(now));
                },
                () -> refused++);
    }

    private Scenario.Kind kind(double drawn) {
        double left = drawn
                * scenario.kinds().stream().mapToDouble(Scenario.Kind::share).sum();
        for (Scenario.Kind kind : scenario.kinds()) {
            left -= kind.share();
            if (left < 0) {
                return kind;
            }
        }
        return scenario.kinds().getLast();
    }

    private void look(long now, boolean kept) {
        List<Double> ratios = farm.stream()
                .filter(host -> host.reported.isPresent())
                .map(host -> (double) host.sessions.size() / host.host.maxSessions())
                .toList();
        double most = ratios.stream().mapToDouble(ratio -> ratio).max().orElse(0);
        double least = ratios.stream().mapToDouble(ratio -> ratio).min().orElse(0);
        longestSpread = Math.max(longestSpread, most - least);
        mostLogons = Math.max(mostLogons, (int)
                farm.stream().mapToLong(Running::beginning).max().orElse(0));
        if (kept) {
            samples.add(new Sample(
                    Duration.ofSeconds(now),
                    farm.stream().map(host -> host.sessions.size()).toList()));
        }
    }
}
