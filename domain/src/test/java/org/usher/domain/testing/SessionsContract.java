package org.usher.domain.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.usher.domain.farm.SiteId;
import org.usher.domain.hosts.Host;
import org.usher.domain.identity.Principal;
import org.usher.domain.identity.UserId;
import org.usher.domain.sessions.ReportedSession;
import org.usher.domain.sessions.Session;
import org.usher.domain.sessions.SessionId;
import org.usher.domain.sessions.SessionKey;
import org.usher.domain.sessions.SessionKind;
import org.usher.domain.sessions.SessionState;
import org.usher.domain.sessions.SessionSync;
import org.usher.domain.sessions.Sessions;
import org.usher.domain.sessions.Sessions.Reservation;

/** What every keeper of sessions promises. Reports are no part of the port, but the promises are about what they lead to. */
public abstract class SessionsContract {

    /** What is tested. */
    protected abstract Sessions sessions();

    /** Somebody new. */
    protected abstract Principal somebody();

    /** A new host in the site of {@link #somebody}. */
    protected abstract Host host(int maxSessions);

    /** The host's agent reports these sessions and no others. */
    protected abstract void report(Host host, ReportedSession... report);

    /** The host's agent has been silent for too long. */
    protected abstract void silent(Host host);

    /** All reservations there are become as old as they may get, and a little older; then the old ones are swept out. */
    protected abstract void expireReservations();

    private static SessionKey key(Principal who, SessionKind kind) {
        return new SessionKey(who.site(), who.user(), kind, SessionKey.USUAL_POLICY);
    }

    private static SessionKey applications(Principal who) {
        return key(who, SessionKind.APPLICATIONS);
    }

    private static SessionKey desktop(Principal who) {
        return key(who, SessionKind.DESKTOP);
    }

    private static SessionId fresh() {
        return new SessionId(UUID.randomUUID());
    }

    private SessionId reserved(SessionKey key, Host host) {
        SessionId id = fresh();
        assertThat(sessions().reserve(id, key, host)).isEqualTo(Reservation.RESERVED);
        return id;
    }

    private Optional<SessionState> state(Principal who, SessionId id) {
        return sessions().live(who.site(), who.user(), id).map(Session::state);
    }

    @Test
    void noMoreSessionsBeginOnAHostThanMayAtOnce() {
        Host host = host(9);
        SessionId first = fresh();
        Principal who = somebody();
        assertThat(reserve(first, who, host, 2)).isEqualTo(Reservation.RESERVED);
        assertThat(reserve(fresh(), somebody(), host, 2)).isEqualTo(Reservation.RESERVED);
        assertThat(reserve(fresh(), somebody(), host, 2)).isEqualTo(Reservation.HOST_LOGONS_FULL);
        assertThat(reserve(fresh(), somebody(), host(9), 2)).as("elsewhere").isEqualTo(Reservation.RESERVED);
        report(host, attached(first));
        assertThat(state(who, first)).contains(SessionState.ACTIVE);
        assertThat(reserve(fresh(), somebody(), host, 2)).as("one has begun").isEqualTo(Reservation.RESERVED);
        assertThat(reserve(fresh(), somebody(), host, 2)).isEqualTo(Reservation.HOST_LOGONS_FULL);
        assertThat(reserve(fresh(), somebody(), host, 0)).as("any number").isEqualTo(Reservation.RESERVED);
    }

    private Reservation reserve(SessionId id, Principal who, Host host, int logonCap) {
        return sessions().reserve(id, applications(who), host, logonCap, SessionSync.START_GRACE);
    }

    private static ReportedSession attached(SessionId id) {
        return new ReportedSession(id, true);
    }

    private static ReportedSession detached(SessionId id) {
        return new ReportedSession(id, false);
    }

    @Test
    void aReservedPlaceIsALiveSessionThatStarts() {
        Principal who = somebody();
        Host host = host(3);
        SessionId id = reserved(applications(who), host);
        Session expected = new Session(id, applications(who), host.id(), SessionState.STARTING);
        assertThat(sessions().live(applications(who))).contains(expected);
        assertThat(sessions().live(who.site(), who.user(), id)).contains(expected);
        assertThat(sessions().hostsOf(who.site(), who.user())).containsExactly(host.id());
    }

    @Test
    void whatIsNotThereIsNotFound() {
        Principal who = somebody();
        assertThat(sessions().live(applications(who))).isEmpty();
        assertThat(sessions().live(who.site(), who.user(), fresh())).isEmpty();
        assertThat(sessions().hostsOf(who.site(), who.user())).isEmpty();
    }

    @Test
    void aSessionIsShownToItsUserAndSiteAlone() {
        Principal who = somebody();
        SessionId id = reserved(applications(who), host(3));
        assertThat(sessions().live(who.site(), somebody().user(), id)).isEmpty();
        assertThat(sessions().live(new SiteId(UUID.randomUUID()), who.user(), id))
                .isEmpty();
        assertThat(sessions().live(who.site(), new UserId(UUID.randomUUID()), id))
                .isEmpty();
    }

