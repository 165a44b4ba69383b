package org.usher.agent.front;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.usher.agent.control.FrontNews;
import org.usher.agent.control.FrontOrder;
import org.usher.agent.front.TestFront.RdpLaunch;
import org.usher.agent.front.TestFront.Stage;
import org.usher.link.host.Permissions;
import org.usher.relay.testing.Pipe;
import org.usher.wire.Octets;
import org.usher.wire.admission.AdmissionCodec;
import org.usher.wire.admission.AdmissionFrame;
import org.usher.wire.admission.RelayPreface;
import org.usher.wire.rdp.ClientInfo;
import org.usher.wire.stream.StreamFrame;
import org.usher.wire.ticket.ClientBinding;

/** Stock RDP clients, who come by themselves or through a gateway. */
@Timeout(90)
class RdpClientTest {

    private static final Executor BESIDE = Executors.newVirtualThreadPerTaskExecutor();
    private static final String HERE = "127.0.0.1";
    private static final String ELSEWHERE = "127.0.0.2";

    @TempDir
    Path directory;

    /** A client in its session, so that everything is relayed. */
    private record Inside(RdpLaunch launch, RdpClientDouble client, RdpServerDouble.Peer peer) {}

    private static Inside inside(TestFront front, RdpLaunch launch) throws Exception {
        RdpClientDouble client =
                front.secured(Optional.empty()).greet().signOn(launch.code().text());
        return inside(front, launch, client);
    }

    private static Inside inside(TestFront front, RdpLaunch launch, RdpClientDouble client) throws Exception {
        RdpServerDouble.Peer peer = front.rdp().accept();
        assertHearsAll(peer, RdpClientDouble.WISHES);
        peer.write(RdpTalk.join(RdpClientDouble.ANSWERS.toArray(byte[][]::new)));
        peer.write(RdpTalk.LICENSE_REQUEST);
        // Of the answers the client has had its own.
        assertThat(client.readFrame()).isEqualTo(RdpTalk.LICENSE_REQUEST);
        client.send(RdpTalk.LICENSE);
        assertThat(peer.readFrame()).isEqualTo(RdpTalk.LICENSE);
        return new Inside(launch, client, peer);
    }

    /** The RDP server hears what the client has said, and a sign-on that the front has written. */
    private static ClientInfo assertHearsAll(RdpServerDouble.Peer peer, byte[] wishes) throws InterruptedException {
        assertThat(peer.readFrame()).isEqualTo(wishes);
        for (byte[] said : RdpClientDouble.CHANNELS) {
            assertThat(peer.readFrame()).isEqualTo(said);
        }
        ClientInfo info = RdpTalk.info(peer.readFrame());
        assertThat(info.userName()).isEqualTo(TestFront.ACCOUNT);
        assertThat(info.alternateShell()).isEqualTo(TestFront.SHELL);
        assertThat(info.workingDir()).isEmpty();
        return info;
    }

    private static void assertRelays(Inside inside) throws Exception {
        byte[] up = {1, 2, 3};
        inside.client().send(up);
        assertThat(inside.peer().read(3)).isEqualTo(up);
        byte[] down = {4, 5, 6, 7};
        inside.peer().write(down);
        assertThat(inside.client().read(4)).isEqualTo(down);
    }

    /** It is told goodbye, the agent hears why, and the RDP server nothing. */
    private static void assertTurnedAway(TestFront front, RdpClientDouble client, String reason) throws IOException {
        int before = front.rdp().requests().size();
        assertThat(client.readToEnd()).isEqualTo(RdpClientDouble.GOODBYE);
        front.told();
        assertThat(front.refused()).last().isEqualTo(reason);
        assertThat(front.rdp().requests()).hasSize(before);
    }

    private static RdpClientDouble trying(TestFront front, String password) throws IOException {
        return front.secured(Optional.empty()).greet().signOn(password);
    }

    private static void assertTurnedAway(TestFront front, String password, String reason) throws IOException {
        assertTurnedAway(front, trying(front, password), reason);
    }

    private static void endSession(TestFront front, UUID session) {
        assertThat(front.agent().carryOut(number -> new FrontOrder.EndSession(number, session, "session-ended")))
                .isEmpty();
    }

    // Who comes by itself

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void letsInWhoHasTheCodeAsPassword(String version) throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            RdpLaunch launch = front.rdpLaunch();
            RdpClientDouble client = front.rdpClient(HERE)
                    .request(Optional.empty())
                    .secure(version)
                    .greet();
            assertThat(client.tls().getSession().getPeerCertificates()[0].getEncoded())
                    .isEqualTo(front.certificates().getFirst().bytes());
            // Up to here it could be anybody.
            assertThat(front.rdp().requests()).isEmpty();
            client.signOn(launch.code().text());

