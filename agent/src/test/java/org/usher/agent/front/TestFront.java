package org.usher.agent.front;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.usher.agent.AgentSettings;
import org.usher.agent.control.FrontControl;
import org.usher.agent.control.FrontNews;
import org.usher.agent.control.FrontOrder;
import org.usher.link.host.Permissions;
import org.usher.link.identity.ComponentIdentity;
import org.usher.relay.testing.Pipe;
import org.usher.relay.testing.TestAuthority;
import org.usher.relay.tls.TlsCredentials;
import org.usher.wire.Octets;
import org.usher.wire.component.ComponentName;
import org.usher.wire.component.ComponentRole;
import org.usher.wire.rdcleanpath.RdCleanPath;
import org.usher.wire.rdpfile.ConnectCode;
import org.usher.wire.ticket.ClientBinding;
import org.usher.wire.ticket.Ticket;
import org.usher.wire.ticket.TicketKeyId;
import org.usher.wire.ticket.TicketSigner;

/**
 * A front with everything around it: an agent on its control socket, an RDP server behind it, and gateways as many as the
 * test opens. Closing it checks that no connection of the front is left when the test's own ends are closed.
 */
final class TestFront implements AutoCloseable {

    static final String ACCOUNT = "alice";
    static final String SHELL = "/usr/lib/usher/session 2c1f";

    private static final TicketKeyId KEY_ID = new TicketKeyId(0x1234L);
    private static final Duration NEVER = Duration.ofMinutes(10);
    private static final Duration QUICK = Duration.ofMillis(300);

    /** For stages in which something has to succeed first, on a busy machine too. */
    private static final Duration SOON = Duration.ofSeconds(2);

    private final TestAuthority authority = TestAuthority.create();
    private final UUID site = UUID.randomUUID();
    private final UUID host = UUID.randomUUID();
    private final UUID user = UUID.randomUUID();
    private final Octets client = ClientBinding.ofCookie("the cookie of the portal session");
    private final KeyPair ticketKeys = newTicketKeys();
    private final ComponentIdentity gateway = identity(new ComponentName(site, ComponentRole.GATEWAY, host));
    private final List<Closeable> opened = new ArrayList<>();
    private final ConcurrentLinkedQueue<FrontNews> news = new ConcurrentLinkedQueue<>();
    private final List<String> refused = new ArrayList<>();
    private final AgentSettings settings;
    private final List<X509Certificate> certificates;
    private final Front front;
    private final RdpServerDouble rdp;
    private final int sockets;
    private FrontControl agent;
    private boolean stopped;

    /** Stages of which one may be quick. */
    enum Stage {
        NONE,
        HELLO,
        RDP_SERVER,
        REQUEST,
        PRELUDE,
        PICTURE,
        WORD_OF_AGENT,
        COME_BACK,
        SILENCE,
        LINGER,
        CERTIFICATE,
        FAREWELL,
        PASS,
        LEASE
    }

    private TestFront(Path directory, FrontLimits limits, boolean keysKnown) throws IOException, InterruptedException {
        this.settings = settings(directory);
        ComponentIdentity own = identity(new ComponentName(site, ComponentRole.HOST, host));
        // As xrdp's own: of nobody's CA and for another name. The server is known by its socket.
        this.rdp =
                new RdpServerDouble(settings.rdpSocket(), TestAuthority.create().server("elsewhere.example"));
        this.certificates = List.of(own.certificate(), own.authority());
        this.front = Front.start(settings, own, new SecureRandom(), limits);
        this.agent = connectAgent();
        if (keysKnown) {
            tellKeys();
        }
        this.sockets = sockets();
    }

    static TestFront start(Path directory) throws IOException, InterruptedException {
        return start(directory, Stage.NONE);
    }

    /** With deadlines of which one is short, and the others never pass. */
    static TestFront start(Path directory, Stage quick) throws IOException, InterruptedException {
        return new TestFront(directory, limits(quick, 1000), true);
    }

    /** Whose agent has not told it the brokers' keys yet. */
    static TestFront startWithoutKeys(Path directory) throws IOException, InterruptedException {
        return new TestFront(directory, limits(Stage.NONE, 1000), false);
    }