    @Test
    void aFullHostTakesNobody() {
        Host host = host(2);
        reserved(applications(somebody()), host);
        reserved(applications(somebody()), host);
        Principal late = somebody();
        assertThat(sessions().reserve(fresh(), applications(late), host)).isEqualTo(Reservation.HOST_FULL);
        assertThat(sessions().live(applications(late))).isEmpty();
    }

    @Test
    void aPlaceIsFreeAgainWhenItsSessionHasEnded() {
        Host host = host(1);
        SessionId first = reserved(applications(somebody()), host);
        sessions().end(first, "host-declined");
        reserved(applications(somebody()), host);
    }

    @Test
    void oneKeyHasOneLiveSessionWhateverTheHost() {
        Principal who = somebody();
        SessionId first = reserved(applications(who), host(3));
        assertThat(sessions().reserve(fresh(), applications(who), host(3))).isEqualTo(Reservation.ALREADY_THERE);
        assertThat(sessions().live(applications(who)).map(Session::id)).contains(first);
    }

    @Test
    void aUserHasOneLiveSessionOnAHostWhateverTheKey() {
        Principal who = somebody();
        Host host = host(3);
        reserved(applications(who), host);
        assertThat(sessions().reserve(fresh(), desktop(who), host)).isEqualTo(Reservation.ALREADY_THERE);
        Host other = host(3);
        reserved(desktop(who), other);
        assertThat(sessions().hostsOf(who.site(), who.user())).containsExactlyInAnyOrder(host.id(), other.id());
    }

    @Test
    void anIdIsUsedOnce() {
        SessionId id = reserved(applications(somebody()), host(3));
        assertThat(sessions().reserve(id, applications(somebody()), host(3))).isEqualTo(Reservation.ALREADY_THERE);
    }

    @Test
    void anEndedSessionIsNobodysAndStaysEnded() {
        Principal who = somebody();
        Host host = host(3);
        SessionId id = reserved(applications(who), host);
        sessions().end(id, SessionSync.ENDED_ON_HOST);
        sessions().end(id, LATER_REASON);
        report(host, attached(id));
        assertThat(sessions().live(applications(who))).isEmpty();
        assertThat(state(who, id)).isEmpty();
        assertThat(sessions().hostsOf(who.site(), who.user())).isEmpty();
        reserved(applications(who), host);
    }

    private static final String LATER_REASON = "host-lost";

    @Test
    void endingASessionThatNeverWasDoesNothing() {
        sessions().end(fresh(), "host-declined");
    }

    @Test
    void endingAllOfAHostLeavesTheOthersAlone() {
        Principal one = somebody();
        Principal two = somebody();
        Principal elsewhere = somebody();
        Host host = host(5);
        SessionId starting = reserved(applications(one), host);
        SessionId active = reserved(desktop(two), host);
        report(host, attached(active));
        SessionId other = reserved(applications(elsewhere), host(5));
        sessions().endAll(host.id(), "host-lost");
        assertThat(state(one, starting)).isEmpty();
        assertThat(state(two, active)).isEmpty();
        assertThat(state(elsewhere, other)).contains(SessionState.STARTING);
    }

    @Test
    void aReportTellsHowTheSessionsAre() {
        Principal who = somebody();
        Host host = host(3);
        SessionId id = reserved(applications(who), host);
        report(host);
        assertThat(state(who, id)).contains(SessionState.STARTING);
        report(host, attached(id));
        assertThat(state(who, id)).contains(SessionState.ACTIVE);
        report(host, detached(id));
        assertThat(state(who, id)).contains(SessionState.DISCONNECTED);
        silent(host);
        assertThat(state(who, id)).contains(SessionState.UNKNOWN);
        report(host, detached(id));
        assertThat(state(who, id)).contains(SessionState.DISCONNECTED);
        report(host);
        assertThat(state(who, id)).isEmpty();
    }

    @Test
    void silenceIsNoNewsAboutASessionThatOnlyStarts() {
        Principal who = somebody();
        Host host = host(3);
        SessionId id = reserved(applications(who), host);
        silent(host);
        assertThat(state(who, id)).contains(SessionState.STARTING);
    }

    @Test
    void anUnknownSessionStillKeepsItsPlace() {
        Principal who = somebody();
        Host host = host(3);
        SessionId id = reserved(applications(who), host);
        report(host, attached(id));
        silent(host);
        assertThat(sessions().reserve(fresh(), applications(who), host(3))).isEqualTo(Reservation.ALREADY_THERE);
    }

    @Test
    void aHostSpeaksForItsOwnSessionsAlone() {
        Principal who = somebody();
        Host host = host(3);
        SessionId id = reserved(applications(who), host);
        report(host, attached(id));
        Host liar = host(3);
        report(liar, detached(id));
        assertThat(state(who, id)).contains(SessionState.ACTIVE);
        report(liar);
        assertThat(state(who, id)).contains(SessionState.ACTIVE);
    }

    @Test
    void aSessionThatNobodyKnowsIsPassedOver() {
        Principal who = somebody();
        Host host = host(3);
        report(host, attached(fresh()));
        assertThat(sessions().hostsOf(who.site(), who.user())).isEmpty();
    }