            Inside inside = inside(front, launch, client);
            assertRelays(inside);
            assertThat(front.rdp().requests()).singleElement().asString().contains("mstshash=alice\r\n");
            assertThat(front.told())
                    .containsExactly(
                            launch.launch().reached("tunnel"), launch.launch().reached("host-connected"));
        }
    }

    @Test
    void signsOnWithACredentialOfTheFronts() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            RdpLaunch launch = front.rdpLaunch();
            trying(front, launch.code().text());
            ClientInfo info = assertHearsAll(front.rdp().accept(), RdpClientDouble.WISHES);

            assertThat(info.password()).isNotEqualTo(launch.code().text());
            assertThat(info.domain()).isEmpty();
            assertThat(info.flags() & ClientInfo.AUTOLOGON).isNotZero();
            assertThat(front.ask(TestFront.ACCOUNT, info.password())).isEqualTo("yes");
            assertThat(front.told()).contains(launch.launch().reached("sign-on"));
        }
    }

    @Test
    void letsInWhoHasTheCodeInItsRoutingToken() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            for (String password : new String[] {"", "a password of her own", "the code"}) {
                RdpLaunch launch = front.rdpLaunch();
                RdpClientDouble client = front.secured(Optional.of(launch.code().routingToken()))
                        .greet()
                        .signOn(password.equals("the code") ? launch.code().text() : password);
                assertRelays(inside(front, launch, client));
            }
        }
    }

    @Test
    void readsAllOfItByteByByte() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            RdpLaunch launch = front.rdpLaunch();
            RdpClientDouble client = front.secured(Optional.empty());
            for (byte piece : RdpTalk.join(
                    RdpClientDouble.WISHES,
                    RdpTalk.join(RdpClientDouble.CHANNELS.toArray(byte[][]::new)),
                    RdpTalk.signOnWith(launch.code().text()))) {
                client.send(new byte[] {piece});
            }
            for (byte[] answer : RdpClientDouble.ANSWERS) {
                assertThat(client.readFrame()).isEqualTo(answer);
            }
            assertRelays(inside(front, launch, client));
        }
    }

    @Test
    void readsTheServersAnswersByteByByte() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            RdpLaunch launch = front.rdpLaunch();
            RdpClientDouble client = trying(front, launch.code().text());
            RdpServerDouble.Peer peer = front.rdp().accept();
            assertHearsAll(peer, RdpClientDouble.WISHES);
            byte[] all =
                    RdpTalk.join(RdpTalk.join(RdpClientDouble.ANSWERS.toArray(byte[][]::new)), RdpTalk.LICENSE_REQUEST);
            for (byte piece : all) {
                peer.write(new byte[] {piece});
            }
            assertThat(client.readFrame()).isEqualTo(RdpTalk.LICENSE_REQUEST);
        }
    }

    @Test
    void turnsAwayWhoHasNoCodeOrAnother() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            RdpLaunch launch = front.rdpLaunch();
            RdpLaunch other = front.rdpLaunch();
            String almost = launch.code().text().substring(1) + "x";
            assertTurnedAway(front, "", "code-missing");
            assertTurnedAway(front, "a password of her own", "code-missing");
            assertTurnedAway(front, launch.code().text() + "x", "code-missing");
            assertTurnedAway(front, almost, "launch-unknown");
            assertTurnedAway(front, Octets.digestOf(launch.code().text()).text().substring(0, 32), "launch-unknown");
            assertTurnedAway(
                    front,
                    front.secured(Optional.of(
                                    "Cookie: mstshash=" + launch.code().text()))
                            .greet()
                            .signOn(""),
                    "code-missing");
            assertTurnedAway(
                    front, front.secured(Optional.of("usher:" + almost)).greet().signOn(""), "launch-unknown");
            // Two that contradict each other open neither.
            assertTurnedAway(
                    front,
                    front.secured(Optional.of(launch.code().routingToken()))
                            .greet()
                            .signOn(other.code().text()),
                    "code-other-launch");
            assertThat(front.told()).isEmpty();
            assertRelays(inside(front, launch));
            assertRelays(inside(front, other));
        }
    }

    @Test
    void turnsAwayWhoComesTooLate() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            RdpLaunch launch = front.rdpLaunch();
            front.expect(
                    launch.launch(),
                    0,
                    ClientBinding.ofRdpClient(launch.id()),
                    Octets.digestOf(launch.code().text()).text(),
                    true,
                    Permissions.ALL);
            assertTurnedAway(front, launch.code().text(), "launch-unknown");
        }
    }

    @Test
    void keepsLaunchesOfPagesAndOfRdpClientsApart() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            RdpLaunch launch = front.rdpLaunch();
            // Anybody can compute an RDP client's binding, so its ticket must open no stream.
            Visit page = front.visit().origin();
            page.write(new StreamFrame.Hello(launch.launch().ticket(), Optional.empty(), 0));
            page.readFrame();
            assertThat(page.readFrame()).isEqualTo(new StreamFrame.End("ticket-other-client"));

            TestFront.Launch browser = front.launch();
            Visit gateway = front.admissions();
            gateway.write(new AdmissionFrame.Ask(1, InetAddress.getLoopbackAddress(), browser.ticket()));
            assertThat(gateway.readAdmission()).isEqualTo(new AdmissionFrame.Refused(1, "ticket-other-client"));
            PageDouble.open(front, browser.ticket());
        }
    }

    // Who comes back

    @Test
    void letsTheSameCodeInAgainAndTheLastOneHasThePicture() throws Exception {
        try (TestFront front = TestFront.start(directory, Stage.FAREWELL)) {
            RdpLaunch launch = front.rdpLaunch();
            Inside first = inside(front, launch);
            Inside second = inside(front, launch);

            // The RDP server says goodbye to the first, and gets the time for it.
            byte[] goodbye = {9, 9, 9};
            first.peer().write(goodbye);
            assertThat(first.client().read(3)).isEqualTo(goodbye);
            assertThat(first.client().readToEnd()).isEmpty();
            assertThat(first.peer().readToEnd()).isEmpty();
            assertRelays(second);
            // It was expected, so nobody has to find out why.
            assertThat(front.told()).noneMatch(FrontNews.RdpClosed.class::isInstance);

            second.client().close();
            assertRelays(inside(front, launch));
        }
    }

    @Test
    void endsTheOlderConnectionWhenTheServerDoes() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            RdpLaunch launch = front.rdpLaunch();
            Inside first = inside(front, launch);
            Inside second = inside(front, launch);
            first.peer().close();
            assertThat(first.client().readToEnd()).isEmpty();
            assertRelays(second);
            assertThat(front.told()).noneMatch(FrontNews.RdpClosed.class::isInstance);
        }
    }

    @Test
    void letsNobodyBackWhenTheSessionHasEnded() throws Exception {
        try (TestFront front = TestFront.start(directory, Stage.FAREWELL)) {
            RdpLaunch launch = front.rdpLaunch();
            Inside inside = inside(front, launch);
            endSession(front, launch.session());
            assertThat(inside.client().readToEnd()).isEmpty();
            assertTurnedAway(front, launch.code().text(), "launch-unknown");

            // Nor while nobody was there.
            RdpLaunch away = front.rdpLaunch();
            inside(front, away).client().close();
            endSession(front, away.session());
            assertTurnedAway(front, away.code().text(), "launch-unknown");

            // Nor when it was never used.
            RdpLaunch unused = front.rdpLaunch();
            endSession(front, unused.session());
            assertTurnedAway(front, unused.code().text(), "launch-unknown");
        }
    }

    @Test
    void letsBackWhoOnlyLostItsConnection() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            RdpLaunch launch = front.rdpLaunch();
            Inside inside = inside(front, launch);
            inside.peer().close();
            assertThat(inside.client().readToEnd()).isEmpty();
            TestFront.await(
                    "the agent is told", () -> front.told().contains(new FrontNews.RdpClosed(launch.session())));
            Inside again = inside(front, launch);
            // The agent's answer comes when the client is back already, and concerns it no more.
            assertThat(front.agent().carryOut(number -> new FrontOrder.LetGo(number, launch.session(), "rdp-closed")))
                    .isEmpty();
            assertRelays(again);
        }
    }

    @Test
    void letsGoOfThePagesWhoseConnectionHasEndedAndOfNoOther() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            TestFront.Connected page = front.relaying();
            front.agent()
                    .carryOut(
                            number -> new FrontOrder.LetGo(number, page.launch().session(), "rdp-closed"));
            page.page().visit().write(new StreamFrame.Ping(1, 0));
            assertThat(page.page().visit().readFrame()).isInstanceOf(StreamFrame.Pong.class);
            page.peer().close();
            TestFront.await(
                    "the agent is told",
                    () -> front.told()
                            .contains(new FrontNews.RdpClosed(page.launch().session())));
            front.agent()
                    .carryOut(
                            number -> new FrontOrder.LetGo(number, page.launch().session(), "rdp-closed"));
            assertThat(page.page().end()).isEqualTo("rdp-closed");
        }
    }

    @Test
    void letsNobodyBackWhoWasSignedOut() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            RdpLaunch launch = front.rdpLaunch();
            Inside inside = inside(front, launch);
            front.agent()
                    .carryOut(number -> new FrontOrder.EndClient(
                            number, ClientBinding.ofRdpClient(launch.id()).text()));
            assertThat(inside.client().readToEnd()).isEmpty();
            assertTurnedAway(front, launch.code().text(), "launch-unknown");
        }
    }

    @Test
    void letsNobodyBackAfterADay() throws Exception {
        try (TestFront front = TestFront.start(directory, Stage.LEASE)) {
            RdpLaunch launch = front.rdpLaunch();
            Inside inside = inside(front, launch);
            assertTurnedAway(front, launch.code().text(), "launch-unknown");
            assertRelays(inside);
        }
    }

    @Test
    void letsBackFromTheFirstAddressAlone() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            RdpLaunch bound = front.rdpLaunch();
            Inside inside = inside(front, bound);
            assertTurnedAway(
                    front,
                    front.rdpClient(ELSEWHERE)
                            .request(Optional.empty())
                            .secure("TLSv1.3")
                            .greet()
                            .signOn(bound.code().text()),
                    "other-address");
            assertRelays(inside);

            RdpLaunch free = front.rdpLaunch(UUID.randomUUID(), false, Permissions.ALL);
            inside(front, free);
            RdpClientDouble other = front.rdpClient(ELSEWHERE)
                    .request(Optional.empty())
                    .secure("TLSv1.3")
                    .greet()
                    .signOn(free.code().text());
            assertRelays(inside(front, free, other));
        }
    }

    @Test
    void movesASessionToWhoLaunchesItLast() throws Exception {
        try (TestFront front = TestFront.start(directory, Stage.FAREWELL)) {
            RdpLaunch first = front.rdpLaunch();
            Inside rdp = inside(front, first);
            TestFront.Connected page = front.relaying(front.launch(first.session()));
            assertThat(rdp.client().readToEnd()).isEmpty();
            assertTurnedAway(front, first.code().text(), "launch-unknown");

            RdpLaunch second = front.rdpLaunch(first.session(), true, Permissions.ALL);
            Inside last = inside(front, second);
            assertThat(page.page().end()).isEqualTo("taken-over");
            assertRelays(last);
        }
    }

    @Test
    void endsEverybodyWhenItStops() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            Inside inside = inside(front, front.rdpLaunch());
            front.stop();
            assertThat(inside.client().readToEnd()).isEmpty();
            assertThat(inside.peer().readToEnd()).isEmpty();
        }
    }

    // What is taken away

    private static byte[] renamed(byte[] wishes, String... channels) {
        byte[] renamed = wishes.clone();
        for (String pair : channels) {
            String name = pair.substring(0, pair.indexOf('='));
            byte[] other = Arrays.copyOf(pair.substring(name.length() + 1).getBytes(StandardCharsets.ISO_8859_1), 8);
            int at = new String(wishes, StandardCharsets.ISO_8859_1).indexOf(name + "\0");
            System.arraycopy(other, 0, renamed, at, other.length);
        }
        return renamed;
    }

    private static void assertAsks(TestFront front, Permissions permissions, String... channels) throws Exception {
        RdpLaunch launch = front.rdpLaunch(UUID.randomUUID(), true, permissions);
        trying(front, launch.code().text());
        assertHearsAll(front.rdp().accept(), renamed(RdpClientDouble.WISHES, channels));
    }

    @Test
    void takesTheChannelsOfWhatIsNotAllowed() throws Exception {
        Permissions.Clipboard both = Permissions.Clipboard.BOTH;
        Permissions.Clipboard none = Permissions.Clipboard.NONE;
        try (TestFront front = TestFront.start(directory)) {
            assertAsks(front, new Permissions(both, true, true, true, 0));
            assertAsks(front, new Permissions(both, true, false, true, 0));
            assertAsks(front, new Permissions(none, true, true, true, 0), "cliprdr=block02");
            // One way alone: the agent has made sure that the host keeps the other closed.
            assertAsks(front, new Permissions(Permissions.Clipboard.TO_SESSION, true, true, true, 0));
            assertAsks(front, new Permissions(Permissions.Clipboard.FROM_SESSION, true, true, true, 0));
            assertAsks(front, new Permissions(both, false, true, true, 0), "rdpdr=block00");
            assertAsks(front, new Permissions(both, true, true, false, 0), "rdpsnd=block01", "drdynvc=block03");
            assertAsks(
                    front, Permissions.NONE, "rdpdr=block00", "rdpsnd=block01", "cliprdr=block02", "drdynvc=block03");
        }
    }

    @Test
    void takesTheChannelsOfPagesToo() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            TestFront.Launch launch = new TestFront.Launch(UUID.randomUUID(), UUID.randomUUID(), "");
            front.expect(launch, 60, Permissions.NONE);
            TestFront.Connected connected = front.connect(
                    new TestFront.Launch(launch.id(), launch.session(), front.sign(front.ticket(launch.id()))));
            connected.page().send(RdpClientDouble.WISHES);
            String asked = new String(connected.peer().readFrame(), StandardCharsets.ISO_8859_1);
            assertThat(asked)
                    .hasSize(RdpClientDouble.WISHES.length)
                    .contains("block00\0", "block01\0", "block02\0", "block03\0")
                    .doesNotContain("cliprdr", "rdpdr", "rdpsnd", "drdynvc");
        }
    }

    // Clients and servers that go wrong

    @Test
    void turnsAwayWhoSaysWhatHasNoPlaceBeforeASignOn() throws Exception {
        List<byte[]> wrong = new ArrayList<>();
        wrong.add(RdpTalk.CHANNELS.getFirst());
        wrong.add("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        wrong.add(RdpTalk.signOnWith("x"));
        wrong.add(RdpTalk.with(RdpClientDouble.WISHES, 2, 0x7f));
        try (TestFront front = TestFront.start(directory)) {
            for (byte[] first : wrong) {
                RdpClientDouble client = front.secured(Optional.empty());
                client.send(first);
                assertTurnedAway(front, client, "rdp-malformed");
            }
            RdpClientDouble foreign = front.secured(Optional.empty());
            foreign.send(RdpClientDouble.WISHES);
            foreign.readFrame();
            // A channel that it was not given.
            byte[] join = RdpClientDouble.CHANNELS.getLast();
            foreign.send(RdpTalk.with(join, join.length - 1, 0xff));
            assertTurnedAway(front, foreign, "rdp-malformed");

            RdpClientDouble endless = front.secured(Optional.empty());
            endless.send(RdpClientDouble.WISHES);
            endless.readFrame();
            byte[] erect = RdpClientDouble.CHANNELS.getFirst();
            byte[] many = new byte[erect.length * 6_000];
            for (int at = 0; at < many.length; at += erect.length) {
                System.arraycopy(erect, 0, many, at, erect.length);
            }
            endless.send(many);
            assertTurnedAway(front, endless, "rdp-malformed");
        }
    }

    @Test
    void turnsAwayWhoSaysMoreThanARequestInTheClear() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            RdpClientDouble client = front.rdpClient(HERE);
            client.send(RdpTalk.join(RdpTalk.REQUEST, RdpClientDouble.WISHES));
            assertThat(client.readToEnd()).isEmpty();
        }
    }

    @Test
    void endsWhenTheServerAnswersOtherwiseThanForeseen() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            RdpLaunch launch = front.rdpLaunch();
            RdpClientDouble client = trying(front, launch.code().text());
            RdpServerDouble.Peer peer = front.rdp().accept();
            byte[] response = RdpClientDouble.ANSWERS.getFirst();
            // The I/O channel's id.
            peer.write(RdpTalk.with(response, response.length - 24, 0xea));
            assertThat(client.readToEnd()).isEqualTo(RdpClientDouble.GOODBYE);
            peer.readToEnd();
            assertThat(front.told()).contains(launch.launch().failed("sign-on", "rdp-malformed"));
        }
    }

    @Test
    void tellsWhenThereIsNoServer() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            RdpLaunch launch = front.rdpLaunch();
            Files.delete(front.settings().rdpSocket());
            assertThat(trying(front, launch.code().text()).readToEnd()).isEqualTo(RdpClientDouble.GOODBYE);
            assertThat(front.told())
                    .containsExactly(
                            launch.launch().reached("tunnel"),
                            launch.launch().failed("host-connected", "host-unreachable"));
        }
    }

    @Test
    void doesNotWaitForEver() throws Exception {
        try (TestFront front = TestFront.start(directory.resolve("hello"), Stage.HELLO)) {
            assertThat(front.rdpClient(HERE).request(Optional.empty()).readToEnd())
                    .isEmpty();
        }
        try (TestFront front = TestFront.start(directory.resolve("certificate"), Stage.CERTIFICATE)) {
            RdpClientDouble silent = front.secured(Optional.empty());
            RdpClientDouble half = front.secured(Optional.empty());
            half.send(Arrays.copyOf(RdpClientDouble.WISHES, 100));
            assertThat(silent.readToEnd()).isEmpty();
            assertThat(half.readToEnd()).isEmpty();
        }
        try (TestFront front = TestFront.start(directory.resolve("prelude"), Stage.PRELUDE)) {
            assertThat(front.secured(Optional.empty()).greet().readToEnd()).isEmpty();
            RdpLaunch launch = front.rdpLaunch();
            assertThat(trying(front, launch.code().text()).readToEnd()).isEqualTo(RdpClientDouble.GOODBYE);
            assertThat(front.told()).contains(launch.launch().failed("sign-on", "rdp-timeout"));
        }
    }

    @Test
    void aStormFromOneAddressDisturbsNobodyFromAnother() throws Exception {
        try (TestFront front = TestFront.withRoomFor(directory, 20)) {
            RdpLaunch launch = front.rdpLaunch();
            RdpClientDouble patient = front.secured(Optional.empty()).greet();
            List<RdpClientDouble> storm = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                RdpClientDouble one = front.rdpClient(ELSEWHERE);
                if (i % 2 == 0) {
                    one.send(new byte[] {3, 0});
                }
                storm.add(one);
            }
            TestFront.await(
                    "the storm's last is there, and its first is not",
                    () -> storm.getFirst().readToEnd().length == 0
                            && storm.get(150).readToEnd().length == 0);
            patient.signOn(launch.code().text());
            assertRelays(inside(front, launch, patient));
        }
    }

    // Backpressure

    private static byte[] random(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static long standing(AtomicLong count) {
        long[] last = {-1, 0};
        TestFront.await("the sender is held back", () -> {
            last[1] = count.get() > 0 && count.get() == last[0] ? last[1] + 1 : 0;
            last[0] = count.get();
            return last[1] > 60;
        });
        return last[0];
    }

    @Test
    void readsNoMoreThanTheOtherSideTakes() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            Inside inside = inside(front, front.rdpLaunch());
            byte[] down = random(1, 24 << 20);
            AtomicLong written = new AtomicLong();
            CompletableFuture<Void> writing = CompletableFuture.runAsync(
                    () -> {
                        for (int at = 0; at < down.length; at += 32 * 1024) {
                            inside.peer().write(Arrays.copyOfRange(down, at, at + 32 * 1024));
                            written.addAndGet(32 * 1024);
                        }
                    },
                    BESIDE);
            assertThat(standing(written)).isLessThan(16 << 20);
            assertThat(inside.client().read(down.length)).isEqualTo(down);
            writing.get(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS);

            inside.peer().reading(false);
            byte[] up = random(2, 24 << 20);
            written.set(0);
            writing = CompletableFuture.runAsync(
                    () -> {
                        try {
                            for (int at = 0; at < up.length; at += 32 * 1024) {
                                inside.client().send(Arrays.copyOfRange(up, at, at + 32 * 1024));
                                written.addAndGet(32 * 1024);
                            }
                        } catch (IOException broken) {
                            throw new AssertionError(broken);
                        }
                    },
                    BESIDE);
            assertThat(standing(written)).isLessThan(16 << 20);
            inside.peer().reading(true);
            assertThat(inside.peer().read(up.length)).isEqualTo(up);
            writing.get(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    // Through a gateway

    private static AdmissionFrame.Admitted admitted(TestFront front, RdpLaunch launch, String client)
            throws IOException {
        Visit gateway = front.admissions();
        gateway.write(new AdmissionFrame.Ask(
                7, InetAddress.ofLiteral(client), launch.launch().ticket()));
        AdmissionFrame answer = gateway.readAdmission();
        assertThat(answer).isInstanceOf(AdmissionFrame.Admitted.class);
        return (AdmissionFrame.Admitted) answer;
    }

    private static RdpClientDouble through(TestFront front, Octets pass, String client) throws IOException {
        RdpClientDouble relayed = front.rdpClient(HERE);
        relayed.send(new RelayPreface(new InetSocketAddress(InetAddress.ofLiteral(client), 1234), front.address(), pass)
                .encode()
                .array());
        return relayed;
    }

    @Test
    void letsInWhoseGatewayHasAPass() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            RdpLaunch launch = front.rdpLaunch(
                    UUID.randomUUID(), true, new Permissions(Permissions.Clipboard.NONE, true, true, true, 20));
            AdmissionFrame.Admitted admitted = admitted(front, launch, "192.0.2.7");
            assertThat(admitted.drives()).isTrue();
            // Allowed, but this kind of host has none.
            assertThat(admitted.printers()).isFalse();
            assertThat(admitted.clipboard()).isFalse();
            assertThat(admitted.idleMinutes()).isEqualTo(20);

            // With no code, since the ticket has said it all.
            RdpClientDouble client = through(front, admitted.pass(), "192.0.2.7")
                    .request(Optional.empty())
                    .secure("TLSv1.3")
                    .greet()
                    .signOn("whatever she typed");
            RdpServerDouble.Peer peer = front.rdp().accept();
            assertHearsAll(peer, renamed(RdpClientDouble.WISHES, "cliprdr=block02"));
            assertThat(front.told())
                    .containsExactly(
                            launch.launch().reached("tunnel"), launch.launch().reached("host-connected"));
            client.close();

            // Its lease lives, and a pass is good once.
            assertPassRefused(front, admitted.pass());
            RdpClientDouble again = through(
                            front, admitted(front, launch, "192.0.2.7").pass(), "192.0.2.7")
                    .request(Optional.of(launch.code().routingToken()))
                    .secure("TLSv1.3")
                    .greet()
                    .signOn(launch.code().text());
            assertHearsAll(front.rdp().accept(), renamed(RdpClientDouble.WISHES, "cliprdr=block02"));
            again.close();
        }
    }

    private static void assertPassRefused(TestFront front, Octets pass) throws IOException {
        assertThat(through(front, pass, "192.0.2.7").readToEnd()).isEmpty();
        front.told();
        assertThat(front.refused()).last().isEqualTo("pass-unknown");
    }

    @Test
    void readsPrefaceAndRequestInOne() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            RdpLaunch launch = front.rdpLaunch();
            Octets pass = admitted(front, launch, ELSEWHERE).pass();
            byte[] preface = new RelayPreface(
                            new InetSocketAddress(InetAddress.ofLiteral(ELSEWHERE), 1), front.address(), pass)
                    .encode()
                    .array();
            RdpClientDouble client = front.rdpClient(HERE);
            client.send(RdpTalk.join(preface, RdpTalk.REQUEST));
            client.readFrame();
            client.secure("TLSv1.3").send(RdpClientDouble.WISHES);
            client.readFrame();
            client.close();

            Octets next = admitted(front, launch, ELSEWHERE).pass();
            byte[] other = new RelayPreface(
                            new InetSocketAddress(InetAddress.ofLiteral(ELSEWHERE), 1), front.address(), next)
                    .encode()
                    .array();
            RdpClientDouble slow = front.rdpClient(HERE);
            for (byte piece : RdpTalk.join(other, RdpTalk.REQUEST)) {
                slow.send(new byte[] {piece});
            }
            slow.readFrame();
        }
    }

    @Test
    void closesOnPrefacesThatAreNone() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            Octets pass = admitted(front, front.rdpLaunch(), HERE).pass();
            byte[] preface = new RelayPreface(front.address(), front.address(), pass)
                    .encode()
                    .array();
            for (byte[] wrong : new byte[][] {
                RdpTalk.with(preface, 3, 0), RdpTalk.with(preface, 12, 0x20), RdpTalk.with(preface, 14, 0xff)
            }) {
                RdpClientDouble client = front.rdpClient(HERE);
                client.send(wrong);
                assertThat(client.readToEnd()).isEmpty();
            }
            // Twice, or in front of TLS with a gateway.
            RdpClientDouble twice = front.rdpClient(HERE);
            twice.send(RdpTalk.join(preface, preface));
            assertThat(twice.readToEnd()).isEmpty();
            Octets next = admitted(front, front.rdpLaunch(), HERE).pass();
            RdpClientDouble tls = front.rdpClient(HERE);
            tls.send(RdpTalk.join(
                    new RelayPreface(front.address(), front.address(), next)
                            .encode()
                            .array(),
                    new byte[] {0x16, 3, 1}));
            assertThat(tls.readToEnd()).isEmpty();
        }
    }

    @Test
    void refusesPassesOfNobodyAndOfThoseWhoseLeaseIsOver() throws Exception {
        try (TestFront front = TestFront.start(directory.resolve("a"))) {
            assertPassRefused(front, Octets.of(new byte[16]));
            RdpLaunch launch = front.rdpLaunch();
            Octets pass = admitted(front, launch, HERE).pass();
            endSession(front, launch.session());
            assertPassRefused(front, pass);

            // The session ends between the pass and the sign-on.
            RdpLaunch other = front.rdpLaunch();
            RdpClientDouble client = through(front, admitted(front, other, HERE).pass(), HERE)
                    .request(Optional.empty())
                    .secure("TLSv1.3")
                    .greet();
            endSession(front, other.session());
            assertTurnedAway(front, client.signOn(""), "launch-unknown");
        }
        try (TestFront front = TestFront.start(directory.resolve("b"), Stage.PASS)) {
            assertPassRefused(front, admitted(front, front.rdpLaunch(), HERE).pass());
        }
    }

    @Test
    void refusesAnotherLaunchsCodeBehindAPass() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            RdpLaunch launch = front.rdpLaunch();
            RdpLaunch other = front.rdpLaunch();
            assertTurnedAway(
                    front,
                    through(front, admitted(front, launch, HERE).pass(), HERE)
                            .request(Optional.empty())
                            .secure("TLSv1.3")
                            .greet()
                            .signOn(other.code().text()),
                    "code-other-launch");
            assertTurnedAway(
                    front,
                    through(front, admitted(front, launch, HERE).pass(), HERE)
                            .request(Optional.of(other.code().routingToken()))
                            .secure("TLSv1.3")
                            .greet()
                            .signOn(launch.code().text()),
                    "code-other-launch");
        }
    }

    private static void assertAskRefused(TestFront front, String ticket, String client, String reason)
            throws IOException {
        Visit gateway = front.admissions();
        gateway.write(new AdmissionFrame.Ask(9, InetAddress.ofLiteral(client), ticket));
        assertThat(gateway.readAdmission()).isEqualTo(new AdmissionFrame.Refused(9, reason));
        assertThat(front.told())
                .noneMatch(said ->
                        said instanceof FrontNews.Stage stage && stage.failure().isEmpty());
        assertThat(front.refused()).last().isEqualTo(reason);
    }

    @Test
    void tellsGatewaysWhomNotToLetIn() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            RdpLaunch launch = front.rdpLaunch();
            Octets binding = ClientBinding.ofRdpClient(launch.id());
            assertAskRefused(front, "ut1.AAAA", HERE, "ticket-malformed");
            assertAskRefused(
                    front,
                    launch.launch()
                                    .ticket()
                                    .substring(0, launch.launch().ticket().length() - 4) + "AAAA",
                    HERE,
                    "ticket-forged");
            assertAskRefused(
                    front,
                    front.sign(front.ticket(launch.id(), front.site(), front.user(), UUID.randomUUID(), binding)),
                    HERE,
                    "destination-mismatch");
            assertAskRefused(
                    front,
                    front.sign(front.ticket(launch.id(), front.site(), UUID.randomUUID(), front.host(), binding)),
                    HERE,
                    "ticket-other-client");
            UUID unknown = UUID.randomUUID();
            assertAskRefused(
                    front,
                    front.sign(front.ticket(
                            unknown, front.site(), front.user(), front.host(), ClientBinding.ofRdpClient(unknown))),
                    HERE,
                    "launch-unknown");

            admitted(front, launch, HERE);
            front.told();
            assertAskRefused(front, launch.launch().ticket(), ELSEWHERE, "other-address");
            // The code alone is bound as well.
            assertTurnedAway(
                    front,
                    front.rdpClient(ELSEWHERE)
                            .request(Optional.empty())
                            .secure("TLSv1.3")
                            .greet()
                            .signOn(launch.code().text()),
                    "other-address");
            endSession(front, launch.session());
            assertAskRefused(front, launch.launch().ticket(), HERE, "launch-unknown");
        }
    }

    @Test
    void answersManyQuestionsOnOneConnection() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            Visit gateway = front.admissions();
            RdpLaunch launch = front.rdpLaunch();
            gateway.write(new AdmissionFrame.Ping(5));
            assertThat(gateway.readAdmission()).isEqualTo(new AdmissionFrame.Pong(5));
            gateway.write(new AdmissionFrame.Pong(6));
            byte[] ask = AdmissionCodec.encode(new AdmissionFrame.Ask(
                            3, InetAddress.getLoopbackAddress(), launch.launch().ticket()))
                    .array();
            for (byte piece : ask) {
                gateway.write(piece);
            }
            AdmissionFrame first = gateway.readAdmission();
            gateway.write(RdpTalk.join(ask, ask));
            AdmissionFrame second = gateway.readAdmission();
            AdmissionFrame third = gateway.readAdmission();
            assertThat(List.of(first, second, third)).allMatch(AdmissionFrame.Admitted.class::isInstance);
            assertThat(List.of(first, second, third)).doesNotHaveDuplicates();
        }
    }

    @Test
    void closesOnGatewaysThatSayWhatHasNoPlace() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            Visit answering = front.admissions();
            answering.write(new AdmissionFrame.Refused(1, "no"));
            assertThat(answering.isAtEnd()).isTrue();
            Visit broken = front.admissions();
            broken.write((byte) 9, (byte) 0, (byte) 0, (byte) 0);
            assertThat(broken.isAtEnd()).isTrue();
            Visit lying = front.admissions();
            lying.write((byte) 1, (byte) 0xff, (byte) 0xff, (byte) 0xff);
            assertThat(lying.isAtEnd()).isTrue();
            assertThat(front.naming().isAtEnd()).isTrue();
            assertThat(front.naming("h2").isAtEnd()).isTrue();
        }
    }

    @Test
    void givesUpGatewaysThatAreSilent() throws Exception {
        try (TestFront front = TestFront.start(directory, Stage.SILENCE)) {
            assertThat(front.admissions().isAtEnd()).isTrue();
        }
    }
}
