package org.usher.agent.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.usher.agent.control.FrontOrder;
import org.usher.agent.front.TestFront.Launch;
import org.usher.wire.Decoded;
import org.usher.wire.Octets;
import org.usher.wire.rdcleanpath.RdCleanPath;
import org.usher.wire.stream.StreamCodec;
import org.usher.wire.stream.StreamFrame;
import org.usher.wire.ticket.ClientBinding;
import org.usher.wire.ticket.TicketKeyId;
import org.usher.wire.ticket.TicketSigner;

/** Who may begin a stream, and who may come back to one. */
@Timeout(60)
class FrontEntryTest {

    @TempDir
    Path directory;

    /** What a page gets that is not let in: an error for its RDP client, and why. */
    private static void assertRefused(Visit visit, int status, String reason) throws IOException {
        StreamFrame first = visit.readFrame();
        assertThat(first).isInstanceOf(StreamFrame.Data.class);
        StreamFrame.Data data = (StreamFrame.Data) first;
        assertThat(data.offset()).isZero();
        ByteBuffer bytes = data.bytes();
        assertThat(RdCleanPath.decode(bytes))
                .isEqualTo(new Decoded.Message<>(RdCleanPath.Failure.ofHttp(status), bytes.remaining()));
        assertThat(visit.readFrame()).isEqualTo(new StreamFrame.End(reason));
        assertThat(visit.isAtEnd()).isTrue();
    }

    private static void assertTicketRefused(TestFront front, String ticket, int status, String reason)
            throws IOException {
        Visit visit = front.visit().origin();
        visit.write(new StreamFrame.Hello(ticket, Optional.empty(), 0));
        assertRefused(visit, status, reason);
    }

    @Test
    void refusesTicketsThatNoBrokerOfTheSiteSigned() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            Launch launch = front.launch();
            String good = launch.ticket();
            char last = good.charAt(good.length() - 3);
            String forged = good.substring(0, good.length() - 3)
                    + (last == 'A' ? 'B' : 'A')
                    + good.substring(good.length() - 2);
            TicketSigner stranger = new TicketSigner(
                    new TicketKeyId(0x99),
                    KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate());

