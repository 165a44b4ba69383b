package org.usher.domain.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.usher.domain.farm.SiteId;
import org.usher.domain.hosts.HostId;
import org.usher.domain.launch.LaunchId;
import org.usher.domain.launch.LaunchQueue;

/** What every keeper of the queue promises. */
public abstract class LaunchQueueContract {

    private final HostId one = new HostId(UUID.randomUUID());
    private final HostId two = new HostId(UUID.randomUUID());

    /** What is tested. */
    protected abstract LaunchQueue queue();

    /** The site of the test. */
    protected abstract SiteId site();

    /** A launch that has just begun in the site. */
    protected abstract LaunchId launch();

    /** So much time passes in which nobody says anything of the queue. */
    protected abstract void pass(Duration time);

    private LaunchId waiting(HostId... hosts) {
        LaunchId launch = launch();
        assertThat(queue().enter(site(), launch, Set.of(hosts))).isLessThan(Duration.ofSeconds(5));
        return launch;
    }

    private List<LaunchId> before(LaunchId launch) {
        return queue().before(site(), launch).stream()
                .map(LaunchQueue.Waiting::launch)
                .toList();
    }

    @Test
    void whoCameFirstStandsFirst() {
        LaunchId first = waiting(one);
        LaunchId second = waiting(one, two);
        LaunchId third = waiting(two);
        assertThat(before(first)).isEmpty();
        assertThat(before(third)).containsExactly(first, second);
        assertThat(before(launch())).as("a newcomer").containsExactly(first, second, third);
        assertThat(queue().before(site(), third))
                .element(1)
                .satisfies(waiting -> assertThat(waiting.hosts()).containsExactlyInAnyOrder(one, two));
        assertThat(queue().position(second)).hasValue(2);
    }

    @Test
    void aPlaceIsKeptWhateverItsHostsBecome() {
        LaunchId first = waiting(one);
        LaunchId second = waiting(one);
        queue().enter(site(), first, Set.of(two));
        assertThat(queue().before(site(), second)).containsExactly(new LaunchQueue.Waiting(first, Set.of(two)));
    }

    @Test
    void whoLeavesIsInNobodysWay() {
        LaunchId first = waiting(one);
        LaunchId second = waiting(one);
        assertThat(queue().leave(first)).isTrue();
        assertThat(queue().leave(first)).isFalse();
        assertThat(before(second)).isEmpty();
        assertThat(queue().position(second)).hasValue(1);
        assertThat(queue().position(first)).isEmpty();
        assertThat(queue().await(first, Duration.ofSeconds(30))).isEqualTo(LaunchQueue.Woken.GONE);
    }

    @Test
    void whoeverIsAbsentIsPassedOverAndHasTheOldPlaceOnComingBack() {
        LaunchId dead = waiting(one);
        pass(LaunchQueue.ABSENCE.plusSeconds(1));
        LaunchId second = waiting(one);
        assertThat(before(second)).isEmpty();
        assertThat(queue().position(second)).hasValue(1);
        assertThat(queue().takeUp(dead)).as("nobody waits in it").isTrue();
        assertThat(before(second)).containsExactly(dead);
    }

    @Test
    void oneAtATimeWaitsInAPlace() {
        LaunchId launch = waiting(one);
        assertThat(queue().takeUp(launch)).as("somebody waits in it").isFalse();
        queue().rest(launch);
        assertThat(before(launch())).as("it counts for a while").containsExactly(launch);
        assertThat(queue().takeUp(launch)).isTrue();
        assertThat(queue().takeUp(launch)).isFalse();
        assertThat(queue().takeUp(launch())).as("it has no place").isFalse();
    }

    @Test
    void aWaitIsAsLongAsItHasBeen() {
        LaunchId launch = waiting(one);
        pass(Duration.ofSeconds(20));
        assertThat(queue().enter(site(), launch, Set.of(one))).isGreaterThanOrEqualTo(Duration.ofSeconds(20));
    }
}