    @Test
    void aReservationThatLedToNothingExpires() {
        Principal who = somebody();
        Host host = host(1);
        SessionId id = reserved(applications(who), host);
        expireReservations();
        assertThat(state(who, id)).isEmpty();
        reserved(applications(somebody()), host);
    }

    @Test
    void whatRunsDoesNotExpire() {
        Principal who = somebody();
        Host host = host(3);
        SessionId id = reserved(applications(who), host);
        report(host, attached(id));
        expireReservations();
        assertThat(state(who, id)).contains(SessionState.ACTIVE);
    }

    @Test
    void aSessionThatWasGivenUpComesBackWhenItIsThereAfterAll() {
        for (String givenUp : List.of("host-lost", "host-not-listening", "host-declined", SessionSync.NEVER_STARTED)) {
            Principal who = somebody();
            Host host = host(3);
            SessionId id = reserved(applications(who), host);
            sessions().end(id, givenUp);
            report(host, attached(id));
            assertThat(state(who, id)).as(givenUp).contains(SessionState.ACTIVE);
        }
    }

    @Test
    void aSessionThatWasGivenUpDoesNotComeBackOverItsSuccessor() {
        Principal who = somebody();
        Host host = host(3);
        SessionId lost = reserved(applications(who), host);
        sessions().endAll(host.id(), "host-lost");
        SessionId successor = reserved(applications(who), host(3));
        report(host, attached(lost));
        assertThat(state(who, lost)).isEmpty();
        assertThat(state(who, successor)).contains(SessionState.STARTING);
    }

    @Test
    void ofTwoSessionsThatWereGivenUpTheLaterOneComesBack() {
        Principal who = somebody();
        Host host = host(3);
        SessionId first = reserved(applications(who), host);
        sessions().endAll(host.id(), "host-lost");
        SessionId second = reserved(desktop(who), host);
        sessions().endAll(host.id(), "host-lost");
        report(host, attached(first), attached(second));
        assertThat(state(who, first)).isEmpty();
        assertThat(state(who, second)).contains(SessionState.ACTIVE);
    }

    @Test
    void decisionsAboutPlacesSeeWhatTheOnesBeforeThemTook() throws Exception {
        Host host = host(4);
        SiteId site = host.site();
        AtomicInteger inside = new AtomicInteger();
        List<Callable<Reservation>> decisions = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            SessionKey key = applications(somebody());
            decisions.add(() -> sessions().oneByOne(site, () -> {
                assertThat(inside.incrementAndGet())
                        .as("decisions under way at once")
                        .isEqualTo(1);
                Reservation reservation = sessions().reserve(fresh(), key, host);
                inside.decrementAndGet();
                return reservation;
            }));
        }
        assertThat(outcomes(decisions))
                .hasSize(12)
                .containsOnly(Reservation.RESERVED, Reservation.HOST_FULL)
                .filteredOn(Reservation.RESERVED::equals)
                .hasSize(4);
    }

    @Test
    void aUserWhoClicksEverywhereAtOnceGetsOnePlace() throws Exception {
        SessionKey key = applications(somebody());
        List<Callable<Reservation>> clicks = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Host host = host(3);
            clicks.add(() -> sessions().reserve(fresh(), key, host));
        }
        assertThat(outcomes(clicks))
                .hasSize(8)
                .containsOnly(Reservation.RESERVED, Reservation.ALREADY_THERE)
                .filteredOn(Reservation.RESERVED::equals)
                .hasSize(1);
    }

    private static List<Reservation> outcomes(List<Callable<Reservation>> work) throws Exception {
        List<Reservation> outcomes = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Reservation> done : threads.invokeAll(work)) {
                outcomes.add(done.get());
            }
        }
        return outcomes;
    }

    @Test
    void aPlaceForAFileIsKeptForLonger() {
        Principal who = somebody();
        SessionId id = fresh();
        assertThat(sessions().reserve(id, applications(who), host(3), 0, Duration.ofMinutes(10)))
                .isEqualTo(Reservation.RESERVED);
        expireReservations();
        assertThat(state(who, id)).contains(SessionState.STARTING);
    }

    @Test
    void aSessionThatHasNotBegunMayBeGivenTimeAndNoneIsTaken() {
        Principal who = somebody();
        SessionId id = reserved(applications(who), host(3));
        sessions().await(id, Duration.ofMinutes(10));
        sessions().await(id, Duration.ofSeconds(1));
        expireReservations();
        assertThat(state(who, id)).contains(SessionState.STARTING);
    }

    @Test
    void whatNobodySeesIsNeitherStartingNorOver() {
        Principal who = somebody();
        SessionId id = reserved(applications(who), host(3));
        sessions().goesUnseen(id);
        expireReservations();
        assertThat(state(who, id)).contains(SessionState.UNKNOWN);
        sessions().end(id, "over");
        sessions().goesUnseen(id);
        assertThat(state(who, id)).isEmpty();
    }
}
