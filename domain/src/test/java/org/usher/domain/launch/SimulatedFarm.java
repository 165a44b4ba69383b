package org.usher.domain.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.usher.domain.farm.SiteId;
import org.usher.domain.hosts.Host;
import org.usher.domain.hosts.HostFacts;
import org.usher.domain.hosts.HostId;
import org.usher.domain.hosts.HostKind;
import org.usher.domain.hosts.HostLoad;
import org.usher.domain.hosts.HostState;
import org.usher.domain.identity.Principal;
import org.usher.domain.identity.UserId;
import org.usher.domain.placement.PlacementBook;
import org.usher.domain.placement.PlacementRules;
import org.usher.domain.policy.Clipboard;
import org.usher.domain.policy.ConnectionMode;
import org.usher.domain.policy.RuleBook;
import org.usher.domain.policy.SessionPolicy;
import org.usher.domain.policy.SiteRules;
import org.usher.domain.publishing.PublishedResource;
import org.usher.domain.publishing.ResourceId;
import org.usher.domain.sessions.ReportedSession;
import org.usher.domain.sessions.Session;
import org.usher.domain.sessions.SessionId;
import org.usher.domain.sessions.SessionKey;
import org.usher.domain.sessions.SessionState;
import org.usher.domain.sessions.Sessions;
import org.usher.domain.testing.InMemoryFarm;
import org.usher.domain.testing.InMemoryLaunches;
import org.usher.domain.testing.PaperTickets;
import org.usher.domain.testing.Seeded;

/** A farm in which everything happens at once. One seed decides all of it: who clicks, what breaks, who moves next. */
final class SimulatedFarm {

    private static final int USERS = 6;
    private static final int HOSTS = 3;

    private final Random random;
    private final InMemoryFarm farm = new InMemoryFarm();
    private final Flows flows = new Flows();
    private final LaunchResource launch;
    private final boolean liars;
    private final Map<HostId, SimulatedHost> hosts = new LinkedHashMap<>();
    private final Host unmanaged;
    private final List<Principal> users = new ArrayList<>();
    private final List<PublishedResource> resources = new ArrayList<>();
    private final List<LaunchRequest> clicks = new ArrayList<>();
    private final List<Runnable> lateOrders = new ArrayList<>();

    // What the invariants are checked against.
    private final Set<Acknowledged> acknowledged = new HashSet<>();
    private final Map<LaunchRequest, Boolean> mayOpen = new HashMap<>();
    private final Map<LaunchId, Set<SessionId>> reservedBy = new HashMap<>();
    private final Set<LaunchId> finished = new HashSet<>();
    private final Set<SessionId> cameBack = new HashSet<>();
    private final Map<String, Integer> happened = new LinkedHashMap<>();
    private final Map<LaunchId, ConnectCode> codes = new HashMap<>();
    private final Map<SessionId, Instant> reservedAt = new HashMap<>();
    private List<LaunchQueue.Waiting> waitingBefore = List.of();
    private int ticketsChecked;

    private static final ConnectCode NO_CODE = new ConnectCode("", "");

    private record Acknowledged(LaunchId launch, HostId host, UserId user) {}