    static TestFront withRoomFor(Path directory, int strangers) throws IOException, InterruptedException {
        return new TestFront(directory, limits(Stage.NONE, strangers), true);
    }

    private static FrontLimits limits(Stage quick, int strangers) {
        return new FrontLimits(
                quick == Stage.HELLO ? SOON : NEVER,
                strangers,
                quick == Stage.CERTIFICATE ? SOON : NEVER,
                quick == Stage.RDP_SERVER ? QUICK : NEVER,
                QUICK,
                quick == Stage.REQUEST ? QUICK : quick == Stage.PRELUDE ? SOON : NEVER,
                quick == Stage.PICTURE ? QUICK : NEVER,
                quick == Stage.WORD_OF_AGENT ? QUICK : NEVER,
                quick == Stage.COME_BACK ? QUICK : NEVER,
                quick == Stage.SILENCE ? QUICK : NEVER,
                quick == Stage.LINGER ? QUICK : NEVER,
                quick == Stage.FAREWELL ? QUICK : NEVER,
                quick == Stage.PASS ? Duration.ZERO : NEVER,
                quick == Stage.LEASE ? Duration.ZERO : NEVER);
    }

    private static AgentSettings settings(Path directory) throws IOException {
        return new AgentSettings(
                Files.createDirectories(directory.resolve("state")),
                Files.createDirectories(directory.resolve("run")),
                "host",
                List.of("localhost"),
                "127.0.0.1",
                0,
                List.of(),
                directory.resolve("run/rdp.socket"),
                directory,
                false,
                Optional.empty(),
                Set.of(),
                Optional.empty());
    }

    private static KeyPair newTicketKeys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    /** Somebody with this name, certified by the farm's CA. */
    ComponentIdentity identity(ComponentName name) {
        return identity(authority, name);
    }

    static ComponentIdentity identity(TestAuthority authority, ComponentName name) {
        TlsCredentials credentials = authority.component(name, "127.0.0.1");
        return new ComponentIdentity(credentials.key(), credentials.chain().getFirst(), authority.certificate());
    }

