package org.usher.broker.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.usher.broker.TestDatabase;
import org.usher.domain.farm.SiteId;
import org.usher.domain.hosts.Host;
import org.usher.domain.placement.PlacementRules;
import org.usher.domain.sessions.SessionId;
import org.usher.domain.sessions.SessionKey;
import org.usher.domain.sessions.SessionKind;

class JdbcPlacementRulesTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final SiteId site = DATABASE.site();
    private final JdbcPlacementRules rules = new JdbcPlacementRules(DATABASE.sql());

    @Test
    void aNewSiteHasTheUsualRules() {
        assertThat(rules.of(site)).isEqualTo(PlacementRules.USUAL);
    }

    @Test
    void whatIsChangedIsReadAgainAndNoOtherSiteIsTouched() {
        PlacementRules wanted = new PlacementRules(
                PlacementRules.Method.ROUND_ROBIN,
                0,
                0.5,
                3,
                Duration.ofSeconds(60),
                Duration.ofSeconds(20),
                0,
                Duration.ofSeconds(10));
        SiteId other = DATABASE.site();
        rules.change(site, wanted);
        assertThat(rules.of(site)).isEqualTo(wanted);
        assertThat(rules.of(other)).isEqualTo(PlacementRules.USUAL);
    }

    @Test
    void aHostKnowsWhenItWasGivenASession() {
        Host host = DATABASE.host(site, 3);
        JdbcHosts hosts = new JdbcHosts(DATABASE.sql());
        assertThat(hosts.find(site, host.id()).orElseThrow().lastGiven()).isEmpty();
        reserve(host);
        Optional<Instant> first = hosts.find(site, host.id()).orElseThrow().lastGiven();
        reserve(host);
        assertThat(hosts.find(site, host.id()).orElseThrow().lastGiven().orElseThrow())
                .isAfter(first.orElseThrow());
    }

    private void reserve(Host host) {
        new JdbcSessions(DATABASE.sql(), DATABASE.transaction())
                .reserve(
                        new SessionId(UUID.randomUUID()),
                        new SessionKey(
                                site, DATABASE.user(site).user(), SessionKind.APPLICATIONS, SessionKey.USUAL_POLICY),
                        host);
    }
}