    SimulatedFarm(Random random) {
        this.random = random;
        this.liars = random.nextInt(4) == 0;
        this.launch = new LaunchResource(
                flows.pausing(org.usher.domain.publishing.Resources.class, farm.resources),
                flows.pausing(Sessions.class, new Places()),
                flows.pausing(Launches.class, farm.launches),
                flows.pausing(HostDirectory.class, new Directory()),
                this::prepare,
                flows.pausing(HostAccounts.class, farm.accounts),
                flows.pausing(RuleBook.class, any -> farm.rules),
                flows.pausing(TicketOffice.class, farm.tickets),
                farm.audit,
                flows.pausing(PlacementBook.class, any -> farm.placementRules),
                new Queue(),
                farm.clock,
                farm.ids);
        // Few, so that they are reached; or any number.
        farm.placementRules = new PlacementRules(
                Seeded.oneOf(random, List.of(PlacementRules.Method.values())),
                2,
                1,
                1,
                Duration.ofSeconds(15),
                Duration.ofSeconds(3),
                random.nextInt(3),
                Duration.ofSeconds(10 + random.nextInt(20)));
        for (int number = 0; number < USERS; number++) {
            Principal user = farm.user("user" + number);
            users.add(user);
            resources.add(farm.application("Application of " + number, user));
            resources.add(farm.desktop("Desktop of " + number, user));
        }
        for (int number = 0; number < HOSTS; number++) {
            Host host = farm.host("host" + number, 0, 1 + random.nextInt(4));
            hosts.put(host.id(), new SimulatedHost(host));
        }
        unmanaged = farm.unmanaged("unmanaged", HostKind.Platform.WINDOWS, 1 + random.nextInt(4));
    }

    /** How often which kind of thing has happened. */
    Map<String, Integer> happened() {
        return happened;
    }

    private void count(String what) {
        happened.merge(what, 1, Integer::sum);
    }

    // The ports that are more than a twin

    /** The sessions, with a note of what this very flow has reserved. */
    private final class Places implements Sessions {

        @Override
        public Optional<Session> live(SessionKey key) {
            return farm.sessions.live(key);
        }

        @Override
        public Optional<Session> live(SiteId site, UserId user, SessionId id) {
            return farm.sessions.live(site, user, id);
        }

        @Override
        public List<HostId> hostsOf(SiteId site, UserId user) {
            return farm.sessions.hostsOf(site, user);
        }

        @Override
        public <T> T oneByOne(SiteId site, Supplier<T> decision) {
            return flows.together(() -> farm.sessions.oneByOne(site, decision));
        }

        @Override
        public Reservation reserve(SessionId id, SessionKey key, Host host, int logonCap, Duration grace) {
            assertThat(farm.hosts.state(host.id()))
                    .as("INVARIANT: new sessions begin on enabled hosts alone")
                    .isEqualTo(HostState.ENABLED);
            Reservation reservation = farm.sessions.reserve(id, key, host, logonCap, grace);
            count("reserve: " + reservation);
            if (reservation == Reservation.RESERVED) {
                reservedAt.put(id, farm.clock.instant());
                assertThat(waitingBefore)
                        .as("INVARIANT: nobody is passed who came before and could use host %s", host.id())
                        .noneMatch(waiting -> waiting.hosts().contains(host.id()));
                assertThat(logonsOn(host.id()))
                        .as("INVARIANT: no more sessions begin on host %s than may at once", host.id())
                        .isLessThanOrEqualTo(logonCap == 0 ? Integer.MAX_VALUE : logonCap);
                assertThat(logonCap).isEqualTo(farm.placementRules.logonsPerHost());
            }
            return reservation;
        }

        @Override
        public void await(SessionId id, Duration grace) {
            farm.sessions.await(id, grace);
        }

        @Override
        public void goesUnseen(SessionId id) {
            farm.sessions.goesUnseen(id);
        }

        @Override
        public void end(SessionId id, String reason) {
            farm.sessions.end(id, reason);
        }

        @Override
        public void endAll(HostId host, String reason) {
            farm.sessions.endAll(host, reason);
        }
    }

    /** Counted without the twin's own count. */
    private long logonsOn(HostId id) {
        return farm.sessions.all().stream()
                .filter(row -> row.session().host().equals(id) && row.session().state() == SessionState.STARTING)
                .filter(row -> Optional.ofNullable(reservedAt.get(row.session().id()))
                        .filter(at -> at.plus(Sessions.BEGINS).isAfter(farm.clock.instant()))
                        .isPresent())
                .count();
    }

    /** The queue, in which others move while somebody waits. */
    private final class Queue implements LaunchQueue {

        @Override
        public List<Waiting> before(SiteId site, LaunchId launch) {
            waitingBefore = farm.queue.before(site, launch);
            return waitingBefore;
        }

