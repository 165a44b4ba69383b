package org.usher.domain.placement;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.usher.domain.hosts.Host;
import org.usher.domain.hosts.HostFacts;
import org.usher.domain.hosts.HostId;
import org.usher.domain.hosts.HostLoad;
import org.usher.domain.hosts.HostState;
import org.usher.domain.placement.Placement.Candidate;
import org.usher.domain.placement.Placement.Rejected;

/**
 * The host that has the least to do: the one with the lowest weighted mean of sessions, processors and memory, or in round
 * robin the one that was given a session longest ago.
 *
 * <p>A load report is seconds old, and two hosts' reports are not of the same second. So all hosts within {@value #ALIKE} of
 * the best score count as alike, and the one of them with the fewest sessions for its size (promised ones included) takes
 * the launch. That is what spreads a storm evenly instead of sending all of it to the host with the luckiest report.
 *
 * <p>An unmanaged host reports nothing: our own count of its sessions is its score, and its RDP port's health all that
 * speaks for or against it.
 */
public final class LeastLoaded {

    static final double ALIKE = 0.1;

    private final PlacementRules rules;

    public LeastLoaded(PlacementRules rules) {
        this.rules = rules;
    }

    /**
     * Chooses.
     *
     * @param offers which hosts offer the resource
     * @param refused hosts that are out for a reason of this launch alone
     */
    public Placement place(
            Collection<HostFacts> hosts, Predicate<HostId> offers, Map<HostId, Rejection> refused, Instant now) {
        List<Candidate> candidates = new ArrayList<>();
        Map<HostId, Instant> lastGiven = new HashMap<>();
        List<Rejected> rejected = new ArrayList<>();
        for (HostFacts facts : hosts) {
            Host host = facts.host();
            Optional<Rejection> rejection = offers.test(host.id())
                    ? Optional.ofNullable(refused.get(host.id())).or(() -> rejection(facts, now))
                    : Optional.of(Rejection.NOT_OFFERED);
            rejection.ifPresentOrElse(because -> rejected.add(new Rejected(host.id(), host.name(), because)), () -> {
                candidates.add(candidate(facts));
                lastGiven.put(host.id(), facts.lastGiven().orElse(Instant.MIN));
            });
        }
        candidates.sort(
                switch (rules.method()) {
                    case RESOURCES -> byLoad(candidates);
                    case ROUND_ROBIN -> byTurn(lastGiven);
                });
        Optional<HostId> chosen = candidates.stream().findFirst().map(Candidate::host);
        return new Placement(rules.method(), chosen, candidates, rejected);
    }

    private static Comparator<Candidate> byTurn(Map<HostId, Instant> lastGiven) {
        return Comparator.comparing((Candidate candidate) -> lastGiven.getOrDefault(candidate.host(), Instant.MIN))
                .thenComparingDouble(Candidate::sessions)
                .thenComparing(candidate -> candidate.host().value());
    }

    private static Comparator<Candidate> byLoad(List<Candidate> candidates) {
        double best = candidates.stream().mapToDouble(Candidate::score).min().orElse(0);
        return Comparator.comparing((Candidate candidate) -> candidate.score() > best + ALIKE)
                .thenComparingDouble(
                        candidate -> candidate.score() > best + ALIKE ? candidate.score() : candidate.sessions())
                .thenComparingDouble(Candidate::score)
                .thenComparing(candidate -> candidate.host().value());
    }

    private Optional<Rejection> rejection(HostFacts facts, Instant now) {
        Host host = facts.host();
        Optional<Rejection> unwanted = unwanted(host.state());
        if (unwanted.isPresent()) {
            return unwanted;
        }
        Optional<Rejection> silence = host.managed() ? silence(facts, now) : Optional.empty();
        if (silence.isPresent()) {
            return silence;
        }
        if (facts.rdp() == HostFacts.Rdp.FAILS) {
            return Optional.of(Rejection.RDP_FAILS);
        }
        if (facts.sessions() >= host.maxSessions()) {
            return Optional.of(Rejection.FULL);
        }
        int cap = rules.logonsOn(host);
        return cap > 0 && facts.logons() >= cap ? Optional.of(Rejection.LOGONS_FULL) : Optional.empty();
    }

    private static Optional<Rejection> unwanted(HostState state) {
        return switch (state) {
            case ENABLED -> Optional.empty();
            case DRAINING, DRAINING_UNTIL_REBOOT -> Optional.of(Rejection.DRAINING);
            case MAINTENANCE -> Optional.of(Rejection.MAINTENANCE);
            case DISABLED -> Optional.of(Rejection.DISABLED);
        };
    }

    private Optional<Rejection> silence(HostFacts facts, Instant now) {
        if (facts.load().isEmpty()) {
            return Optional.of(Rejection.NEVER_REPORTED);
        }
        if (facts.load().get().at().plus(rules.deadTime()).isBefore(now)) {
            return Optional.of(Rejection.SILENT);
        }
        return facts.listening() ? Optional.empty() : Optional.of(Rejection.NOT_LISTENING);
    }

    private Candidate candidate(HostFacts facts) {
        double sessions = (double) facts.sessions() / facts.host().maxSessions();
        if (!facts.host().managed()) {
            return new Candidate(
                    facts.host().id(), facts.host().name(), sessions, 0, 0, sessions, Placement.Basis.OWN_COUNT);
        }
        double cpu = facts.load().map(HostLoad::cpu).orElse(0.0);
        double memory = facts.load().map(HostLoad::memory).orElse(0.0);
        double weights = rules.sessionsWeight() + rules.cpuWeight() + rules.memoryWeight();
        double score =
                (rules.sessionsWeight() * sessions + rules.cpuWeight() * cpu + rules.memoryWeight() * memory) / weights;
        return new Candidate(facts.host().id(), facts.host().name(), sessions, cpu, memory, score);
    }
}
