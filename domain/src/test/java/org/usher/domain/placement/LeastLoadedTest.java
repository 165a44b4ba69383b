package org.usher.domain.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

class LeastLoadedTest {

    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final SiteId SITE = new SiteId(new UUID(0, 1));

    private static HostId id(int number) {
        return new HostId(new UUID(0, number));
    }

    private static Host host(int number, HostState state, int maxSessions) {
        return new Host(id(number), SITE, "host" + number, "host" + number + ":3389", state, maxSessions);
    }

    /** A healthy host with room for ten. */
    private static HostFacts healthy(int number, double cpu, double memory, int sessions) {
        return new HostFacts(
                host(number, HostState.ENABLED, 10),
                Optional.of(new HostLoad(NOW, cpu, memory, sessions)),
                true,
                Rdp.ANSWERS,
                0);
    }

    private static Placement place(HostFacts... hosts) {
        return place(PlacementRules.USUAL, hosts);
    }

    private static Placement place(PlacementRules rules, HostFacts... hosts) {
        return new LeastLoaded(rules).place(List.of(hosts), any -> true, Map.of(), NOW);
    }

    private static void assertRejected(Rejection because, HostFacts... hosts) {
        Placement placement = place(hosts);
        assertThat(placement.chosen()).isEmpty();
        assertThat(placement.candidates()).isEmpty();
        assertThat(placement.rejected())
                .hasSize(hosts.length)
                .allSatisfy(rejected -> assertThat(rejected.because()).isEqualTo(because));
    }

    // Who cannot be chosen

    @Test
    void whereThereAreNoHostsNoneIsChosen() {
        assertThat(place()).isEqualTo(new Placement(Optional.empty(), List.of(), List.of()));
    }

    @Test
    void aHostThatDoesNotOfferTheResourceIsOut() {
        HostFacts offering = healthy(1, 0.9, 0.9, 9);
        HostFacts idle = healthy(2, 0, 0, 0);
        Placement placement = new LeastLoaded(PlacementRules.USUAL)
                .place(List.of(idle, offering), offering.host().id()::equals, Map.of(), NOW);
        assertThat(placement.chosen()).contains(offering.host().id());
        assertThat(placement.rejected())
                .containsExactly(new Placement.Rejected(idle.host().id(), "host2", Rejection.NOT_OFFERED));
    }

    @Test
    void aHostThatIsOutForThisLaunchAloneIsOut() {
        HostFacts declined = healthy(1, 0, 0, 0);
        HostFacts other = healthy(2, 0.9, 0.9, 9);
        Placement placement = new LeastLoaded(PlacementRules.USUAL)
                .place(List.of(declined, other), any -> true, Map.of(id(1), Rejection.DECLINED), NOW);
        assertThat(placement.chosen()).contains(other.host().id());
        assertThat(placement.rejected()).containsExactly(new Placement.Rejected(id(1), "host1", Rejection.DECLINED));
    }

    @Test
    void thatItDoesNotOfferTheResourceIsToldBeforeAnythingElse() {
        HostFacts both = healthy(1, 0, 0, 0);
        Placement placement = new LeastLoaded(PlacementRules.USUAL)
                .place(List.of(both), any -> false, Map.of(id(1), Rejection.DECLINED), NOW);
        assertThat(placement.rejected()).containsExactly(new Placement.Rejected(id(1), "host1", Rejection.NOT_OFFERED));
    }

    @Test
    void aDisabledHostIsOut() {
        HostFacts facts = healthy(1, 0, 0, 0);
        assertRejected(
                Rejection.DISABLED, new HostFacts(host(1, HostState.DISABLED, 10), facts.load(), true, Rdp.ANSWERS, 0));
    }

    @Test
    void aDrainingHostIsOut() {
        HostFacts facts = healthy(1, 0, 0, 0);
        assertRejected(
                Rejection.DRAINING, new HostFacts(host(1, HostState.DRAINING, 10), facts.load(), true, Rdp.ANSWERS, 0));
    }

    @Test
    void aHostThatNeverReportedIsOut() {
        assertRejected(
                Rejection.NEVER_REPORTED,
                new HostFacts(host(1, HostState.ENABLED, 10), Optional.empty(), true, Rdp.ANSWERS, 0));
    }

    private static HostFacts reportedAt(Instant at) {
        return new HostFacts(
                host(1, HostState.ENABLED, 10), Optional.of(new HostLoad(at, 0, 0, 0)), true, Rdp.ANSWERS, 0);
    }

