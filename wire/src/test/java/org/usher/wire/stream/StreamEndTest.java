package org.usher.wire.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.usher.wire.Octets;
import org.usher.wire.Seeded;
import org.usher.wire.stream.StreamEnd.Fault;

/**
 * Transports break at any moment, and a key stroke that is lost or typed twice is worse than a session that ends. So the
 * one promise of the stream is tried with many seeds, and after it each rule by itself.
 */
class StreamEndTest {

    private static final int CAP = StreamEnd.REPLAY_CAP;

    private final StreamEnd end = new StreamEnd();
    private final RecordingOut out = new RecordingOut();

    @Test
    void everyByteIsDeliveredOnceAndInOrderWhateverTransportsBreak() {
        AtomicInteger transports = new AtomicInteger();
        Seeded.rounds(300, random -> {
            LossyPair pair = new LossyPair(random);
            for (int step = 0; step < 400; step++) {
                pair.step();
            }
            pair.settle();
            assertThat(pair.welcomed()).isTrue();
            assertThat(pair.delivered()).isEqualTo(pair.offered());
            transports.addAndGet(pair.transports());
        });
        // The seeds do break transports, and more than one of each pair.
        assertThat(transports).hasValueGreaterThan(2 * Integer.getInteger("usher.rounds", 300));
    }

    @Test
    void keepsWhatIsOfferedBeforeThereIsATransport() {
        offer(bytes(3));
        offer(bytes(4));
        assertThat(out.takeSent()).isEmpty();
        assertThat(end.attach(0, out)).isEmpty();
        assertThat(out.takeSent()).containsExactly(data(0, bytes(3)), data(3, bytes(4)));
        assertThat(end.attached()).isTrue();
    }

    @Test
    void sendsAtOnceWhatIsOfferedOnATransport() {
        attached();
        offer(bytes(3));
        assertThat(out.takeSent()).containsExactly(data(0, bytes(3)));
        assertThat(end.sent()).isEqualTo(3);
    }

    @Test
    void sendsNothingForAnOfferOfNothing() {
        attached();
        offer(new byte[0]);
        assertThat(out.takeSent()).isEmpty();
        assertThat(end.sent()).isZero();
    }

    @Test
    void sendsInFramesOfTheLargestSize() {
        attached();
        byte[] bytes = bytes(2 * StreamFrame.MAX_DATA + 1);
        offer(bytes);
        assertThat(out.takeSent())
                .containsExactly(
                        data(0, Arrays.copyOfRange(bytes, 0, 0x10000)),
                        data(0x10000, Arrays.copyOfRange(bytes, 0x10000, 0x20000)),
                        data(0x20000, Arrays.copyOfRange(bytes, 0x20000, 0x20001)));
    }

    @Test
    void keepsACopyOfWhatItIsOffered() {
        ByteBuffer offered = ByteBuffer.wrap(new byte[] {1, 2, 3});
        assertThat(end.offer(offered, out)).isEmpty();
        assertThat(offered.remaining()).as("what the caller sees of it").isEqualTo(3);
        offered.put(0, (byte) 9);
        assertThat(end.attach(0, out)).isEmpty();
        assertThat(out.takeSent()).containsExactly(data(0, new byte[] {1, 2, 3}));
    }

    @Test
    void sendsAgainWhatThePeerHasNotGot() {
        attached();
        offer(bytes(10));
        offer(bytes(20));
        receive(new StreamFrame.Ack(4));
        end.detach();
        offer(bytes(5));
        out.takeSent();

        assertThat(end.attach(12, out)).isEmpty();

        assertThat(out.takeSent()).containsExactly(data(12, Arrays.copyOfRange(bytes(20), 2, 20)), data(30, bytes(5)));
    }

    @Test
    void sendsNothingAgainThatThePeerHas() {
        attached();
        offer(bytes(10));
        end.detach();
        out.takeSent();
        assertThat(end.attach(10, out)).isEmpty();
        assertThat(out.takeSent()).isEmpty();
    }