        @Override
        public Duration enter(SiteId site, LaunchId launch, Set<HostId> hosts) {
            count("waits");
            return farm.queue.enter(site, launch, hosts);
        }

        @Override
        public boolean takeUp(LaunchId launch) {
            boolean taken = farm.queue.takeUp(launch);
            if (taken) {
                count("takes its place up again");
            }
            return taken;
        }

        @Override
        public Woken await(LaunchId launch, Duration atMost) {
            flows.pause();
            if (farm.queue.position(launch).isEmpty()) {
                return Woken.GONE;
            }
            if (random.nextInt(4) == 0) {
                farm.clock.pass(Duration.ofMillis(500L * (1 + random.nextInt(20))));
            }
            return Seeded.oneOf(random, List.of(Woken.TURN, Woken.LATER));
        }

        @Override
        public OptionalInt position(LaunchId launch) {
            return farm.queue.position(launch);
        }

        @Override
        public void rest(LaunchId launch) {
            farm.queue.rest(launch);
        }

        @Override
        public boolean leave(LaunchId launch) {
            return farm.queue.leave(launch);
        }
    }

    private final class Directory implements HostDirectory {

        @Override
        public List<HostFacts> facts(SiteId site) {
            return farm.hosts.facts(site);
        }

        @Override
        public boolean isDead(HostId id) {
            return id.equals(unmanaged.id()) ? farm.hosts.isDead(id) : !host(id).machineUp;
        }
    }

    private SimulatedHost host(HostId id) {
        return Optional.ofNullable(hosts.get(id)).orElseThrow();
    }

    private HostOrders.Answer prepare(HostId id, HostOrders.Prepare order) {
        SimulatedHost host = host(id);
        if (!order.existing()) {
            reservedBy.computeIfAbsent(order.launch(), any -> new HashSet<>()).add(order.session());
        }
        flows.pause();
        boolean arrives = host.listens() && random.nextInt(20) > 0;
        HostOrders.Answer answer = arrives ? host.carryOut(order, random) : new HostOrders.Silent();
        flows.pause();
        boolean heard = arrives && random.nextInt(20) > 0;
        if (heard) {
            if (answer instanceof HostOrders.Expected || answer instanceof HostOrders.Opened) {
                acknowledged.add(
                        new Acknowledged(order.launch(), id, order.principal().user()));
            }
            return answer;
        }
        if (!order.existing()) {
            lateOrders.add(() -> host.endIfUnused(order.session()));
        }
        return new HostOrders.Silent();
    }

    // What happens

    /** Something happens, and whatever it was, the invariants hold. */
    void step() {
        int dice = random.nextInt(100);
        if (dice < 55 && flows.waiting() > 0) {
            flows.goOn(random.nextInt(flows.waiting()));
        } else if (dice < 64) {
            click();
        } else if (dice < 72) {
            oneHost().startOne(random);
        } else if (dice < 77) {
            oneHost().changeOne(random);
        } else if (dice < 91) {
            report(oneHost(), liars && random.nextInt(3) == 0);
        } else if (dice < 93 && !lateOrders.isEmpty()) {
            lateOrders.remove(random.nextInt(lateOrders.size())).run();
        } else if (dice < 95) {
            trouble();
        } else if (dice < 96) {
            HostState state =
                    random.nextInt(3) == 0 ? Seeded.oneOf(random, List.of(HostState.values())) : HostState.ENABLED;
            farm.hosts.state(oneHost().host.id(), state);
        } else if (dice < 97) {
            changeAGrant();
        } else if (dice < 98) {
            if (random.nextBoolean()) {
                giveUp();
            } else {
                changeTheRules();
            }
        } else {
            pass(Duration.ofSeconds(1 + random.nextInt(12)));
        }
        check();
    }

    private SimulatedHost oneHost() {
        return Seeded.oneOf(random, List.copyOf(hosts.values()));
    }

