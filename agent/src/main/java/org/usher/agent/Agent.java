package org.usher.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.usher.agent.broker.NewsDesk;
import org.usher.agent.broker.OrderIntake;
import org.usher.agent.broker.Reporter;
import org.usher.agent.control.FrontControl;
import org.usher.agent.control.FrontNews;
import org.usher.agent.control.FrontOrder;
import org.usher.agent.host.Accounts;
import org.usher.agent.host.Boot;
import org.usher.agent.host.InstalledApplications;
import org.usher.agent.host.LoadMeter;
import org.usher.agent.host.SesmanSettings;
import org.usher.agent.session.EndedSessions;
import org.usher.agent.session.FrontLine;
import org.usher.agent.session.LaunchedSessions;
import org.usher.agent.session.Launchers;
import org.usher.agent.session.LimitKeeper;
import org.usher.agent.session.RunningSession;
import org.usher.agent.session.SessionClients;
import org.usher.agent.session.SessionDesk;
import org.usher.agent.session.SessionLimits;
import org.usher.agent.session.SessionScan;
import org.usher.agent.session.XrdpSessions;
import org.usher.link.client.BrokerClient;
import org.usher.link.client.Joining;
import org.usher.link.client.LinkException;
import org.usher.link.host.HostApplications;
import org.usher.link.host.HostDesired;
import org.usher.link.host.HostReport;
import org.usher.link.identity.ComponentIdentity;
import org.usher.link.join.JoinToken;
import org.usher.wire.component.ComponentRole;

