package org.usher.wire.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Random;
import org.usher.wire.Decoded;
import org.usher.wire.Octets;

/**
 * A client and a front with transports between them that a seed makes and breaks. What is in flight on a broken transport
 * is lost; the ends learn of it one after the other, the front perhaps only from the next HELLO. Between the ends
 * everything is bytes, so the codec is tried as well.
 *
 * <p>INVARIANT, checked at every delivery: the bytes that come out are the bytes that went in, once and in order.
 */
final class LossyPair {

    private static final Octets LEASE = Octets.of(new byte[StreamFrame.LEASE]);

    /** One end, what its RDP side put in and took out, and what is in flight to it. */
    private static final class Side implements StreamEnd.Out {

        private final StreamEnd end = new StreamEnd();
        private final Deque<byte[]> incoming = new ArrayDeque<>();
        private final int salt;
        private Side peer;
        private long delivered;
        private boolean connected;

        @SuppressWarnings("NullAway.Init") // The pair introduces them to each other.
        Side(int salt) {
            this.salt = salt;
        }

        @Override
        public void send(StreamFrame frame) {
            if (connected) {
                peer.incoming.add(StreamCodecRoundTripTest.bytes(frame));
            }
        }

        @Override
        public void deliver(ByteBuffer bytes) {
            while (bytes.hasRemaining()) {
                if (bytes.get() != peer.byteAt(delivered)) {
                    throw new AssertionError("byte " + delivered + " is not the one that was put in there");
                }
                delivered++;
            }
        }

        byte byteAt(long offset) {
            long mixed = (offset + salt) * 0x9e3779b97f4a7c15L;
            return (byte) (mixed >>> 56);
        }

        void offer(int length) {
            byte[] bytes = new byte[length];
            for (int i = 0; i < length; i++) {
                bytes[i] = byteAt(end.sent() + i);
            }
            assertNoFault(end.offer(ByteBuffer.wrap(bytes), this));
        }
    }

    private final Random random;
    private final Side client = new Side(1);
    private final Side front = new Side(2);
    private int epoch;
    private boolean welcomed;

    LossyPair(Random random) {
        this.random = random;
        client.peer = front;
        front.peer = client;
    }

    /** One random thing happens. */
    void step() {
        Side side = random.nextBoolean() ? client : front;
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> {
                if (side.end.writable()) {
                    side.offer(1 + random.nextInt(random.nextInt(20) == 0 ? 200_000 : 3_000));
                }
            }
            case 3, 4, 5, 6, 7, 8 -> arrive(side);
            case 9 -> {
                if (side.end.attached()) {
                    side.end.ping(random.nextLong(), side);
                }
            }
            case 10 -> {
                if (random.nextInt(4) == 0) {
                    cut();
                }
            }
            default -> {
                if (!client.connected) {
                    connect();
                }
            }
        }
        check();
    }

    /** Brings a transport up and lets everything arrive. */
    void settle() {
        cut();
        connect();
        while (!client.incoming.isEmpty() || !front.incoming.isEmpty()) {
            arrive(client);
            arrive(front);
        }
        check();
    }

    private void cut() {
        client.incoming.clear();
        front.incoming.clear();
        client.connected = false;
        front.connected = false;
        welcomed = false;
        client.end.detach();
        if (random.nextBoolean()) {
            front.end.detach();
        }
    }

    private void connect() {
        client.connected = true;
        client.send(new StreamFrame.Hello(
                "ut1.ticket", epoch == 0 ? Optional.empty() : Optional.of(LEASE), client.end.received()));
    }

    private void arrive(Side side) {
        byte[] bytes = side.incoming.poll();
        if (bytes == null) {
            return;
        }
        if (!(StreamCodec.decode(ByteBuffer.wrap(bytes)) instanceof Decoded.Message<StreamFrame>(var frame, var n))) {
            throw new AssertionError("a frame that cannot be read");
        }
        assertThat(n).isEqualTo(bytes.length);
        switch (frame) {
            case StreamFrame.Hello(String ticket, Optional<Octets> lease, long received) -> {
                epoch++;
                // Until now the front's frames went to a transport that was gone already.
                side.end.detach();
                side.connected = true;
                side.send(new StreamFrame.Welcome(LEASE, epoch, side.end.received()));
                assertNoFault(side.end.attach(received, side));
            }
            case StreamFrame.Welcome(Octets lease, int count, long received) -> {
                welcomed = true;
                assertNoFault(side.end.attach(received, side));
            }
            case StreamFrame.Origin origin -> throw new AssertionError(origin);
            case StreamFrame.End end -> throw new AssertionError(end);
            case StreamFrame.Data data -> assertNoFault(side.end.receive(data, side));
            case StreamFrame.Ack ack -> assertNoFault(side.end.receive(ack, side));
            case StreamFrame.Ping ping -> assertNoFault(side.end.receive(ping, side));
            case StreamFrame.Pong pong -> assertNoFault(side.end.receive(pong, side));
        }
    }

    private static void assertNoFault(Optional<StreamEnd.Fault> fault) {
        assertThat(fault).isEmpty();
    }

    private void check() {
        for (Side side : new Side[] {client, front}) {
            assertThat(side.end.received()).isEqualTo(side.delivered);
            assertThat(side.delivered).isLessThanOrEqualTo(side.peer.end.sent());
        }
    }

    /** How much came out on both sides together. */
    long delivered() {
        return client.delivered + front.delivered;
    }

    /** How much went in on both sides together. */
    long offered() {
        return client.end.sent() + front.end.sent();
    }

    /** How many transports carried a HELLO to the front. */
    int transports() {
        return epoch;
    }

    /** Whether the present transport got as far as a WELCOME. */
    boolean welcomed() {
        return welcomed;
    }
}
