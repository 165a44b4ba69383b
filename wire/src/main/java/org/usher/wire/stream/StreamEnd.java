package org.usher.wire.stream;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * One end of a resumable stream, between the RDP connection and whatever transport there is at the moment. It knows no
 * socket and no clock: the driver hands in what happened and carries out what {@link Out} is told.
 *
 * <p>INVARIANT: every byte that is {@link #offer}ed on one side is {@link Out#deliver}ed on the other side once and in
 * order, whatever transports come and go, or one of the ends reports a {@link Fault}.
 *
 * <p>One owner, one thread at a time.
 */
public final class StreamEnd {

    /** How many bytes are kept for replay before the driver should stop reading; see {@link #writable}. */
    public static final int REPLAY_CAP = 4 * 1024 * 1024;

    /** An acknowledgement is sent after so many bytes without one. */
    static final int ACK_AFTER = 32 * 1024;

    /** What the driver has to do, in the order of the calls. */
    public interface Out {

        /** Put this frame on the present transport. */
        void send(StreamFrame frame);

        /** Give these bytes to the RDP connection; they are the callee's for the length of the call. */
        void deliver(ByteBuffer bytes);
    }

    /** What the peer did that it must not do; the stream is lost. {@link #code} is for answer, log and audit. */
    public enum Fault {
        /** Bytes are missing before those that came. */
        GAP("stream-gap"),
        /** It acknowledged what was never sent, or came back wanting what is no longer kept. */
        IMPOSSIBLE_OFFSET("stream-offset"),
        /** A frame that has no business here. */
        UNEXPECTED_FRAME("stream-frame"),
        /** More is waiting than the cap allows: the driver offered in spite of {@link #writable}. */
        REPLAY_FULL("stream-replay-full");

        private final String code;

        Fault(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    private final ReplayBuffer replay = new ReplayBuffer();
    private boolean attached;
    private long received;
    private long acknowledged;

    /** Up to which offset the peer's bytes have come. */
    public long received() {
        return received;
    }

    /** How many bytes were ever offered. */
    public long sent() {
        return replay.end();
    }

    /** Whether there is a transport. */
    public boolean attached() {
        return attached;
    }

    /** Whether more may be offered. When not, stop reading from the RDP connection until it is again. */
    public boolean writable() {
        return replay.size() < REPLAY_CAP;
    }

    /**
     * A transport is there, and the peer has {@code peerReceived} bytes. Everything after them is sent again.
     *
     * @return what is wrong, if the peer's offset cannot be
     */
    public Optional<Fault> attach(long peerReceived, Out out) {
        if (peerReceived < replay.begin()) {
            return Optional.of(Fault.IMPOSSIBLE_OFFSET);
        }
        Optional<Fault> fault = forget(peerReceived);
        if (fault.isEmpty()) {
            attached = true;
            acknowledged = received;
            long offset = replay.begin();
            for (ByteBuffer piece : replay.pieces()) {
                offset = sendInFrames(offset, piece, out);
            }
        }
        return fault;
    }

    /** The transport is gone. */
    public void detach() {
        attached = false;
    }

    /**
     * Bytes from the RDP connection. They are kept until acknowledged, and sent if there is a transport.
     *
     * @return {@link Fault#REPLAY_FULL} when twice the cap is waiting; nothing was taken then
     */
    public Optional<Fault> offer(ByteBuffer bytes, Out out) {
        if (!bytes.hasRemaining()) {
            return Optional.empty();
        }
        // What was read before the driver could stop may go over the cap, but not without end.
        if (replay.size() + bytes.remaining() > 2L * REPLAY_CAP) {
            return Optional.of(Fault.REPLAY_FULL);
        }
        long offset = replay.end();
        ByteBuffer kept = replay.add(bytes);
        if (attached) {
            sendInFrames(offset, kept, out);
        }
        return Optional.empty();
    }

    /** A frame came over the present transport. */
    public Optional<Fault> receive(StreamFrame frame, Out out) {
        return switch (frame) {
            case StreamFrame.Data(long offset, ByteBuffer bytes) -> take(offset, bytes, out);
            case StreamFrame.Ack(long peerReceived) -> forget(peerReceived);
            case StreamFrame.Ping(long token, long peerReceived) -> {
                Optional<Fault> fault = forget(peerReceived);
                if (fault.isEmpty()) {
                    out.send(new StreamFrame.Pong(token, received));
                    acknowledged = received;
                }
                yield fault;
            }
            case StreamFrame.Pong(long token, long peerReceived) -> forget(peerReceived);
            case StreamFrame.Origin origin -> Optional.of(Fault.UNEXPECTED_FRAME);
            case StreamFrame.Hello hello -> Optional.of(Fault.UNEXPECTED_FRAME);
            case StreamFrame.Welcome welcome -> Optional.of(Fault.UNEXPECTED_FRAME);
            case StreamFrame.End end -> Optional.of(Fault.UNEXPECTED_FRAME);
        };
    }

    /** Asks the peer for a sign of life. */
    public void ping(long token, Out out) {
        out.send(new StreamFrame.Ping(token, received));
        acknowledged = received;
    }

    private Optional<Fault> take(long offset, ByteBuffer bytes, Out out) {
        if (offset > received) {
            return Optional.of(Fault.GAP);
        }
        long known = received - offset;
        if (known < bytes.remaining()) {
            ByteBuffer fresh = bytes.duplicate();
            fresh.position(fresh.position() + (int) known);
            received += fresh.remaining();
            out.deliver(fresh);
            if (received - acknowledged >= ACK_AFTER) {
                out.send(new StreamFrame.Ack(received));
                acknowledged = received;
            }
        }
        return Optional.empty();
    }

    private Optional<Fault> forget(long peerReceived) {
        if (peerReceived > replay.end()) {
            return Optional.of(Fault.IMPOSSIBLE_OFFSET);
        }
        if (peerReceived > replay.begin()) {
            replay.forgetBefore(peerReceived);
        }
        return Optional.empty();
    }

    private static long sendInFrames(long from, ByteBuffer bytes, Out out) {
        long offset = from;
        while (bytes.hasRemaining()) {
            int length = Math.min(bytes.remaining(), StreamFrame.MAX_DATA);
            ByteBuffer part = bytes.slice(bytes.position(), length);
            bytes.position(bytes.position() + length);
            out.send(new StreamFrame.Data(offset, part));
            offset += length;
        }
        return offset;
    }
}