    @Test
    void startsAgainOnANewTransportThoughTheOldOneWasNeverSeenToEnd() {
        attached();
        offer(bytes(10));
        out.takeSent();
        assertThat(end.attach(6, out)).isEmpty();
        assertThat(out.takeSent()).containsExactly(data(6, Arrays.copyOfRange(bytes(10), 6, 10)));
    }

    @Test
    void acknowledgesEvery32KiB() {
        attached();
        receive(data(0, bytes(StreamEnd.ACK_AFTER - 1)));
        assertThat(out.takeSent()).isEmpty();
        receive(data(StreamEnd.ACK_AFTER - 1, bytes(1)));
        assertThat(out.takeSent()).containsExactly(new StreamFrame.Ack(StreamEnd.ACK_AFTER));
        receive(data(StreamEnd.ACK_AFTER, bytes(StreamEnd.ACK_AFTER - 1)));
        assertThat(out.takeSent()).isEmpty();
    }

    @Test
    void countsWhatAPingOrPongAcknowledged() {
        attached();
        receive(data(0, bytes(StreamEnd.ACK_AFTER - 1)));
        end.ping(1, out);
        assertThat(out.takeSent()).containsExactly(new StreamFrame.Ping(1, StreamEnd.ACK_AFTER - 1));
        receive(data(StreamEnd.ACK_AFTER - 1, bytes(StreamEnd.ACK_AFTER - 1)));
        receive(new StreamFrame.Ping(-2, 0));
        assertThat(out.takeSent()).containsExactly(new StreamFrame.Pong(-2, 2 * StreamEnd.ACK_AFTER - 2));
        receive(data(2 * StreamEnd.ACK_AFTER - 2, bytes(StreamEnd.ACK_AFTER - 1)));
        assertThat(out.takeSent()).isEmpty();
    }

    @Test
    void countsWhatTheHandshakeAcknowledged() {
        attached();
        receive(data(0, bytes(StreamEnd.ACK_AFTER - 1)));
        end.detach();
        attached();
        receive(data(StreamEnd.ACK_AFTER - 1, bytes(1)));
        assertThat(out.takeSent()).isEmpty();
    }

    @Test
    void deliversDuplicatesOnce() {
        attached();
        receive(data(0, bytes(10)));
        assertThat(out.takeDelivered()).isEqualTo(bytes(10));
        receive(data(0, bytes(10)));
        receive(data(3, bytes(7)));
        assertThat(out.takeDelivered()).isEmpty();
        assertThat(end.received()).isEqualTo(10);
    }

    @Test
    void deliversOfAnOverlapWhatIsNew() {
        attached();
        receive(data(0, new byte[] {1, 2, 3}));
        out.takeDelivered();
        receive(data(1, new byte[] {2, 3, 4, 5}));
        assertThat(out.takeDelivered()).containsExactly(4, 5);
        receive(data(0, new byte[] {1, 2, 3, 4, 5, 6}));
        assertThat(out.takeDelivered()).containsExactly(6);
    }

    @Test
    void doesNotMoveTheFramesBytes() {
        attached();
        ByteBuffer bytes = ByteBuffer.wrap(bytes(10));
        receive(new StreamFrame.Data(0, bytes));
        assertThat(bytes.position()).isZero();
    }

    @Test
    void reportsAGap() {
        attached();
        receive(data(0, bytes(10)));
        out.takeDelivered();
        assertThat(end.receive(data(11, bytes(1)), out)).contains(Fault.GAP);
        assertThat(end.receive(data(Long.MAX_VALUE, bytes(1)), out)).contains(Fault.GAP);
        assertThat(out.takeDelivered()).isEmpty();
        assertThat(end.received()).isEqualTo(10);
    }

    @Test
    void reportsOffsetsThatCannotBe() {
        attached();
        offer(bytes(10));
        out.takeSent();
        for (StreamFrame frame : new StreamFrame[] {
            new StreamFrame.Ack(11), new StreamFrame.Ping(1, 11), new StreamFrame.Pong(1, Long.MAX_VALUE)
        }) {
            assertThat(end.receive(frame, out)).contains(Fault.IMPOSSIBLE_OFFSET);
        }
        assertThat(out.takeSent()).isEmpty();
        end.detach();
        assertThat(end.attach(11, out)).contains(Fault.IMPOSSIBLE_OFFSET);
        assertThat(end.attach(-1, out)).contains(Fault.IMPOSSIBLE_OFFSET);
        assertThat(end.attached()).isFalse();
        assertThat(end.attach(10, out)).isEmpty();
    }

