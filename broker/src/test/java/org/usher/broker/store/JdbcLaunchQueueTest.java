package org.usher.broker.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.usher.broker.TestDatabase;
import org.usher.broker.events.EventHub;
import org.usher.broker.launch.WaitingRoom;
import org.usher.domain.farm.SiteId;
import org.usher.domain.hosts.HostId;
import org.usher.domain.identity.Principal;
import org.usher.domain.launch.LaunchId;
import org.usher.domain.launch.LaunchQueue;
import org.usher.domain.launch.LaunchRequest;
import org.usher.domain.publishing.ResourceId;
import org.usher.domain.testing.LaunchQueueContract;

/** The contract on PostgreSQL, and what the broker's own table adds to it. */
class JdbcLaunchQueueTest extends LaunchQueueContract {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final SiteId site = DATABASE.site();
    /** Here a minute is what is five seconds elsewhere, so that a slow machine makes nobody absent. */
    private static final int SLOWER = 12;

    private final JdbcLaunchQueue table = new JdbcLaunchQueue(DATABASE.sql(), LaunchQueue.ABSENCE.multipliedBy(SLOWER));
    private final JdbcLaunches launches = new JdbcLaunches(DATABASE.sql());
    private final WaitingRoom room = new WaitingRoom(table, new EventHub(), site, UUID.randomUUID());

    @AfterEach
    void close() {
        room.close();
    }

    @Override
    protected LaunchQueue queue() {
        return room;
    }

    @Override
    protected SiteId site() {
        return site;
    }

    @Override
    protected LaunchId launch() {
        Principal who = DATABASE.user(site);
        LaunchId launch = new LaunchId(UUID.randomUUID());
        launches.begin(
                launch,
                new LaunchRequest(
                        who,
                        "click",
                        new LaunchRequest.Open(new ResourceId(UUID.randomUUID()), false),
                        new LaunchRequest.Browser("client"),
                        "192.0.2.1",
                        Set.of(),
                        LaunchRequest.Screen.nearest(1024, 768)));
        return launch;
    }

    @Override
    protected void pass(Duration time) {
        DATABASE.sql()
                .sql("update launch_queue set seen = seen - :millis * interval '1 millisecond',"
                        + " since = since - :millis * interval '1 millisecond' where site_id = :site")
                .param("millis", time.toMillis() * SLOWER)
                .param("site", site.value())
                .update();
    }

    private String state(LaunchId launch) {
        return launches.shown(site, launch).orElseThrow().state();
    }

    @Test
    void whatNobodyComesBackToIsClearedAwayAndItsBooksAreClosed() {
        LaunchId gone = launch();
        LaunchId waits = launch();
        HostId host = new HostId(UUID.randomUUID());
        room.enter(site, gone, Set.of(host));
        pass(Duration.ofSeconds(31));
        room.enter(site, waits, Set.of(host));
        table.sweep();
        assertThat(state(gone)).isEqualTo("failed");
        assertThat(launches.shown(site, gone).orElseThrow().reason()).isEqualTo("launch-given-up");
        assertThat(state(waits)).isEqualTo("pending");
        assertThat(room.takeUp(gone)).isFalse();
    }

    @Test
    void aLaunchThatWaitsDoesNotExpireAndHasAsLongAsOthersOnceItHasWaited() {
        LaunchId launch = launch();
        room.enter(site, launch, Set.of(new HostId(UUID.randomUUID())));
        age(launch, 200);
        launches.closeUnfinished();
        assertThat(state(launch)).isEqualTo("pending");
        room.leave(launch);
        launches.queued(launch);
        launches.closeUnfinished();
        assertThat(state(launch)).isEqualTo("pending");
        age(launch, 100);
        launches.closeUnfinished();
        assertThat(state(launch)).as("its client never came").isEqualTo("expired");
    }

    private void age(LaunchId launch, int seconds) {
        DATABASE.sql()
                .sql("update launch set at = at - :seconds * interval '1 second' where id = :id")
                .param("seconds", seconds)
                .param("id", launch.value())
                .update();
    }

    @Test
    void whoIsNextForAHostIsWokenAndWhoIsNotSleepsOn() {
        HostId host = new HostId(UUID.randomUUID());
        LaunchId first = launch();
        LaunchId second = launch();
        room.enter(site, first, Set.of(host));
        room.enter(site, second, Set.of(host));
        assertThat(room.await(first, Duration.ofSeconds(30))).isEqualTo(LaunchQueue.Woken.TURN);
        table.renew(Set.of(first));
        assertThat(room.await(second, Duration.ofMillis(700))).isEqualTo(LaunchQueue.Woken.LATER);
        room.leave(first);
        assertThat(room.await(second, Duration.ofSeconds(30))).isEqualTo(LaunchQueue.Woken.TURN);
    }
}
