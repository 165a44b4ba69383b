package org.usher.domain.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.usher.domain.farm.SiteId;
import org.usher.domain.hosts.Host;
import org.usher.domain.hosts.HostFacts;
import org.usher.domain.hosts.HostFacts.Rdp;
import org.usher.domain.hosts.HostId;
import org.usher.domain.hosts.HostKind;
import org.usher.domain.hosts.HostLoad;
import org.usher.domain.hosts.HostState;
import org.usher.domain.testing.Seeded;

/**
 * Thousands of random farms against the rule as it is documented, written down once more and differently. To repeat a
 * failure, give the seed that it names: {@code mvn -pl domain test -Dtest=LeastLoadedSeededTest -Dusher.seed=…}.
 */
class LeastLoadedSeededTest {

    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final SiteId SITE = new SiteId(new UUID(0, 1));

    /** One question to placement. */
    private record Farm(
            PlacementRules rules, List<HostFacts> hosts, Set<HostId> offers, Map<HostId, Rejection> refused) {

        Placement place() {
            return new LeastLoaded(rules).place(hosts, offers::contains, refused, NOW);
        }

        Farm shuffled(Random random) {
            List<HostFacts> others = new ArrayList<>(hosts);
            Collections.shuffle(others, random);
            return new Farm(rules, others, offers, refused);
        }
    }

    private static boolean mostly(Random random) {
        return random.nextInt(8) > 0;
    }

    /** Ratios on a coarse grid come out equal often enough to try the ties. */
    private static double ratio(Random random) {
        return random.nextInt(21) / 20.0;
    }

    private static Farm farm(Random random) {
        PlacementRules rules = new PlacementRules(
                random.nextInt(3), random.nextInt(3), random.nextInt(3) + 0.5, Duration.ofSeconds(15));
        List<HostFacts> hosts = new ArrayList<>();
        Set<HostId> offers = new HashSet<>();
        Map<HostId, Rejection> refused = new HashMap<>();
        int count = random.nextInt(9);
        for (int number = 1; number <= count; number++) {
            HostFacts facts = facts(number, random);
            hosts.add(facts);
            if (mostly(random)) {
                offers.add(facts.host().id());
            }
            if (!mostly(random)) {
                refused.put(
                        facts.host().id(),
                        Seeded.oneOf(random, List.of(Rejection.DECLINED, Rejection.OTHER_SESSION, Rejection.FULL)));
            }
        }
        return new Farm(rules, hosts, offers, refused);
    }

    private static HostFacts facts(int number, Random random) {
        HostState state = mostly(random) ? HostState.ENABLED : Seeded.oneOf(random, List.of(HostState.values()));
        Host host = new Host(
                new HostId(new UUID(random.nextInt(4), number)),
                SITE,
                "host" + number,
                "host:3389",
                state,
                1 + random.nextInt(12),
                new HostKind.Managed(),
                "",
                mostly(random) ? OptionalInt.empty() : OptionalInt.of(1 + random.nextInt(3)));
        Duration age = mostly(random) ? Duration.ofSeconds(random.nextInt(16)) : Duration.ofSeconds(16);
        Optional<HostLoad> load = mostly(random)
                ? Optional.of(new HostLoad(NOW.minus(age), ratio(random), ratio(random), random.nextInt(8)))
                : Optional.empty();
        Rdp rdp = mostly(random) ? Rdp.ANSWERS : Seeded.oneOf(random, List.of(Rdp.values()));
        Optional<Instant> lastGiven =
                mostly(random) ? Optional.of(NOW.minusSeconds(random.nextInt(6))) : Optional.empty();
        return new HostFacts(host, load, mostly(random), rdp, random.nextInt(4), random.nextInt(12), lastGiven);
    }

    /** Everything that speaks against a host, in words of the documentation. */
    private static Set<Rejection> against(Farm farm, HostFacts facts) {
        Set<Rejection> against = EnumSet.noneOf(Rejection.class);
        HostId id = facts.host().id();
        if (!farm.offers().contains(id)) {
            against.add(Rejection.NOT_OFFERED);
        }
        Rejection ofThisLaunch = farm.refused().get(id);
        if (ofThisLaunch != null) {
            against.add(ofThisLaunch);
        }
        switch (facts.host().state()) {
            case ENABLED -> {}
            case DRAINING, DRAINING_UNTIL_REBOOT -> against.add(Rejection.DRAINING);
            case MAINTENANCE -> against.add(Rejection.MAINTENANCE);
            case DISABLED -> against.add(Rejection.DISABLED);
        }
        if (facts.load().isEmpty()) {
            against.add(Rejection.NEVER_REPORTED);
        } else if (Duration.between(facts.load().get().at(), NOW)
                        .compareTo(farm.rules().deadTime())
                > 0) {
            against.add(Rejection.SILENT);
        }
        if (!facts.listening()) {
            against.add(Rejection.NOT_LISTENING);
        }
        if (facts.rdp() == Rdp.FAILS) {
            against.add(Rejection.RDP_FAILS);
        }
        if (facts.load().map(HostLoad::sessions).orElse(0) + facts.reserved()
                >= facts.host().maxSessions()) {
            against.add(Rejection.FULL);
        }
        if (facts.logons() >= facts.host().maxLogons().orElse(farm.rules().logonsPerHost())) {
            against.add(Rejection.LOGONS_FULL);
        }
        return against;
    }