    @Test
    void reportsAPeerThatWantsBackWhatItAcknowledged() {
        attached();
        offer(bytes(10));
        receive(new StreamFrame.Ack(5));
        end.detach();
        out.takeSent();
        assertThat(end.attach(4, out)).contains(Fault.IMPOSSIBLE_OFFSET);
        assertThat(out.takeSent()).isEmpty();
        assertThat(end.attach(5, out)).isEmpty();
    }

    @Test
    void takesNoOffenceAtAnAcknowledgementThatIsLate() {
        attached();
        offer(bytes(10));
        receive(new StreamFrame.Ack(8));
        receive(new StreamFrame.Ack(3));
        end.detach();
        out.takeSent();
        assertThat(end.attach(8, out)).isEmpty();
        assertThat(out.takeSent()).containsExactly(data(8, Arrays.copyOfRange(bytes(10), 8, 10)));
    }

    @Test
    void reportsFramesThatHaveNoBusinessHere() throws Exception {
        attached();
        Octets lease = Octets.of(new byte[StreamFrame.LEASE]);
        for (StreamFrame frame : new StreamFrame[] {
            new StreamFrame.Origin(InetAddress.getByAddress(new byte[4])),
            new StreamFrame.Hello("ut1.", Optional.empty(), 0),
            new StreamFrame.Welcome(lease, 1, 0),
            new StreamFrame.End("session-ended")
        }) {
            assertThat(end.receive(frame, out)).contains(Fault.UNEXPECTED_FRAME);
        }
        assertThat(out.takeSent()).isEmpty();
    }

    @Test
    void isWritableUntilTheCapAndAgainWhenThePeerHasCaughtUp() {
        attached();
        offer(new byte[CAP - 1]);
        assertThat(end.writable()).isTrue();
        offer(new byte[1]);
        assertThat(end.writable()).isFalse();
        receive(new StreamFrame.Ack(1));
        assertThat(end.writable()).isTrue();
    }

    @Test
    void takesWhatWasReadBeforeTheDriverCouldStopButNotWithoutEnd() {
        attached();
        offer(new byte[2 * CAP - 1]);
        out.takeSent();

        assertThat(end.offer(ByteBuffer.allocate(2), out)).contains(Fault.REPLAY_FULL);

        assertThat(out.takeSent()).isEmpty();
        assertThat(end.sent()).isEqualTo(2L * CAP - 1);
        offer(new byte[1]);
        assertThat(end.offer(ByteBuffer.allocate(1), out)).contains(Fault.REPLAY_FULL);
        receive(new StreamFrame.Ack(1));
        offer(new byte[1]);
    }

    @Test
    void hasACodeForEachFault() {
        assertThat(Fault.GAP.code()).isEqualTo("stream-gap");
        assertThat(Fault.IMPOSSIBLE_OFFSET.code()).isEqualTo("stream-offset");
        assertThat(Fault.UNEXPECTED_FRAME.code()).isEqualTo("stream-frame");
        assertThat(Fault.REPLAY_FULL.code()).isEqualTo("stream-replay-full");
        // A code travels in an END frame.
        for (Fault fault : Fault.values()) {
            assertThat(new StreamFrame.End(fault.code()).reason()).isEqualTo(fault.code());
        }
    }

    private void attached() {
        assertThat(end.attach(0, out)).isEmpty();
    }

    private void offer(byte[] bytes) {
        assertThat(end.offer(ByteBuffer.wrap(bytes), out)).isEmpty();
    }

    private void receive(StreamFrame frame) {
        assertThat(end.receive(frame, out)).isEmpty();
    }

    private static StreamFrame data(long offset, byte[] bytes) {
        return new StreamFrame.Data(offset, ByteBuffer.wrap(bytes));
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }
}