    private void click() {
        LaunchRequest request = !clicks.isEmpty() && random.nextInt(6) == 0
                ? Seeded.oneOf(random, clicks)
                : newClick(Seeded.oneOf(random, users));
        clicks.add(request);
        mayOpen.merge(request, mayOpen(request), Boolean::logicalOr);
        flows.start(() -> done(launch.launch(request)));
    }

    private void giveUp() {
        if (!clicks.isEmpty()) {
            LaunchRequest click = Seeded.oneOf(random, clicks);
            GiveUpLaunch giveUp = new GiveUpLaunch(farm.launches, farm.queue, farm.audit);
            if (giveUp.giveUp(click.principal(), click.key(), "192.0.2.7") == GiveUpLaunch.GivenUp.DONE) {
                count("given up");
            }
        }
    }

    private LaunchRequest newClick(Principal who) {
        List<SessionId> live = farm.sessions.live().stream()
                .filter(session -> session.key().user().equals(who.user()))
                .map(Session::id)
                .toList();
        SessionId[] attached = hosts.values().stream()
                .flatMap(host -> host.running().entrySet().stream())
                .filter(one ->
                        one.getValue().attached() && one.getValue().key().user().equals(who.user()))
                .map(Map.Entry::getKey)
                .toArray(SessionId[]::new);
        if (!live.isEmpty() && random.nextInt(5) == 0) {
            return perhapsAsFile(farm.back(who, Seeded.oneOf(random, live)));
        }
        // Anybody clicks on anything; most of it is not theirs.
        ResourceId resource = random.nextInt(5) == 0
                ? Seeded.oneOf(random, resources).id()
                : resources.get(2 * users.indexOf(who) + random.nextInt(2)).id();
        return perhapsAsFile(farm.request(who, new LaunchRequest.Open(resource, random.nextBoolean()), attached));
    }

    private LaunchRequest perhapsAsFile(LaunchRequest click) {
        if (random.nextInt(3) > 0) {
            return click;
        }
        ConnectionMode wish = Seeded.oneOf(random, List.of(ConnectionMode.values()));
        return random.nextBoolean() ? farm.asFile(click) : farm.asFile(click, wish);
    }

    private void changeTheRules() {
        SessionPolicy policy = new SessionPolicy(
                Seeded.oneOf(random, List.of(Clipboard.values())), true, random.nextBoolean(), true, 0);
        farm.rules = new SiteRules(
                random.nextInt(3) == 0 ? policy : SessionPolicy.ALL,
                Seeded.oneOf(random, List.of(ConnectionMode.values())),
                random.nextBoolean(),
                true,
                Map.of());
        farm.hosts.rdp(unmanaged.id(), random.nextInt(4) == 0 ? HostFacts.Rdp.FAILS : HostFacts.Rdp.ANSWERS);
    }

    private boolean mayOpen(LaunchRequest request) {
        return switch (request.what()) {
            case LaunchRequest.Open(ResourceId id, boolean another) ->
                farm.resources
                        .find(farm.site, id)
                        .orElseThrow()
                        .users()
                        .contains(request.principal().user());
            case LaunchRequest.Return back -> true;
        };
    }

    private void done(LaunchOutcome outcome) {
        switch (outcome) {
            case LaunchOutcome.Connect connect -> {
                count("connect");
                finished.add(connect.launch());
            }
            case LaunchOutcome.File file -> {
                count(file.host().managed() ? "file" : "file of an unmanaged host");
                finished.add(file.launch());
                assertThat(codes.merge(file.launch(), file.code(), (was, now) -> was.equals(now) ? was : NO_CODE))
                        .as("INVARIANT: launch %s has one code, however often its file is made", file.launch())
                        .isEqualTo(file.code());
            }
            case LaunchOutcome.OpenedInSession opened -> {
                count("opened");
                finished.add(opened.launch());
            }
            case LaunchOutcome.Queued(LaunchId id, int position) -> {
                count("told its position");
                assertThat(position).isPositive();
                assertNothingIsReservedBy(id);
            }
            case LaunchOutcome.Refused(LaunchId id, LaunchRefusal because, String message) -> {
                count(because.code());
                if (because != LaunchRefusal.UNDER_WAY) {
                    finished.add(id);
                    assertNothingIsReservedBy(id);
                }
            }
        }
    }