    private FrontControl connectAgent() throws InterruptedException {
        Semaphore connected = new Semaphore(0);
        FrontControl control = new FrontControl(settings.controlSocket(), news::add, connected::release);
        control.start();
        assertThat(connected.tryAcquire(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as("the front takes orders")
                .isTrue();
        return control;
    }

    void tellKeys() {
        assertThat(agent.carryOut(number -> new FrontOrder.Keys(number, site, keys())))
                .isEqualTo("");
    }

    private Map<String, String> keys() {
        return Map.of(
                KEY_ID.text(), Octets.of(ticketKeys.getPublic().getEncoded()).text());
    }

    UUID site() {
        return site;
    }

    UUID host() {
        return host;
    }

    /** What the front proves itself with, DER. */
    List<Octets> certificates() {
        return certificates.stream().map(TestFront::der).toList();
    }

    private static Octets der(X509Certificate certificate) {
        try {
            return Octets.of(certificate.getEncoded());
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException(broken);
        }
    }

    RdpServerDouble rdp() {
        return rdp;
    }

    AgentSettings settings() {
        return settings;
    }

    InetSocketAddress address() {
        return front.address();
    }

    String target() {
        return "127.0.0.1:" + front.address().getPort();
    }

    FrontControl agent() {
        return agent;
    }

    /** The agent goes away, as for an upgrade. The front knows of it when this returns. */
    void agentGoes() throws IOException {
        int before = sockets();
        agent.close();
        await("the agent's connection is closed on both sides", () -> sockets() <= before - 2);
    }

    void agentComes() throws InterruptedException {
        agent = connectAgent();
        tellKeys();
    }

    /** Everything that the agent was told so far and nobody has asked for yet. */
    List<FrontNews> told() {
        // Answers and news come in their order: what was told before this order is there when it was carried out.
        assertThat(agent.carryOut(number -> new FrontOrder.SignOn(number, "nobody")))
                .as("the front's answer")
                .isNotNull();
        List<FrontNews> all = new ArrayList<>();
        for (FrontNews said = news.poll(); said != null; said = news.poll()) {
            if (said instanceof FrontNews.Refused refusal) {
                refused.add(refusal.reason());
            } else if (!(said instanceof FrontNews.Clients)) {
                // Who looks is told every second, whatever else there is.
                all.add(said);
            }
        }
        return all;
    }

    /** For which reasons clients were turned away, as far as {@link #told} has looked. */
    List<String> refused() {
        return List.copyOf(refused);
    }

    /** A launch that the front may expect. */
    record Launch(UUID id, UUID session, String ticket) {

        FrontNews.Stage reached(String stage) {
            return new FrontNews.Stage(id, stage, "");
        }

        FrontNews.Stage failed(String stage, String reason) {
            return new FrontNews.Stage(id, stage, reason);
        }
    }

    /** A launch that the front expects. */
    Launch launch() {
        return launch(UUID.randomUUID());
    }

    Launch launch(UUID session) {
        Launch launch = new Launch(UUID.randomUUID(), session, "");
        expect(launch, 60);
        return new Launch(launch.id(), session, sign(ticket(launch.id())));
    }

    void expect(Launch launch, int validSeconds) {
        expect(launch, validSeconds, Permissions.ALL);
    }

    void expect(Launch launch, int validSeconds, Permissions permissions) {
        expect(launch, validSeconds, client, null, false, permissions);
    }

    void expect(
            Launch launch,
            int validSeconds,
            Octets ofClient,
            @Nullable String codeDigest,
            boolean addressBound,
            Permissions permissions) {
        assertThat(agent.carryOut(number -> new FrontOrder.Expect(
                        number,
                        launch.id(),
                        launch.session(),
                        user,
                        ACCOUNT,
                        ofClient.text(),
                        SHELL,
                        validSeconds,
                        codeDigest,
                        addressBound,
                        permissions)))
                .isEqualTo("");
    }

    /** A launch of an RDP client that the front may expect. */
    record RdpLaunch(Launch launch, ConnectCode code) {

        UUID id() {
            return launch.id();
        }

        UUID session() {
            return launch.session();
        }
    }

    /** A launch of an RDP client that the front expects. */
    RdpLaunch rdpLaunch() {
        return rdpLaunch(UUID.randomUUID(), true, Permissions.ALL);
    }

    RdpLaunch rdpLaunch(UUID session, boolean addressBound, Permissions permissions) {
        UUID id = UUID.randomUUID();
        Octets binding = ClientBinding.ofRdpClient(id);
        ConnectCode code = new ConnectCode(id.toString().replace("-", ""));
        Launch launch = new Launch(id, session, sign(ticket(id, site, user, host, binding)));
        expect(launch, 615, binding, Octets.digestOf(code.text()).text(), addressBound, permissions);
        return new RdpLaunch(launch, code);
    }

    /** A gateway's connection on which it asks. */
    Visit admissions() throws IOException {
        return closing(Visit.of(gateway, front.address(), "usher-admission/1"));
    }

    /** A gateway's connection that names these protocols. */
    Visit naming(String... protocols) throws IOException {
        return closing(Visit.of(gateway, front.address(), protocols));
    }

    /** An RDP client at this address of the loopback. */
    RdpClientDouble rdpClient(String from) throws IOException {
        return closing(RdpClientDouble.connect(from, front.address()));
    }

    /** One at the usual address, past TLS, with this line in its request. */
    RdpClientDouble secured(Optional<String> line) throws IOException {
        return rdpClient("127.0.0.1").request(line).secure("TLSv1.3");
    }

    /** What is in a good ticket. */
    Ticket ticket(UUID launch) {
        return ticket(launch, site, user, host, client);
    }

    Ticket ticket(UUID launch, UUID ofSite, UUID ofUser, UUID toHost, Octets ofClient) {
        Instant now = Instant.now();
        return new Ticket(
                launch,
                ofSite,
                ofUser,
                toHost,
                target(),
                ofClient,
                now.minusSeconds(1),
                now.plusSeconds(60),
                now.plus(Duration.ofHours(12)));
    }

    UUID user() {
        return user;
    }

    Octets client() {
        return client;
    }

    String sign(Ticket ticket) {
        return new TicketSigner(KEY_ID, ticketKeys.getPrivate()).sign(ticket);
    }

    /** A gateway's new connection. */
    Visit visit() throws IOException {
        return visit(gateway);
    }

    Visit visit(ComponentIdentity visitor) throws IOException {
        return closing(Visit.of(visitor, front.address()));
    }

    /** A new connection without TLS. */
    Socket stranger() throws IOException {
        Socket socket = closing(new Socket());
        socket.connect(front.address());
        socket.setSoTimeout(Pipe.PATIENCE_SECONDS * 1000);
        return socket;
    }

    private <T extends Closeable> T closing(T resource) {
        opened.add(resource);
        return resource;
    }

    /** A page that was let in and has asked for its host. */
    PageDouble requesting(Launch launch) throws IOException {
        PageDouble page = PageDouble.open(this, launch.ticket());
        page.send(new RdCleanPath.Request(target(), launch.ticket(), Octets.of(RdpTalk.REQUEST)).encode());
        return page;
    }

    /** A page and the RDP server's end, with TLS between front and server. */
    record Connected(Launch launch, PageDouble page, RdpServerDouble.Peer peer) {}

    Connected connect() throws IOException, InterruptedException {
        return connect(launch());
    }

    Connected connect(Launch launch) throws IOException, InterruptedException {
        PageDouble page = requesting(launch);
        RdpServerDouble.Peer peer = rdp.accept();
        assertThat(page.cleanPath()).isInstanceOf(RdCleanPath.Response.class);
        return new Connected(launch, page, peer);
    }

    /** Both past the prelude, so that everything is relayed. */
    Connected relaying() throws IOException, InterruptedException {
        return relaying(launch());
    }

    Connected relaying(Launch launch) throws IOException, InterruptedException {
        Connected connected = connect(launch);
        PageDouble page = connected.page();
        RdpServerDouble.Peer peer = connected.peer();
        page.send(RdpTalk.join(RdpTalk.CONNECT_INITIAL, RdpTalk.CLIENT_INFO, RdpTalk.LICENSE));
        peer.readFrame();
        peer.readFrame();
        assertThat(peer.readFrame()).isEqualTo(RdpTalk.LICENSE);
        return connected;
    }

    /** What PAM hears when it asks. */
    String ask(String account, String credential) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(settings.signOnSocket()));
            channel.write(ByteBuffer.wrap((account + "\0" + credential + "\0").getBytes(StandardCharsets.UTF_8)));
            ByteBuffer answer = ByteBuffer.allocate(16);
            while (channel.read(answer) >= 0) {
                assertThat(answer.hasRemaining()).isTrue();
            }
            return new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8);
        }
    }

    /** Stops the front; a second time does nothing. */
    void stop() {
        if (!stopped) {
            stopped = true;
            front.close();
        }
    }

    /** How many sockets are open, the test's own ends included. */
    static int sockets() throws IOException {
        return openSockets().size();
    }

    private static Set<String> openSockets() throws IOException {
        Set<String> open = new TreeSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path file : files) {
                try {
                    String what = Files.readSymbolicLink(file).toString();
                    if (what.startsWith("socket:")) {
                        open.add(what);
                    }
                } catch (NoSuchFileException closed) {
                    // Closed while we looked.
                }
            }
        }
        return open;
    }

    static void await(String what, Callable<Boolean> condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(Pipe.PATIENCE_SECONDS);
        try {
            while (!condition.call()) {
                assertThat(System.nanoTime() - deadline).as(what).isNegative();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            }
        } catch (Exception failed) {
            throw new AssertionError(what, failed);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            for (Closeable resource : opened) {
                resource.close();
            }
            // Streams that wait for their clients' return would wait on.
            agent.carryOut(number -> new FrontOrder.EndClient(number, client.text()));
            agent.close();
            // The agent's connection had a socket on each side.
            await("every connection of the front is closed", () -> sockets() <= sockets - 2);
        } finally {
            stop();
            rdp.close();
        }
        await(
                "the front's threads have ended",
                () -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().startsWith("front-")));
    }
}
