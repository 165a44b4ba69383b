package org.usher.domain.launch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.usher.domain.hosts.Host;
import org.usher.domain.hosts.HostState;
import org.usher.domain.identity.Principal;
import org.usher.domain.placement.Placement;
import org.usher.domain.publishing.PublishedResource;
import org.usher.domain.testing.InMemoryFarm;

/** What each state of a host means to launches. */
class HostStatesTest {

    private final InMemoryFarm farm = new InMemoryFarm();
    private final LaunchResource launch = farm.launch();
    private final Principal alice = farm.user("alice");
    private final PublishedResource calc = farm.application("Calculator", alice);

    private LaunchOutcome.Refused refused(LaunchRequest click) {
        LaunchOutcome outcome = launch.launch(click);
        assertThat(outcome).isInstanceOf(LaunchOutcome.Refused.class);
        return (LaunchOutcome.Refused) outcome;
    }

    @ParameterizedTest
    @EnumSource(value = HostState.class, mode = EnumSource.Mode.EXCLUDE, names = "ENABLED")
    void newSessionsGoToEnabledHostsAlone(HostState state) {
        farm.hosts.state(farm.host("not this one").id(), state);
        Host enabled = farm.host("this one", 0.9, 10);
        assertThat(launch.launch(farm.click(alice, calc)))
                .isInstanceOfSatisfying(
                        LaunchOutcome.Connect.class,
                        connect -> assertThat(connect.target()).isEqualTo(enabled.target()));
    }

    @ParameterizedTest
    @EnumSource(value = HostState.class, mode = EnumSource.Mode.EXCLUDE, names = "DISABLED")
    void whoHasASessionReturnsToItFromAnyClient(HostState state) {
        Host host = farm.host("host");
        LaunchOutcome.Connect first = (LaunchOutcome.Connect) launch.launch(farm.click(alice, calc));
        farm.hosts.state(host.id(), state);
        farm.host("idle");
        assertThat(launch.launch(farm.click(alice, calc)))
                .isInstanceOfSatisfying(
                        LaunchOutcome.Connect.class,
                        again -> assertThat(again.session()).isEqualTo(first.session()));
        assertThat(launch.launch(farm.back(alice, first.session()))).isInstanceOf(LaunchOutcome.Connect.class);
        assertThat(launch.launch(farm.asFile(farm.click(alice, calc))))
                .isInstanceOfSatisfying(
                        LaunchOutcome.File.class,
                        file -> assertThat(file.session()).isEqualTo(first.session()));
    }

    @Test
    void nobodyReturnsToADisabledHost() {
        Host host = farm.host("host");
        LaunchOutcome.Connect first = (LaunchOutcome.Connect) launch.launch(farm.click(alice, calc));
        farm.hosts.state(host.id(), HostState.DISABLED);
        farm.host("idle");
        assertThat(refused(farm.click(alice, calc)).because())
                .as("a second session elsewhere would tear the user's work in two")
                .isEqualTo(LaunchRefusal.HOST_DISABLED);
        assertThat(refused(farm.back(alice, first.session())).because()).isEqualTo(LaunchRefusal.HOST_DISABLED);
        assertThat(farm.sessions.live()).hasSize(1);
    }

    @Test
    void whomMaintenanceLeavesWithoutAHostIsToldWhatTheAdministratorSays() {
        farm.hosts.state(farm.host("quiet").id(), HostState.MAINTENANCE);
        farm.hosts.state(farm.host("talks").id(), HostState.MAINTENANCE, "Back at noon.");
        farm.hosts.state(farm.host("drains").id(), HostState.DRAINING, "Not this one.");
        LaunchOutcome.Refused refused = refused(farm.click(alice, calc));
        assertThat(refused.because()).isEqualTo(LaunchRefusal.HOST_MAINTENANCE);
        assertThat(refused.message()).isEqualTo("Back at noon.");
        assertThat(farm.launches
                        .entry(refused.launch())
                        .placement()
                        .orElseThrow()
                        .rejected())
                .extracting(Placement.Rejected::name)
                .containsExactlyInAnyOrder("quiet", "talks", "drains");
    }

    @Test
    void whoIsLeftWithoutAHostForAnotherReasonIsToldThat() {
        farm.hosts.state(farm.host("away").id(), HostState.MAINTENANCE, "Back at noon.");
        farm.host("full", 0, 1);
        Principal bob = farm.user("bob");
        launch.launch(farm.click(bob, farm.application("Editor", bob)));
        LaunchOutcome.Refused refused = refused(farm.click(alice, calc));
        assertThat(refused.because()).isEqualTo(LaunchRefusal.ALL_FULL);
        assertThat(refused.message()).isEmpty();
    }
}
