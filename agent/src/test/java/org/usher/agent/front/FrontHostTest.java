package org.usher.agent.front;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.usher.agent.control.FrontNews;
import org.usher.agent.front.RdpServerDouble.Manner;
import org.usher.agent.front.TestFront.Connected;
import org.usher.agent.front.TestFront.Launch;
import org.usher.agent.front.TestFront.Stage;
import org.usher.wire.Captures;
import org.usher.wire.Octets;
import org.usher.wire.rdcleanpath.RdCleanPath;
import org.usher.wire.rdp.ClientInfo;
import org.usher.wire.rdp.ConnectionConfirm;
import org.usher.wire.rdp.ConnectionRequest;
import org.usher.wire.stream.StreamFrame;

/** From the hello to the relay: RDCleanPath, the RDP server behind the front, and the prelude. */
@Timeout(60)
class FrontHostTest {

    @TempDir
    Path directory;

    private static byte[] request(TestFront front, Launch launch) {
        return new RdCleanPath.Request(front.target(), launch.ticket(), Octets.of(RdpTalk.REQUEST)).encode();
    }

    // RDCleanPath

    @Test
    void answersWithTheServersConfirmAndItsOwnCertificates() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            Launch launch = front.launch();
            PageDouble page = PageDouble.open(front, launch.ticket());
            for (byte piece : request(front, launch)) {
                page.send(piece);
            }
            front.rdp().accept();

