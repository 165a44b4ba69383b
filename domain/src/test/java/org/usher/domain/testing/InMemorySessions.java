package org.usher.domain.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.usher.domain.farm.SiteId;
import org.usher.domain.hosts.Host;
import org.usher.domain.hosts.HostId;
import org.usher.domain.identity.UserId;
import org.usher.domain.sessions.ReportedSession;
import org.usher.domain.sessions.Session;
import org.usher.domain.sessions.SessionId;
import org.usher.domain.sessions.SessionKey;
import org.usher.domain.sessions.SessionState;
import org.usher.domain.sessions.SessionSync;
import org.usher.domain.sessions.Sessions;

/** The broker's copy of the hosts' sessions in a map. One monitor stands for the database's locks. */
public final class InMemorySessions implements Sessions {

    private final Map<SessionId, Row> rows = new LinkedHashMap<>();
    private final Map<HostId, Instant> lastGiven = new HashMap<>();
    private final Map<SessionId, Instant> begun = new HashMap<>();
    private final InstantSource clock;

    public InMemorySessions(InstantSource clock) {
        this.clock = clock;
    }

    /** A session with its past; {@code reason} says why it has ended. */
    public record Row(Session session, Instant startsBy, String reason) {

        boolean live() {
            return session.state() != SessionState.ENDED;
        }

        private Row become(SessionState state, String why) {
            return new Row(new Session(session.id(), session.key(), session.host(), state), startsBy, why);
        }
    }

    /** Every session there ever was, oldest first. */
    public synchronized List<Row> all() {
        return List.copyOf(rows.values());
    }

    /** Every live session, oldest first. */
    public synchronized List<Session> live() {
        return rows.values().stream().filter(Row::live).map(Row::session).toList();
    }

    /** How many sessions are promised to the host and not yet in its report. */
    public synchronized int starting(HostId host) {
        return (int) live().stream()
                .filter(session -> session.host().equals(host) && session.state() == SessionState.STARTING)
                .count();
    }

    /** How many sessions are beginning on the host. */
    public synchronized int beginning(HostId host) {
        Instant since = clock.instant().minus(BEGINS);
        return (int) live().stream()
                .filter(session -> session.host().equals(host) && session.state() == SessionState.STARTING)
                .filter(session ->
                        begun.getOrDefault(session.id(), Instant.EPOCH).isAfter(since))
                .count();
    }

    /** When the host was last given a session. */
    public synchronized Optional<Instant> lastGiven(HostId host) {
        return Optional.ofNullable(lastGiven.get(host));
    }

    @Override
    public synchronized Optional<Session> live(SessionKey key) {
        return live().stream().filter(session -> session.key().equals(key)).findFirst();
    }

    @Override
    public synchronized Optional<Session> live(SiteId site, UserId user, SessionId id) {
        return live().stream()
                .filter(session -> session.id().equals(id) && isOf(session, site, user))
                .findFirst();
    }

    @Override
    public synchronized List<HostId> hostsOf(SiteId site, UserId user) {
        return live().stream()
                .filter(session -> isOf(session, site, user))
                .map(Session::host)
                .toList();
    }

    private static boolean isOf(Session session, SiteId site, UserId user) {
        return session.key().site().equals(site) && session.key().user().equals(user);
    }

    @Override
    public synchronized <T> T oneByOne(SiteId site, Supplier<T> decision) {
        return decision.get();
    }

    @Override
    public synchronized Reservation reserve(SessionId id, SessionKey key, Host host, int logonCap, Duration grace) {
        long taken = live().stream()
                .filter(session -> session.host().equals(host.id()))
                .count();
        if (taken >= host.maxSessions()) {
            return Reservation.HOST_FULL;
        }
        if (logonCap > 0 && beginning(host.id()) >= logonCap) {
            return Reservation.HOST_LOGONS_FULL;
        }
        Session wish = new Session(id, key, host.id(), SessionState.STARTING);
        if (rows.containsKey(id) || inTheWay(wish)) {
            return Reservation.ALREADY_THERE;
        }
        rows.put(id, new Row(wish, clock.instant().plus(grace), ""));
        begun.put(id, clock.instant());
        lastGiven.put(host.id(), clock.instant());
        return Reservation.RESERVED;
    }

    @Override
    public synchronized void await(SessionId id, Duration grace) {
        Instant least = clock.instant().plus(grace);
        rows.computeIfPresent(
                id,
                (same, row) -> row.session().state() == SessionState.STARTING
                                && row.startsBy().isBefore(least)
                        ? new Row(row.session(), least, row.reason())
                        : row);
    }

    @Override
    public synchronized void goesUnseen(SessionId id) {
        Instant last = clock.instant().plus(UNSEEN);
        rows.computeIfPresent(id, (same, row) -> {
            Session was = row.session();
            Session unseen = new Session(was.id(), was.key(), was.host(), SessionState.UNKNOWN);
            return row.live() ? new Row(unseen, last, row.reason()) : row;
        });
    }

    private boolean inTheWay(Session wish) {
        return live().stream()
                .anyMatch(session -> session.key().equals(wish.key())
                        || (session.host().equals(wish.host())
                                && session.key().user().equals(wish.key().user())));
    }

    @Override
    public synchronized void end(SessionId id, String reason) {
        rows.computeIfPresent(id, (same, row) -> row.live() ? row.become(SessionState.ENDED, reason) : row);
    }

    @Override
    public synchronized void endAll(HostId host, String reason) {
        live().stream().filter(session -> session.host().equals(host)).forEach(session -> end(session.id(), reason));
    }

    /** Brings the books in line with a whole report. */
    public synchronized void sync(HostId host, Collection<ReportedSession> report) {
        Set<SessionId> reported = report.stream().map(ReportedSession::id).collect(Collectors.toSet());
        // The latest one first: of two that are in each other's way it comes back.
        List<Row> latestFirst = new ArrayList<>(rows.values()).reversed();
        for (Row row : latestFirst) {
            Session session = row.session();
            boolean givenUp = !row.live() && !row.reason().equals(SessionSync.ENDED_ON_HOST);
            if (givenUp && session.host().equals(host) && reported.contains(session.id()) && !inTheWay(session)) {
                rows.put(session.id(), row.become(SessionState.DISCONNECTED, ""));
            }
        }
        List<SessionSync.Known> known = rows.values().stream()
                .filter(row -> row.live() && row.session().host().equals(host))
                .map(row ->
                        new SessionSync.Known(row.session().id(), row.session().state(), row.startsBy()))
                .toList();
        SessionSync.changes(known, report, clock.instant())
                .forEach(change -> rows.computeIfPresent(
                        change.session(), (same, row) -> row.become(change.to(), change.reason())));
    }

    /** Marks the sessions of a host whose agent is silent. */
    public synchronized void markUnknown(HostId host) {
        rows.replaceAll((id, row) -> {
            boolean seen = row.session().state() == SessionState.ACTIVE
                    || row.session().state() == SessionState.DISCONNECTED;
            return seen && row.session().host().equals(host) ? row.become(SessionState.UNKNOWN, "") : row;
        });
    }

    /** Ends reservations of hosts that never told what became of them. */
    public synchronized void expireReservations() {
        Instant now = clock.instant();
        rows.values().stream()
                .filter(row -> row.session().state() == SessionState.STARTING
                        && row.startsBy().isBefore(now))
                .map(row -> row.session().id())
                .toList()
                .forEach(id -> end(id, SessionSync.NEVER_STARTED));
    }
}
