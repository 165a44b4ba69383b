package org.usher.domain.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.usher.domain.audit.AuditFact;
import org.usher.domain.farm.SiteId;
import org.usher.domain.hosts.Host;
import org.usher.domain.hosts.HostFacts;
import org.usher.domain.hosts.HostId;
import org.usher.domain.hosts.HostKind;
import org.usher.domain.hosts.HostLoad;
import org.usher.domain.hosts.HostState;
import org.usher.domain.identity.HostAccount;
import org.usher.domain.identity.Principal;
import org.usher.domain.identity.UserId;
import org.usher.domain.launch.HostOrders.Declined;
import org.usher.domain.launch.HostOrders.Expected;
import org.usher.domain.launch.HostOrders.NoSession;
import org.usher.domain.launch.HostOrders.Opened;
import org.usher.domain.launch.HostOrders.Prepare;
import org.usher.domain.launch.HostOrders.Silent;
import org.usher.domain.placement.Placement;
import org.usher.domain.placement.PlacementRules;
import org.usher.domain.placement.Rejection;
import org.usher.domain.policy.Clipboard;
import org.usher.domain.policy.ConnectionMode;
import org.usher.domain.policy.PartialPolicy;
import org.usher.domain.policy.SessionPolicy;
import org.usher.domain.policy.SiteRules;
import org.usher.domain.publishing.Availability;
import org.usher.domain.publishing.Opening;
import org.usher.domain.publishing.PublishedResource;
import org.usher.domain.publishing.ResourceId;
import org.usher.domain.sessions.ReportedSession;
import org.usher.domain.sessions.Session;
import org.usher.domain.sessions.SessionId;
import org.usher.domain.sessions.SessionKey;
import org.usher.domain.sessions.SessionKind;
import org.usher.domain.sessions.SessionState;
import org.usher.domain.sessions.SessionSync;
import org.usher.domain.sessions.Sessions;
import org.usher.domain.testing.InMemoryFarm;
import org.usher.domain.testing.InMemoryLaunches;
import org.usher.domain.testing.PaperTickets;

class LaunchResourceTest {

    private final InMemoryFarm farm = new InMemoryFarm();
    private final LaunchResource launch = farm.launch();
    private final Principal alice = farm.user("alice");
    private final PublishedResource calc = farm.application("Calc", alice);

    private LaunchOutcome.Connect connected(LaunchOutcome outcome) {
        assertThat(outcome).isInstanceOf(LaunchOutcome.Connect.class);
        return (LaunchOutcome.Connect) outcome;
    }

    /** Refused for this reason, with the books and the audit log saying so, and no new ticket. */
    private InMemoryLaunches.Entry assertRefused(LaunchRefusal because, LaunchRequest request) {
        int tickets = farm.tickets.issued().size();
        LaunchOutcome outcome = launch.launch(request);
        assertThat(outcome).isInstanceOf(LaunchOutcome.Refused.class);
        LaunchOutcome.Refused refused = (LaunchOutcome.Refused) outcome;
        assertThat(refused.because()).isEqualTo(because);
        assertThat(farm.tickets.issued()).hasSize(tickets);
        InMemoryLaunches.Entry entry = farm.launches.entry(refused.launch());
        assertThat(entry.state()).isEqualTo(InMemoryLaunches.State.REFUSED);
        assertThat(entry.refusal()).contains(because);
        assertThat(farm.audit.about(refused.launch())).singleElement().satisfies(fact -> {
            assertThat(fact.outcome()).isEqualTo(AuditFact.Outcome.REFUSED);
            assertThat(fact.reason()).contains(because.code());
            assertThat(fact.actor()).isEqualTo(request.principal().name());
            assertThat(fact.address()).isEqualTo(request.address());
        });
        return entry;
    }

    private Optional<Session> live(SessionId id) {
        return farm.sessions.live(farm.site, alice.user(), id);
    }

    private String whyEnded(SessionId id) {
        return farm.sessions.all().stream()
                .filter(row -> row.session().id().equals(id) && row.session().state() == SessionState.ENDED)
                .findFirst()
                .orElseThrow(() -> new AssertionError(id + " has not ended"))
                .reason();
    }

    /** Alice's session on this host, seen by nobody at the moment. */
    private SessionId running(Host host, SessionKind kind) {
        SessionId id = new SessionId(farm.ids.get());
        SessionKey key = new SessionKey(farm.site, alice.user(), kind, SessionKey.USUAL_POLICY);
        assertThat(farm.sessions.reserve(id, key, host)).isEqualTo(Sessions.Reservation.RESERVED);
        farm.sessions.sync(host.id(), List.of(new ReportedSession(id, false)));
        return id;
    }

    private SessionId running(Host host) {
        return running(host, SessionKind.APPLICATIONS);
    }

    // A new session

    @Test
    void aClickLeadsToATicketForTheHostThatAcknowledged() {
        farm.host("busy", 0.9, 10);
        Host idle = farm.host("idle");
        LaunchRequest click = farm.click(alice, calc);
        LaunchOutcome.Connect connect = connected(launch.launch(click));
        assertThat(connect.target()).isEqualTo("idle.example:3389");
        assertThat(farm.tickets.issued())
                .containsExactly(new PaperTickets.Stub(
                        connect.launch(), farm.site, alice.user(), idle.id(), idle.target(), click.client()));
        assertThat(live(connect.session()))
                .contains(new Session(
                        connect.session(),
                        new SessionKey(farm.site, alice.user(), SessionKind.APPLICATIONS, SessionKey.USUAL_POLICY),
                        idle.id(),
                        SessionState.STARTING));
    }

    @Test
    void theAgentIsToldAllThatItNeeds() {
        Host host = farm.host("host");
        LaunchRequest click = farm.request(alice, new LaunchRequest.Open(calc.id(), true));
        LaunchOutcome.Connect connect = connected(launch.launch(click));
        Prepare order = farm.orders.asked(host.id()).getFirst();
        assertThat(order.launch()).isEqualTo(connect.launch());
        assertThat(order.session()).isEqualTo(connect.session());
        assertThat(order.existing()).isFalse();
        assertThat(order.inPlace()).isFalse();
        assertThat(order.principal()).isEqualTo(alice);
        assertThat(order.account()).isEqualTo(farm.accounts.accountOf(alice).orElseThrow());
        assertThat(order.resource()).contains(calc);
        assertThat(order.another())
                .as("another instance, in a session that is new")
                .isFalse();
        assertThat(order.client()).isEqualTo(click.client());
        assertThat(order.screen()).isEqualTo(click.screen());
    }