    private static double score(PlacementRules rules, Placement.Candidate candidate) {
        double weights = rules.sessionsWeight() + rules.cpuWeight() + rules.memoryWeight();
        return candidate.sessions() * rules.sessionsWeight() / weights
                + candidate.cpu() * rules.cpuWeight() / weights
                + candidate.memory() * rules.memoryWeight() / weights;
    }

    @Test
    void everyHostIsEitherACandidateOrRejectedForAReasonThatHolds() {
        Seeded.rounds(4_000, random -> {
            Farm farm = farm(random);
            Placement placement = farm.place();
            Map<HostId, Rejection> rejected = new HashMap<>();
            placement.rejected().forEach(one -> rejected.put(one.host(), one.because()));
            Set<HostId> candidates = new HashSet<>();
            placement.candidates().forEach(one -> candidates.add(one.host()));
            assertThat(placement.rejected().size() + placement.candidates().size())
                    .isEqualTo(farm.hosts().size());
            for (HostFacts facts : farm.hosts()) {
                HostId id = facts.host().id();
                Set<Rejection> against = against(farm, facts);
                Rejection because = rejected.get(id);
                if (against.isEmpty()) {
                    assertThat(candidates).contains(id);
                } else {
                    assertThat(candidates).doesNotContain(id);
                    assertThat(because).isIn(against);
                }
            }
        });
    }

    @Test
    void noCandidateIsBetterThanTheChosenOne() {
        Seeded.rounds(4_000, random -> {
            Farm farm = farm(random);
            Placement placement = farm.place();
            if (placement.candidates().isEmpty()) {
                assertThat(placement.chosen()).isEmpty();
                return;
            }
            Placement.Candidate chosen = placement.candidates().getFirst();
            assertThat(placement.chosen()).contains(chosen.host());
            for (Placement.Candidate other : placement.candidates()) {
                assertThat(other.score()).isCloseTo(score(farm.rules(), other), within(1e-9));
                assertThat(chosen.score())
                        .as("%s is far more loaded than %s", chosen, other)
                        .isLessThanOrEqualTo(other.score() + LeastLoaded.ALIKE);
            }
            double best = placement.candidates().stream()
                    .mapToDouble(Placement.Candidate::score)
                    .min()
                    .orElseThrow();
            placement.candidates().stream()
                    .filter(other -> other.score() <= best + LeastLoaded.ALIKE)
                    .forEach(alike -> assertThat(isNoBetter(alike, chosen))
                            .as("%s is no better than %s", alike, chosen)
                            .isTrue());
        });
    }

    private static boolean isNoBetter(Placement.Candidate other, Placement.Candidate chosen) {
        if (other.sessions() != chosen.sessions()) {
            return other.sessions() > chosen.sessions();
        }
        if (other.score() != chosen.score()) {
            return other.score() > chosen.score();
        }
        return other.host().value().compareTo(chosen.host().value()) >= 0;
    }

    @Test
    void inRoundRobinNoCandidateHasWaitedLonger() {
        Seeded.rounds(4_000, random -> {
            Farm byLoad = farm(random);
            Farm farm = new Farm(
                    byLoad.rules().with(PlacementRules.Method.ROUND_ROBIN),
                    byLoad.hosts(),
                    byLoad.offers(),
                    byLoad.refused());
            Placement placement = farm.place();
            assertThat(placement.method()).isEqualTo(PlacementRules.Method.ROUND_ROBIN);
            assertThat(placement.rejected())
                    .as("what speaks against a host is the same")
                    .isEqualTo(byLoad.place().rejected());
            assertThat(placement.chosen().isPresent())
                    .isEqualTo(!placement.candidates().isEmpty());
            Map<HostId, Optional<Instant>> given = new HashMap<>();
            farm.hosts().forEach(facts -> given.put(facts.host().id(), facts.lastGiven()));
            Instant never = Instant.EPOCH;
            placement
                    .chosen()
                    .ifPresent(chosen -> assertThat(placement.candidates())
                            .allSatisfy(other -> assertThat(given.getOrDefault(chosen, Optional.empty())
                                            .orElse(never))
                                    .isBeforeOrEqualTo(given.getOrDefault(other.host(), Optional.empty())
                                            .orElse(never))));
            assertThat(farm.shuffled(random).place().candidates()).isEqualTo(placement.candidates());
        });
    }

    @Test
    void theOrderInWhichHostsAreNamedChangesNothing() {
        Seeded.rounds(2_000, random -> {
            Farm farm = farm(random);
            Placement placement = farm.place();
            Placement shuffled = farm.shuffled(random).place();
            assertThat(shuffled.chosen()).isEqualTo(placement.chosen());
            assertThat(shuffled.candidates()).isEqualTo(placement.candidates());
            assertThat(shuffled.rejected()).containsExactlyInAnyOrderElementsOf(placement.rejected());
        });
    }
}
