package org.usher.wire.stream;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.usher.wire.Decoded;
import org.usher.wire.FieldReader;
import org.usher.wire.MalformedException;
import org.usher.wire.Octets;

/** {@link StreamFrame}s to bytes and back. */
public final class StreamCodec {

    /** Type and length. */
    public static final int HEADER = 4;

    /** The header of a {@link StreamFrame.Data} frame with its offset, in bytes. */
    public static final int DATA_HEADER = HEADER + 8;

    /** The longest payload of any frame that is not data, in bytes. */
    static final int MAX_CONTROL = 2 * 1024;

    private static final int ORIGIN = 0x10;
    private static final int HELLO = 0x01;
    private static final int WELCOME = 0x02;
    private static final int DATA = 0x03;
    private static final int ACK = 0x04;
    private static final int PING = 0x05;
    private static final int PONG = 0x06;
    private static final int END = 0x07;

    private StreamCodec() {}

    /** The frame at the buffer's position. The bytes of a data frame are a view of {@code in}, not a copy. */
    public static Decoded<StreamFrame> decode(ByteBuffer in) {
        if (in.remaining() < HEADER) {
            return new Decoded.NeedMore<>(HEADER);
        }
        int header = in.getInt(in.position());
        int type = header >>> 24;
        int length = header & 0xffffff;
        int limit = type == DATA ? StreamFrame.MAX_DATA + 8 : MAX_CONTROL;
        if (length > limit) {
            return new Decoded.Malformed<>("frame length", "at most " + limit + " bytes", length + " bytes");
        }
        if (in.remaining() < HEADER + length) {
            return new Decoded.NeedMore<>(HEADER + length);
        }
        ByteBuffer payload = in.slice(in.position() + HEADER, length);
        return new Decoded.Message<>(payload, HEADER + length).read(bytes -> read(type, bytes));
    }

    private static StreamFrame read(int type, ByteBuffer payload) throws MalformedException {
        if (type == DATA) {
            return data(payload);
        }
        FieldReader in = new FieldReader(payload);
        StreamFrame frame = switch (type) {
            case ORIGIN -> new StreamFrame.Origin(in.address(in.u8("address"), "address"));
            case HELLO -> hello(in);
            case WELCOME -> welcome(in);
            case ACK -> new StreamFrame.Ack(offset(in, "received"));
            case PING -> new StreamFrame.Ping(in.u64("token"), offset(in, "received"));
            case PONG -> new StreamFrame.Pong(in.u64("token"), offset(in, "received"));
            case END -> new StreamFrame.End(in.reason(in.u8("reason"), "reason"));
            default -> throw new MalformedException("frame type", "a known one", "0x" + Integer.toHexString(type));
        };
        in.requireEnd("frame");
        return frame;
    }

    private static StreamFrame hello(FieldReader in) throws MalformedException {
        requireVersion(in);
        String ticket = in.printable(in.u16("ticket length"), "ticket");
        int leaseLength = in.u8("lease length");
        if (leaseLength != 0 && leaseLength != StreamFrame.LEASE) {
            throw new MalformedException("lease length", "0 or " + StreamFrame.LEASE, String.valueOf(leaseLength));
        }
        Optional<Octets> lease =
                leaseLength == 0 ? Optional.empty() : Optional.of(Octets.of(in.bytes(leaseLength, "lease")));
        return new StreamFrame.Hello(ticket, lease, offset(in, "received"));
    }

    private static StreamFrame welcome(FieldReader in) throws MalformedException {
        requireVersion(in);
        Octets lease = Octets.of(in.bytes(StreamFrame.LEASE, "lease"));
        long epoch = in.u64("epoch");
        if (epoch < 1 || epoch > Integer.MAX_VALUE) {
            throw new MalformedException("epoch", "1 to " + Integer.MAX_VALUE, String.valueOf(epoch));
        }
        return new StreamFrame.Welcome(lease, (int) epoch, offset(in, "received"));
    }

