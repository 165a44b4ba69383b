package org.usher.broker.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.usher.broker.TestDatabase;
import org.usher.domain.farm.SiteId;
import org.usher.domain.hosts.Host;
import org.usher.domain.identity.Principal;
import org.usher.domain.launch.LaunchId;
import org.usher.domain.launch.LaunchRefusal;
import org.usher.domain.launch.LaunchRequest;
import org.usher.domain.launch.LaunchStage;
import org.usher.domain.launch.Launches;
import org.usher.domain.publishing.PublishedResource;
import org.usher.domain.publishing.ResourceId;
import org.usher.domain.publishing.ResourceKind;
import org.usher.domain.sessions.Session;
import org.usher.domain.sessions.SessionId;
import org.usher.domain.sessions.SessionKey;
import org.usher.domain.sessions.SessionKind;
import org.usher.domain.sessions.SessionState;
import org.usher.domain.testing.LaunchesContract;

/** The contract on PostgreSQL, and the timeline that the broker keeps beside it. */
class JdbcLaunchesTest extends LaunchesContract {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final SiteId site = DATABASE.site();
    private final JdbcLaunches launches = new JdbcLaunches(DATABASE.sql());

    @Override
    protected Launches launches() {
        return launches;
    }

    @Override
    protected Principal somebody() {
        return DATABASE.user(site);
    }

    @Override
    protected Session session(Principal who) {
        Host host = DATABASE.host(site, 5);
        SessionKey key = new SessionKey(site, who.user(), SessionKind.APPLICATIONS, SessionKey.USUAL_POLICY);
        SessionId id = new SessionId(UUID.randomUUID());
        new JdbcSessions(DATABASE.sql(), DATABASE.transaction()).reserve(id, key, host);
        return new Session(id, key, host.id(), SessionState.STARTING);
    }

    private LaunchId begun() {
        LaunchId launch = new LaunchId(UUID.randomUUID());
        LaunchRequest click = new LaunchRequest(
                somebody(),
                UUID.randomUUID().toString(),
                new LaunchRequest.Open(new ResourceId(UUID.randomUUID()), false),
                new LaunchRequest.Browser("client"),
                "192.0.2.1",
                Set.of(),
                LaunchRequest.Screen.nearest(1024, 768));
        assertThat(launches.begin(launch, click)).isEmpty();
        return launch;
    }

    private JdbcLaunches.Shown shown(LaunchId launch) {
        return launches.shown(site, launch).orElseThrow();
    }

    @Test
    void theFirstWordAboutAStageStands() {
        LaunchId launch = begun();
        assertThat(launches.reached(launch, LaunchStage.TUNNEL.word(), 0, "")).isPresent();
        assertThat(launches.reached(launch, LaunchStage.TUNNEL.word(), 0, "host-timeout"))
                .isEmpty();
        assertThat(shown(launch).reason()).isEmpty();
        assertThat(shown(launch).stages())
                .extracting(JdbcLaunches.Stage::stage)
                .containsExactly(LaunchStage.AUTHENTICATED.word(), LaunchStage.TUNNEL.word());
    }

    @Test
    void aStageOfBeforeTheClickIsAtTheClick() {
        LaunchId launch = begun();
        launches.reached(launch, LaunchStage.TUNNEL.word(), Long.MAX_VALUE, "");
        assertThat(shown(launch).stages())
                .allSatisfy(stage -> assertThat(stage.ms()).isNotNegative());
    }

    @Test
    void aFailedStageEndsTheLaunchAndASignOnWithAWindowMakesItRun() {
        LaunchId failed = begun();
        launches.reached(failed, LaunchStage.SIGN_ON.word(), 0, "sign-on-refused");
        assertThat(shown(failed).state()).isEqualTo("failed");
        assertThat(shown(failed).reason()).isEqualTo("sign-on-refused");
        LaunchId running = begun();
        // Back in a session that is there, the window comes before the ticket, and long before its user.
        launches.reached(running, LaunchStage.FIRST_WINDOW.word(), 0, "");
        launches.ticketed(running);
        assertThat(shown(running).state()).isEqualTo("connecting");
        launches.reached(running, LaunchStage.SIGN_ON.word(), 0, "");
        assertThat(shown(running).state()).isEqualTo("running");
    }

