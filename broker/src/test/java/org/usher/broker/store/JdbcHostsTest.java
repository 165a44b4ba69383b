package org.usher.broker.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.usher.broker.TestDatabase;
import org.usher.domain.farm.SiteId;
import org.usher.domain.hosts.Host;
import org.usher.domain.hosts.HostLoad;
import org.usher.domain.hosts.HostState;
import org.usher.domain.identity.Principal;
import org.usher.domain.sessions.SessionId;
import org.usher.domain.sessions.SessionKey;
import org.usher.domain.sessions.SessionKind;
import org.usher.link.host.HostReport;
import org.usher.link.host.HostSession;

class JdbcHostsTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final SiteId site = DATABASE.site();
    private final JdbcHosts hosts = new JdbcHosts(DATABASE.sql());
    private final JdbcSessions sessions = new JdbcSessions(DATABASE.sql(), DATABASE.transaction());

    private SessionId reserve(Host host) {
        Principal who = DATABASE.user(site);
        SessionId id = new SessionId(UUID.randomUUID());
        sessions.reserve(id, new SessionKey(site, who.user(), SessionKind.APPLICATIONS, SessionKey.USUAL_POLICY), host);
        return id;
    }

    private JdbcHosts.Known known(Host host) {
        return hosts.find(site, host.id()).orElseThrow();
    }

    private static HostSession session(SessionId id, boolean orphan) {
        return new HostSession(id.value(), "account", ":10", true, orphan, 5, List.of());
    }

    private static final HostSession FOREIGN = new HostSession(null, "someone", ":11", true, false, 5, List.of());

    private static HostReport report(long generation, long number, double cpu) {
        return new HostReport(
                generation, number, 3390, true, new HostReport.Load(cpu, 0.5), List.of(), "digest", "1.2.3");
    }

    @Test
    void aHostThatNeverReportedHasNoLoad() {
        Host host = DATABASE.host(site, 5);
        assertThat(known(host).load()).isEmpty();
        assertThat(known(host).frontReady()).isFalse();
        assertThat(known(host).own()).isZero();
        assertThat(known(host).host()).isEqualTo(host);
    }

    @Test
    void ownSessionsCountOnceAndForeignOnesBesideThem() {
        Host host = DATABASE.host(site, 5);
        SessionId running = reserve(host);
        SessionId lost = reserve(host);
        reserve(host);
        DATABASE.report(host, session(running, false), session(lost, true), FOREIGN, FOREIGN);
        // Three own from their reservation on; the orphan takes a place of its own beside its row in the books.
        assertThat(known(host).own()).isEqualTo(3);
        assertThat(known(host).load().map(HostLoad::sessions)).contains(3);
        sessions.end(running, "session-ended");
        assertThat(known(host).own()).isEqualTo(2);
    }

    @Test
    void whatAReportTellsIsKept() {
        Host host = DATABASE.host(site, 5);
        assertThat(hosts.keep(host.id(), report(1, 1, 0.25))).isTrue();
        JdbcHosts.Known known = known(host);
        assertThat(known.load().map(HostLoad::cpu)).contains(0.25);
        assertThat(known.frontReady()).isTrue();
        assertThat(known.version()).isEqualTo("1.2.3");
        assertThat(known.host().target()).isEqualTo("host.example:3390");
    }

    @Test
    void anOlderReportIsNoNewsAndANewLifeOfTheAgentIs() {
        Host host = DATABASE.host(site, 5);
        assertThat(hosts.keep(host.id(), report(1, 5, 0.5))).isTrue();
        assertThat(hosts.keep(host.id(), report(1, 4, 0.9))).isFalse();
        assertThat(hosts.keep(host.id(), report(1, 5, 0.9))).isFalse();
        assertThat(known(host).load().map(HostLoad::cpu)).contains(0.5);
        assertThat(hosts.keep(host.id(), report(-7, 1, 0.1))).isTrue();
        assertThat(known(host).load().map(HostLoad::cpu)).contains(0.1);
    }

    @Test
    void anAddressOfSixWordsStandsInBrackets() {
        Host host = DATABASE.host(site, 5);
        DATABASE.sql()
                .sql("update host set address = '2001:db8::1' where id = :id")
                .param("id", host.id().value())
                .update();
        assertThat(known(host).host().target()).isEqualTo("[2001:db8::1]:3389");
    }

    private HostState drained(Host host) {
        hosts.change(new Host(
                host.id(), site, host.name(), host.target(), HostState.DRAINING_UNTIL_REBOOT, host.maxSessions()));
        return known(host).host().state();
    }

    @Test
    void whatDrainsUntilItsRebootIsEnabledByAnotherBootAndByNothingElse() {
        Host host = DATABASE.host(site, 5);
        assertThat(hosts.booted(host.id(), "boot-1")).isEmpty();
        assertThat(drained(host)).isEqualTo(HostState.DRAINING_UNTIL_REBOOT);
        assertThat(hosts.booted(host.id(), "boot-1")).as("the same boot").isEmpty();
        assertThat(known(host).host().state()).isEqualTo(HostState.DRAINING_UNTIL_REBOOT);
        assertThat(hosts.booted(host.id(), "boot-2")).contains(host.name());
        assertThat(known(host).host().state()).isEqualTo(HostState.ENABLED);
        assertThat(hosts.booted(host.id(), "boot-2")).as("told once").isEmpty();
    }

    @Test
    void theFirstBootThatIsEverHeardOfIsNoReboot() {
        Host host = DATABASE.host(site, 5);
        drained(host);
        assertThat(hosts.booted(host.id(), "boot-1")).isEmpty();
        assertThat(known(host).host().state()).isEqualTo(HostState.DRAINING_UNTIL_REBOOT);
    }

    @Test
    void aRebootChangesNoOtherState() {
        Host host = DATABASE.host(site, 5);
        hosts.booted(host.id(), "boot-1");
        hosts.change(new Host(host.id(), site, host.name(), host.target(), HostState.DRAINING, 5));
        assertThat(hosts.booted(host.id(), "boot-2")).isEmpty();
        assertThat(known(host).host().state()).isEqualTo(HostState.DRAINING);
    }

    @Test
    void oneSiteSeesNothingOfAnother() {
        Host host = DATABASE.host(site, 5);
        SiteId other = DATABASE.site();
        assertThat(hosts.ofSite(other)).isEmpty();
        assertThat(hosts.find(other, host.id())).isEmpty();
    }

    @Test
    void settingsAreChangedAndAHostThatIsRemovedIsGoneWithItsCertificate() {
        Host host = DATABASE.host(site, 5);
        Host wanted = new Host(
                host.id(),
                site,
                "Another name",
                host.target(),
                HostState.MAINTENANCE,
                7,
                host.kind(),
                "Back at noon.",
                OptionalInt.of(3));
        hosts.change(wanted);
        assertThat(known(host).host()).isEqualTo(wanted);
        DATABASE.report(host);
        SessionId session = reserve(host);
        DATABASE.transaction().executeWithoutResult(status -> hosts.remove(host.id()));
        assertThat(hosts.find(site, host.id())).isEmpty();
        assertThat(sessions.live(site, session)).isEmpty();
        assertThat(DATABASE.sql()
                        .sql("select revoked is not null from component where id = :id")
                        .param("id", host.id().value())
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }
}
