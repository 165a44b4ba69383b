package org.usher.broker.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.usher.broker.TestDatabase;
import org.usher.domain.farm.SiteId;
import org.usher.domain.hosts.Host;
import org.usher.domain.hosts.HostFacts;
import org.usher.domain.hosts.HostId;
import org.usher.domain.identity.Principal;
import org.usher.domain.placement.LeastLoaded;
import org.usher.domain.placement.PlacementRules;
import org.usher.domain.policy.ConnectionMode;
import org.usher.domain.sessions.ReportedSession;
import org.usher.domain.sessions.Session;
import org.usher.domain.sessions.SessionId;
import org.usher.domain.sessions.SessionKey;
import org.usher.domain.sessions.SessionKind;
import org.usher.domain.sessions.SessionState;
import org.usher.domain.sessions.SessionSync;
import org.usher.domain.sessions.Sessions;
import org.usher.domain.sessions.Sessions.Reservation;
import org.usher.domain.testing.SessionsContract;
import org.usher.link.host.HostSession;

/** The contract on PostgreSQL, and what the broker's own tables add to it. */
class JdbcSessionsTest extends SessionsContract {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final long DEAD_SECONDS = PlacementRules.USUAL.deadTime().toSeconds();

    private final SiteId site = DATABASE.site();
    private final JdbcSessions sessions = new JdbcSessions(DATABASE.sql(), DATABASE.transaction());

    @Override
    protected Sessions sessions() {
        return sessions;
    }

    @Override
    protected Principal somebody() {
        return DATABASE.user(site);
    }

    @Override
    protected Host host(int maxSessions) {
        return DATABASE.host(site, maxSessions);
    }

    @Override
    protected void report(Host host, ReportedSession... report) {
        report(
                host,
                Stream.of(report)
                        .map(session -> seen(session.id(), session.attached(), List.of()))
                        .toArray(HostSession[]::new));
    }

    private void report(Host host, HostSession... report) {
        DATABASE.report(host, report);
        sessions.sync(host.id(), List.of(report));
    }

    private static HostSession seen(SessionId id, boolean attached, List<HostSession.Window> windows) {
        return new HostSession(id.value(), "account", ":10", attached, false, 5, windows);
    }

    /** Sessions that the farm did not start. */
    private static HostSession foreign() {
        return new HostSession(null, "someone", ":11", true, false, 5, List.of());
    }

    @Override
    protected void silent(Host host) {
        DATABASE.sql()
                .sql("update host_report set at = at - (:seconds + 1) * interval '1 second' where host_id = :host")
                .param("seconds", DEAD_SECONDS)
                .param("host", host.id().value())
                .update();
        sessions.markUnknown(DEAD_SECONDS);
    }

    @Override
    protected void expireReservations() {
        DATABASE.sql()
                .sql("update session set until = until - (:seconds + 1) * interval '1 second' where site_id = :site")
                .param("seconds", SessionSync.START_GRACE.toSeconds())
                .param("site", site.value())
                .update();
        sessions.expireReservations();
    }

    private static SessionKey applications(Principal who) {
        return new SessionKey(who.site(), who.user(), SessionKind.APPLICATIONS, SessionKey.USUAL_POLICY);
    }

    private SessionId reserved(Principal who, Host host) {
        SessionId id = new SessionId(UUID.randomUUID());
        assertThat(sessions.reserve(id, applications(who), host)).isEqualTo(Reservation.RESERVED);
        return id;
    }

    private JdbcSessions.Shown shown(SessionId id) {
        return sessions.shown(site, Optional.empty()).stream()
                .filter(session -> session.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static HostSession.Client client(UUID launch, boolean direct) {
        return new HostSession.Client(launch, false, "DESK-7", 2600, "10.0.0.7", direct, 61, 1_000, 2_000, 10, 20);
    }

    private static HostSession looked(SessionId id, HostSession.Client client) {
        return new HostSession(id.value(), "account", ":10", true, false, 5, List.of(), client);
    }

    @Test
    void whoLooksIsAsTheHostLastSaid() {
        JdbcSessionClients clients = new JdbcSessionClients(DATABASE.sql());
        Host host = host(5);
        SessionId one = reserved(somebody(), host);
        SessionId two = reserved(somebody(), host);
        HostSession.Client first = client(UUID.randomUUID(), true);
        HostSession.Client second = client(UUID.randomUUID(), false);
        clients.keep(host.id(), List.of(looked(one, first), looked(two, second), foreign()));
        assertThat(clients.of(site))
                .isEqualTo(Map.of(
                        one, new JdbcSessionClients.Onlooker(first, ConnectionMode.DIRECT_SSL, ""),
                        two, new JdbcSessionClients.Onlooker(second, ConnectionMode.GATEWAY_SSL, "")));
        clients.keep(host.id(), List.of(seen(one, false, List.of()), looked(two, second)));
        assertThat(clients.of(site)).containsOnlyKeys(two);
        assertThat(clients.of(new SiteId(UUID.randomUUID()))).isEmpty();
    }

    @Test
    void sessionsThatTheFarmDidNotStartTakePlacesToo() {
        Host host = host(2);
        report(host, foreign());
        reserved(somebody(), host);
        assertThat(sessions.reserve(new SessionId(UUID.randomUUID()), applications(somebody()), host))
                .isEqualTo(Reservation.HOST_FULL);
    }

    @Test
    void twentyAtOnceSpreadEvenly() throws Exception {
        List<Host> farm = List.of(host(50), host(50), host(50), host(50));
        farm.forEach(host -> DATABASE.report(host));
        JdbcHosts hosts = new JdbcHosts(DATABASE.sql());
        LeastLoaded placement = new LeastLoaded(PlacementRules.USUAL);
        Map<HostId, Integer> taken = new ConcurrentHashMap<>();
        List<Callable<Reservation>> clicks = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Principal who = somebody();
            clicks.add(() -> sessions.oneByOne(site, () -> {
                List<JdbcHosts.Known> known = hosts.ofSite(site);
                Optional<HostId> chosen = placement
                        .place(
                                known.stream()
                                        .map(one -> new HostFacts(
                                                one.host(), one.load(), true, HostFacts.Rdp.ANSWERS, one.own()))
                                        .toList(),
                                any -> true,
                                Map.of(),
                                now())
                        .chosen();
                if (chosen.isEmpty()) {
                    return Reservation.HOST_FULL;
                }
                Host host = known.stream()
                        .map(JdbcHosts.Known::host)
                        .filter(one -> one.id().equals(chosen.get()))
                        .findFirst()
                        .orElseThrow();
                Reservation reservation = sessions.reserve(new SessionId(UUID.randomUUID()), applications(who), host);
                if (reservation == Reservation.RESERVED) {
                    taken.merge(host.id(), 1, Integer::sum);
                }
                return reservation;
            }));
        }
        List<Reservation> outcomes = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(20)) {
            for (Future<Reservation> click : threads.invokeAll(clicks)) {
                outcomes.add(click.get());
            }
        }
        assertThat(outcomes).hasSize(20).containsOnly(Reservation.RESERVED);
        assertThat(taken.values()).containsExactly(5, 5, 5, 5);
    }