    @Test
    void aHostThatIsSilentForLongerThanTheDeadTimeIsOut() {
        Duration deadTime = PlacementRules.USUAL.deadTime();
        assertThat(place(reportedAt(NOW.minus(deadTime))).chosen()).contains(id(1));
        assertRejected(Rejection.SILENT, reportedAt(NOW.minus(deadTime).minusNanos(1)));
    }

    @Test
    void aHostWhoseAgentTakesNoOrdersIsOut() {
        HostFacts facts = healthy(1, 0, 0, 0);
        assertRejected(Rejection.NOT_LISTENING, new HostFacts(facts.host(), facts.load(), false, Rdp.ANSWERS, 0));
    }

    @Test
    void aHostWhoseRdpPortFailsIsOutAndOneThatWasNotCheckedIsNot() {
        HostFacts facts = healthy(1, 0, 0, 0);
        assertRejected(Rejection.RDP_FAILS, new HostFacts(facts.host(), facts.load(), true, Rdp.FAILS, 0));
        assertThat(place(new HostFacts(facts.host(), facts.load(), true, Rdp.UNKNOWN, 0))
                        .chosen())
                .contains(id(1));
    }

    @Test
    void promisedSessionsFillAHostAsReportedOnesDo() {
        HostFacts nine = healthy(1, 0, 0, 9);
        assertThat(place(nine).chosen()).contains(id(1));
        assertRejected(Rejection.FULL, new HostFacts(nine.host(), nine.load(), true, Rdp.ANSWERS, 1));
        assertRejected(Rejection.FULL, healthy(1, 0, 0, 10), healthy(2, 0, 0, 11));
    }

    // Who is chosen

    @Test
    void theHostWithTheLowestScoreIsChosen() {
        Placement placement = place(healthy(1, 0.8, 0.5, 4), healthy(2, 0.2, 0.1, 1), healthy(3, 0.9, 0.9, 7));
        assertThat(placement.chosen()).contains(id(2));
        assertThat(placement.candidates()).extracting(Placement.Candidate::host).containsExactly(id(2), id(1), id(3));
    }

    @Test
    void theScoreIsTheWeightedMeanOfSessionsProcessorsAndMemory() {
        HostFacts facts = healthy(1, 0.6, 0.2, 2);
        Placement.Candidate candidate = place(new HostFacts(facts.host(), facts.load(), true, Rdp.ANSWERS, 3))
                .candidates()
                .getFirst();
        assertThat(candidate.sessions()).isEqualTo(0.5);
        assertThat(candidate.cpu()).isEqualTo(0.6);
        assertThat(candidate.memory()).isEqualTo(0.2);
        assertThat(candidate.score()).isCloseTo((2 * 0.5 + 0.6 + 0.2) / 4, within(1e-9));
    }

    private static PlacementRules only(double sessions, double cpu, double memory) {
        return new PlacementRules(sessions, cpu, memory, Duration.ofSeconds(15));
    }

    @Test
    void whatIsSwitchedOffDoesNotCount() {
        HostFacts crowded = healthy(1, 0.1, 0.5, 9);
        HostFacts busy = healthy(2, 0.9, 0.3, 5);
        HostFacts swollen = healthy(3, 0.5, 0.9, 0);
        assertThat(place(only(0, 1, 0), crowded, busy, swollen).chosen()).contains(id(1));
        assertThat(place(only(0, 0, 1), crowded, busy, swollen).chosen()).contains(id(2));
        assertThat(place(only(1, 0, 0), crowded, busy, swollen).chosen()).contains(id(3));
    }

    @Test
    void hostsAlikeWithinTheToleranceGetTheOneWithFewerSessionsForItsSize() {
        HostFacts lucky = healthy(1, 0.10, 0.20, 3);
        HostFacts emptier = healthy(2, 0.45, 0.40, 2);
        Placement placement = place(lucky, emptier);
        assertThat(placement.candidates())
                .extracting(Placement.Candidate::score)
                .as("scores, which differ by less than the tolerance")
                .satisfiesExactly(
                        score -> assertThat(score).isCloseTo(0.3125, within(1e-9)),
                        score -> assertThat(score).isCloseTo(0.225, within(1e-9)));
        assertThat(placement.chosen()).contains(id(2));
    }

    @Test
    void aHostFarMoreLoadedIsNotChosenHoweverFewSessionsItHas() {
        HostFacts idle = healthy(1, 0.0, 0.0, 4);
        HostFacts burning = healthy(2, 0.9, 0.9, 0);
        assertThat(place(idle, burning).chosen()).contains(id(1));
    }

