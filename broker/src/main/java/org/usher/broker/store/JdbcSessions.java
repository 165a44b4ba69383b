package org.usher.broker.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.usher.domain.farm.SiteId;
import org.usher.domain.hosts.Host;
import org.usher.domain.hosts.HostId;
import org.usher.domain.identity.UserId;
import org.usher.domain.sessions.ReportedSession;
import org.usher.domain.sessions.Session;
import org.usher.domain.sessions.SessionId;
import org.usher.domain.sessions.SessionKey;
import org.usher.domain.sessions.SessionKind;
import org.usher.domain.sessions.SessionState;
import org.usher.domain.sessions.SessionSync;
import org.usher.domain.sessions.Sessions;
import org.usher.link.Json;
import org.usher.link.host.HostSession;

/** The broker's copy of the hosts' sessions. The indexes of the table keep its invariants, whatever brokers do at once. */
public final class JdbcSessions implements Sessions {

    private static final String SELECT =
            "select id, site_id, user_id, kind, policy, host_id, state from session where state <> 'ended'";

    /** Of sessions that are beginning; what nothing is heard of counts for a while only. */
    static final String BEGINNING =
            " state = 'starting' and reserved > clock_timestamp() - " + BEGINS.toSeconds() + " * interval '1 second'";

    private final JdbcClient database;
    private final TransactionTemplate transaction;

    public JdbcSessions(JdbcClient database, TransactionTemplate transaction) {
        this.database = database;
        this.transaction = transaction;
    }

    private static Session read(ResultSet row) throws SQLException {
        return new Session(
                new SessionId(row.getObject(1, UUID.class)),
                new SessionKey(
                        new SiteId(row.getObject(2, UUID.class)),
                        new UserId(row.getObject(3, UUID.class)),
                        Words.to(SessionKind.class, row.getString(4)),
                        row.getString(5)),
                new HostId(row.getObject(6, UUID.class)),
                Words.to(SessionState.class, row.getString(7)));
    }

    @Override
    public Optional<Session> live(SessionKey key) {
        return database.sql(SELECT + " and site_id = :site and user_id = :user and kind = :kind and policy = :policy")
                .param("site", key.site().value())
                .param("user", key.user().value())
                .param("kind", Words.of(key.kind()))
                .param("policy", key.policy())
                .query((row, number) -> read(row))
                .optional();
    }

    @Override
    public Optional<Session> live(SiteId site, UserId user, SessionId id) {
        return database.sql(SELECT + " and site_id = :site and user_id = :user and id = :id")
                .param("site", site.value())
                .param("user", user.value())
                .param("id", id.value())
                .query((row, number) -> read(row))
                .optional();
    }

    /** The session with this id, if it is live, whoever's it is. */
    public Optional<Session> live(SiteId site, SessionId id) {
        return database.sql(SELECT + " and site_id = :site and id = :id")
                .param("site", site.value())
                .param("id", id.value())
                .query((row, number) -> read(row))
                .optional();
    }

    @Override
    public List<HostId> hostsOf(SiteId site, UserId user) {
        return database.sql(
                        "select host_id from session where site_id = :site and user_id = :user and state <> 'ended'")
                .param("site", site.value())
                .param("user", user.value())
                .query((row, number) -> new HostId(row.getObject(1, UUID.class)))
                .list();
    }

    @Override
    public <T> T oneByOne(SiteId site, Supplier<T> decision) {
        return Objects.requireNonNull(transaction.execute(status -> {
            lockPlaces(site);
            return decision.get();
        }));
    }

    /** Held until the transaction ends, so the next decision about places sees what this one has written. */
    private void lockPlaces(SiteId site) {
        database.sql("select pg_advisory_xact_lock(hashtextextended(:site, 0))")
                .param("site", "places:" + site)
                .query((row, number) -> 0)
                .single();
    }

    @Override
    public Reservation reserve(SessionId id, SessionKey key, Host host, int logonCap, Duration grace) {
        Reservation reservation = transaction.execute(status -> reserveUnderLock(id, key, host, logonCap, grace));
        return reservation == null ? Reservation.ALREADY_THERE : reservation;
    }

