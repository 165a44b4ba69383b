package org.usher.domain.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.usher.domain.hosts.Host;
import org.usher.domain.identity.Principal;
import org.usher.domain.placement.Placement;
import org.usher.domain.placement.PlacementRules;
import org.usher.domain.placement.Rejection;
import org.usher.domain.publishing.PublishedResource;
import org.usher.domain.sessions.ReportedSession;
import org.usher.domain.sessions.SessionId;
import org.usher.domain.testing.InMemoryFarm;

/** Launches that have to wait until others have begun. */
class LaunchQueueTest {

    private final InMemoryFarm farm = new InMemoryFarm();
    private final LaunchResource launch = farm.launch();

    @BeforeEach
    void oneAtOnce() {
        farm.placementRules = new PlacementRules(
                PlacementRules.Method.RESOURCES,
                2,
                1,
                1,
                Duration.ofSeconds(300),
                Duration.ofSeconds(3),
                1,
                Duration.ofSeconds(60));
    }

    private LaunchRequest click(String name, Host... on) {
        Principal who = farm.user(name);
        PublishedResource resource = farm.application("Application of " + name, who);
        farm.offer(resource, on);
        return farm.click(who, resource);
    }

    private LaunchOutcome.Connect connected(LaunchRequest click) {
        LaunchOutcome outcome = launch.launch(click);
        assertThat(outcome).isInstanceOf(LaunchOutcome.Connect.class);
        return (LaunchOutcome.Connect) outcome;
    }

    private LaunchOutcome.Queued queued(LaunchRequest click) {
        LaunchOutcome outcome = launch.launch(click);
        assertThat(outcome).isInstanceOf(LaunchOutcome.Queued.class);
        return (LaunchOutcome.Queued) outcome;
    }

    private void begun(Host host, SessionId... sessions) {
        farm.sessions.sync(
                host.id(),
                List.of(sessions).stream()
                        .map(id -> new ReportedSession(id, true))
                        .toList());
    }

    @Test
    void whatIsOverTheCapWaitsAndIsTakenUpByTheSameClick() {
        Host host = farm.host("host");
        SessionId first = connected(click("first", host)).session();
        LaunchRequest waiting = click("second", host);
        LaunchOutcome.Queued queued = queued(waiting);
        assertThat(queued.position()).isEqualTo(1);
        assertThat(queued(click("third", host)).position()).isEqualTo(2);
        begun(host, first);
        LaunchOutcome.Connect connect = connected(waiting);
        assertThat(connect.launch()).as("the same launch").isEqualTo(queued.launch());
        assertThat(farm.launches.hasQueued(connect.launch())).isTrue();
        assertThat(farm.audit.about(connect.launch())).hasSize(1);
        assertThat(farm.queue.size()).isEqualTo(1);
    }

    @Test
    void whoComesLaterIsServedLater() {
        Host host = farm.host("host");
        SessionId first = connected(click("first", host)).session();
        LaunchRequest second = click("second", host);
        queued(second);
        LaunchRequest third = click("third", host);
        queued(third);
        begun(host, first);
        assertThat(queued(click("fourth", host)).position())
                .as("there is room, but not for a newcomer")
                .isEqualTo(3);
        SessionId next = connected(second).session();
        begun(host, first, next);
        connected(third);
    }

    @Test
    void aNewcomerPassesThoseAloneWhoCannotUseItsHost() {
        Host host = farm.host("host");
        Host other = farm.host("other");
        connected(click("first", host));
        LaunchRequest second = click("second", host);
        queued(second);
        assertThat(connected(click("third", host, other)).target())
                .as("the second cannot use the other host")
                .isEqualTo(other.target());
        assertThat(farm.queue.size()).isEqualTo(1);
    }

    @Test
    void whyItWaitsStandsInTheExplanationOnceItIsOver() {
        Host host = farm.host("host");
        connected(click("first", host));
        LaunchRequest second = click("second", host);
        LaunchOutcome.Queued waits = queued(second);
        while (launch.launch(second) instanceof LaunchOutcome.Queued) {
            assertThat(farm.queue.position(waits.launch())).hasValue(1);
        }
        assertThat(farm.launches.entry(waits.launch()).refusal()).contains(LaunchRefusal.QUEUE_TIMEOUT);
        assertThat(farm.launches.entry(waits.launch()).placement().orElseThrow().rejected())
                .containsExactly(new Placement.Rejected(host.id(), "host", Rejection.LOGONS_FULL));
        assertThat(farm.queue.size()).isZero();
    }

    @Test
    void aDeadHeadBlocksNobody() {
        Host host = farm.host("host");
        SessionId first = connected(click("first", host)).session();
        queued(click("gone", host));
        begun(host, first);
        farm.clock.pass(LaunchQueue.ABSENCE.plusSeconds(1));
        connected(click("third", host));
    }

    @Test
    void whoeverGivesUpLeavesTheQueue() {
        Host host = farm.host("host");
        connected(click("first", host));
        LaunchRequest second = click("second", host);
        LaunchOutcome.Queued waits = queued(second);
        GiveUpLaunch giveUp = new GiveUpLaunch(farm.launches, farm.queue, farm.audit);
        assertThat(giveUp.giveUp(second.principal(), "another click", "192.0.2.7"))
                .isEqualTo(GiveUpLaunch.GivenUp.UNKNOWN);
        assertThat(giveUp.giveUp(second.principal(), second.key(), "192.0.2.7")).isEqualTo(GiveUpLaunch.GivenUp.DONE);
        assertThat(giveUp.giveUp(second.principal(), second.key(), "192.0.2.7"))
                .isEqualTo(GiveUpLaunch.GivenUp.TOO_LATE);
        assertThat(farm.launches.entry(waits.launch()).refusal()).contains(LaunchRefusal.GIVEN_UP);
        assertThat(farm.audit.about(waits.launch())).hasSize(1);
        assertThat(farm.queue.size()).isZero();
    }

    @Test
    void whoeverGivesUpWhileARequestWaitsIsAnswered() {
        Host host = farm.host("host");
        connected(click("first", host));
        LaunchRequest second = click("second", host);
        GiveUpLaunch giveUp = new GiveUpLaunch(farm.launches, farm.queue, farm.audit);
        farm.queue.meanwhile = () -> giveUp.giveUp(second.principal(), second.key(), "192.0.2.7");
        assertThat(launch.launch(second))
                .isInstanceOfSatisfying(
                        LaunchOutcome.Refused.class,
                        refused -> assertThat(refused.because()).isEqualTo(LaunchRefusal.GIVEN_UP));
        assertThat(farm.sessions.live()).hasSize(1);
    }

    @Test
    void aHostsOwnNumberComesBeforeTheSites() {
        Host host = farm.host("host");
        farm.hosts.maxLogons(host.id(), 2);
        connected(click("first", host));
        connected(click("second", host));
        queued(click("third", host));
    }
}
