package org.usher.agent.front;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
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
import org.usher.agent.control.FrontNews;
import org.usher.agent.control.FrontOrder;
import org.usher.agent.front.TestFront.Connected;
import org.usher.agent.front.TestFront.Launch;
import org.usher.agent.front.TestFront.Stage;
import org.usher.relay.testing.Pipe;
import org.usher.wire.Octets;
import org.usher.wire.rdcleanpath.RdCleanPath;
import org.usher.wire.stream.StreamEnd;
import org.usher.wire.stream.StreamFrame;

/** A stream that is relayed: its breaks and returns, slow ends, and how it ends. */
@Timeout(90)
class FrontStreamTest {

    private static final Executor BESIDE = Executors.newVirtualThreadPerTaskExecutor();

    @TempDir
    Path directory;

    private static byte[] random(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** Writes all of it from a thread of its own, counting what is through. */
    private static CompletableFuture<Void> writeBeside(RdpServerDouble.Peer peer, byte[] all, AtomicLong written) {
        return CompletableFuture.runAsync(
                () -> {
                    for (int at = 0; at < all.length; at += 32 * 1024) {
                        byte[] part = Arrays.copyOfRange(all, at, Math.min(all.length, at + 32 * 1024));
                        peer.write(part);
                        written.addAndGet(part.length);
                    }
                },
                BESIDE);
    }

    /** Waits until the count does not grow any more. */
    private static long standing(AtomicLong count) {
        long[] last = {-1, 0};
        TestFront.await("the sender is held back", () -> {
            last[1] = count.get() > 0 && count.get() == last[0] ? last[1] + 1 : 0;
            last[0] = count.get();
            return last[1] > 60;
        });
        return last[0];
    }

    private static void assertRelays(Connected connected) throws Exception {
        byte[] up = {1, 2, 3};
        connected.page().send(up);
        assertThat(connected.peer().read(3)).isEqualTo(up);
        byte[] down = {4, 5, 6, 7};
        connected.peer().write(down);
        assertThat(connected.page().read(4)).isEqualTo(down);
    }

    // Breaks and returns

    @Test
    void losesAndDoublesNothingOverBreaks() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            Connected connected = front.relaying();
            PageDouble page = connected.page();
            Random random = new Random(11);
            byte[] down = random(1, 3 << 20);
            byte[] up = random(2, 1 << 20);
            CompletableFuture<Void> writing = writeBeside(connected.peer(), down, new AtomicLong());
            CompletableFuture<byte[]> received = CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            return connected.peer().read(up.length);
                        } catch (InterruptedException interrupted) {
                            throw new AssertionError(interrupted);
                        }
                    },
                    BESIDE);

            byte[] got = new byte[down.length];
            int have = 0;
            int sent = 0;
            while (have < down.length || sent < up.length) {
                int length = Math.min(up.length - sent, 1 + random.nextInt(20_000));
                page.send(Arrays.copyOfRange(up, sent, sent + length));
                sent += length;
                int wanted = Math.min(down.length - have, 1 + random.nextInt(60_000));
                System.arraycopy(page.read(wanted), 0, got, have, wanted);
                have += wanted;
                if (random.nextInt(6) == 0) {
                    if (random.nextBoolean()) {
                        // The first bytes of a frame whose rest never comes.
                        page.visit().write(new byte[] {3, 0, 0x10});
                    }
                    page.lose();
                    page.comeBack();
                }
            }

            assertThat(page.epoch()).isGreaterThan(5);
            assertThat(got).isEqualTo(down);
            assertThat(received.get(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(up);
            writing.get(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(front.rdp().requests()).hasSize(1);
        }
    }

    @Test
    void endsTheTransportBeforeTheOneThatComesBack() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            Connected connected = front.relaying();
            PageDouble page = connected.page();
            Visit old = page.visit();
            page.comeBack();

            assertThat(page.epoch()).isEqualTo(2);
            assertThat(old.isAtEnd()).isTrue();
            assertRelays(connected);
        }
    }

    @Test
    void knowsNothingOfBytesThatComeOverAnOldTransport() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            Connected connected = front.relaying();
            Visit old = connected.page().visit();
            connected.page().comeBack();
            try {
                old.write(new StreamFrame.Data(0, ByteBuffer.wrap(new byte[60_000])));
                old.write(new StreamFrame.End("disconnected"));
            } catch (IOException alreadyClosed) {
                // That is as good.
            }
            assertRelays(connected);
        }
    }

    @Test
    void endsWhenTheClientComesBackWithWhatItCannotHave() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            Connected connected = front.relaying();
            connected.page().lose();
            Visit visit = front.visit().origin();
            visit.write(new StreamFrame.Hello(
                    connected.page().ticket(), Optional.of(connected.page().lease()), 1L << 40));
            assertThat(visit.readFrame()).isInstanceOf(StreamFrame.Welcome.class);
            assertThat(visit.readFrame()).isEqualTo(new StreamFrame.End("stream-offset"));
            assertThat(visit.isAtEnd()).isTrue();
            assertThat(connected.peer().readToEnd()).isEmpty();
        }
    }

    @Test
    void waitsForAClientOnlySoLong() throws Exception {
        try (TestFront front = TestFront.start(directory, Stage.COME_BACK)) {
            Connected connected = front.relaying();
            connected.page().lose();
            assertThat(connected.peer().readToEnd()).isEmpty();

            Visit visit = front.visit().origin();
            visit.write(new StreamFrame.Hello(
                    connected.page().ticket(), Optional.of(connected.page().lease()), 0));
            assertThat(visit.readFrame()).isEqualTo(new StreamFrame.End("lease-unknown"));
        }
    }

    @Test
    void givesUpATransportThatIsSilent() throws Exception {
        try (TestFront front = TestFront.start(directory, Stage.SILENCE)) {
            PageDouble page = PageDouble.open(front, front.launch().ticket());
            assertThat(page.visit().isAtEnd()).isTrue();
            page.comeBack();
            assertThat(page.epoch()).isEqualTo(2);
        }
    }

    // Slow ends

    @Test
    void holdsTheHostBackWhileTheClientIsAway() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            Connected connected = front.relaying();
            connected.page().lose();
            byte[] down = random(3, 12 << 20);
            AtomicLong written = new AtomicLong();
            CompletableFuture<Void> writing = writeBeside(connected.peer(), down, written);

            // What is kept for the client, one read more, and what lies in the sockets between host and front.
            assertThat(standing(written)).isBetween((long) StreamEnd.REPLAY_CAP, StreamEnd.REPLAY_CAP + (2L << 20));

            connected.page().comeBack();
            assertThat(connected.page().readMany(down.length)).isEqualTo(down);
            writing.get(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertRelays(connected);
        }
    }

    @Test
    void holdsTheHostBackForAClientThatDoesNotRead() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            Connected connected = front.relaying();
            byte[] down = random(4, 24 << 20);
            AtomicLong written = new AtomicLong();
            CompletableFuture<Void> writing = writeBeside(connected.peer(), down, written);

            assertThat(standing(written)).isLessThan(16 << 20);

            assertThat(connected.page().readMany(down.length)).isEqualTo(down);
            writing.get(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    @Test
    void holdsTheClientBackForAHostThatDoesNotRead() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            Connected connected = front.relaying();
            connected.peer().reading(false);
            long begin = 0L + RdpTalk.CONNECT_INITIAL.length + RdpTalk.CLIENT_INFO.length + RdpTalk.LICENSE.length;
            long offset = begin
                    + new RdCleanPath.Request(front.target(), connected.launch().ticket(), Octets.of(RdpTalk.REQUEST))
                            .encode()
                            .length;
            byte[] up = random(5, 32 << 20);
            AtomicLong written = new AtomicLong();
            CompletableFuture<Void> sending = CompletableFuture.runAsync(
                    () -> {
                        try {
                            for (int at = 0; at < up.length; at += 32 * 1024) {
                                connected
                                        .page()
                                        .visit()
                                        .write(new StreamFrame.Data(offset + at, ByteBuffer.wrap(up, at, 32 * 1024)));
                                written.addAndGet(32 * 1024);
                            }
                        } catch (IOException failed) {
                            throw new AssertionError(failed);
                        }
                    },
                    BESIDE);

            assertThat(standing(written)).isLessThan(24 << 20);

            connected.peer().reading(true);
            assertThat(connected.peer().read(up.length)).isEqualTo(up);
            sending.get(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    @Test
    void cutsOffAClientThatDoesNotTakeTheEnd() throws Exception {
        try (TestFront front = TestFront.start(directory, Stage.LINGER)) {
            Connected connected = front.relaying();
            AtomicLong written = new AtomicLong();
            CompletableFuture<Void> writing = writeBeside(connected.peer(), new byte[24 << 20], written);
            standing(written);
            int before = TestFront.sockets();

            front.agent()
                    .carryOut(number ->
                            new FrontOrder.EndSession(number, connected.launch().session(), "session-ended"));
            // Both ends of the RDP connection, and the front's end of the transport that nobody reads from.
            TestFront.await("the transport is closed", () -> TestFront.sockets() <= before - 3);
            assertThat(writing.handle((done, failed) -> failed != null).get(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isTrue();
        }
    }

    // Ends

    @Test
    void letsGoOfTheHostWhenTheClientSaysGoodbye() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            Connected connected = front.relaying();
            front.told();
            connected.page().visit().write(new StreamFrame.End("disconnected"));
            assertThat(connected.page().visit().isAtEnd()).isTrue();
            assertThat(connected.peer().readToEnd()).isEmpty();
            assertThat(front.told()).isEmpty();
        }
    }

    @Test
    void leavesItToTheAgentToSayWhatAClosedConnectionMeans() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            Connected connected = front.relaying();
            UUID session = connected.launch().session();
            front.told();
            connected.peer().write(new byte[] {1, 2, 3});
            connected.peer().close();
            assertThat(connected.page().read(3)).isEqualTo(new byte[] {1, 2, 3});

            TestFront.await("the agent is told", () -> front.told().contains(new FrontNews.RdpClosed(session)));
            connected.page().send(new byte[] {1});
            front.agent().carryOut(number -> new FrontOrder.EndSession(number, session, "session-ended"));
            assertThat(connected.page().end()).isEqualTo("session-ended");
        }
    }

    @Test
    void doesNotWaitForEverForTheAgentsWord() throws Exception {
        try (TestFront front = TestFront.start(directory, Stage.WORD_OF_AGENT)) {
            Connected connected = front.relaying();
            connected.peer().close();
            assertThat(connected.page().end()).isEqualTo("rdp-closed");
        }
    }

    @Test
    void tellsWhoComesBackTooLateThatThereIsNothingToComeBackTo() throws Exception {
        try (TestFront front = TestFront.start(directory, Stage.WORD_OF_AGENT)) {
            Connected connected = front.relaying();
            connected.page().lose();
            connected.peer().close();
            int withStream = TestFront.sockets();
            assertThat(withStream).isPositive();
            TestFront.await("the stream is over", () -> {
                Visit visit = front.visit().origin();
                visit.write(new StreamFrame.Hello(
                        connected.page().ticket(), Optional.of(connected.page().lease()), 0));
                StreamFrame answer = visit.readFrame();
                visit.close();
                return answer.equals(new StreamFrame.End("lease-unknown"));
            });
        }
    }

    @Test
    void tellsOnceThatTheClientHasItsPicture() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            Connected connected = front.relaying();
            Launch launch = connected.launch();
            front.told();
            connected.peer().write(new byte[100]);
            connected.page().read(100);
            assertThat(front.told()).isEmpty();
            connected.peer().write(new byte[20_000]);
            connected.page().read(20_000);
            assertThat(front.told()).containsExactly(new FrontNews.Attached(launch.id(), launch.session()));
            connected.peer().write(new byte[20_000]);
            connected.page().read(20_000);
            assertThat(front.told()).isEmpty();
        }
    }

    @Test
    void aPictureOfFewBytesIsOneToo() throws Exception {
        try (TestFront front = TestFront.start(directory, Stage.PICTURE)) {
            Connected connected = front.connect();
            connected.page().send(RdpTalk.join(RdpTalk.CONNECT_INITIAL, RdpTalk.CLIENT_INFO, RdpTalk.LICENSE));
            connected.peer().readFrame();
            String password = RdpTalk.info(connected.peer().readFrame()).password();
            connected.peer().readFrame();
            front.told();
            assertThat(front.ask(TestFront.ACCOUNT, password)).isEqualTo("yes");
            Launch launch = connected.launch();
            List<FrontNews> told = new ArrayList<>();
            TestFront.await("the news", () -> {
                told.addAll(front.told());
                return told.size() == 2;
            });
            assertThat(told)
                    .containsExactly(launch.reached("sign-on"), new FrontNews.Attached(launch.id(), launch.session()));
        }
    }

    // Without an agent

    @Test
    void goesOnWithoutAnAgentAndTellsTheNextOne() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            Connected connected = front.relaying();
            Launch coming = front.launch();
            front.told();
            front.agentGoes();

            assertRelays(connected);
            connected.page().lose();
            connected.page().comeBack();
            // Who was expected is let in, and through to the host.
            Connected fresh = front.relaying(coming);
            assertRelays(fresh);
            // Nobody can say what the end of the connection means.
            connected.peer().close();
            assertThat(connected.page().end()).isEqualTo("rdp-closed");

            front.agentComes();
            assertThat(front.told())
                    .containsExactly(
                            coming.reached("tunnel"),
                            coming.reached("host-connected"),
                            new FrontNews.RdpClosed(connected.launch().session()));
        }
    }
}