    private static StreamFrame data(ByteBuffer payload) throws MalformedException {
        long offset = offset(new FieldReader(payload), "offset");
        if (!payload.hasRemaining()) {
            throw new MalformedException("data", "at least 1 byte", "none");
        }
        return new StreamFrame.Data(offset, payload.slice());
    }

    private static void requireVersion(FieldReader in) throws MalformedException {
        int version = in.u8("version");
        if (version != StreamFrame.VERSION) {
            throw new MalformedException("version", String.valueOf(StreamFrame.VERSION), String.valueOf(version));
        }
    }

    private static long offset(FieldReader in, String field) throws MalformedException {
        long offset = in.u64(field);
        if (offset < 0) {
            throw new MalformedException(field, "an offset of 63 bits", "one with the top bit set");
        }
        return offset;
    }

    /**
     * The frame's bytes.
     *
     * @throws IllegalArgumentException when a {@link StreamFrame.Hello} has a ticket that no frame has room for
     */
    public static ByteBuffer encode(StreamFrame frame) {
        return switch (frame) {
            case StreamFrame.Origin(InetAddress client) -> {
                byte[] address = client.getAddress();
                yield begin(ORIGIN, 1 + address.length)
                        .put((byte) address.length)
                        .put(address)
                        .flip();
            }
            case StreamFrame.Hello(String ticket, Optional<Octets> lease, long received) -> {
                byte[] text = ticket.getBytes(StandardCharsets.US_ASCII);
                byte[] leaseBytes = lease.map(Octets::bytes).orElse(new byte[0]);
                yield begin(HELLO, 1 + 2 + text.length + 1 + leaseBytes.length + 8)
                        .put((byte) StreamFrame.VERSION)
                        .putShort((short) text.length)
                        .put(text)
                        .put((byte) leaseBytes.length)
                        .put(leaseBytes)
                        .putLong(received)
                        .flip();
            }
            case StreamFrame.Welcome(Octets lease, int epoch, long received) ->
                begin(WELCOME, 1 + StreamFrame.LEASE + 8 + 8)
                        .put((byte) StreamFrame.VERSION)
                        .put(lease.bytes())
                        .putLong(epoch)
                        .putLong(received)
                        .flip();
            case StreamFrame.Data(long offset, ByteBuffer bytes) ->
                begin(DATA, 8 + bytes.remaining())
                        .putLong(offset)
                        .put(bytes.duplicate())
                        .flip();
            case StreamFrame.Ack(long received) ->
                begin(ACK, 8).putLong(received).flip();
            case StreamFrame.Ping(long token, long received) ->
                begin(PING, 16).putLong(token).putLong(received).flip();
            case StreamFrame.Pong(long token, long received) ->
                begin(PONG, 16).putLong(token).putLong(received).flip();
            case StreamFrame.End(String reason) -> {
                byte[] text = reason.getBytes(StandardCharsets.US_ASCII);
                yield begin(END, 1 + text.length)
                        .put((byte) text.length)
                        .put(text)
                        .flip();
            }
        };
    }

    /**
     * The bytes in front of a data frame's payload, for who sends the payload itself without copying it.
     *
     * @param length how many bytes of payload follow, 1 to {@link StreamFrame#MAX_DATA}
     */
    public static ByteBuffer dataHeader(long offset, int length) {
        return ByteBuffer.allocate(DATA_HEADER)
                .putInt((DATA << 24) | (8 + length))
                .putLong(offset)
                .flip();
    }

    private static ByteBuffer begin(int type, int length) {
        int limit = type == DATA ? StreamFrame.MAX_DATA + 8 : MAX_CONTROL;
        if (length > limit) {
            throw new IllegalArgumentException("frame of " + length + " bytes (expected: at most " + limit + ")");
        }
        return ByteBuffer.allocate(HEADER + length).putInt((type << 24) | length);
    }
}
