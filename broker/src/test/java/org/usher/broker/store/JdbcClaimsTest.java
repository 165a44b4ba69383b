package org.usher.broker.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.usher.broker.TestDatabase;
import org.usher.domain.farm.SiteId;
import org.usher.domain.hosts.Host;
import org.usher.domain.hosts.HostId;
import org.usher.domain.hosts.HostKind;
import org.usher.domain.identity.Principal;
import org.usher.domain.launch.ConnectCode;
import org.usher.domain.launch.HostOrders;
import org.usher.domain.launch.LaunchId;
import org.usher.domain.launch.LaunchRequest;
import org.usher.domain.policy.ConnectionMode;
import org.usher.domain.publishing.ResourceId;
import org.usher.domain.sessions.Session;
import org.usher.domain.sessions.SessionId;
import org.usher.domain.sessions.SessionKey;
import org.usher.domain.sessions.SessionKind;
import org.usher.domain.sessions.SessionState;
import org.usher.link.gateway.ClaimLaunch;
import org.usher.link.gateway.GatewayReport.Carried;

class JdbcClaimsTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private SiteId site;
    private Principal who;
    private Host host;
    private JdbcClaims claims;
    private JdbcLaunches launches;
    private JdbcSessions sessions;

    @BeforeEach
    void open() {
        site = DATABASE.site();
        who = DATABASE.user(site);
        claims = new JdbcClaims(DATABASE.sql(), DATABASE.transaction());
        launches = new JdbcLaunches(DATABASE.sql());
        sessions = new JdbcSessions(DATABASE.sql(), DATABASE.transaction());
        JdbcHosts hosts = new JdbcHosts(DATABASE.sql());
        HostId id = new HostId(UUID.randomUUID());
        hosts.create(
                id,
                site,
                "windows",
                "windows.example",
                3389,
                5,
                new HostKind.Unmanaged(HostKind.Platform.WINDOWS, new HostKind.Pinned("cd".repeat(32))));
        host = hosts.find(site, id).orElseThrow().host();
    }

    private SessionId session(Host on) {
        SessionId id = new SessionId(UUID.randomUUID());
        SessionKey key = new SessionKey(site, who.user(), SessionKind.DESKTOP, SessionKey.USUAL_POLICY);
        sessions.reserve(id, key, on, 0, Duration.ofSeconds(630));
        return id;
    }

    private LaunchId launch(SessionId session, Host on, LaunchRequest.Client client, boolean bound) {
        LaunchId launch = new LaunchId(UUID.randomUUID());
        launches.begin(
                launch,
                new LaunchRequest(
                        who,
                        UUID.randomUUID().toString(),
                        new LaunchRequest.Open(new ResourceId(UUID.randomUUID()), false),
                        client,
                        "192.0.2.1",
                        Set.of(),
                        LaunchRequest.Screen.nearest(1024, 768)));
        launches.expects(
                launch,
                new HostOrders.RdpTerms(
                        new ConnectCode("code", "digest of " + launch), ConnectionMode.GATEWAY_SSL, bound));
        launches.placed(launch, session, on.id(), Optional.empty());
        launches.ticketed(launch);
        return launch;
    }

    private LaunchId file(SessionId session, boolean bound) {
        return launch(session, host, new LaunchRequest.RdpClient(Optional.empty(), false), bound);
    }

    private void passed(LaunchId launch, Duration time) {
        DATABASE.sql()
                .sql("update launch set at = at - :seconds * interval '1 second' where id = :id")
                .param("seconds", time.toSeconds())
                .param("id", launch.value())
                .update();
    }

    private void notCarriedFor(SessionId session, Duration time) {
        DATABASE.sql()
                .sql("update session set carried = now() - :seconds * interval '1 second' where id = :id")
                .param("seconds", time.toSeconds())
                .param("id", session.value())
                .update();
    }

    private Optional<SessionState> state(SessionId id) {
        return sessions.live(site, who.user(), id).map(Session::state);
    }

    private String refused(LaunchId launch, String address, boolean again) {
        JdbcClaims.Claim claim = claims.claim(site, launch, address, again);
        assertThat(claim).isInstanceOf(JdbcClaims.Refused.class);
        return ((JdbcClaims.Refused) claim).code();
    }

    private boolean first(LaunchId launch, String address, boolean again) {
        JdbcClaims.Claim claim = claims.claim(site, launch, address, again);
        assertThat(claim).isInstanceOf(JdbcClaims.Taken.class);
        return ((JdbcClaims.Taken) claim).first();
    }

    private List<UUID> ended(LaunchId... carried) {
        return claims.keep(
                        site,
                        java.util.stream.Stream.of(carried)
                                .map(launch -> new Carried(launch.value(), "192.0.2.1", 1))
                                .toList())
                .ended();
    }

    @Test
    void aFileIsClaimedWithinTenMinutesAndComesBackFromItsAddressAlone() {
        SessionId session = session(host);
        LaunchId launch = file(session, true);
        passed(launch, Duration.ofMinutes(9));
        assertThat(first(launch, "192.0.2.1", true)).isTrue();
        assertThat(state(session)).contains(SessionState.ACTIVE);
        assertThat(first(launch, "192.0.2.1", true)).isFalse();
        assertThat(refused(launch, "192.0.2.2", true)).isEqualTo(ClaimLaunch.OTHER_CLIENT);
        assertThat(refused(launch, "192.0.2.1", false)).isEqualTo(ClaimLaunch.USED);
        passed(launch, Duration.ofHours(24));
        assertThat(refused(launch, "192.0.2.1", true)).isEqualTo(ClaimLaunch.UNKNOWN);
    }

    @Test
    void aFileThatWaitedTooLongIsNotClaimed() {
        LaunchId launch = file(session(host), true);
        passed(launch, Duration.ofSeconds(601));
        assertThat(refused(launch, "192.0.2.1", true)).isEqualTo(ClaimLaunch.USED);
    }

    @Test
    void withoutTheBindingAnotherAddressMayComeBack() {
        LaunchId launch = file(session(host), false);
        assertThat(first(launch, "192.0.2.1", false)).isTrue();
        assertThat(first(launch, "192.0.2.2", true)).isFalse();
    }

    @Test
    void aLaunchOnAManagedHostIsItsFrontsToJudge() {
        Host managed = DATABASE.host(site, 5);
        LaunchId launch = launch(session(managed), managed, new LaunchRequest.RdpClient(Optional.empty(), false), true);
        assertThat(refused(launch, "192.0.2.1", false)).isEqualTo(ClaimLaunch.UNKNOWN);
    }

    @Test
    void anotherSitesLaunchIsUnknown() {
        LaunchId launch = file(session(host), true);
        assertThat(claims.claim(DATABASE.site(), launch, "192.0.2.1", false))
                .isEqualTo(new JdbcClaims.Refused(ClaimLaunch.UNKNOWN));
        assertThat(claims.find(DATABASE.site(), "digest of " + launch)).isEmpty();
        assertThat(claims.find(site, "digest of " + launch)).isPresent();
    }

    @Test
    void aSessionLivesWhileGatewaysNameItAndAMinuteLonger() {
        SessionId session = session(host);
        LaunchId launch = file(session, true);
        assertThat(first(launch, "192.0.2.1", false)).isTrue();
        notCarriedFor(session, Duration.ofSeconds(11));
        claims.expireCarried();
        assertThat(state(session)).contains(SessionState.DISCONNECTED);
        assertThat(ended(launch)).isEmpty();
        assertThat(state(session)).contains(SessionState.ACTIVE);
        notCarriedFor(session, Duration.ofSeconds(61));
        claims.expireCarried();
        assertThat(state(session)).isEmpty();
        assertThat(refused(launch, "192.0.2.1", true)).isEqualTo(ClaimLaunch.UNKNOWN);
    }

    @Test
    void aSessionThatWasGivenUpWhileNoBrokerListenedComesBack() {
        SessionId session = session(host);
        LaunchId launch = file(session, true);
        assertThat(first(launch, "192.0.2.1", false)).isTrue();
        notCarriedFor(session, Duration.ofSeconds(61));
        claims.expireCarried();
        assertThat(ended(launch)).isEmpty();
        assertThat(state(session)).contains(SessionState.ACTIVE);
    }

    @Test
    void aSessionWhosePlaceIsTakenDoesNotComeBackAndItsConnectionEnds() {
        SessionId session = session(host);
        LaunchId launch = file(session, true);
        assertThat(first(launch, "192.0.2.1", false)).isTrue();
        notCarriedFor(session, Duration.ofSeconds(61));
        claims.expireCarried();
        SessionId successor = session(host);
        assertThat(ended(launch)).containsExactly(launch.value());
        assertThat(state(session)).isEmpty();
        assertThat(state(successor)).contains(SessionState.STARTING);
    }

    @Test
    void aGatewayThatNamesWhatNobodyClaimedKeepsNothingAlive() {
        SessionId session = session(host);
        LaunchId launch = file(session, true);
        UUID madeUp = UUID.randomUUID();
        assertThat(claims.keep(site, List.of(new Carried(madeUp, "x", 1), new Carried(launch.value(), "x", 1)))
                        .ended())
                .containsExactly(madeUp);
        assertThat(state(session)).contains(SessionState.STARTING);
    }

    @Test
    void whatNobodySeesEndsAfterADay() {
        SessionId session = session(host);
        sessions.goesUnseen(session);
        sessions.markUnknown(15);
        sessions.expireUnseen();
        assertThat(state(session)).contains(SessionState.UNKNOWN);
        DATABASE.sql()
                .sql("update session set until = until - interval '24 hours 1 second' where id = :id")
                .param("id", session.value())
                .update();
        sessions.expireUnseen();
        assertThat(state(session)).isEmpty();
    }

    @Test
    void aSilentAgentIsNothingToAnUnmanagedHostsSession() {
        SessionId session = session(host);
        LaunchId launch = file(session, true);
        assertThat(first(launch, "192.0.2.1", false)).isTrue();
        sessions.markUnknown(0);
        assertThat(state(session)).contains(SessionState.ACTIVE);
    }

    @Test
    void aFilesLaunchExpiresWhenNobodyOpenedIt() {
        LaunchId launch = file(session(host), true);
        passed(launch, Duration.ofSeconds(620));
        launches.closeUnfinished();
        assertThat(launches.shown(site, launch).orElseThrow().state()).isEqualTo("connecting");
        passed(launch, Duration.ofSeconds(11));
        launches.closeUnfinished();
        assertThat(launches.shown(site, launch).orElseThrow().state()).isEqualTo("expired");
        assertThat(claims.find(site, "digest of " + launch)).isEmpty();
    }

    @Test
    void whoIsOutLosesTheWayBackOfEveryFile() {
        Host managed = DATABASE.host(site, 5);
        SessionId session = session(managed);
        LaunchId launch = launch(session, managed, new LaunchRequest.RdpClient(Optional.empty(), false), true);
        assertThat(claims.revokeFiles(who.user())).containsExactly(new JdbcClaims.OpenFile(launch, managed.id()));
        assertThat(claims.revokeFiles(who.user())).isEmpty();
        assertThat(claims.find(site, "digest of " + launch)).isEmpty();
    }
}