    private static final Opening BY_ITSELF =
            new Opening("", Opening.Where.HOST, false, false, Opening.Credentials.ASK, "", true, List.of());

    @Test
    void aSessionThatBeginsOpensWhatOpensByItself() {
        Host host = farm.host("host");
        PublishedResource notes = farm.open(farm.application("Notes", alice), BY_ITSELF);
        PublishedResource closed = farm.open(farm.application("Closed", alice), BY_ITSELF);
        farm.limit(closed, new Availability(false, "", 0), alice);
        farm.open(farm.application("Bob's", farm.user("bob")), BY_ITSELF);
        PublishedResource elsewhere = farm.open(farm.application("Elsewhere", alice), BY_ITSELF);
        farm.offer(elsewhere, farm.host("other", 0.9, 10));
        PublishedResource strict = farm.open(farm.application("Strict", alice), BY_ITSELF);
        farm.restrict(strict, noDrives());
        connected(launch.launch(farm.click(alice, calc)));
        assertThat(farm.orders.asked(host.id()).getFirst().alongside()).containsExactly(notes);

        connected(launch.launch(farm.click(alice, calc)));
        assertThat(farm.orders.asked(host.id()).getLast().alongside())
                .as("in a session that is there")
                .isEmpty();
    }

    @Test
    void whatOpensByItselfDoesNotOpenTwice() {
        Host host = farm.host("host");
        PublishedResource notes = farm.open(farm.application("Notes", alice), BY_ITSELF);
        connected(launch.launch(farm.click(alice, notes)));
        assertThat(farm.orders.asked(host.id()).getFirst().alongside()).isEmpty();
    }

    @Test
    void theBooksTellOfEachStepWithTheReasonsForThePlace() {
        Host host = farm.host("host");
        LaunchOutcome.Connect connect = connected(launch.launch(farm.click(alice, calc)));
        InMemoryLaunches.Entry entry = farm.launches.entry(connect.launch());
        assertThat(entry.state()).isEqualTo(InMemoryLaunches.State.ISSUED);
        assertThat(entry.session()).contains(connect.session());
        assertThat(entry.host()).contains(host.id());
        assertThat(entry.placement().flatMap(Placement::chosen)).contains(host.id());
    }

    @Test
    void aLaunchIsAFactForTheAuditLog() {
        farm.host("host");
        LaunchOutcome.Connect connect = connected(launch.launch(farm.click(alice, calc)));
        assertThat(farm.audit.facts()).singleElement().satisfies(fact -> {
            assertThat(fact.outcome()).isEqualTo(AuditFact.Outcome.DONE);
            assertThat(fact.action()).isEqualTo("resource.launch");
            assertThat(fact.object()).isEqualTo("Calc");
            assertThat(fact.actor()).isEqualTo("alice");
            assertThat(fact.address()).isEqualTo("192.0.2.7");
            assertThat(fact.details())
                    .containsEntry("launch", connect.launch().toString())
                    .containsEntry("host", "host");
        });
    }

    @Test
    void aDesktopHasASessionOfItsOwnOnAnotherHost() {
        Host one = farm.host("one");
        Host two = farm.host("two", 0.9, 10);
        PublishedResource desktop = farm.desktop("Desktop", alice);
        LaunchOutcome.Connect application = connected(launch.launch(farm.click(alice, calc)));
        LaunchOutcome.Connect whole = connected(launch.launch(farm.click(alice, desktop)));
        assertThat(application.target()).isEqualTo(one.target());
        assertThat(whole.target()).isEqualTo(two.target());
        assertThat(whole.session()).isNotEqualTo(application.session());
    }

    // Refusals before any host is asked

    @Test
    void whatIsNotThereIsRefused() {
        farm.host("host");
        assertRefused(
                LaunchRefusal.RESOURCE_UNKNOWN,
                farm.request(alice, new LaunchRequest.Open(new ResourceId(farm.ids.get()), false)));
        assertThat(farm.orders.asked()).isEmpty();
    }

    @Test
    void whatIsNotGrantedIsRefusedLikeWhatIsNotThereAndTheLogKnowsBetter() {
        farm.host("host");
        LaunchRequest click = farm.click(farm.user("mallory"), calc);
        InMemoryLaunches.Entry entry = assertRefused(LaunchRefusal.RESOURCE_UNKNOWN, click);
        assertThat(entry.detail()).isEqualTo("resource-not-granted");
        assertThat(farm.audit.about(entry.id()).getFirst().details()).containsEntry("detail", "resource-not-granted");
        assertThat(farm.orders.asked()).isEmpty();
        assertThat(farm.sessions.all()).isEmpty();
    }

    @Test
    void aRightThatWasTakenAwayDoesNotOpenASessionThatExists() {
        running(farm.host("host"));
        farm.revoke(calc);
        assertRefused(LaunchRefusal.RESOURCE_UNKNOWN, farm.click(alice, calc));
        assertThat(farm.orders.asked()).isEmpty();
    }

    @Test
    void withoutAnAccountNothingIsLaunched() {
        farm.host("host");
        farm.accounts.onDemand(false);
        assertRefused(LaunchRefusal.ACCOUNT_NONE, farm.click(alice, calc));
        assertThat(farm.orders.asked()).isEmpty();
        assertThat(farm.sessions.all()).isEmpty();
    }

    @Test
    void aFarmWithoutHostsSaysThatNoneOffersIt() {
        assertRefused(LaunchRefusal.NO_HOST_OFFERS, farm.click(alice, calc));
    }

    @Test
    void hostsThatDoNotOfferItAreNoReasonToWait() {
        farm.host("other");
        Host gone = farm.host("gone");
        farm.offer(calc, gone);
        farm.hosts.remove(gone.id());
        assertRefused(LaunchRefusal.NO_HOST_OFFERS, farm.click(alice, calc));
    }