/** A session host's agent, put together. What it owns is started here and stopped here; the front it only looks after. */
public final class Agent implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Agent.class);
    private static final Duration APPLICATIONS_EVERY = Duration.ofMinutes(5);
    private static final Duration SESSION_GOES = Duration.ofMillis(1_500);

    private final AgentSettings settings;
    private final String version;
    private final String boot = Boot.id();
    private final long generation = new SecureRandom().nextLong();
    private final SessionScan scan;
    private final XrdpSessions host;
    private final LaunchedSessions launched;
    private final SessionClients clients = new SessionClients();
    private final SessionDesk desk;
    private final LimitKeeper limits;
    private final FrontControl front;
    private final NewsDesk news;
    private final OrderIntake orders;
    private final Reporter reporter;
    private final BrokerClient broker;
    private final Launchers launchers;
    private final LoadMeter load;
    private final List<Companion> companions = new ArrayList<>();
    private final ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("clockwork").factory());
    private final EndedSessions ended = new EndedSessions();
    private volatile HostDesired desired = new HostDesired(new UUID(0, 0), Map.of(), false, 1, 20);
    private volatile HostApplications applications = new InstalledApplications().look();

    private Agent(
            AgentSettings settings,
            ComponentIdentity identity,
            List<String> brokers,
            List<String> frontCommand,
            String version)
            throws IOException {
        this.settings = settings;
        this.version = version;
        this.load = LoadMeter.of(settings.loadGroup(), System::nanoTime);
        Path script = settings.launcher().resolve("session");
        this.scan = new SessionScan(script);
        this.broker = BrokerClient.of(brokers, identity);
        this.news = new NewsDesk(broker, System::nanoTime);
        this.front = new FrontControl(settings.controlSocket(), this::hear, this::tellKeys);
        this.host = new XrdpSessions(scan, script, this::credentialFor);
        this.launched = new LaunchedSessions(scan, news, this::changed, System::nanoTime);
        Line line = new Line(script);
        SessionLimits kept = SessionLimits.in(settings.run().resolve("limits"));
        this.limits = new LimitKeeper(kept, clients, host, line, launched, this::changed);
        this.desk = new SessionDesk(
                new Accounts(settings.state(), settings.administratorsAllowed())::prepare,
                host,
                line,
                launched,
                clients,
                kept);
        this.orders = new OrderIntake(
                broker,
                news,
                order -> {
                    var result = desk.carryOut(order);
                    changed();
                    return result;
                },
                UUID.randomUUID());
        this.reporter = new Reporter(broker, this::report, () -> applications, this::wanted);
        this.launchers = Launchers.open(settings.launcherSocket(), launched);
        companions.add(new Companion("front", frontCommand, settings.state().resolve("front.log"), () -> answers()));
        if (settings.startRdpServer()) {
            companions.add(new Companion(
                    "xrdp-sesman",
                    List.of("xrdp-sesman", "-n"),
                    settings.state().resolve("sesman.out"),
                    SessionScan::sessionServerRuns));
            companions.add(new Companion(
                    "xrdp", List.of("xrdp", "-n"), settings.state().resolve("xrdp.out"), SessionScan::rdpServerRuns));
        }
    }

    /**
     * Starts an agent, which joins the farm first if it has not.
     *
     * @param frontCommand how the front is started, with the same settings
     */
    public static Agent start(AgentSettings settings, List<String> frontCommand, String version)
            throws IOException, LinkException, InterruptedException {
        Files.createDirectories(settings.state(), mode("rwx------"));
        Files.createDirectories(settings.run(), mode("rwxr-xr-x"));
        ComponentIdentity identity = identity(settings, version);
        Agent agent = new Agent(settings, identity, brokers(settings), frontCommand, version);
        agent.begin();
        LOG.info("agent of {} ({})", settings.name(), identity.name());
        return agent;
    }

    private static java.nio.file.attribute.FileAttribute<?> mode(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }

    /** The host's identity, with which the front starts too. */
    public static Optional<ComponentIdentity> identity(AgentSettings settings) throws IOException {
        return ComponentIdentity.load(settings.state().resolve("identity"));
    }

    private static ComponentIdentity identity(AgentSettings settings, String version)
            throws IOException, LinkException, InterruptedException {
        Optional<ComponentIdentity> kept = identity(settings);
        if (kept.isPresent()) {
            return kept.get();
        }
        if (settings.joinToken().isEmpty()) {
            throw new IOException(
                    "this host has not joined a farm (expected: `usher agent setup --join TOKEN` once; the console"
                            + " shows the command under Hosts, Add a host)");
        }
        JoinToken token = JoinToken.ofText(settings.joinToken().get());
        Files.write(brokersFile(settings), token.brokers());
        return Joining.join(
                token,
                ComponentRole.HOST,
                settings.name(),
                settings.addresses(),
                version,
                settings.state().resolve("identity"),
                Instant.now());
    }

    private static Path brokersFile(AgentSettings settings) {
        return settings.state().resolve("brokers");
    }

    private static List<String> brokers(AgentSettings settings) throws IOException {
        return settings.brokers().isEmpty() ? Files.readAllLines(brokersFile(settings)) : settings.brokers();
    }

    private void begin() {
        companions.forEach(Companion::ensure);
        front.start();
        news.start();
        orders.start();
        reporter.start();
        every(Duration.ofSeconds(1), this::tick);
        every(APPLICATIONS_EVERY, () -> applications = new InstalledApplications().look());
    }

    private void every(Duration period, Runnable chore) {
        clockwork.scheduleWithFixedDelay(
                () -> {
                    try {
                        chore.run();
                    } catch (RuntimeException failed) {
                        LOG.error("a chore failed and will be tried again", failed);
                    }
                },
                period.toMillis(),
                period.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private void tick() {
        companions.forEach(Companion::ensure);
        List<RunningSession> running = host.sessions();
        for (UUID gone : ended.look(running)) {
            Thread.ofVirtual().name("session-ended").start(() -> endInFront(gone, "session-ended"));
        }
        desk.endGivenUp(running);
        limits.look(running);
        Duration wait = Duration.ofSeconds(desired.sessionEndsAfterSeconds());
        for (UUID over : launched.tick(running, wait)) {
            running.stream()
                    .filter(session -> session.id().equals(Optional.of(over)))
                    .findFirst()
                    .ifPresent(session -> {
                        LOG.info("session {} has had no window for {} s", over, wait.toSeconds());
                        Thread.ofVirtual().name("end-session").start(() -> endOver(over, session));
                    });
        }
    }

    private void endOver(UUID id, RunningSession session) {
        endInFront(id, "session-ended");
        host.end(session);
        changed();
    }

    private boolean answers() {
        return front.ready();
    }

    private boolean rdpServerRuns() {
        return SessionScan.sessionServerRuns() && SessionScan.rdpServerRuns();
    }

    private void changed() {
        reporter.changed();
    }

    private HostReport report(long number) {
        return new HostReport(
                generation,
                number,
                settings.frontPort(),
                front.ready() && rdpServerRuns(),
                load.measure(),
                desk.report(),
                applications.digest(),
                version,
                SesmanSettings.clipboard(),
                boot);
    }

    private void wanted(HostDesired wanted) {
        boolean newKeys = !wanted.ticketKeys().equals(desired.ticketKeys());
        desired = wanted;
        if (newKeys) {
            tellKeys();
        }
    }

    private void tellKeys() {
        HostDesired wanted = desired;
        if (!wanted.ticketKeys().isEmpty()) {
            front.carryOut(number -> new FrontOrder.Keys(number, wanted.site(), wanted.ticketKeys()));
            changed();
        }
    }

    private String credentialFor(String account) {
        String credential = front.carryOut(number -> new FrontOrder.SignOn(number, account));
        return credential == null ? "" : credential;
    }

    private void endInFront(UUID session, String reason) {
        front.carryOut(number -> new FrontOrder.EndSession(number, session, reason));
    }

    /** What the front tells. Nothing here may block: the next news wait behind it. */
    private void hear(FrontNews said) {
        switch (said) {
            case FrontNews.Stage(UUID launch, String stage, String failure) -> {
                if (failure.isEmpty()) {
                    news.reached(launch, stage);
                } else {
                    news.failed(launch, stage, failure);
                }
            }
            case FrontNews.Attached(UUID launch, UUID session) -> {
                launched.attached(session, launch);
                changed();
            }
            case FrontNews.Clients(List<FrontNews.Seen> seen) ->
                clients.seen(seen.stream()
                        .collect(Collectors.toMap(FrontNews.Seen::session, FrontNews.Seen::client, (a, b) -> b)));
            case FrontNews.Refused(String address, String reason) -> news.refused(address, reason);
            case FrontNews.RdpClosed(UUID session) ->
                Thread.ofVirtual().name("rdp-closed").start(() -> tellWhy(session));
            case FrontNews.Done done -> throw new IllegalStateException("an answer is no news");
        }
    }

    /** The RDP connection of a session has ended: tells the page whether the session has ended with it. */
    private void tellWhy(UUID session) {
        long deadline = System.nanoTime() + SESSION_GOES.toNanos();
        boolean gone = isGone(session);
        try {
            while (!gone && System.nanoTime() - deadline < 0) {
                Thread.sleep(50);
                gone = isGone(session);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (gone) {
            endInFront(session, "session-ended");
        } else {
            front.carryOut(number -> new FrontOrder.LetGo(number, session, "rdp-closed"));
        }
        changed();
    }

    private boolean isGone(UUID session) {
        return host.sessions().stream()
                .noneMatch(running -> running.id().equals(Optional.of(session)) && !running.orphan());
    }

    /** What sessions ask of the front, over the control socket. */
    private final class Line implements FrontLine {

        private final Path script;

        Line(Path script) {
            this.script = script;
        }

        @Override
        public boolean expect(Expected client) {
            return front.carryOut(number -> new FrontOrder.Expect(
                            number,
                            client.launch(),
                            client.session(),
                            client.user(),
                            client.account(),
                            client.client(),
                            script + " " + client.session(),
                            client.validSeconds(),
                            client.rdpClient() == null
                                    ? null
                                    : client.rdpClient().codeDigest(),
                            client.rdpClient() != null && client.rdpClient().addressBound(),
                            client.permissions().onHost(SesmanSettings.clipboard())))
                    != null;
        }

        @Override
        public void endSession(UUID session, String reason) {
            endInFront(session, reason);
        }

        @Override
        public void endClient(String client) {
            front.carryOut(number -> new FrontOrder.EndClient(number, client));
        }
    }

    /** Stops the agent. The front, the RDP server and all sessions run on. */
    @Override
    public void close() {
        clockwork.shutdownNow();
        orders.close();
        reporter.close();
        news.close();
        front.close();
        broker.close();
        try {
            launchers.close();
        } catch (IOException broken) {
            LOG.debug("launchers: {}", broken.toString());
        }
    }
}