    @Test
    void ofHostsWithAsManySessionsTheLowerScoreWins() {
        assertThat(place(healthy(1, 0.3, 0.3, 2), healthy(2, 0.2, 0.3, 2)).chosen())
                .contains(id(2));
    }

    @Test
    void tiesAreSettledByTheIdWhateverTheOrder() {
        HostFacts one = healthy(1, 0.3, 0.3, 2);
        HostFacts two = healthy(2, 0.3, 0.3, 2);
        HostFacts three = healthy(3, 0.3, 0.3, 2);
        assertThat(place(one, two, three)).isEqualTo(place(three, two, one)).isEqualTo(place(two, three, one));
        assertThat(place(three, two, one).chosen()).contains(id(1));
    }

    @Test
    void aStormIsSpreadEvenlyWhileTheReportsStandStill() {
        List<HostFacts> hosts =
                new ArrayList<>(List.of(healthy(1, 0.30, 0.2, 0), healthy(2, 0.25, 0.2, 0), healthy(3, 0.28, 0.2, 0)));
        for (int launch = 0; launch < 12; launch++) {
            HostId chosen = new LeastLoaded(PlacementRules.USUAL)
                    .place(hosts, any -> true, Map.of(), NOW)
                    .chosen()
                    .orElseThrow();
            hosts.replaceAll(facts -> facts.host().id().equals(chosen)
                    ? new HostFacts(facts.host(), facts.load(), true, Rdp.ANSWERS, facts.reserved() + 1)
                    : facts);
        }
        assertThat(hosts).extracting(HostFacts::reserved).containsExactly(4, 4, 4);
    }

    @Test
    void aHostOfTwiceTheSizeTakesTwiceTheSessions() {
        HostFacts small = healthy(1, 0, 0, 0);
        HostFacts large = new HostFacts(host(2, HostState.ENABLED, 20), small.load(), true, Rdp.ANSWERS, 0);
        List<HostFacts> hosts = new ArrayList<>(List.of(small, large));
        for (int launch = 0; launch < 15; launch++) {
            HostId chosen = new LeastLoaded(PlacementRules.USUAL)
                    .place(hosts, any -> true, Map.of(), NOW)
                    .chosen()
                    .orElseThrow();
            hosts.replaceAll(facts -> facts.host().id().equals(chosen)
                    ? new HostFacts(facts.host(), facts.load(), true, Rdp.ANSWERS, facts.reserved() + 1)
                    : facts);
        }
        assertThat(hosts).extracting(HostFacts::reserved).containsExactly(5, 10);
    }

    // Hosts that report nothing

    private static HostFacts unmanaged(int number, Rdp rdp, int sessions, int maxSessions) {
        Host host = new Host(
                id(number),
                SITE,
                "host" + number,
                "host" + number + ":3389",
                HostState.ENABLED,
                maxSessions,
                new HostKind.Unmanaged(HostKind.Platform.WINDOWS, new HostKind.Authority()));
        return new HostFacts(host, Optional.empty(), false, rdp, sessions);
    }

    @Test
    void anUnmanagedHostIsChosenByOurOwnCountAndThePlacementSaysSo() {
        Placement placement = place(
                unmanaged(1, Rdp.ANSWERS, 4, 10), unmanaged(2, Rdp.ANSWERS, 1, 10), unmanaged(3, Rdp.UNKNOWN, 8, 10));
        assertThat(placement.chosen()).contains(id(2));
        assertThat(placement.rejected()).isEmpty();
        assertThat(placement.candidates()).allSatisfy(candidate -> {
            assertThat(candidate.basis()).isEqualTo(Placement.Basis.OWN_COUNT);
            assertThat(candidate.score()).isEqualTo(candidate.sessions());
        });
    }

    @Test
    void anUnmanagedHostIsOutWhenItsPortFailsOrItIsFull() {
        assertRejected(Rejection.RDP_FAILS, unmanaged(1, Rdp.FAILS, 0, 10));
        assertRejected(Rejection.FULL, unmanaged(1, Rdp.ANSWERS, 10, 10));
    }

    @Test
    void aBusyManagedHostYieldsToAnIdleUnmanagedOne() {
        HostFacts busy = new HostFacts(
                host(1, HostState.ENABLED, 10), Optional.of(new HostLoad(NOW, 0.9, 0.9, 9)), true, Rdp.ANSWERS, 0);
        assertThat(place(busy, unmanaged(2, Rdp.ANSWERS, 0, 10)).chosen()).contains(id(2));
    }
}
