package org.usher.broker.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.usher.broker.TestDatabase;
import org.usher.broker.events.EventHub;
import org.usher.broker.launch.WaitingRoom;
import org.usher.domain.farm.SiteId;
import org.usher.domain.hosts.Host;
import org.usher.domain.hosts.HostFacts;
import org.usher.domain.hosts.HostId;
import org.usher.domain.identity.HostAccount;
import org.usher.domain.identity.Principal;
import org.usher.domain.launch.HostDirectory;
import org.usher.domain.launch.HostOrders;
import org.usher.domain.launch.LaunchId;
import org.usher.domain.launch.LaunchOutcome;
import org.usher.domain.launch.LaunchQueue;
import org.usher.domain.launch.LaunchRequest;
import org.usher.domain.launch.LaunchResource;
import org.usher.domain.placement.PlacementRules;
import org.usher.domain.policy.SiteRules;
import org.usher.domain.publishing.PublishedResource;
import org.usher.domain.publishing.ResourceId;
import org.usher.domain.publishing.ResourceKind;
import org.usher.domain.sessions.Session;
import org.usher.domain.sessions.SessionId;
import org.usher.domain.sessions.SessionKey;
import org.usher.domain.sessions.Sessions;
import org.usher.domain.testing.PaperTickets;
import org.usher.link.host.HostSession;

/**
 * Two brokers' worth of stores and waiting rooms on one PostgreSQL, and everybody clicks at once: no cap is overbooked, and
 * who came first to the queue is served first.
 */
class QueueStormTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final int HOSTS = 3;
    private static final int PLACES = 8;
    private static final int LOGONS = 2;
    private static final int PEOPLE = HOSTS * PLACES;

    private final SiteId site = DATABASE.site();
    private final List<Host> hosts =
            Stream.generate(() -> DATABASE.host(site, PLACES)).limit(HOSTS).toList();

    // What was seen, written under the lock of the site's places.
    private final List<LaunchId> arrivals = new ArrayList<>();
    private final List<LaunchId> served = new ArrayList<>();
    private final ConcurrentLinkedQueue<String> broken = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waits = new AtomicInteger();

    // What has to begin, and what runs.
    private final LinkedBlockingQueue<Session> beginning = new LinkedBlockingQueue<>();
    private final Map<HostId, List<HostSession>> running = new ConcurrentHashMap<>();

    /** The sessions, with a look at the caps after each reservation, in its own transaction. */
    private final class Watched implements Sessions {

        private final JdbcSessions real = new JdbcSessions(DATABASE.sql(), DATABASE.transaction());

        @Override
        public Optional<Session> live(SessionKey key) {
            return real.live(key);
        }

        @Override
        public Optional<Session> live(SiteId where, org.usher.domain.identity.UserId user, SessionId id) {
            return real.live(where, user, id);
        }

        @Override
        public List<HostId> hostsOf(SiteId where, org.usher.domain.identity.UserId user) {
            return real.hostsOf(where, user);
        }

        @Override
        public <T> T oneByOne(SiteId where, java.util.function.Supplier<T> decision) {
            return real.oneByOne(where, decision);
        }

        @Override
        public Reservation reserve(SessionId id, SessionKey key, Host host, int logonCap, Duration grace) {
            Reservation reservation = real.reserve(id, key, host, logonCap, grace);
            check(host, "state <> 'ended'", PLACES);
            check(host, "state = 'starting'", LOGONS);
            return reservation;
        }

        private void check(Host host, String which, int most) {
            int count = DATABASE.sql()
                    .sql("select count(*) from session where host_id = :host and " + which)
                    .param("host", host.id().value())
                    .query(Integer.class)
                    .single();
            if (count > most) {
                broken.add(count + " sessions on a host with " + which + " (expected: at most " + most + ")");
            }
        }

        @Override
        public void await(SessionId id, Duration grace) {
            real.await(id, grace);
        }

        @Override
        public void goesUnseen(SessionId id) {
            real.goesUnseen(id);
        }

        @Override
        public void end(SessionId id, String reason) {
            real.end(id, reason);
        }

        @Override
        public void endAll(HostId host, String reason) {
            real.endAll(host, reason);
        }
    }

    /** The queue, with a note of who came and who was served, both under the lock of the site's places. */
    private final class Noted implements LaunchQueue {

        private final WaitingRoom real;

        private Noted(WaitingRoom real) {
            this.real = real;
        }

        @Override
        public List<Waiting> before(SiteId where, LaunchId launch) {
            return real.before(where, launch);
        }

        @Override
        public Duration enter(SiteId where, LaunchId launch, Set<HostId> wanted) {
            waits.incrementAndGet();
            synchronized (arrivals) {
                if (!arrivals.contains(launch)) {
                    arrivals.add(launch);
                }
            }
            return real.enter(where, launch, wanted);
        }

        @Override
        public boolean takeUp(LaunchId launch) {
            return real.takeUp(launch);
        }

        @Override
        public Woken await(LaunchId launch, Duration atMost) {
            return real.await(launch, atMost);
        }

        @Override
        public OptionalInt position(LaunchId launch) {
            return real.position(launch);
        }

        @Override
        public void rest(LaunchId launch) {
            real.rest(launch);
        }

        @Override
        public boolean leave(LaunchId launch) {
            synchronized (served) {
                served.add(launch);
            }
            return real.leave(launch);
        }
    }

    private static final class Hosts implements HostDirectory {

        private final JdbcHosts real = new JdbcHosts(DATABASE.sql());

        @Override
        public List<HostFacts> facts(SiteId where) {
            return real.ofSite(where).stream()
                    .map(one -> new HostFacts(
                            one.host(),
                            one.load(),
                            true,
                            HostFacts.Rdp.ANSWERS,
                            one.own(),
                            one.logons(),
                            one.lastGiven()))
                    .toList();
        }

        @Override
        public boolean isDead(HostId host) {
            return false;
        }
    }

    private LaunchResource broker(WaitingRoom room, PublishedResource resource) {
        return new LaunchResource(
                new org.usher.domain.publishing.Resources() {
                    @Override
                    public List<PublishedResource> ofSite(SiteId where) {
                        return List.of(resource);
                    }

                    @Override
                    public Optional<PublishedResource> find(SiteId where, ResourceId id) {
                        return Optional.of(resource);
                    }
                },
                new Watched(),
                new JdbcLaunches(DATABASE.sql()),
                new Hosts(),
                (host, order) -> {
                    if (!order.existing()) {
                        beginning.add(new Session(
                                order.session(), order.key(), host, org.usher.domain.sessions.SessionState.STARTING));
                    }
                    return new HostOrders.Expected();
                },
                who -> Optional.of(new HostAccount(who.name(), 2_000, HostAccount.Origin.EXISTING)),
                any -> SiteRules.USUAL,
                new PaperTickets(),
                fact -> {},
                any -> new PlacementRules(
                        PlacementRules.Method.RESOURCES,
                        1,
                        0,
                        0,
                        Duration.ofSeconds(300),
                        Duration.ofSeconds(3),
                        LOGONS,
                        Duration.ofSeconds(600)),
                new Noted(room),
                InstantSource.system(),
                UUID::randomUUID);
    }

    /** Sessions begin one after the other, as their hosts report. */
    private void beginAll(List<WaitingRoom> rooms) throws InterruptedException {
        JdbcSessions sessions = new JdbcSessions(DATABASE.sql(), DATABASE.transaction());
        for (int begun = 0; begun < PEOPLE; begun++) {
            @Nullable Session next = beginning.poll(60, TimeUnit.SECONDS);
            if (next == null) {
                broken.add("only " + begun + " sessions were begun (expected: " + PEOPLE + ")");
                return;
            }
            List<HostSession> there = running.computeIfAbsent(next.host(), any -> new ArrayList<>());
            there.add(new HostSession(next.id().value(), "account", ":10", true, false, 5, List.of()));
            sessions.sync(next.host(), List.copyOf(there));
            rooms.forEach(WaitingRoom::changed);
        }
    }

    @Test
    void everybodyAtOnceAtTwoBrokersOverbooksNothingAndIsServedInOrder() throws Exception {
        hosts.forEach(host -> DATABASE.report(host));
        List<Principal> people =
                Stream.generate(() -> DATABASE.user(site)).limit(PEOPLE).toList();
        PublishedResource resource = new PublishedResource(
                new ResourceId(UUID.randomUUID()),
                site,
                ResourceKind.APPLICATION,
                "Application",
                "",
                "xterm",
                List.of(),
                "",
                Optional.empty(),
                true,
                Set.copyOf(people.stream().map(Principal::user).toList()),
                Set.of(),
                Set.of());
        // Nobody is absent, however slow the machine is.
        JdbcLaunchQueue table = new JdbcLaunchQueue(DATABASE.sql(), Duration.ofMinutes(10));
        try (WaitingRoom one = new WaitingRoom(table, new EventHub(), site, UUID.randomUUID());
                WaitingRoom two = new WaitingRoom(table, new EventHub(), site, UUID.randomUUID());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<LaunchResource> brokers = List.of(broker(one, resource), broker(two, resource));
            Future<?> begins = threads.submit(() -> {
                beginAll(List.of(one, two));
                return null;
            });
            List<Callable<LaunchOutcome>> clicks = new ArrayList<>();
            for (int number = 0; number < PEOPLE; number++) {
                Principal who = people.get(number);
                LaunchResource broker = brokers.get(number % 2);
                clicks.add(() -> untilServed(broker, click(who, resource)));
            }
            for (Future<LaunchOutcome> click : threads.invokeAll(clicks)) {
                assertThat(click.get()).isInstanceOf(LaunchOutcome.Connect.class);
            }
            begins.get(60, TimeUnit.SECONDS);
        }
        assertThat(broken).isEmpty();
        assertThat(arrivals).as("some had to wait").hasSizeGreaterThanOrEqualTo(PEOPLE - HOSTS * LOGONS - PEOPLE / 2);
        assertThat(served).as("first come, first served").isEqualTo(arrivals);
        assertThat(DATABASE.sql()
                        .sql("select count(*) from session where site_id = :site and state = 'active'")
                        .param("site", site.value())
                        .query(Integer.class)
                        .single())
                .isEqualTo(PEOPLE);
    }

    private static LaunchRequest click(Principal who, PublishedResource resource) {
        return new LaunchRequest(
                who,
                UUID.randomUUID().toString(),
                new LaunchRequest.Open(resource.id(), false),
                new LaunchRequest.Browser("portal"),
                "192.0.2.1",
                Set.of(),
                LaunchRequest.Screen.nearest(1024, 768));
    }

    private static LaunchOutcome untilServed(LaunchResource broker, LaunchRequest click) {
        while (true) {
            LaunchOutcome outcome = broker.launch(click);
            if (!(outcome instanceof LaunchOutcome.Queued)) {
                return outcome;
            }
        }
    }
}
