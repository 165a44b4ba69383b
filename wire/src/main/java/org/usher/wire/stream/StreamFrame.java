package org.usher.wire.stream;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.usher.wire.Ascii;
import org.usher.wire.Octets;

/**
 * One frame of the resumable stream. On the wire: a type byte, three bytes of payload length, the payload, all numbers
 * big-endian.
 */
public sealed interface StreamFrame {

    /** The version of the stream that {@link Hello} and {@link Welcome} carry. */
    int VERSION = 1;

    /** The most payload of one {@link Data} frame, in bytes. */
    int MAX_DATA = 64 * 1024;

    /** The length of a lease, in bytes. */
    int LEASE = 32;

    /**
     * Who stands behind a gateway's connection: the first frame that a gateway sends to a front, and never forwarded from
     * a browser.
     *
     * @param client the address that the client's connection came from
     */
    record Origin(InetAddress client) implements StreamFrame {}

    /**
     * What a client begins with, on every transport.
     *
     * @param ticket the launch's ticket, in printable ASCII; it shows a gateway the way also when it no longer opens
     *     anything
     * @param lease the lease that a {@link Welcome} gave, when coming back; empty at first
     * @param received up to which offset the client has what the host sent
     */
    record Hello(String ticket, Optional<Octets> lease, long received) implements StreamFrame {
        public Hello {
            Ascii.requireTicket(ticket);
            lease.ifPresent(StreamFrame::requireLease);
            requireOffset(received);
        }

        @Override
        public String toString() {
            return "Hello[ticket=•••, lease=" + (lease.isPresent() ? "•••" : "none") + ", received=" + received + "]";
        }
    }

    /**
     * The front's answer to a good {@link Hello}.
     *
     * @param lease what to come back with; the same for the whole life of the stream
     * @param epoch how many transports this stream has had, 1 for the first
     * @param received up to which offset the front has what the client sent
     */
    record Welcome(Octets lease, int epoch, long received) implements StreamFrame {
        public Welcome {
            requireLease(lease);
            if (epoch < 1) {
                throw new IllegalArgumentException("epoch: " + epoch + " (expected: at least 1)");
            }
            requireOffset(received);
        }

        @Override
        public String toString() {
            return "Welcome[lease=•••, epoch=" + epoch + ", received=" + received + "]";
        }
    }

    /**
     * Bytes of the RDP connection.
     *
     * @param offset the position of the first of them in all that this end ever sent
     * @param bytes 1 to {@link #MAX_DATA} of them, between position and limit
     */
    record Data(long offset, ByteBuffer bytes) implements StreamFrame {
        public Data {
            requireOffset(offset);
            if (!bytes.hasRemaining() || bytes.remaining() > MAX_DATA) {
                throw new IllegalArgumentException(
                        "data of " + bytes.remaining() + " bytes (expected: 1 to " + MAX_DATA + ")");
            }
        }
    }

    /**
     * Everything before {@code received} has come and need not be kept any more.
     */
    record Ack(long received) implements StreamFrame {
        public Ack {
            requireOffset(received);
        }
    }

    /**
     * Is anybody there? Also an acknowledgement.
     *
     * @param token comes back in the {@link Pong}
     */
    record Ping(long token, long received) implements StreamFrame {
        public Ping {
            requireOffset(received);
        }
    }

    /** The answer to {@link Ping}, with its token. */
    record Pong(long token, long received) implements StreamFrame {
        public Pong {
            requireOffset(received);
        }
    }

    /**
     * It is over, on purpose: no transport will be accepted any more.
     *
     * @param reason a reason code of 1 to {@value Ascii#MAX_REASON} characters out of a–z, 0–9 and hyphen
     */
    record End(String reason) implements StreamFrame {
        public End {
            Ascii.requireReason(reason);
        }
    }

    private static void requireLease(Octets lease) {
        if (lease.length() != LEASE) {
            throw new IllegalArgumentException("lease: " + lease + " (expected: " + LEASE + " bytes)");
        }
    }

    private static void requireOffset(long offset) {
        if (offset < 0) {
            throw new IllegalArgumentException("offset: " + offset + " (expected: at least 0)");
        }
    }
}