    private void assertNothingIsReservedBy(LaunchId id) {
        boolean onlyTheCopyOfATicketWasRefused = farm.launches.all().stream()
                .anyMatch(entry -> entry.id().equals(id) && entry.state() != InMemoryLaunches.State.REFUSED);
        if (onlyTheCopyOfATicketWasRefused) {
            return;
        }
        Set<SessionId> reserved = reservedBy.getOrDefault(id, Set.of());
        assertThat(farm.sessions.live())
                .as("INVARIANT: launch %s failed and leaves no reservation", id)
                .filteredOn(session -> reserved.contains(session.id()) && !cameBack.contains(session.id()))
                .isEmpty();
    }

    private void report(SimulatedHost host, boolean lie) {
        if (!host.listens()) {
            return;
        }
        Set<SessionId> before = liveIds();
        List<SessionId> foreign =
                farm.sessions.all().stream().map(row -> row.session().id()).toList();
        List<ReportedSession> report = host.report(random, lie, foreign);
        HostId id = host.host.id();
        farm.hosts.report(
                id, new HostLoad(farm.clock.instant(), random.nextDouble(), random.nextDouble(), report.size()));
        farm.sessions.sync(id, report);
        Set<SessionId> back = new HashSet<>(liveIds());
        back.removeAll(before);
        back.forEach(one -> count("came back"));
        cameBack.addAll(back);
    }

    private Set<SessionId> liveIds() {
        Set<SessionId> ids = new HashSet<>();
        farm.sessions.live().forEach(session -> ids.add(session.id()));
        return ids;
    }

    /** A host breaks, or one that is broken comes back. */
    private void trouble() {
        SimulatedHost host = hosts.values().stream()
                .filter(one -> !one.listens() && random.nextInt(4) > 0)
                .findFirst()
                .orElseGet(this::oneHost);
        HostId id = host.host.id();
        if (!host.machineUp) {
            host.machineUp = true;
            host.restartAgent();
            farm.hosts.rdp(id, HostFacts.Rdp.ANSWERS);
        } else if (!host.agentUp) {
            host.restartAgent();
        } else if (random.nextInt(3) == 0) {
            host.crash();
            // The books hear of it later, or never if it is quick to come back.
            farm.hosts.rdp(id, random.nextBoolean() ? HostFacts.Rdp.FAILS : HostFacts.Rdp.UNKNOWN);
            count("crash");
        } else {
            host.agentUp = false;
        }
        // The broker believes for a moment that an agent which has just gone still waits for orders.
        farm.hosts.listening(id, host.listens() || random.nextBoolean());
    }

    private void changeAGrant() {
        PublishedResource one = Seeded.oneOf(random, resources);
        if (random.nextInt(3) == 0) {
            farm.revoke(one);
        } else {
            farm.resources.save(one);
            // Who clicked before the grant and is still under way may profit from it.
            mayOpen.replaceAll((request, was) -> was || mayOpen(request));
        }
    }

    private void pass(Duration duration) {
        farm.clock.pass(duration);
        farm.sessions.expireReservations();
        for (HostFacts facts : farm.hosts.facts(farm.site)) {
            boolean silent = facts.host().managed()
                    && facts.load()
                            .map(load -> load.at()
                                    .plus(PlacementRules.USUAL.deadTime())
                                    .isBefore(farm.clock.instant()))
                            .orElse(true);
            if (silent) {
                farm.sessions.markUnknown(facts.host().id());
            }
        }
    }

    // What always holds