    private Reservation reserveUnderLock(SessionId id, SessionKey key, Host host, int logonCap, Duration grace) {
        // The host's row is the lock under which its places are counted and taken.
        database.sql("select 1 from host where id = :host for update")
                .param("host", host.id().value())
                .query(Integer.class)
                .optional();
        // Sessions that were started past us take places as well: the report has them, and the books do not.
        int taken = database.sql("select (select count(*) from session where host_id = :host and state <> 'ended')"
                        + " + coalesce((select sessions from host_report where host_id = :host), 0)")
                .param("host", host.id().value())
                .query(Integer.class)
                .single();
        if (taken >= host.maxSessions()) {
            return Reservation.HOST_FULL;
        }
        if (logonCap > 0 && beginning(host.id()) >= logonCap) {
            return Reservation.HOST_LOGONS_FULL;
        }
        int inserted = database.sql("insert into session (id, site_id, user_id, host_id, kind, policy, state, until)"
                        + " values (:id, :site, :user, :host, :kind, :policy, 'starting',"
                        + " now() + :grace * interval '1 second') on conflict do nothing")
                .param("id", id.value())
                .param("site", key.site().value())
                .param("user", key.user().value())
                .param("host", host.id().value())
                .param("kind", Words.of(key.kind()))
                .param("policy", key.policy())
                .param("grace", grace.toSeconds())
                .update();
        if (inserted == 0) {
            return Reservation.ALREADY_THERE;
        }
        // Not now(), which is when the transaction began: others may have had their turn since.
        database.sql("update host set last_given = clock_timestamp() where id = :host")
                .param("host", host.id().value())
                .update();
        return Reservation.RESERVED;
    }

    private int beginning(HostId host) {
        return database.sql("select count(*) from session where host_id = :host and" + BEGINNING)
                .param("host", host.value())
                .query(Integer.class)
                .single();
    }

    @Override
    public void await(SessionId id, Duration grace) {
        database.sql("update session set until = greatest(until, now() + :grace * interval '1 second')"
                        + " where id = :id and state = 'starting'")
                .param("id", id.value())
                .param("grace", grace.toSeconds())
                .update();
    }

    @Override
    public void goesUnseen(SessionId id) {
        database.sql("update session set state = 'unknown', until = now() + :unseen * interval '1 second'"
                        + " where id = :id and state <> 'ended'")
                .param("id", id.value())
                .param("unseen", UNSEEN.toSeconds())
                .update();
    }

    @Override
    public void end(SessionId id, String reason) {
        database.sql("update session set state = 'ended', ended = now(), reason = :reason, windows = '[]'"
                        + " where id = :id and state <> 'ended'")
                .param("id", id.value())
                .param("reason", reason)
                .update();
    }

    @Override
    public void endAll(HostId host, String reason) {
        database.sql("update session set state = 'ended', ended = now(), reason = :reason, windows = '[]'"
                        + " where host_id = :host and state <> 'ended'")
                .param("host", host.value())
                .param("reason", reason)
                .update();
    }

    /**
     * Brings the books in line with a whole report.
     *
     * @return the users whose sessions have changed in any way that they could see
     */
    public List<UserId> sync(HostId host, List<HostSession> report) {
        List<UserId> changed = transaction.execute(status -> syncUnderLock(host, report));
        return changed == null ? List.of() : changed;
    }

    private List<UserId> syncUnderLock(HostId host, List<HostSession> report) {
        List<UserId> changed = new ArrayList<>(revive(host, report));
        List<SessionSync.Known> known = database.sql(
                        "select id, state, until from session where host_id = :host and state <> 'ended' for update")
                .param("host", host.value())
                .query((row, number) -> new SessionSync.Known(
                        new SessionId(row.getObject(1, UUID.class)),
                        Words.to(SessionState.class, row.getString(2)),
                        row.getTimestamp(3).toInstant()))
                .list();
        Instant now = database.sql("select now()")
                .query((row, number) -> row.getTimestamp(1).toInstant())
                .single();
        List<ReportedSession> reported = report.stream()
                .flatMap(session -> session.id() == null || session.orphan()
                        ? Stream.empty()
                        : Stream.of(new ReportedSession(new SessionId(session.id()), session.attached())))
                .toList();
        for (SessionSync.Change change : SessionSync.changes(known, reported, now)) {
            changed.addAll(apply(change));
        }
        for (HostSession session : report) {
            changed.addAll(describe(host, session));
        }
        return changed.stream().distinct().toList();
    }

    /**
     * A session that was given up, and is there after all, comes back if nothing has taken its place. The latest one
     * first: of two that are in each other's way it comes back.
     */
    private List<UserId> revive(HostId host, List<HostSession> report) {
        UUID[] ids =
                report.stream().map(HostSession::id).filter(Objects::nonNull).toArray(UUID[]::new);
        List<Ended> givenUp = database.sql("select id, site_id from session where host_id = :host and id = any(:ids)"
                        + " and state = 'ended' and reason <> :over order by reserved desc, id")
                .param("host", host.value())
                .param("ids", ids)
                .param("over", SessionSync.ENDED_ON_HOST)
                .query((row, number) -> new Ended(
                        new SessionId(row.getObject(1, UUID.class)), new SiteId(row.getObject(2, UUID.class))))
                .list();
        // A launch may be about to put a successor into the very place that is looked at here.
        givenUp.stream().map(Ended::site).distinct().forEach(this::lockPlaces);
        return givenUp.stream()
                .flatMap(session -> comeBack(session.id()).stream())
                .toList();
    }

    private record Ended(SessionId id, SiteId site) {}

