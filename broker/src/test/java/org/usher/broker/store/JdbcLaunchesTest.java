package org.usher.broker.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
import org.usher.domain.launch.LaunchTimeline;
import org.usher.domain.launch.Launches;
import org.usher.domain.launch.UsualTimes;
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
        launches.closeUnfinished();
        assertThat(shown(unused).state()).isEqualTo("connecting");
        DATABASE.sql()
                .sql("update launch set at = at - interval '1 day' where site_id = :site")
                .param("site", site.value())
                .update();
        launches.closeUnfinished();
        assertThat(shown(unused).state()).isEqualTo("expired");
        assertThat(shown(used).state()).isEqualTo("connecting");
    }

    @Test
    void aLaunchWhoseSessionIsOverBeforeAnythingWasSeenIsClosed() {
        LaunchId over = begun();
        Session session = session(somebody());
        launches.placed(over, session.id(), session.host(), Optional.empty());
        launches.ticketed(over);
        launches.reached(over, LaunchStage.TUNNEL.word(), 0, "");
        launches.closeUnfinished();
        assertThat(shown(over).state()).isEqualTo("connecting");
        end(session);
        launches.closeUnfinished();
        assertThat(shown(over).state()).isEqualTo("failed");
        assertThat(shown(over).reason()).isEqualTo("session-ended");
    }

    private Long spent(LaunchId launch, LaunchStage stage) {
        return DATABASE.sql()
                .sql("select coalesce(spent_ms, -1) from launch_stage where launch_id = :id and stage = :stage")
                .param("id", launch.value())
                .param("stage", stage.word())
                .query(Long.class)
                .single();
    }

    private void begunSecondsAgo(LaunchId launch, int seconds) {
        DATABASE.sql()
                .sql("update launch set at = at - :seconds * interval '1 second' where id = :id")
                .param("id", launch.value())
                .param("seconds", seconds)
                .update();
    }

    @Test
    void theBooksKeepWhatTheTimelineSaysAStageTook() {
        LaunchId launch = begun();
        launches.ticketed(launch);
        begunSecondsAgo(launch, 60);
        launches.reached(launch, LaunchStage.TUNNEL.word(), 30_000, "");
        launches.reached(launch, LaunchStage.SESSION_CREATED.word(), 20_000, "");
        launches.reached(launch, LaunchStage.SIGN_ON.word(), 10_000, "");
        LaunchTimeline timeline = shown(launch).timeline();
        assertThat(timeline.reached()).hasSize(5);
        assertThat(timeline.reached())
                .allSatisfy(reached -> assertThat(spent(launch, reached.stage()))
                        .isEqualTo(timeline.spent(reached.stage()).toMillis()));
        // Of its own line, and not of what happened last.
        assertThat(timeline.spent(LaunchStage.SIGN_ON)).isGreaterThanOrEqualTo(Duration.ofSeconds(19));
        assertThat(timeline.spent(LaunchStage.SESSION_CREATED)).isGreaterThanOrEqualTo(Duration.ofSeconds(39));
    }

    @Test
    void whatIsWaitedForIsUnderWay() {
        LaunchId waiting = begun();
        launches.ticketed(waiting);
        LaunchId window = begun();
        launches.opened(window);
        LaunchId shown = begun();
        launches.opened(shown);
        launches.reached(shown, LaunchStage.FIRST_WINDOW.word(), 0, "");
        LaunchId failed = begun();
        launches.reached(failed, LaunchStage.TUNNEL.word(), 0, "ticket-other-client");
        assertThat(launches.underWay(site))
                .extracting(JdbcLaunches.Shown::id)
                .containsExactlyInAnyOrder(waiting, window);
        begunSecondsAgo(waiting, 40);
        JdbcLaunches.Shown late = shown(waiting);
        assertThat(late.timeline().stuck(late.age(), UsualTimes.NONE))
                .map(LaunchTimeline.Stuck::stage)
                .contains(LaunchStage.TUNNEL);
    }

    @Test
    void progressOfTheBrokersOwnPartIsTold() {
        List<LaunchId> told = new ArrayList<>();
        JdbcLaunches telling = new JdbcLaunches(DATABASE.sql(), (launch, stage, step) -> told.add(launch));
        LaunchId launch = begun();
        telling.ticketed(launch);
        telling.ticketed(launch);
        assertThat(told).containsExactly(launch);
    }

    @Test
    void timesAreThoseOfAHostAndOfItsStages() {
        Principal who = somebody();
        Session session = session(who);
        for (int i = 1; i <= 20; i++) {
            LaunchId launch = begun();
            launches.placed(launch, session.id(), session.host(), Optional.empty());
            DATABASE.sql()
                    .sql(
                            "insert into launch_stage values (:id, 'sign-on', 0, '', :spent), (:id, 'launcher', 0, 'x', 9)")
                    .param("id", launch.value())
                    .param("spent", i * 100)
                    .update();
        }
        JdbcLaunchTimes times = new JdbcLaunchTimes(DATABASE.sql());
        assertThat(times.over(site, Duration.ofHours(1)))
                .filteredOn(time -> time.stage().equals("sign-on"))
                .singleElement()
                .isEqualTo(
                        new JdbcLaunchTimes.StageTimes(session.host(), hostName(session), "sign-on", 1050, 1905, 20));
        assertThat(times.over(site, Duration.ofHours(1)))
                .noneMatch(time -> time.stage().equals("launcher"));
        assertThat(times.over(DATABASE.site(), Duration.ofHours(1))).isEmpty();
    }

    private String hostName(Session session) {
        return DATABASE.sql()
                .sql("select name from host where id = :id")
                .param("id", session.host().value())
                .query(String.class)
                .single();
    }

    private List<LaunchId> found(JdbcLaunches.Wanted wanted) {
        return launches.latest(site, wanted, 10).stream()
                .map(JdbcLaunches.Shown::id)
                .toList();
    }

    private static JdbcLaunches.Wanted by(String user, String host, String state, Instant since, boolean failed) {
        return new JdbcLaunches.Wanted(
                Optional.empty(),
                Optional.of(user).filter(text -> !text.isEmpty()),
                Optional.of(host).filter(text -> !text.isEmpty()),
                Optional.empty(),
                Optional.of(state).filter(text -> !text.isEmpty()),
                Optional.of(since),
                failed);
    }

    @Test
    void launchesAreFoundByWhatIsKnownOfThem() {
        LaunchId other = begun();
        LaunchId refused = begun();
        launches.refused(refused, LaunchRefusal.ALL_FULL, "", Optional.empty());
        LaunchId placed = begun();
        Session session = session(somebody());
        launches.placed(placed, session.id(), session.host(), Optional.empty());
        String digits = placed.toString().replace("-", "");
        assertThat(found(JdbcLaunches.Wanted.ofId(digits.substring(0, 12)))).containsExactly(placed);
        assertThat(found(JdbcLaunches.Wanted.ofId(digits))).containsExactly(placed);
        assertThat(found(by(shown(other).userName().toUpperCase(Locale.ROOT), "", "", Instant.EPOCH, false)))
                .containsExactly(other);
        assertThat(found(by("", hostName(session), "", Instant.EPOCH, false))).containsExactly(placed);
        assertThat(found(by("", "", "failed", Instant.EPOCH, false))).containsExactly(refused);
        assertThat(found(by("", "", "", Instant.EPOCH, true))).containsExactly(refused);
        assertThat(found(by("", "", "", shown(placed).at().plusSeconds(3600), false)))
                .isEmpty();
    }

    @Test
    void theLatestComeFirstAndOnlyOfTheSite() {
        LaunchId first = begun();
        LaunchId second = begun();
        assertThat(launches.latest(site, JdbcLaunches.Wanted.ALL, 10))
                .extracting(JdbcLaunches.Shown::id)
                .containsExactly(second, first);
        assertThat(launches.latest(site, JdbcLaunches.Wanted.ALL, 1)).hasSize(1);
        SiteId other = DATABASE.site();
        assertThat(launches.latest(other, JdbcLaunches.Wanted.ALL, 10)).isEmpty();
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

    @Test
    void aPlaceIsFreeAgainAsSoonAsTheSessionIsOver() throws Exception {
        ResourceId seat = resource();
        Principal alice = somebody();
        Principal bob = somebody();
        Session session = session(alice);
        LaunchId first = begun(alice, seat);
        assertThat(launches.use(first, alice.user(), seat, 1)).isTrue();
        launches.placed(first, session.id(), session.host(), Optional.empty());
        launches.reached(first, LaunchStage.SIGN_ON.word(), 0, "");
        launches.reached(first, LaunchStage.FIRST_WINDOW.word(), 0, "");
        LaunchId second = begun(bob, seat);
        assertThat(launches.use(second, bob.user(), seat, 1)).isFalse();
        end(session);
        assertThat(launches.use(second, bob.user(), seat, 1)).isTrue();
    }

    @Test
    void aPlaceIsFreeAgainWhenTheSessionIsOverBeforeItsWindowCame() throws Exception {
        ResourceId seat = resource();
        Principal alice = somebody();
        Principal bob = somebody();
        Session session = session(alice);
        LaunchId first = begun(alice, seat);
        assertThat(launches.use(first, alice.user(), seat, 1)).isTrue();
        launches.placed(first, session.id(), session.host(), Optional.empty());
        launches.ticketed(first);
        LaunchId second = begun(bob, seat);
        assertThat(launches.use(second, bob.user(), seat, 1)).isFalse();
        end(session);
        assertThat(launches.use(second, bob.user(), seat, 1)).isTrue();
    }

    private static void end(Session session) {
        DATABASE.sql()
                .sql("update session set state = 'ended', ended = now() where id = :id")
                .param("id", session.id().value())
                .update();
    }

    private static void windows(Session session, String windows) {
        DATABASE.sql()
                .sql("update session set windows = :windows::jsonb where id = :id")
                .param("windows", windows)
                .param("id", session.id().value())
                .update();
    }
}