    private void check() {
        List<Session> live = farm.sessions.live();
        Set<SessionKey> keys = new HashSet<>();
        Map<HostId, Set<UserId>> usersOn = new HashMap<>();
        Map<HostId, Integer> taken = new HashMap<>();
        for (Session session : live) {
            assertThat(keys.add(session.key()))
                    .as("INVARIANT: one live session per key: %s", session.key())
                    .isTrue();
            assertThat(usersOn.computeIfAbsent(session.host(), id -> new HashSet<>())
                            .add(session.key().user()))
                    .as("INVARIANT: one live session per user and host: %s", session)
                    .isTrue();
            // What was given up and is there after all takes room that nobody has given it.
            taken.merge(session.host(), cameBack.contains(session.id()) ? 0 : 1, Integer::sum);
        }
        taken.forEach((id, sessions) -> assertThat(sessions)
                .as("INVARIANT: host %s is not above its cap", id)
                .isLessThanOrEqualTo(capOf(id)));
        List<PaperTickets.Stub> issued = farm.tickets.issued();
        for (PaperTickets.Stub ticket : issued.subList(ticketsChecked, issued.size())) {
            if (!ticket.host().equals(unmanaged.id())) {
                assertThat(acknowledged)
                        .as("INVARIANT: a ticket is for a launch that its host has acknowledged")
                        .contains(new Acknowledged(ticket.launch(), ticket.host(), ticket.user()));
            }
            assertThat(mayOpen.get(farm.launches.entry(ticket.launch()).request()))
                    .as("INVARIANT: a ticket is for a user who had the right since the click")
                    .isTrue();
        }
        ticketsChecked = issued.size();
    }

    private int capOf(HostId id) {
        return id.equals(unmanaged.id())
                ? unmanaged.maxSessions()
                : host(id).host.maxSessions();
    }

    /** All troubles are over, every launch comes to its end and every host says what is true. */
    void settle() {
        while (flows.waiting() > 0) {
            flows.goOn(random.nextInt(flows.waiting()));
            check();
        }
        finished.forEach(this::assertAudited);
        lateOrders.forEach(Runnable::run);
        for (SimulatedHost host : hosts.values()) {
            host.machineUp = true;
            host.agentUp = true;
            report(host, false);
        }
        // The longest that a client may take to come, and the host to begin.
        farm.clock.pass(Duration.ofMinutes(11));
        farm.sessions.expireReservations();
        hosts.values().forEach(host -> report(host, false));
        check();
        if (!liars) {
            assertTheBooksAreTrue();
        }
    }

    /** Once for the launch; each copy of its ticket that was refused is a fact of its own. */
    private void assertAudited(LaunchId id) {
        assertThat(farm.audit.about(id))
                .as("INVARIANT: the audit log knows what became of launch %s", id)
                .filteredOn(fact ->
                        !LaunchResource.TICKET_AGAIN.equals(fact.details().get("detail")))
                .hasSize(1);
    }

    /** INVARIANT: in the end the books hold what runs, but what is in the way of something that is in them. */
    private void assertTheBooksAreTrue() {
        Set<SessionId> live = liveIds();
        for (Session session : farm.sessions.live()) {
            if (session.host().equals(unmanaged.id())) {
                assertThat(session.state())
                        .as("%s, which nobody ever came to or can see", session)
                        .isEqualTo(SessionState.UNKNOWN);
                continue;
            }
            SimulatedHost.Running running = host(session.host()).running().get(session.id());
            assertThat(running).as("%s runs", session).isNotNull();
            assertThat(session.state()).isEqualTo(running.attached() ? SessionState.ACTIVE : SessionState.DISCONNECTED);
        }
        hosts.forEach((id, host) -> host.running().forEach((session, running) -> {
            boolean inTheWay = farm.sessions.live().stream()
                    .anyMatch(other -> other.key().equals(running.key())
                            || (other.host().equals(id)
                                    && other.key().user().equals(running.key().user())));
            assertThat(live.contains(session) || inTheWay)
                    .as("session %s, which runs on %s, is in the books", session, id)
                    .isTrue();
        }));
    }
}