    private static java.time.Instant now() {
        return DATABASE.sql()
                .sql("select now()")
                .query((row, number) -> row.getTimestamp(1).toInstant())
                .single();
    }

    @Test
    void twentyAtOnceWithoutTheSitesLockDoNotOverbookAHost() throws Exception {
        Host host = host(7);
        List<Callable<Reservation>> clicks = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            SessionKey key = applications(somebody());
            clicks.add(() -> sessions.reserve(new SessionId(UUID.randomUUID()), key, host));
        }
        List<Reservation> outcomes = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(20)) {
            for (Future<Reservation> click : threads.invokeAll(clicks)) {
                outcomes.add(click.get());
            }
        }
        assertThat(outcomes).filteredOn(Reservation.RESERVED::equals).hasSize(7);
        assertThat(outcomes).filteredOn(Reservation.HOST_FULL::equals).hasSize(13);
    }

    @Test
    void whatAReportTellsOfASessionIsShown() {
        Principal who = somebody();
        Host host = host(3);
        SessionId id = reserved(who, host);
        HostSession.Window window = new HostSession.Window("0x1", "Letter – \"draft\" 文", true, UUID.randomUUID());
        report(host, seen(id, true, List.of(window)));
        assertThat(shown(id).windows()).containsExactly(window);
        assertThat(shown(id).account()).isEqualTo("account");
        assertThat(shown(id).userName()).isEqualTo(who.name());
        assertThat(sessions.live(site, id).map(Session::state)).contains(SessionState.ACTIVE);
    }

    @Test
    void aHostDescribesItsOwnSessionsAlone() {
        Host host = host(3);
        SessionId id = reserved(somebody(), host);
        report(host, seen(id, true, List.of()));
        Host liar = host(3);
        HostSession.Window invented = new HostSession.Window("0x1", "Your session has expired", true, null);
        report(liar, seen(id, true, List.of(invented)));
        assertThat(shown(id).windows()).isEmpty();
    }

    @Test
    void usersAreNamedWhenWhatTheySeeHasChangedAndOnlyThen() {
        Principal who = somebody();
        Host host = host(3);
        SessionId id = reserved(who, host);
        DATABASE.report(host);
        HostSession[] report = {seen(id, false, List.of())};
        assertThat(sessions.sync(host.id(), List.of(report))).containsExactly(who.user());
        assertThat(sessions.sync(host.id(), List.of(report))).isEmpty();
        sessions.end(id, "host-lost");
        assertThat(sessions.sync(host.id(), List.of(report)))
                .as("it is there after all")
                .containsExactly(who.user());
    }

    @Test
    void aSessionThatWouldComeBackWaitsForTheLaunchThatTakesItsPlace() throws Exception {
        Principal who = somebody();
        Host host = host(3);
        Host other = host(3);
        SessionId lost = reserved(who, host);
        sessions.end(lost, "host-lost");
        DATABASE.report(host);
        SessionId successor = new SessionId(UUID.randomUUID());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> report = sessions.oneByOne(site, () -> {
                Future<?> sync = threads.submit(() -> sessions.sync(host.id(), List.of(seen(lost, true, List.of()))));
                awaitAdvisoryWaiter();
                assertThat(sessions.reserve(successor, applications(who), other))
                        .isEqualTo(Reservation.RESERVED);
                return sync;
            });
            report.get(30, TimeUnit.SECONDS);
        }
        assertThat(sessions.live(site, lost)).isEmpty();
        assertThat(sessions.live(site, successor)).isPresent();
    }

    private static void awaitAdvisoryWaiter() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (DATABASE.sql()
                        .sql("select count(*) from pg_locks where locktype = 'advisory' and not granted"
                                + " and database = (select oid from pg_database where datname = current_database())")
                        .query(Long.class)
                        .single()
                == 0) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("nobody waits for the places of the site");
            }
            Thread.onSpinWait();
        }
    }

    @Test
    void anOrphanIsNobodysSession() {
        Principal who = somebody();
        Host host = host(3);
        SessionId id = reserved(who, host);
        report(host, seen(id, true, List.of()));
        report(host, new HostSession(id.value(), "account", ":10", false, true, 9, List.of()));
        assertThat(sessions.live(site, id)).isEmpty();
    }
}