    private Optional<UserId> comeBack(SessionId session) {
        return database.sql("""
                        update session s set state = 'disconnected', ended = null, reason = '' where s.id = :id
                          and not exists (select 1 from session o where o.state <> 'ended' and o.site_id = s.site_id
                            and o.user_id = s.user_id and ((o.kind = s.kind and o.policy = s.policy) or o.host_id = s.host_id))
                        returning s.user_id
                        """)
                .param("id", session.value())
                .query((row, number) -> new UserId(row.getObject(1, UUID.class)))
                .optional();
    }

    private List<UserId> apply(SessionSync.Change change) {
        return database.sql("update session set state = :state, reason = :reason,"
                        + " ended = case when :state = 'ended' then now() end,"
                        + " windows = case when :state = 'ended' then '[]'::jsonb else windows end"
                        + " where id = :id returning user_id")
                .param("id", change.session().value())
                .param("state", Words.of(change.to()))
                .param("reason", change.reason())
                .query((row, number) -> new UserId(row.getObject(1, UUID.class)))
                .list();
    }

    private List<UserId> describe(HostId host, HostSession session) {
        if (session.id() == null) {
            return List.of();
        }
        return database.sql("update session set account = :account, display = :display, windows = :windows::jsonb"
                        + " where id = :id and host_id = :host and state <> 'ended' and (account, display, windows)"
                        + " is distinct from (:account, :display, :windows::jsonb) returning user_id")
                .param("id", session.id())
                .param("host", host.value())
                .param("account", session.account())
                .param("display", session.display())
                .param("windows", Json.write(session.windows()))
                .query((row, number) -> new UserId(row.getObject(1, UUID.class)))
                .list();
    }

    /** Marks the sessions of hosts whose agents have been silent for so long that nobody knows. */
    public List<UserId> markUnknown(long silentSeconds) {
        return database.sql("""
                        update session s set state = 'unknown' from host h
                        where h.id = s.host_id and h.kind = 'managed'
                          and s.state in ('active', 'disconnected') and not exists (select 1 from host_report r
                          where r.host_id = s.host_id and r.at > now() - :seconds * interval '1 second')
                        returning s.user_id
                        """)
                .param("seconds", silentSeconds)
                .query((row, number) -> new UserId(row.getObject(1, UUID.class)))
                .list();
    }

    /** Ends sessions that nobody can see when they have counted for long enough. */
    public List<UserId> expireUnseen() {
        return database.sql("update session s set state = 'ended', ended = now(), reason = :reason from host h"
                        + " where h.id = s.host_id and h.kind = 'unmanaged' and s.state = 'unknown' and s.until < now()"
                        + " returning s.user_id")
                .param("reason", NOT_CARRIED)
                .query((row, number) -> new UserId(row.getObject(1, UUID.class)))
                .list();
    }

    /** Ends reservations of hosts that never told what became of them, and of clients that never came. */
    public List<UserId> expireReservations() {
        return database.sql(
                        "update session set state = 'ended', ended = now(), reason = :reason where state = 'starting'"
                                + " and until < now() returning user_id")
                .param("reason", SessionSync.NEVER_STARTED)
                .query((row, number) -> new UserId(row.getObject(1, UUID.class)))
                .list();
    }

    /**
     * A live session as people see it.
     *
     * @param managed whether its host has an agent that knows of it
     */
    public record Shown(
            SessionId id,
            UserId user,
            String userName,
            String userDisplayName,
            SessionKind kind,
            HostId host,
            String hostName,
            boolean managed,
            SessionState state,
            long startedSecondsAgo,
            String account,
            String address,
            List<HostSession.Window> windows) {}

    /** The live sessions of the site, newest first. */
    public List<Shown> shown(SiteId site, Optional<UserId> user) {
        return database.sql("""
                        select s.id, s.user_id, u.name, u.display_name, s.kind, s.host_id, h.name, s.state,
                               extract(epoch from now() - s.reserved)::bigint, s.account, s.address, s.windows::text,
                               h.kind = 'managed'
                        from session s join farm_user u on u.id = s.user_id join host h on h.id = s.host_id
                        where s.site_id = :site and s.state <> 'ended' and (:all or s.user_id = :user)
                        order by s.reserved desc, s.id
                        """)
                .param("site", site.value())
                .param("all", user.isEmpty())
                .param("user", user.map(UserId::value).orElse(site.value()))
                .query((row, number) -> new Shown(
                        new SessionId(row.getObject(1, UUID.class)),
                        new UserId(row.getObject(2, UUID.class)),
                        row.getString(3),
                        row.getString(4),
                        Words.to(SessionKind.class, row.getString(5)),
                        new HostId(row.getObject(6, UUID.class)),
                        row.getString(7),
                        row.getBoolean(13),
                        Words.to(SessionState.class, row.getString(8)),
                        row.getLong(9),
                        row.getString(10),
                        row.getString(11),
                        Arrays.asList(Json.read(row.getString(12), HostSession.Window[].class))))
                .list();
    }
}
