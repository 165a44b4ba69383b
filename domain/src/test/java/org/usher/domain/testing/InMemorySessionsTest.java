package org.usher.domain.testing;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.usher.domain.farm.SiteId;
import org.usher.domain.hosts.Host;
import org.usher.domain.hosts.HostId;
import org.usher.domain.hosts.HostState;
import org.usher.domain.identity.Principal;
import org.usher.domain.identity.UserId;
import org.usher.domain.sessions.ReportedSession;
import org.usher.domain.sessions.SessionSync;
import org.usher.domain.sessions.Sessions;

class InMemorySessionsTest extends SessionsContract {

    private final CountedIds ids = new CountedIds();
    private final MovableClock clock = new MovableClock();
    private final SiteId site = new SiteId(ids.get());
    private final InMemorySessions sessions = new InMemorySessions(clock);

    @Override
    protected Sessions sessions() {
        return sessions;
    }

    @Override
    protected Principal somebody() {
        return new Principal(site, new UserId(ids.get()), "somebody", "Somebody", Set.of(), false);
    }

    @Override
    protected Host host(int maxSessions) {
        return new Host(new HostId(ids.get()), site, "host", "host.example:3389", HostState.ENABLED, maxSessions);
    }

    @Override
    protected void report(Host host, ReportedSession... report) {
        sessions.sync(host.id(), List.of(report));
    }

    @Override
    protected void silent(Host host) {
        sessions.markUnknown(host.id());
    }

    @Override
    protected void expireReservations() {
        clock.pass(SessionSync.START_GRACE.plus(Duration.ofSeconds(1)));
        sessions.expireReservations();
    }
}