    @Test
    void fullHostsAreToldAsFull() {
        Host full = farm.host("full", 0, 1);
        Principal bob = farm.user("bob");
        connected(launch.launch(farm.click(bob, farm.application("Editor", bob))));
        Host draining = farm.host("draining");
        farm.hosts.state(draining.id(), HostState.DRAINING);
        InMemoryLaunches.Entry entry = assertRefused(LaunchRefusal.ALL_FULL, farm.click(alice, calc));
        assertThat(entry.placement().orElseThrow().rejected())
                .containsExactlyInAnyOrder(
                        new Placement.Rejected(full.id(), "full", Rejection.FULL),
                        new Placement.Rejected(draining.id(), "draining", Rejection.DRAINING));
    }

    @Test
    void whereAnotherSessionIsInTheWayEverywhereThatIsTold() {
        running(farm.host("host"), SessionKind.DESKTOP);
        assertRefused(LaunchRefusal.SESSION_CONFLICT, farm.click(alice, calc));
        assertThat(farm.orders.asked()).isEmpty();
    }

    @Test
    void whereNoHostIsWellThatIsTold() {
        farm.hosts.state(farm.host("disabled").id(), HostState.DISABLED);
        farm.hosts.state(farm.host("draining").id(), HostState.DRAINING);
        farm.hosts.listening(farm.host("deaf").id(), false);
        farm.hosts.rdp(farm.host("fails").id(), HostFacts.Rdp.FAILS);
        InMemoryLaunches.Entry entry = assertRefused(LaunchRefusal.NO_HOST_AVAILABLE, farm.click(alice, calc));
        assertThat(entry.placement().orElseThrow().rejected())
                .extracting(Placement.Rejected::because)
                .containsExactlyInAnyOrder(
                        Rejection.DISABLED, Rejection.DRAINING, Rejection.NOT_LISTENING, Rejection.RDP_FAILS);
    }

    @Test
    void aHostThatFellSilentIsNotAsked() {
        Host silent = farm.host("silent");
        farm.clock.pass(PlacementRules.USUAL.deadTime().plus(Duration.ofSeconds(1)));
        assertRefused(LaunchRefusal.NO_HOST_AVAILABLE, farm.click(alice, calc));
        assertThat(farm.orders.asked(silent.id())).isEmpty();
    }

    @Test
    void inRoundRobinEachHostHasItsTurnWhateverItsLoad() {
        farm.placementRules = PlacementRules.USUAL.with(PlacementRules.Method.ROUND_ROBIN);
        List<Host> hosts = List.of(farm.host("idle", 0, 10), farm.host("busy", 0.9, 10), farm.host("half", 0.5, 10));
        Map<String, Integer> given = new HashMap<>();
        for (int click = 0; click < 6; click++) {
            Principal somebody = farm.user("somebody" + click);
            PublishedResource theirs = farm.application("Application " + click, somebody);
            farm.clock.pass(Duration.ofSeconds(1));
            given.merge(connected(launch.launch(farm.click(somebody, theirs))).target(), 1, Integer::sum);
        }
        assertThat(hosts).allSatisfy(host -> assertThat(given).containsEntry(host.target(), 2));
    }

    // Hosts that do not take it

    @Test
    void aHostThatDeclinesIsPassedOver() {
        Host first = farm.host("first");
        Host second = farm.host("second", 0.9, 10);
        farm.orders.answer(first.id(), new Declined(LaunchRefusal.HOST_FAILED, "disk full"));
        LaunchOutcome.Connect connect = connected(launch.launch(farm.click(alice, calc)));
        assertThat(connect.target()).isEqualTo(second.target());
        assertThat(farm.orders.asked(first.id())).hasSize(1);
        SessionId given = farm.orders.asked(first.id()).getFirst().session();
        assertThat(given).isNotEqualTo(connect.session());
        assertThat(whyEnded(given)).isEqualTo(Rejection.DECLINED.code());
        Placement placement = farm.launches.entry(connect.launch()).placement().orElseThrow();
        assertThat(placement.rejected())
                .containsExactly(new Placement.Rejected(first.id(), "first", Rejection.DECLINED));
    }

    @Test
    void aHostThatIsSilentIsPassedOver() {
        Host first = farm.host("first");
        Host second = farm.host("second", 0.9, 10);
        farm.orders.answer(first.id(), new Silent());
        LaunchOutcome.Connect connect = connected(launch.launch(farm.click(alice, calc)));
        assertThat(connect.target()).isEqualTo(second.target());
        assertThat(whyEnded(farm.orders.asked(first.id()).getFirst().session()))
                .isEqualTo(Rejection.NOT_LISTENING.code());
    }