            assertTicketRefused(front, forged, 401, "ticket-forged");
            assertTicketRefused(front, stranger.sign(front.ticket(launch.id())), 401, "ticket-unknown-key");
            assertTicketRefused(front, "ut1.AAAA", 401, "ticket-malformed");
            assertTicketRefused(front, "x".repeat(1500), 401, "ticket-malformed");
            assertTicketRefused(
                    front,
                    front.sign(
                            front.ticket(launch.id(), UUID.randomUUID(), front.user(), front.host(), front.client())),
                    401,
                    "ticket-other-site");
            assertTicketRefused(
                    front,
                    front.sign(
                            front.ticket(launch.id(), front.site(), front.user(), UUID.randomUUID(), front.client())),
                    403,
                    "destination-mismatch");
            // None of them has used up the launch or spoilt it in the broker's books.
            assertThat(front.told()).isEmpty();
            // But the agent hears of each, for the audit log.
            assertThat(front.refused())
                    .containsExactly(
                            "ticket-forged",
                            "ticket-unknown-key",
                            "ticket-malformed",
                            "ticket-malformed",
                            "ticket-other-site",
                            "destination-mismatch");
            PageDouble.open(front, good);
            assertThat(front.told()).containsExactly(launch.reached("tunnel"));
        }
    }

    @Test
    void letsATicketInOnce() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            Launch launch = front.launch();
            PageDouble page = PageDouble.open(front, launch.ticket());
            assertThat(page.epoch()).isEqualTo(1);

            assertTicketRefused(front, launch.ticket(), 403, "ticket-used");

            page.visit().write(new StreamFrame.Ping(1, 0));
            assertThat(page.visit().readFrame()).isEqualTo(new StreamFrame.Pong(1, 0));
            page.visit().write(new StreamFrame.End("signed-out"));
            assertThat(page.visit().isAtEnd()).isTrue();
            // Its stream is over, and nobody can take it up again.
            assertTicketRefused(front, launch.ticket(), 403, "launch-unknown");
            assertThat(front.told()).containsExactly(launch.reached("tunnel"));
        }
    }

    @Test
    void letsInNobodyTooLateOrUnannounced() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            Launch late = new Launch(UUID.randomUUID(), UUID.randomUUID(), "");
            front.expect(late, 0);

            assertTicketRefused(front, front.sign(front.ticket(late.id())), 403, "launch-unknown");
            assertTicketRefused(front, front.sign(front.ticket(UUID.randomUUID())), 403, "launch-unknown");
        }
    }

    @Test
    void letsInNobodyForSomebodyElse() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            Launch first = front.launch();
            Octets other = ClientBinding.ofCookie("the cookie of another portal session");
            assertTicketRefused(
                    front,
                    front.sign(front.ticket(first.id(), front.site(), front.user(), front.host(), other)),
                    403,
                    "ticket-other-client");
            Launch second = front.launch();
            assertTicketRefused(
                    front,
                    front.sign(
                            front.ticket(second.id(), front.site(), UUID.randomUUID(), front.host(), front.client())),
                    403,
                    "ticket-other-client");

            assertThat(front.told())
                    .containsExactly(
                            first.failed("tunnel", "ticket-other-client"),
                            second.failed("tunnel", "ticket-other-client"));
            assertThat(front.rdp().requests()).isEmpty();
        }
    }

    @Test
    void letsNobodyBeginInTheMiddle() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            Launch launch = front.launch();
            Visit visit = front.visit().origin();
            visit.write(new StreamFrame.Hello(launch.ticket(), Optional.empty(), 17));
            assertRefused(visit, 400, "stream-offset");

            PageDouble.open(front, launch.ticket());
            assertThat(front.told()).containsExactly(launch.reached("tunnel"));
        }
    }

    private static void assertReturnRefused(TestFront front, String ticket, Octets lease, String reason)
            throws IOException {
        Visit visit = front.visit().origin();
        visit.write(new StreamFrame.Hello(ticket, Optional.of(lease), 0));
        // A page that comes back has its RDP client running: an error for that one would be taken for RDP.
        assertThat(visit.readFrame()).isEqualTo(new StreamFrame.End(reason));
        assertThat(visit.isAtEnd()).isTrue();
    }

    @Test
    void letsNobodyComeBackWithoutBothTicketAndLease() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            PageDouble alice = PageDouble.open(front, front.launch().ticket());
            PageDouble bob = PageDouble.open(front, front.launch().ticket());
            Octets invented = Octets.of(new byte[StreamFrame.LEASE]);
            Launch unused = front.launch();

            assertReturnRefused(front, bob.ticket(), alice.lease(), "lease-unknown");
            assertReturnRefused(front, alice.ticket(), invented, "lease-unknown");
            assertReturnRefused(front, unused.ticket(), alice.lease(), "lease-unknown");
            assertReturnRefused(front, "ut1.AAAA", alice.lease(), "ticket-malformed");

            // Nobody was disturbed by that, and it is no way around the launch's single use.
            for (PageDouble page : new PageDouble[] {alice, bob, PageDouble.open(front, unused.ticket())}) {
                page.visit().write(new StreamFrame.Ping(3, 0));
                assertThat(page.visit().readFrame()).isEqualTo(new StreamFrame.Pong(3, 0));
            }
        }
    }

    @Test
    void letsWhoeverComesBeforeTheKeysWaitForThem() throws Exception {
        try (TestFront front = TestFront.startWithoutKeys(directory)) {
            Launch launch = front.launch();
            Socket early = front.stranger();
            early.setSoTimeout(500);
            // With keys the front would close at once: it is the beginning of no protocol.
            early.getOutputStream().write("?".getBytes(StandardCharsets.US_ASCII));
            assertThatThrownBy(() -> early.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            front.tellKeys();
            PageDouble.open(front, launch.ticket()).close();
        }
    }

    @Test
    void letsNobodyInWithKeysThatWereWithdrawn() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            PageDouble page = PageDouble.open(front, front.launch().ticket());
            Launch launch = front.launch();
            assertThat(front.agent().carryOut(number -> new FrontOrder.Keys(number, front.site(), Map.of())))
                    .isEqualTo("");

            assertTicketRefused(front, launch.ticket(), 401, "ticket-unknown-key");
            assertReturnRefused(front, page.ticket(), page.lease(), "ticket-unknown-key");
        }
    }

    @Test
    void refusesWhatIsNoHello() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            Visit withoutOrigin = front.visit();
            withoutOrigin.write(new StreamFrame.Hello(front.launch().ticket(), Optional.empty(), 0));
            assertRefused(withoutOrigin, 400, "stream-frame");

            Visit early = front.visit().origin();
            early.write(new StreamFrame.Ack(0));
            assertRefused(early, 400, "stream-frame");

            Visit twice = front.visit().origin().origin();
            assertRefused(twice, 400, "stream-frame");

            Visit unknown = front.visit().origin();
            unknown.write((byte) 0x7e, (byte) 0, (byte) 0, (byte) 0);
            assertRefused(unknown, 400, "stream-malformed");

            Visit oversize = front.visit().origin();
            oversize.write((byte) 0x01, (byte) 0xff, (byte) 0xff, (byte) 0xff);
            assertRefused(oversize, 400, "stream-malformed");

            Visit lying = front.visit().origin();
            // A hello of 13 bytes that says its ticket has 1,000.
            lying.write(
                    (byte) 1,
                    (byte) 0,
                    (byte) 0,
                    (byte) 13,
                    (byte) 1,
                    (byte) 3,
                    (byte) 0xe8,
                    (byte) 'u',
                    (byte) 't',
                    (byte) 0,
                    (byte) 0,
                    (byte) 0,
                    (byte) 0,
                    (byte) 0,
                    (byte) 0,
                    (byte) 0,
                    (byte) 0);
            assertRefused(lying, 400, "stream-malformed");
        }
    }

    @Test
    void staysWithARefusal() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            Launch launch = front.launch();
            Visit visit = front.visit().origin();
            visit.write(RdpTalk.join(
                    StreamCodec.encode(new StreamFrame.Ack(0)).array(),
                    StreamCodec.encode(new StreamFrame.Hello(launch.ticket(), Optional.empty(), 0))
                            .array()));
            assertRefused(visit, 400, "stream-frame");
            assertThat(front.told()).isEmpty();
        }
    }

    @Test
    void endsAStreamThatSaysWhatHasNoPlaceInIt() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            PageDouble again = PageDouble.open(front, front.launch().ticket());
            again.visit().write(new StreamFrame.Hello(again.ticket(), Optional.empty(), 0));
            assertThat(again.end()).isEqualTo("stream-frame");

            PageDouble gateway = PageDouble.open(front, front.launch().ticket());
            gateway.visit().origin();
            assertThat(gateway.end()).isEqualTo("stream-frame");

            PageDouble gap = PageDouble.open(front, front.launch().ticket());
            gap.visit().write(new StreamFrame.Data(5, ByteBuffer.wrap(new byte[] {1})));
            assertThat(gap.end()).isEqualTo("stream-gap");

            PageDouble ahead = PageDouble.open(front, front.launch().ticket());
            ahead.visit().write(new StreamFrame.Ack(1_000));
            assertThat(ahead.end()).isEqualTo("stream-offset");

            PageDouble broken = PageDouble.open(front, front.launch().ticket());
            broken.visit()
                    .write(
                            (byte) 0x03,
                            (byte) 0xff,
                            (byte) 0xff,
                            (byte) 0xff,
                            (byte) 0,
                            (byte) 0,
                            (byte) 0,
                            (byte) 0,
                            (byte) 0,
                            (byte) 0,
                            (byte) 0,
                            (byte) 0);
            assertThat(broken.end()).isEqualTo("stream-malformed");
        }
    }

    @Test
    void movesASessionToWhoLaunchesItLast() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            UUID session = UUID.randomUUID();
            PageDouble first = PageDouble.open(front, front.launch(session).ticket());
            PageDouble second = PageDouble.open(front, front.launch(session).ticket());

            assertThat(first.end()).isEqualTo("taken-over");
            assertReturnRefused(front, first.ticket(), first.lease(), "lease-unknown");
            second.visit().write(new StreamFrame.Ping(1, 0));
            assertThat(second.visit().readFrame()).isEqualTo(new StreamFrame.Pong(1, 0));
        }
    }

    @Test
    void endsStreamsAndForgetsLaunchesWhenTheAgentSaysSo() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            UUID session = UUID.randomUUID();
            PageDouble ended = PageDouble.open(front, front.launch(session).ticket());
            PageDouble other = PageDouble.open(front, front.launch().ticket());
            Launch coming = front.launch(session);

            front.agent().carryOut(number -> new FrontOrder.EndSession(number, session, "disconnected"));
            assertThat(ended.end()).isEqualTo("disconnected");
            assertTicketRefused(front, coming.ticket(), 403, "launch-unknown");

            Launch late = front.launch();
            front.agent()
                    .carryOut(number -> new FrontOrder.EndClient(
                            number, ClientBinding.ofCookie("somebody else").text()));
            other.visit().write(new StreamFrame.Ping(1, 0));
            assertThat(other.visit().readFrame()).isEqualTo(new StreamFrame.Pong(1, 0));
            front.agent()
                    .carryOut(number ->
                            new FrontOrder.EndClient(number, front.client().text()));
            assertThat(other.end()).isEqualTo("signed-out");
            assertTicketRefused(front, late.ticket(), 403, "launch-unknown");
        }
    }

    @Test
    void tellsEverybodyWhenItStops() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            PageDouble page = PageDouble.open(front, front.launch().ticket());
            front.stop();
            assertThat(page.end()).isEqualTo("front-stopping");
        }
    }
}