    @Test
    void aTicketThatNobodyUsedExpiresAndOneThatWasUsedDoesNot() {
        LaunchId unused = begun();
        launches.ticketed(unused);
        LaunchId used = begun();
        launches.ticketed(used);
        launches.reached(used, LaunchStage.TUNNEL.word(), 0, "");
        launches.expireUnused();
        assertThat(shown(unused).state()).isEqualTo("connecting");
        DATABASE.sql()
                .sql("update launch set at = at - interval '1 day' where site_id = :site")
                .param("site", site.value())
                .update();
        launches.expireUnused();
        assertThat(shown(unused).state()).isEqualTo("expired");
        assertThat(shown(used).state()).isEqualTo("connecting");
    }

    @Test
    void theLatestComeFirstAndOnlyOfTheSite() {
        LaunchId first = begun();
        LaunchId second = begun();
        assertThat(launches.latest(site, 10)).extracting(JdbcLaunches.Shown::id).containsExactly(second, first);
        assertThat(launches.latest(site, 1)).hasSize(1);
        SiteId other = DATABASE.site();
        assertThat(launches.latest(other, 10)).isEmpty();
        assertThat(launches.shown(other, first)).isEqualTo(Optional.empty());
    }

    private LaunchId begun(Principal who, ResourceId resource) {
        LaunchId launch = new LaunchId(UUID.randomUUID());
        LaunchRequest click = new LaunchRequest(
                who,
                UUID.randomUUID().toString(),
                new LaunchRequest.Open(resource, false),
                new LaunchRequest.Browser("client"),
                "192.0.2.1",
                Set.of(),
                LaunchRequest.Screen.nearest(1024, 768));
        assertThat(launches.begin(launch, click)).isEmpty();
        return launch;
    }

    private ResourceId resource() throws NameTakenException {
        ResourceId id = new ResourceId(UUID.randomUUID());
        new JdbcResources(DATABASE.sql())
                .save(new PublishedResource(
                        id,
                        site,
                        ResourceKind.APPLICATION,
                        "Seat " + id,
                        "",
                        "calc",
                        List.of(),
                        "",
                        Optional.empty(),
                        true,
                        Set.of(),
                        Set.of(),
                        Set.of()));
        return id;
    }

    @Test
    void aPlaceIsTakenWhileTheLaunchIsUnderWay() throws Exception {
        ResourceId seat = resource();
        Principal alice = somebody();
        Principal bob = somebody();
        LaunchId first = begun(alice, seat);
        LaunchId second = begun(bob, seat);
        assertThat(launches.use(first, alice.user(), seat, 1)).isTrue();
        assertThat(launches.use(second, bob.user(), seat, 1)).isFalse();
        assertThat(launches.use(second, bob.user(), seat, 2)).isTrue();
        launches.refused(first, LaunchRefusal.HOST_FAILED, "", Optional.empty());
        assertThat(launches.use(second, bob.user(), seat, 1)).isTrue();
    }

    @Test
    void aPlaceIsTakenAsLongAsAWindowIsThere() throws Exception {
        ResourceId seat = resource();
        Principal alice = somebody();
        Principal bob = somebody();
        Session session = session(alice);
        LaunchId first = begun(alice, seat);
        assertThat(launches.use(first, alice.user(), seat, 1)).isTrue();
        launches.placed(first, session.id(), session.host(), Optional.empty());
        launches.reached(first, LaunchStage.SIGN_ON.word(), 0, "");
        launches.reached(first, LaunchStage.FIRST_WINDOW.word(), 0, "");
        DATABASE.sql()
                .sql("update resource_use set at = at - interval '1 minute' where resource_id = :id")
                .param("id", seat.value())
                .update();
        windows(session, "[{\"id\": \"0x1\", \"resource\": \"" + seat + "\"}]");
        LaunchId second = begun(bob, seat);
        assertThat(launches.use(second, bob.user(), seat, 1)).isFalse();
        windows(session, "[]");
        assertThat(launches.use(second, bob.user(), seat, 1)).isTrue();
    }

    private static void windows(Session session, String windows) {
        DATABASE.sql()
                .sql("update session set windows = :windows::jsonb where id = :id")
                .param("windows", windows)
                .param("id", session.id().value())
                .update();
    }
}