            RdCleanPath answer = page.cleanPath();
            assertThat(answer).isInstanceOf(RdCleanPath.Response.class);
            RdCleanPath.Response response = (RdCleanPath.Response) answer;
            assertThat(response.serverAddress()).isEqualTo("127.0.0.1");
            assertThat(response.x224())
                    .isEqualTo(Octets.of(new ConnectionConfirm.Selected(ConnectionRequest.SSL).encode()));
            // Not the RDP server's, which are of nobody's CA, but those by which the farm knows this host.
            assertThat(response.certificates()).isEqualTo(front.certificates());
            // The client's own cookie and routing token stay outside; xrdp's log gets the account.
            assertThat(front.rdp().requests()).singleElement().asString().contains("Cookie: mstshash=alice\r\n");
            assertThat(front.told()).containsExactly(launch.reached("tunnel"), launch.reached("host-connected"));
        }
    }

    private static void assertRequestRefused(TestFront front, byte[] request, int status, String reason)
            throws IOException {
        Launch launch = front.launch();
        PageDouble page = PageDouble.open(front, launch.ticket());
        page.send(request);
        assertThat(page.cleanPath()).isEqualTo(RdCleanPath.Failure.ofHttp(status));
        assertThat(page.end()).isEqualTo(reason);
        assertThat(page.hasUnread()).isFalse();
        assertThat(front.told()).containsExactly(launch.reached("tunnel"), launch.failed("tunnel", reason));
        assertThat(front.rdp().requests()).isEmpty();
    }

    @Test
    void goesWhereTheTicketSaysAndNowhereElse() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            Launch launch = front.launch();
            PageDouble page = PageDouble.open(front, launch.ticket());
            for (String destination :
                    List.of("127.0.0.1:22", "localhost:" + front.address().getPort(), front.target() + " ", "")) {
                Launch other = front.launch();
                PageDouble wandering = PageDouble.open(front, other.ticket());
                front.told();
                wandering.send(
                        new RdCleanPath.Request(destination, other.ticket(), Octets.of(RdpTalk.REQUEST)).encode());
                assertThat(wandering.cleanPath()).isEqualTo(RdCleanPath.Failure.ofHttp(403));
                assertThat(wandering.end()).isEqualTo("destination-mismatch");
                assertThat(front.told()).containsExactly(other.failed("tunnel", "destination-mismatch"));
            }
            assertThat(front.rdp().requests()).isEmpty();
            page.send(request(front, launch));
            front.rdp().accept();
        }
    }

    @Test
    void wantsTheStreamsOwnTicketInTheRequest() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            String others = front.launch().ticket();
            assertRequestRefused(
                    front,
                    new RdCleanPath.Request(front.target(), others, Octets.of(RdpTalk.REQUEST)).encode(),
                    401,
                    "ticket-forged");
        }
    }

    @Test
    void refusesARequestThatIsNone() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            Launch any = front.launch();
            byte[] good = request(front, any);
            // Another tag, an indefinite length, a length of 16 MiB, a length of four bytes.
            assertRequestRefused(front, RdpTalk.with(good, 0, 0x31), 400, "rdp-malformed");
            assertRequestRefused(front, RdpTalk.with(good, 1, 0x80), 400, "rdp-malformed");
            assertRequestRefused(
                    front, new byte[] {0x30, (byte) 0x83, (byte) 0xff, (byte) 0xff, (byte) 0xff}, 400, "rdp-malformed");
            assertRequestRefused(
                    front, new byte[] {0x30, (byte) 0x84, 0x7f, (byte) 0xff, (byte) 0xff, 0}, 400, "rdp-malformed");
            // A field that claims more than there is, another version, an error, an answer, plain RDP.
            assertRequestRefused(front, new byte[] {0x30, 4, (byte) 0xa0, 0x50, 2, 0}, 400, "rdp-malformed");
            assertRequestRefused(front, new byte[] {0x30, 6, (byte) 0xa0, 4, 2, 2, 0x0d, 0x3f}, 400, "rdp-malformed");
            assertRequestRefused(front, RdCleanPath.Failure.ofHttp(403).encode(), 400, "rdp-malformed");
            assertRequestRefused(front, Captures.message("openssl-rdcleanpath-response"), 400, "rdp-malformed");
            assertRequestRefused(front, RdpTalk.REQUEST, 400, "rdp-malformed");
        }
    }

    @Test
    void refusesX224ThatIsNoOfferOfTls() throws Exception {
        List<byte[]> offers = new ArrayList<>();
        offers.add(Captures.message("xfreerdp-connection-request-plain"));
        offers.add(RdpTalk.join(RdpTalk.REQUEST, new byte[] {0}));
        offers.add(Arrays.copyOf(RdpTalk.REQUEST, RdpTalk.REQUEST.length - 1));
        offers.add(RdpTalk.CHANNELS.getFirst());
        offers.add(new byte[0]);
        try (TestFront front = TestFront.start(directory)) {
            for (byte[] offer : offers) {
                Launch launch = front.launch();
                PageDouble page = PageDouble.open(front, launch.ticket());
                page.send(new RdCleanPath.Request(front.target(), launch.ticket(), Octets.of(offer)).encode());
                assertThat(page.cleanPath()).isEqualTo(RdCleanPath.Failure.ofHttp(400));
                assertThat(page.end()).isEqualTo("rdp-malformed");
                assertThat(front.told())
                        .containsExactly(launch.reached("tunnel"), launch.failed("tunnel", "rdp-malformed"));
            }
            assertThat(front.rdp().requests()).isEmpty();
        }
    }

    @Test
    void doesNotWaitForEverForARequest() throws Exception {
        try (TestFront front = TestFront.start(directory, Stage.REQUEST)) {
            Launch launch = front.launch();
            PageDouble page = PageDouble.open(front, launch.ticket());
            page.send(Arrays.copyOf(request(front, launch), 40));

            assertThat(page.cleanPath())
                    .isEqualTo(new RdCleanPath.Failure(
                            1, OptionalInt.of(504), OptionalInt.of(10060), OptionalInt.empty()));
            assertThat(page.end()).isEqualTo("rdp-timeout");
            assertThat(front.told()).containsExactly(launch.reached("tunnel"), launch.failed("tunnel", "rdp-timeout"));
        }
    }

    // The host

    private static void assertHostFails(TestFront front, RdCleanPath failure, String reason) throws IOException {
        Launch launch = front.launch();
        PageDouble page = front.requesting(launch);
        assertThat(page.cleanPath()).isEqualTo(failure);
        assertThat(page.end()).isEqualTo(reason);
        assertThat(front.told()).containsExactly(launch.reached("tunnel"), launch.failed("host-connected", reason));
    }

    @ParameterizedTest
    @CsvSource({
        "REFUSING, rdp-refused",
        "PLAIN, rdp-refused",
        "NONSENSE, rdp-malformed",
        "BABBLING, rdp-malformed",
        "FLOODING, rdp-malformed",
        "CLOSING, rdp-refused",
        "CLOSING_BEFORE_TLS, rdp-refused",
        "NONSENSE_FOR_TLS, rdp-refused"
    })
    void tellsWhatIsWrongWithTheHost(Manner manner, String reason) throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            front.rdp().manner(manner);
            assertHostFails(front, RdCleanPath.Failure.ofSocket(10061), reason);
            // And the next one may be luckier.
            front.rdp().manner(Manner.PROPER);
            front.connect();
        }
    }

    @ParameterizedTest
    @CsvSource({"SILENT", "ENDLESS", "SILENT_FOR_TLS"})
    void doesNotWaitForEverForAHost(Manner manner) throws Exception {
        try (TestFront front = TestFront.start(directory, Stage.RDP_SERVER)) {
            front.rdp().manner(manner);
            assertHostFails(
                    front,
                    new RdCleanPath.Failure(1, OptionalInt.of(504), OptionalInt.of(10060), OptionalInt.empty()),
                    "rdp-timeout");
        }
    }

    @Test
    void tellsThatThereIsNoHost() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            Files.delete(front.settings().rdpSocket());
            assertHostFails(front, RdCleanPath.Failure.ofSocket(10061), "host-unreachable");
        }
    }

    @Test
    void letsGoOfTheHostWhenTheClientGoesBeforeItAnswers() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            front.rdp().manner(Manner.SILENT);
            Launch launch = front.launch();
            PageDouble page = front.requesting(launch);
            TestFront.await("the host is asked", () -> front.rdp().requests().size() == 1);
            page.visit().write(new StreamFrame.End("disconnected"));
            assertThat(page.visit().isAtEnd()).isTrue();
            // That it has let go of the host as well is seen when the front is closed.
            assertThat(front.told()).containsExactly(launch.reached("tunnel"));
        }
    }

    @Test
    void gathersNoMoreThanAPreludeWhileTheHostHesitates() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            front.rdp().manner(Manner.SILENT);
            Launch launch = front.launch();
            PageDouble page = front.requesting(launch);
            page.send(new byte[40_000]);
            page.send(new byte[40_000]);
            assertThat(page.end()).isEqualTo("rdp-malformed");
            assertThat(front.told())
                    .containsExactly(launch.reached("tunnel"), launch.failed("sign-on", "rdp-malformed"));
        }
    }

    // The prelude

    /** The prelude as clients go through it, each step after the host's answer; gives the Client Info PDU that came. */
    private static byte[] stepByStep(Connected connected, byte[] info) throws Exception {
        connected.page().send(RdpTalk.CONNECT_INITIAL);
        connected.peer().readFrame();
        answer(connected, RdpTalk.CONNECT_RESPONSE);
        connected.page().send(RdpTalk.join(RdpTalk.CHANNELS.get(0), RdpTalk.CHANNELS.get(1)));
        assertThat(connected.peer().readFrame()).isEqualTo(RdpTalk.CHANNELS.get(0));
        assertThat(connected.peer().readFrame()).isEqualTo(RdpTalk.CHANNELS.get(1));
        answer(connected, RdpTalk.ATTACH_USER_CONFIRM);
        for (byte[] join : RdpTalk.CHANNELS.subList(2, RdpTalk.CHANNELS.size())) {
            connected.page().send(join);
            assertThat(connected.peer().readFrame()).isEqualTo(join);
            answer(connected, RdpTalk.CHANNEL_JOIN_CONFIRM);
        }
        connected.page().send(info);
        return connected.peer().readFrame();
    }

    private static void answer(Connected connected, byte[] frame) throws IOException {
        connected.peer().write(frame);
        assertThat(connected.page().read(frame.length)).isEqualTo(frame);
    }

    private static void assertRelays(Connected connected) throws Exception {
        byte[] nonsense = {1, 2, 3, 4, 5};
        connected.page().send(nonsense);
        assertThat(connected.peer().read(5)).isEqualTo(nonsense);
        answer(connected, nonsense);
    }

    @Test
    void replacesWhatTheClientWantsToSignOnWith() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            Connected connected = front.connect();
            ClientInfo info = RdpTalk.info(stepByStep(connected, RdpTalk.foreignSignOn()));
            front.told();

            assertThat(info.userName()).isEqualTo(TestFront.ACCOUNT);
            assertThat(info.domain()).isEmpty();
            assertThat(info.alternateShell()).isEqualTo(TestFront.SHELL);
            assertThat(info.workingDir()).isEmpty();
            assertThat(info.flags() & ClientInfo.AUTOLOGON).isNotZero();
            assertThat(info.flags() & ClientInfo.RAIL).isZero();
            // The password is good for this account, once, and the launch hears of it.
            assertThat(front.ask("root", info.password() + "x")).isEqualTo("no");
            assertThat(front.ask(TestFront.ACCOUNT, info.password())).isEqualTo("yes");
            assertThat(front.ask(TestFront.ACCOUNT, info.password())).isEqualTo("no");
            assertThat(front.told()).containsExactly(connected.launch().reached("sign-on"));
        }
    }

    @Test
    void relaysBehindTheLicenceToAHostThatWantsOne() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            Connected connected = front.connect();
            stepByStep(connected, RdpTalk.CLIENT_INFO);
            answer(connected, RdpTalk.LICENSE_REQUEST);
            connected.page().send(RdpTalk.LICENSE);
            assertThat(connected.peer().readFrame()).isEqualTo(RdpTalk.LICENSE);
            assertRelays(connected);
        }
    }

    @Test
    void relaysAtOnceToAHostThatWantsNoLicence() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            Connected connected = front.connect();
            stepByStep(connected, RdpTalk.CLIENT_INFO);
            for (byte piece : RdpTalk.VALID_CLIENT) {
                answer(connected, new byte[] {piece});
            }
            assertRelays(connected);
        }
    }

    @Test
    void understandsAClientThatWaitsForNothing() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            Launch launch = front.launch();
            PageDouble page = PageDouble.open(front, launch.ticket());
            byte[] session = {9, 8, 7};
            List<byte[]> all = new ArrayList<>(List.of(request(front, launch), RdpTalk.CONNECT_INITIAL));
            all.addAll(RdpTalk.CHANNELS);
            all.addAll(List.of(RdpTalk.CLIENT_INFO, RdpTalk.LICENSE, session));
            page.send(RdpTalk.join(all.toArray(byte[][]::new)));

            RdpServerDouble.Peer peer = front.rdp().accept();
            peer.readFrame();
            RdpTalk.CHANNELS.forEach(join -> assertThat(frame(peer)).isEqualTo(join));
            assertThat(RdpTalk.info(peer.readFrame()).userName()).isEqualTo(TestFront.ACCOUNT);
            assertThat(peer.readFrame()).isEqualTo(RdpTalk.LICENSE);
            assertThat(peer.read(3)).isEqualTo(session);
            // The host's answers come late, and pass.
            assertThat(page.cleanPath()).isInstanceOf(RdCleanPath.Response.class);
            Connected connected = new Connected(launch, page, peer);
            answer(connected, RdpTalk.CONNECT_RESPONSE);
            answer(connected, RdpTalk.ATTACH_USER_CONFIRM);
            answer(connected, RdpTalk.LICENSE_REQUEST);
            assertRelays(connected);
        }
    }

    private static byte[] frame(RdpServerDouble.Peer peer) {
        try {
            return peer.readFrame();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    @Test
    void understandsAClientThatSignsOnBeforeItsChannelsAreConfirmed() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            Connected connected = front.connect();
            connected.page().send(RdpTalk.join(RdpTalk.CONNECT_INITIAL, RdpTalk.CHANNELS.get(0), RdpTalk.CLIENT_INFO));
            frame(connected.peer());
            frame(connected.peer());
            frame(connected.peer());
            answer(connected, RdpTalk.CONNECT_RESPONSE);
            // Cut where reads are cut.
            byte[] rest = RdpTalk.join(RdpTalk.CHANNEL_JOIN_CONFIRM, RdpTalk.VALID_CLIENT, new byte[] {5, 5, 5});
            answer(connected, Arrays.copyOf(rest, 7));
            answer(connected, Arrays.copyOfRange(rest, 7, rest.length));
            assertRelays(connected);
        }
    }

    @Test
    void letsNoSecondSignOnReachTheHost() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            for (boolean pipelined : new boolean[] {true, false}) {
                Connected connected = front.connect();
                if (pipelined) {
                    connected
                            .page()
                            .send(RdpTalk.join(RdpTalk.CONNECT_INITIAL, RdpTalk.CLIENT_INFO, RdpTalk.foreignSignOn()));
                } else {
                    stepByStep(connected, RdpTalk.CLIENT_INFO);
                    answer(connected, RdpTalk.LICENSE_REQUEST);
                    connected.page().send(RdpTalk.foreignSignOn());
                }
                assertThat(connected.page().end()).isEqualTo("rdp-malformed");
                // Texts are UTF-16; taking out the zeros finds them at odd places as well.
                assertThat(new String(connected.peer().readToEnd(), StandardCharsets.ISO_8859_1).replace("\0", ""))
                        .doesNotContain("/bin/sh");
                assertThat(front.told())
                        .contains(connected.launch().failed("sign-on", "rdp-malformed"))
                        .doesNotContain(connected.launch().reached("sign-on"));
            }
        }
    }

    @Test
    void letsNothingOfTheSessionPassBeforeLicensing() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            Connected connected = front.connect();
            stepByStep(connected, RdpTalk.CLIENT_INFO);
            connected.page().send(Captures.message("xfreerdp-confirm-active"));
            assertThat(connected.page().end()).isEqualTo("rdp-malformed");
            assertThat(connected.peer().readToEnd()).isEmpty();
        }
    }

    @Test
    void refusesMessagesThatAreNotWhatTheySay() throws Exception {
        byte[] info = RdpTalk.CLIENT_INFO;
        List<byte[]> wrong = List.of(
                // Not a TPKT; a length of 16 KiB and more; of nothing; out of its turn.
                new byte[] {2, 0, 0, 8, 1, 2, 3, 4},
                new byte[] {3, 0, 0x50, 0, 2},
                new byte[] {3, 0, 0, 4},
                RdpTalk.LICENSE,
                // A TPKT that ends inside of what it holds, a PER length that is not true, text lengths that are not.
                RdpTalk.with(RdpTalk.with(info, 2, 0), 3, 40),
                RdpTalk.with(info, 14, info[14] + 1),
                RdpTalk.with(info, 28, 0xff));
        try (TestFront front = TestFront.start(directory)) {
            for (byte[] message : wrong) {
                Connected connected = front.connect();
                connected.page().send(RdpTalk.CONNECT_INITIAL);
                connected.peer().readFrame();
                front.told();
                connected.page().send(message);
                assertThat(connected.page().end()).isEqualTo("rdp-malformed");
                assertThat(connected.peer().readToEnd()).isEmpty();
                assertThat(front.told()).containsExactly(connected.launch().failed("sign-on", "rdp-malformed"));
            }
        }
    }

    @Test
    void refusesAHostThatTalksNonsense() throws Exception {
        List<byte[]> wrong = List.of(
                new byte[] {0, 0, 0},
                new byte[] {3, 0, 0x50, 0},
                RdpTalk.VALID_CLIENT,
                RdpTalk.with(RdpTalk.ATTACH_USER_CONFIRM, 7, 0x21),
                Captures.message("xrdp-demand-active"));
        try (TestFront front = TestFront.start(directory)) {
            for (byte[] message : wrong) {
                Connected connected = front.connect();
                front.told();
                connected.peer().write(message);
                assertThat(connected.page().end()).isEqualTo("rdp-malformed");
                assertThat(connected.page().hasUnread()).isFalse();
                assertThat(connected.peer().readToEnd()).isEmpty();
                assertThat(front.told()).containsExactly(connected.launch().failed("sign-on", "rdp-malformed"));
            }
        }
    }

    @Test
    void tellsWhenTheHostClosesBeforeTheSession() throws Exception {
        List<byte[]> said = List.of(
                new byte[0],
                RdpTalk.CONNECT_INITIAL,
                RdpTalk.join(RdpTalk.CONNECT_INITIAL, RdpTalk.CHANNELS.get(0)),
                RdpTalk.join(RdpTalk.CONNECT_INITIAL, RdpTalk.CLIENT_INFO));
        try (TestFront front = TestFront.start(directory)) {
            for (byte[] before : said) {
                Connected connected = front.connect();
                connected.page().send(before);
                front.told();
                connected.peer().close();
                assertThat(connected.page().end()).isEqualTo("rdp-closed");
                List<FrontNews> told = front.told();
                assertThat(told).containsExactly(connected.launch().failed("sign-on", "rdp-closed"));
            }
        }
    }

    @Test
    void doesNotWaitForEverInThePrelude() throws Exception {
        try (TestFront front = TestFront.start(directory, Stage.PRELUDE)) {
            Connected connected = front.connect();
            connected.page().send(RdpTalk.CONNECT_INITIAL);
            assertThat(connected.page().end()).isEqualTo("rdp-timeout");
            assertThat(connected.peer().readFrame()).isNotEmpty();
            assertThat(connected.peer().readToEnd()).isEmpty();
            assertThat(front.told()).contains(connected.launch().failed("sign-on", "rdp-timeout"));
        }
    }
}