    @Test
    void aHostThatKnowsNothingOfASessionItIsToStartIsPassedOver() {
        Host first = farm.host("first");
        farm.host("second", 0.9, 10);
        farm.orders.answer(first.id(), new NoSession());
        connected(launch.launch(farm.click(alice, calc)));
        assertThat(farm.sessions.live()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(LaunchRefusal.class)
    void whenEveryHostDeclinesTheLastReasonIsToldAndNothingStaysReserved(LaunchRefusal because) {
        Host one = farm.host("one");
        Host two = farm.host("two");
        farm.orders.answer(one.id(), new Declined(LaunchRefusal.HOST_FAILED, "first"));
        farm.orders.answer(two.id(), new Declined(because, "said the host"));
        InMemoryLaunches.Entry entry = assertRefused(because, farm.click(alice, calc));
        assertThat(entry.detail()).isEqualTo("said the host");
        assertThat(farm.sessions.live()).isEmpty();
        assertThat(farm.orders.asked()).hasSize(2);
    }

    @Test
    void whenEveryHostIsSilentNothingStaysReserved() {
        for (String name : List.of("one", "two", "three")) {
            farm.orders.answer(farm.host(name).id(), new Silent());
        }
        assertRefused(LaunchRefusal.NO_HOST_AVAILABLE, farm.click(alice, calc));
        assertThat(farm.sessions.live()).isEmpty();
        assertThat(farm.orders.asked()).hasSize(3);
    }

    @Test
    void aLaunchIsGivenUpAfterEightHosts() {
        for (int number = 1; number <= 12; number++) {
            farm.orders.answer(
                    farm.host("host" + number).id(), new Declined(LaunchRefusal.ACCOUNT_REFUSED, "it is in sudo"));
        }
        assertRefused(LaunchRefusal.ACCOUNT_REFUSED, farm.click(alice, calc));
        assertThat(farm.orders.asked()).hasSize(8);
        assertThat(farm.sessions.live()).isEmpty();
    }

    @Test
    void aHostThatTurnsOutFullIsPassedOver() {
        // The facts say that there is room, since they count what was reported; the books know of one session more.
        Host full = farm.host("full", 0, 1);
        Host other = farm.host("other", 0.9, 10);
        Principal bob = farm.user("bob");
        connected(launch.launch(farm.click(bob, farm.application("Editor", bob))));
        farm.sessions.sync(
                full.id(),
                farm.sessions.live().stream()
                        .map(session -> new ReportedSession(session.id(), true))
                        .toList());
        LaunchOutcome.Connect connect = connected(launch.launch(farm.click(alice, calc)));
        assertThat(connect.target()).isEqualTo(other.target());
        assertThat(farm.orders.asked(full.id())).hasSize(1);
    }

    @Test
    void whenTheOnlyHostTurnsOutFullThatIsTold() {
        Host full = farm.host("full", 0, 1);
        Principal bob = farm.user("bob");
        connected(launch.launch(farm.click(bob, farm.application("Editor", bob))));
        farm.sessions.sync(
                full.id(),
                farm.sessions.live().stream()
                        .map(session -> new ReportedSession(session.id(), true))
                        .toList());
        assertRefused(LaunchRefusal.ALL_FULL, farm.click(alice, calc));
    }

    @Test
    void ifTheTicketCannotBeMadeNeitherBooksNorLogSayThatItWas() {
        farm.host("host");
        TicketOffice broken = new TicketOffice() {
            @Override
            public String issue(LaunchId id, SiteId site, UserId user, Host host, LaunchRequest.Client client) {
                throw new IllegalStateException("cannot sign");
            }

            @Override
            public ConnectCode code(LaunchId id) {
                throw new IllegalStateException("cannot make codes");
            }
        };
        LaunchResource unsigned = new LaunchResource(
                farm.resources,
                farm.sessions,
                farm.launches,
                farm.hosts,
                farm.orders,
                farm.accounts,
                any -> farm.rules,
                broken,
                farm.audit,
                any -> farm.placementRules,
                farm.queue,
                farm.clock,
                farm.ids);
        LaunchRequest click = farm.click(alice, calc);
        assertThatThrownBy(() -> unsigned.launch(click)).hasMessage("cannot sign");
        assertThat(farm.launches.all())
                .extracting(InMemoryLaunches.Entry::state)
                .containsExactly(InMemoryLaunches.State.PENDING);
        assertThat(farm.audit.facts()).isEmpty();
    }

    // Back to a session that exists

    @Test
    void aSecondApplicationGoesIntoTheSessionThatExistsWhateverItsHostsLoad() {
        Host mine = farm.host("mine", 0.9, 10);
        farm.host("idle");
        SessionId session = running(mine);
        LaunchOutcome.Connect connect = connected(launch.launch(farm.click(alice, calc)));
        assertThat(connect.session()).isEqualTo(session);
        assertThat(connect.target()).isEqualTo(mine.target());
        Prepare order = farm.orders.asked(mine.id()).getFirst();
        assertThat(order.existing()).isTrue();
        assertThat(order.inPlace()).isFalse();
        assertThat(order.resource()).contains(calc);
        assertThat(farm.launches.entry(connect.launch()).placement()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = HostState.class, mode = EnumSource.Mode.EXCLUDE, names = "DISABLED")
    void whoHasASessionReturnsToItWhateverIsWantedOfTheHost(HostState state) {
        Host mine = farm.host("mine", 0, 1);
        SessionId session = running(mine);
        farm.hosts.state(mine.id(), state);
        assertThat(connected(launch.launch(farm.click(alice, calc))).session()).isEqualTo(session);
    }

    @Test
    void inASessionThatTheClientSeesTheResourceSimplyOpens() {
        Host mine = farm.host("mine");
        SessionId session = running(mine);
        farm.orders.answer(mine.id(), new Opened());
        LaunchRequest click = farm.request(alice, new LaunchRequest.Open(calc.id(), true), session);
        LaunchOutcome outcome = launch.launch(click);
        assertThat(outcome).isInstanceOfSatisfying(LaunchOutcome.OpenedInSession.class, opened -> {
            assertThat(opened.session()).isEqualTo(session);
            assertThat(farm.launches.entry(opened.launch()).state()).isEqualTo(InMemoryLaunches.State.OPENED);
            assertThat(farm.audit.about(opened.launch()))
                    .singleElement()
                    .extracting(AuditFact::outcome)
                    .isEqualTo(AuditFact.Outcome.DONE);
        });
        Prepare order = farm.orders.asked(mine.id()).getFirst();
        assertThat(order.inPlace()).isTrue();
        assertThat(order.another()).isTrue();
        assertThat(farm.tickets.issued()).isEmpty();
    }

    @Test
    void aSessionThatTheHostNoLongerHasMakesRoomForANewOne() {
        Host mine = farm.host("mine");
        SessionId gone = running(mine);
        farm.orders.answer(mine.id(), new NoSession(), new Expected());
        LaunchOutcome.Connect connect = connected(launch.launch(farm.click(alice, calc)));
        assertThat(connect.session()).isNotEqualTo(gone);
        assertThat(whyEnded(gone)).isEqualTo(SessionSync.ENDED_ON_HOST);
        assertThat(farm.sessions.live()).extracting(Session::id).containsExactly(connect.session());
    }

    @Test
    void aDeclineDoesNotEndTheSessionThatExists() {
        Host mine = farm.host("mine");
        farm.host("other");
        SessionId session = running(mine);
        farm.orders.answer(mine.id(), new Declined(LaunchRefusal.PROGRAM_MISSING, "xterm is not on this host"));
        InMemoryLaunches.Entry entry = assertRefused(LaunchRefusal.PROGRAM_MISSING, farm.click(alice, calc));
        assertThat(entry.detail()).isEqualTo("xterm is not on this host");
        assertThat(live(session)).isPresent();
        assertThat(farm.orders.asked()).hasSize(1);
    }

    @Test
    void whileTheHostMayLiveItsSessionIsNotDoubled() {
        Host mine = farm.host("mine");
        Host other = farm.host("other");
        SessionId session = running(mine);
        farm.orders.answer(mine.id(), new Silent());
        assertRefused(LaunchRefusal.HOST_NOT_ANSWERING, farm.click(alice, calc));
        assertThat(live(session)).isPresent();
        assertThat(farm.orders.asked(other.id())).isEmpty();
    }

    @Test
    void aDeadHostsSessionsAreGivenUpAndTheUserIsSentElsewhere() {
        Host dead = farm.host("dead");
        Host other = farm.host("other");
        SessionId lost = running(dead);
        Principal bob = farm.user("bob");
        SessionId bobs = new SessionId(farm.ids.get());
        farm.sessions.reserve(
                bobs, new SessionKey(farm.site, bob.user(), SessionKind.DESKTOP, SessionKey.USUAL_POLICY), dead);
        farm.orders.answer(dead.id(), new Silent());
        farm.hosts.rdp(dead.id(), HostFacts.Rdp.FAILS);
        LaunchOutcome.Connect connect = connected(launch.launch(farm.click(alice, calc)));
        assertThat(connect.target()).isEqualTo(other.target());
        assertThat(whyEnded(lost)).isEqualTo(LaunchResource.HOST_LOST);
        assertThat(whyEnded(bobs)).isEqualTo(LaunchResource.HOST_LOST);
    }

    @Test
    void aSessionOnAHostThatLeftTheFarmIsGivenUp() {
        Host left = farm.host("left");
        Host other = farm.host("other");
        SessionId lost = running(left);
        farm.hosts.remove(left.id());
        assertThat(connected(launch.launch(farm.click(alice, calc))).target()).isEqualTo(other.target());
        assertThat(whyEnded(lost)).isEqualTo(LaunchResource.HOST_LOST);
        assertThat(farm.orders.asked(left.id())).isEmpty();
    }

    @Test
    void aPlaceThatWasTakenAMomentAgoIsAskedForAgainSinceItsOrderMayBeBehindOurs() {
        Host host = farm.host("host");
        SessionId starting = new SessionId(farm.ids.get());
        SessionKey key = new SessionKey(farm.site, alice.user(), SessionKind.APPLICATIONS, SessionKey.USUAL_POLICY);
        farm.sessions.reserve(starting, key, host);
        farm.orders.answer(host.id(), new NoSession(), new NoSession(), new Expected());
        LaunchOutcome.Connect connect = connected(launch.launch(farm.click(alice, calc)));
        assertThat(connect.session()).isEqualTo(starting);
        assertThat(farm.sessions.live()).hasSize(1);
    }

    @Test
    void aPlaceThatTheHostReallyKnowsNothingOfIsGivenUpInTheEnd() {
        Host host = farm.host("host");
        SessionId starting = new SessionId(farm.ids.get());
        SessionKey key = new SessionKey(farm.site, alice.user(), SessionKind.APPLICATIONS, SessionKey.USUAL_POLICY);
        farm.sessions.reserve(starting, key, host);
        farm.orders.answer(host.id(), order -> order.existing() ? new NoSession() : new Expected());
        LaunchOutcome.Connect connect = connected(launch.launch(farm.click(alice, calc)));
        assertThat(connect.session()).isNotEqualTo(starting);
        assertThat(whyEnded(starting)).isEqualTo(SessionSync.NEVER_STARTED);
        assertThat(farm.sessions.live()).extracting(Session::id).containsExactly(connect.session());
    }

    // Returning to a session by itself

    @Test
    void oneReturnsToASessionWithoutOpeningAnything() {
        Host mine = farm.host("mine");
        SessionId session = running(mine);
        LaunchOutcome.Connect connect = connected(launch.launch(farm.back(alice, session)));
        assertThat(connect.session()).isEqualTo(session);
        Prepare order = farm.orders.asked(mine.id()).getFirst();
        assertThat(order.resource()).isEmpty();
        assertThat(order.existing()).isTrue();
        assertThat(farm.audit.about(connect.launch()).getFirst().object()).isEqualTo("session " + session);
    }

    @Test
    void nobodyReturnsToSomebodyElsesSession() {
        SessionId session = running(farm.host("mine"));
        assertRefused(LaunchRefusal.SESSION_UNKNOWN, farm.back(farm.user("mallory"), session));
        assertThat(farm.orders.asked()).isEmpty();
    }

    @Test
    void aSessionThatHasEndedCannotBeReturnedToAndNoOtherIsStarted() {
        Host mine = farm.host("mine");
        SessionId session = running(mine);
        farm.orders.answer(mine.id(), new NoSession(), new Expected());
        assertRefused(LaunchRefusal.SESSION_UNKNOWN, farm.back(alice, session));
        assertThat(whyEnded(session)).isEqualTo(SessionSync.ENDED_ON_HOST);
        assertThat(farm.sessions.live()).isEmpty();
        assertThat(farm.orders.asked()).hasSize(1);
    }

    @Test
    void aSessionOnADeadHostCannotBeReturnedTo() {
        Host dead = farm.host("dead");
        SessionId session = running(dead);
        farm.orders.answer(dead.id(), new Silent());
        farm.hosts.rdp(dead.id(), HostFacts.Rdp.FAILS);
        assertRefused(LaunchRefusal.SESSION_UNKNOWN, farm.back(alice, session));
        assertThat(whyEnded(session)).isEqualTo(LaunchResource.HOST_LOST);
    }

    @Test
    void aSessionOnASilentHostIsKept() {
        Host silent = farm.host("silent");
        SessionId session = running(silent);
        farm.orders.answer(silent.id(), new Silent());
        assertRefused(LaunchRefusal.HOST_NOT_ANSWERING, farm.back(alice, session));
        assertThat(live(session)).isPresent();
    }

    @Test
    void aSessionThatIsJustStartingCanBeReturnedTo() {
        Host host = farm.host("host");
        SessionId starting = new SessionId(farm.ids.get());
        SessionKey key = new SessionKey(farm.site, alice.user(), SessionKind.APPLICATIONS, SessionKey.USUAL_POLICY);
        farm.sessions.reserve(starting, key, host);
        farm.orders.answer(host.id(), new NoSession(), new Expected());
        assertThat(connected(launch.launch(farm.back(alice, starting))).session())
                .isEqualTo(starting);
    }

    @Test
    void whoLostTheAccountIsToldSo() {
        SessionId session = running(farm.host("mine"));
        farm.accounts.onDemand(false);
        assertRefused(LaunchRefusal.ACCOUNT_NONE, farm.back(alice, session));
        assertThat(live(session)).isPresent();
    }

    // The same click again

    @Test
    void theSameClickAgainGetsACopyOfItsTicket() {
        Host host = farm.host("host");
        LaunchRequest click = farm.click(alice, calc);
        LaunchOutcome.Connect first = connected(launch.launch(click));
        LaunchOutcome.Connect second = connected(launch.launch(click));
        assertThat(second.launch()).isEqualTo(first.launch());
        assertThat(second.session()).isEqualTo(first.session());
        assertThat(second.target()).isEqualTo(first.target());
        assertThat(second.ticket()).isNotEqualTo(first.ticket());
        assertThat(farm.orders.asked(host.id())).hasSize(1);
        assertThat(farm.audit.facts()).hasSize(1);
    }

    @Test
    void theSameClickAgainFindsWhatItOpenedInPlace() {
        Host mine = farm.host("mine");
        SessionId session = running(mine);
        farm.orders.answer(mine.id(), new Opened());
        LaunchRequest click = farm.click(alice, calc, session);
        LaunchOutcome first = launch.launch(click);
        assertThat(launch.launch(click)).isEqualTo(first).isInstanceOf(LaunchOutcome.OpenedInSession.class);
        assertThat(farm.orders.asked()).hasSize(1);
    }

    @Test
    void theSameClickWhileItIsUnderWayIsToldSo() {
        Host host = farm.host("host");
        LaunchRequest click = farm.click(alice, calc);
        farm.orders.answer(host.id(), order -> {
            assertThat(launch.launch(click))
                    .isEqualTo(new LaunchOutcome.Refused(order.launch(), LaunchRefusal.UNDER_WAY));
            return new Expected();
        });
        LaunchOutcome.Connect connect = connected(launch.launch(click));
        assertThat(farm.orders.asked()).hasSize(1);
        assertThat(farm.tickets.issued()).hasSize(1);
        assertThat(farm.audit.about(connect.launch())).hasSize(1);
    }

    @Test
    void theSameClickAfterARefusalIsTriedAnew() {
        LaunchRequest click = farm.click(alice, calc);
        assertRefused(LaunchRefusal.NO_HOST_OFFERS, click);
        farm.host("host");
        connected(launch.launch(click));
    }

    @Test
    void aRightThatWasTakenAwayGetsNoCopyOfTheTicket() {
        farm.host("host");
        LaunchRequest click = farm.click(alice, calc);
        LaunchOutcome.Connect first = connected(launch.launch(click));
        farm.revoke(calc);
        assertThat(launch.launch(click))
                .isEqualTo(new LaunchOutcome.Refused(first.launch(), LaunchRefusal.RESOURCE_UNKNOWN));
        assertThat(farm.tickets.issued()).hasSize(1);
        assertThat(farm.audit.about(first.launch()))
                .extracting(AuditFact::outcome)
                .containsExactly(AuditFact.Outcome.DONE, AuditFact.Outcome.REFUSED);
    }

    @Test
    void aTicketForAHostThatLeftTheFarmIsNotCopied() {
        Host host = farm.host("host");
        LaunchRequest click = farm.click(alice, calc);
        LaunchOutcome.Connect first = connected(launch.launch(click));
        farm.hosts.remove(host.id());
        assertThat(launch.launch(click))
                .isEqualTo(new LaunchOutcome.Refused(first.launch(), LaunchRefusal.NO_HOST_AVAILABLE));
        assertThat(farm.tickets.issued()).hasSize(1);
    }

    @Test
    void aReturnIsTheSameClickAgainToo() {
        SessionId session = running(farm.host("mine"));
        LaunchRequest click = farm.back(alice, session);
        LaunchOutcome.Connect first = connected(launch.launch(click));
        LaunchOutcome.Connect second = connected(launch.launch(click));
        assertThat(second.launch()).isEqualTo(first.launch());
        assertThat(farm.orders.asked()).hasSize(1);
    }

    // Whatever the host says

    @Test
    void noAnswerButAnAcknowledgementLeadsToATicket() {
        Host host = farm.host("host");
        Set<LaunchRefusal> all = EnumSet.allOf(LaunchRefusal.class);
        for (LaunchRefusal because : all) {
            farm.orders.answer(host.id(), new Declined(because, ""));
            launch.launch(farm.click(alice, calc));
        }
        farm.orders.answer(host.id(), new Silent());
        launch.launch(farm.click(alice, calc));
        farm.orders.answer(host.id(), new NoSession());
        launch.launch(farm.click(alice, calc));
        assertThat(farm.orders.asked()).hasSize(all.size() + 2);
        assertThat(farm.tickets.issued()).isEmpty();
        assertThat(farm.sessions.live()).isEmpty();
        assertThat(farm.audit.facts())
                .hasSize(all.size() + 2)
                .extracting(AuditFact::outcome)
                .containsOnly(AuditFact.Outcome.REFUSED);
    }

    @Test
    void anAccountThatWasMappedIsTheOneThatIsUsed() {
        Host host = farm.host("host");
        HostAccount mapped = new HostAccount("a_wonder", 5_001, HostAccount.Origin.EXISTING);
        farm.accounts.map(alice.user(), mapped);
        connected(launch.launch(farm.click(alice, calc)));
        assertThat(farm.orders.asked(host.id()).getFirst().account()).isEqualTo(mapped);
    }

    // RDP clients

    private LaunchOutcome.File file(LaunchOutcome outcome) {
        assertThat(outcome).isInstanceOf(LaunchOutcome.File.class);
        return (LaunchOutcome.File) outcome;
    }

    private void rules(ConnectionMode mode, boolean mayChoose) {
        farm.rules = new SiteRules(SessionPolicy.ALL, mode, mayChoose, true, Map.of());
    }

    private static final SessionPolicy NO_DRIVES = new SessionPolicy(Clipboard.BOTH, false, true, true, 0);

    private static PartialPolicy noDrives() {
        return new PartialPolicy(
                Optional.empty(), Optional.of(false), Optional.empty(), Optional.empty(), Optional.empty());
    }

    @Test
    void anRdpClientGetsAFileWithACodeThatTheHostHasTheDigestOf() {
        Host host = farm.host("host");
        LaunchOutcome.File file = file(launch.launch(farm.asFile(farm.click(alice, calc))));
        assertThat(file.mode()).isEqualTo(ConnectionMode.GATEWAY_SSL);
        assertThat(file.host()).isEqualTo(host);
        assertThat(file.resource()).contains(calc);
        HostOrders.RdpTerms terms =
                farm.orders.asked(host.id()).getFirst().rdp().orElseThrow();
        assertThat(terms).isEqualTo(new HostOrders.RdpTerms(file.code(), ConnectionMode.GATEWAY_SSL, true));
        assertThat(farm.launches.expected(file.launch())).contains(terms);
        assertThat(farm.tickets.issued())
                .singleElement()
                .satisfies(ticket -> assertThat(ticket.client()).isInstanceOf(LaunchRequest.RdpClient.class));
    }

    @Test
    void theSameClickGetsTheSameCodeAgainAndNoSecondOne() {
        Host host = farm.host("host");
        LaunchRequest click = farm.asFile(farm.click(alice, calc));
        LaunchOutcome.File first = file(launch.launch(click));
        LaunchOutcome.File second = file(launch.launch(click));
        assertThat(second.launch()).isEqualTo(first.launch());
        assertThat(second.code()).isEqualTo(first.code());
        assertThat(farm.orders.asked(host.id())).hasSize(1);
        farm.revoke(calc);
        assertThat(launch.launch(click))
                .isEqualTo(new LaunchOutcome.Refused(first.launch(), LaunchRefusal.RESOURCE_UNKNOWN));
    }

    @Test
    void aFileKeepsItsPlaceForAsLongAsItMayWait() {
        Host host = farm.host("host", 0, 1);
        SessionId waiting =
                file(launch.launch(farm.asFile(farm.click(alice, calc)))).session();
        farm.clock.pass(Duration.ofMinutes(10));
        farm.sessions.sync(host.id(), List.of());
        farm.sessions.expireReservations();
        assertThat(live(waiting)).isPresent();
        farm.clock.pass(Duration.ofSeconds(31));
        farm.sessions.expireReservations();
        assertThat(whyEnded(waiting)).isEqualTo(SessionSync.NEVER_STARTED);
    }

    @Test
    void aPageThatComesToASessionWhichIsAboutToBeginForAFileDoesNotShortenItsTime() {
        farm.host("host");
        SessionId waiting = connected(launch.launch(farm.click(alice, calc))).session();
        farm.clock.pass(Duration.ofSeconds(60));
        assertThat(file(launch.launch(farm.asFile(farm.click(alice, calc)))).session())
                .isEqualTo(waiting);
        connected(launch.launch(farm.click(alice, calc)));
        farm.clock.pass(Duration.ofMinutes(10));
        farm.sessions.expireReservations();
        assertThat(live(waiting)).isPresent();
    }

    @Test
    void aWayThatIsNotAllowedIsRefusedBeforeAnythingIsReserved() {
        farm.host("host");
        assertRefused(LaunchRefusal.MODE_NOT_ALLOWED, farm.asFile(farm.click(alice, calc), ConnectionMode.DIRECT));
        assertThat(farm.sessions.all()).isEmpty();
        rules(ConnectionMode.GATEWAY_SSL, true);
        assertThat(file(launch.launch(farm.asFile(farm.click(alice, calc), ConnectionMode.DIRECT)))
                        .mode())
                .isEqualTo(ConnectionMode.DIRECT);
    }

    @Test
    void aDirectWayNeedsAnAddressThatTheClientReaches() {
        rules(ConnectionMode.DIRECT, false);
        Host here = new Host(new HostId(farm.ids.get()), farm.site, "here", "127.0.0.1:3389", HostState.ENABLED, 10);
        farm.hosts.join(here);
        farm.hosts.report(here.id(), new HostLoad(farm.clock.instant(), 0, 0, 0));
        farm.orders.answer(here.id(), new HostOrders.Expected());
        InMemoryLaunches.Entry entry =
                assertRefused(LaunchRefusal.NO_RDP_ADDRESS, farm.asFile(farm.click(alice, calc)));
        assertThat(entry.placement().orElseThrow().rejected())
                .extracting(Placement.Rejected::because)
                .containsExactly(Rejection.NO_RDP_ADDRESS);
        Host there = farm.host("there");
        assertThat(file(launch.launch(farm.asFile(farm.click(alice, calc)))).host())
                .isEqualTo(there);
        connected(launch.launch(farm.click(alice, calc)));
    }

    @Test
    void theRelayedWayNeedsARelay() {
        rules(ConnectionMode.GATEWAY, false);
        farm.host("host");
        LaunchRequest click = farm.click(alice, calc);
        LaunchRequest withoutRelay = new LaunchRequest(
                click.principal(),
                click.key(),
                click.what(),
                new LaunchRequest.RdpClient(Optional.empty(), false),
                click.address(),
                click.attached(),
                click.screen());
        assertRefused(LaunchRefusal.NO_RDP_ADDRESS, withoutRelay);
        assertThat(file(launch.launch(farm.asFile(farm.click(alice, calc)))).mode())
                .isEqualTo(ConnectionMode.GATEWAY);
    }

    // Policies

    @Test
    void theStrictestPolicyIsTheSessionsAndGoesToTheHost() {
        Host host = farm.host("host");
        PublishedResource guarded = farm.restrict(calc, noDrives());
        LaunchOutcome.Connect connect = connected(launch.launch(farm.click(alice, guarded)));
        assertThat(connect.policy()).isEqualTo(NO_DRIVES);
        assertThat(farm.orders.asked(host.id()).getFirst().policy()).isEqualTo(NO_DRIVES);
        assertThat(live(connect.session()).orElseThrow().key().policy()).isEqualTo(NO_DRIVES.fingerprint());
    }

    @Test
    void resourcesOfOnePolicyShareASessionAndOthersDoNot() {
        farm.host("host");
        Host second = farm.host("second");
        SessionId usual = connected(launch.launch(farm.click(alice, calc))).session();
        assertThat(connected(launch.launch(farm.click(alice, farm.application("Editor", alice))))
                        .session())
                .isEqualTo(usual);
        PublishedResource guarded = farm.restrict(farm.application("Guarded", alice), noDrives());
        LaunchOutcome.Connect other = connected(launch.launch(farm.click(alice, guarded)));
        assertThat(other.session()).isNotEqualTo(usual);
        assertThat(List.of(other.host(), live(usual).orElseThrow().host())).doesNotHaveDuplicates();
        assertThat(second).isNotNull();
    }

    @Test
    void whoReturnsGetsNoMoreThanTheSessionWasBegunWithNorThanIsAllowedNow() {
        Host host = farm.host("host");
        PublishedResource guarded = farm.restrict(calc, noDrives());
        SessionId id = connected(launch.launch(farm.click(alice, guarded))).session();
        farm.sessions.sync(host.id(), List.of(new ReportedSession(id, false)));
        assertThat(connected(launch.launch(farm.back(alice, id))).policy()).isEqualTo(NO_DRIVES);
        farm.rules = new SiteRules(
                new SessionPolicy(Clipboard.NONE, true, true, true, 5),
                ConnectionMode.GATEWAY_SSL,
                false,
                true,
                Map.of());
        SessionPolicy both = new SessionPolicy(Clipboard.NONE, false, true, true, 5);
        assertThat(connected(launch.launch(farm.back(alice, id))).policy()).isEqualTo(both);
        assertThat(farm.orders.asked(host.id()).getLast().policy()).isEqualTo(both);
    }

    // Unmanaged hosts

    @Test
    void anUnmanagedHostIsAskedNothingAndNeedsNoAccount() {
        Host windows = farm.unmanaged("windows", HostKind.Platform.WINDOWS, 10);
        farm.accounts.onDemand(false);
        LaunchOutcome.File file = file(launch.launch(farm.asFile(farm.click(alice, calc))));
        assertThat(file.host()).isEqualTo(windows);
        assertThat(farm.orders.asked()).isEmpty();
        assertThat(live(file.session()).orElseThrow().state()).isEqualTo(SessionState.STARTING);
    }

    @Test
    void aSingleApplicationOfAnUnmanagedHostNeedsAnRdpClientAndADesktopDoesNot() {
        farm.unmanaged("windows", HostKind.Platform.WINDOWS, 10);
        assertRefused(LaunchRefusal.RDP_CLIENT_REQUIRED, farm.click(alice, calc));
        connected(launch.launch(farm.click(alice, farm.desktop("Desktop", alice))));
    }

    @Test
    void aHostThatIsNoWindowsShowsDesktopsAlone() {
        farm.unmanaged("other", HostKind.Platform.OTHER, 10);
        assertRefused(LaunchRefusal.NO_HOST_OFFERS, farm.asFile(farm.click(alice, calc)));
        connected(launch.launch(farm.click(alice, farm.desktop("Desktop", alice))));
    }

    @Test
    void withoutAnAccountAManagedHostIsPassedOverForAnUnmanagedOne() {
        farm.host("managed");
        Host windows = farm.unmanaged("windows", HostKind.Platform.WINDOWS, 10);
        farm.accounts.onDemand(false);
        assertThat(file(launch.launch(farm.asFile(farm.click(alice, calc)))).host())
                .isEqualTo(windows);
        assertThat(farm.launches.all().getLast().placement().orElseThrow().rejected())
                .extracting(Placement.Rejected::because)
                .containsExactly(Rejection.NO_ACCOUNT);
    }

    @Test
    void aSessionOnAnUnmanagedHostIsReturnedToUntilTheHostIsDead() {
        Host first = farm.unmanaged("first", HostKind.Platform.WINDOWS, 10);
        PublishedResource desktop = farm.desktop("Desktop", alice);
        SessionId id = connected(launch.launch(farm.click(alice, desktop))).session();
        assertThat(connected(launch.launch(farm.back(alice, id))).session()).isEqualTo(id);
        farm.hosts.rdp(first.id(), HostFacts.Rdp.FAILS);
        Host second = farm.unmanaged("second", HostKind.Platform.WINDOWS, 10);
        LaunchOutcome.Connect moved = connected(launch.launch(farm.click(alice, desktop)));
        assertThat(moved.host()).isEqualTo(second);
        assertThat(whyEnded(id)).isEqualTo(LaunchResource.HOST_LOST);
    }

    @Test
    void whoGoesStraightToAnUnmanagedHostIsSeenByNobody() {
        rules(ConnectionMode.DIRECT_SSL, false);
        farm.unmanaged("windows", HostKind.Platform.WINDOWS, 10);
        SessionId id = file(launch.launch(farm.asFile(farm.click(alice, calc)))).session();
        assertThat(live(id).orElseThrow().state()).isEqualTo(SessionState.UNKNOWN);
        farm.clock.pass(Duration.ofMinutes(11));
        farm.sessions.expireReservations();
        assertThat(live(id)).as("what nobody sees is not over for that").isPresent();
    }

    @Test
    void aSessionOfTheOtherKindOfHostIsInTheWayAndTheRefusalSaysSo() {
        Host windows = farm.unmanaged("windows", HostKind.Platform.WINDOWS, 10);
        Host managed = farm.host("managed");
        farm.offer(calc, windows);
        file(launch.launch(farm.asFile(farm.click(alice, calc))));
        PublishedResource editor = farm.application("Editor", alice);
        farm.offer(editor, managed);
        assertRefused(LaunchRefusal.SESSION_CONFLICT, farm.click(alice, editor));
    }

    @Test
    void whatIsNotAvailableIsRefused() {
        farm.host("one");
        farm.limit(calc, new Availability(false, "Back on Monday.", 0), alice);
        assertThat(assertRefused(LaunchRefusal.RESOURCE_UNAVAILABLE, farm.click(alice, calc))
                        .detail())
                .isEqualTo("Back on Monday.");
    }

    @Test
    void soManyUsersAsMayHaveItOpenAndNoMore() {
        farm.host("one");
        Principal bob = farm.user("bob");
        farm.limit(calc, new Availability(true, "", 1), alice, bob);
        connected(launch.launch(farm.click(alice, calc)));
        assertRefused(LaunchRefusal.RESOURCE_IN_USE, farm.click(bob, calc));
        // Who has it open already may open it again.
        connected(launch.launch(farm.click(alice, calc)));
    }
}
