package org.usher.wire.admission;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.usher.wire.Decoded;
import org.usher.wire.FieldReader;
import org.usher.wire.MalformedException;
import org.usher.wire.Octets;

/** {@link AdmissionFrame}s to bytes and back. */
public final class AdmissionCodec {

    /** Type and length. */
    public static final int HEADER = 4;

    /** The longest payload of any frame, in bytes. */
    static final int MAX_PAYLOAD = 2 * 1024;

    private static final int ASK = 0x01;
    private static final int ADMITTED = 0x02;
    private static final int REFUSED = 0x03;
    private static final int PING = 0x04;
    private static final int PONG = 0x05;

    private static final int DRIVES = 0x1;
    private static final int PRINTERS = 0x2;
    private static final int CLIPBOARD = 0x4;
    private static final int KNOWN_REDIRECTIONS = DRIVES | PRINTERS | CLIPBOARD;

    private AdmissionCodec() {}

    /** The frame at the buffer's position. */
    public static Decoded<AdmissionFrame> decode(ByteBuffer in) {
        if (in.remaining() < HEADER) {
            return new Decoded.NeedMore<>(HEADER);
        }
        int header = in.getInt(in.position());
        int type = header >>> 24;
        int length = header & 0xffffff;
        if (length > MAX_PAYLOAD) {
            return new Decoded.Malformed<>("frame length", "at most " + MAX_PAYLOAD + " bytes", length + " bytes");
        }
        if (in.remaining() < HEADER + length) {
            return new Decoded.NeedMore<>(HEADER + length);
        }
        FieldReader payload = new FieldReader(in.slice(in.position() + HEADER, length));
        return new Decoded.Message<>(payload, HEADER + length).read(fields -> read(type, fields));
    }

    private static AdmissionFrame read(int type, FieldReader in) throws MalformedException {
        AdmissionFrame frame = switch (type) {
            case ASK ->
                new AdmissionFrame.Ask(
                        in.u32("number"),
                        in.address(in.u8("address length"), "address"),
                        in.printable(in.u16("ticket length"), "ticket"));
            case ADMITTED -> admitted(in);
            case REFUSED -> new AdmissionFrame.Refused(in.u32("number"), in.reason(in.u8("reason length"), "reason"));
            case PING -> new AdmissionFrame.Ping(in.u64("token"));
            case PONG -> new AdmissionFrame.Pong(in.u64("token"));
            default -> throw new MalformedException("frame type", "a known one", "0x" + Integer.toHexString(type));
        };
        in.requireEnd("frame");
        return frame;
    }

    private static AdmissionFrame admitted(FieldReader in) throws MalformedException {
        long number = in.u32("number");
        Octets pass = Octets.of(in.bytes(AdmissionFrame.PASS, "pass"));
        int redirections = in.u8("redirections");
        if ((redirections & ~KNOWN_REDIRECTIONS) != 0) {
            throw new MalformedException("redirections", "known bits", "0x" + Integer.toHexString(redirections));
        }
        long idleMinutes = in.u32("idle minutes");
        if (idleMinutes > Integer.MAX_VALUE) {
            throw new MalformedException("idle minutes", "at most " + Integer.MAX_VALUE, String.valueOf(idleMinutes));
        }
        return new AdmissionFrame.Admitted(
                number,
                pass,
                (redirections & DRIVES) != 0,
                (redirections & PRINTERS) != 0,
                (redirections & CLIPBOARD) != 0,
                (int) idleMinutes);
    }

    /**
     * The frame's bytes.
     *
     * @throws IllegalArgumentException when an {@link AdmissionFrame.Ask} has a ticket that no frame has room for
     */
    public static ByteBuffer encode(AdmissionFrame frame) {
        return switch (frame) {
            case AdmissionFrame.Ask(long number, InetAddress client, String ticket) -> {
                byte[] address = client.getAddress();
                byte[] text = ticket.getBytes(StandardCharsets.US_ASCII);
                yield begin(ASK, 4 + 1 + address.length + 2 + text.length)
                        .putInt((int) number)
                        .put((byte) address.length)
                        .put(address)
                        .putShort((short) text.length)
                        .put(text)
                        .flip();
            }
            case AdmissionFrame.Admitted admitted ->
                begin(ADMITTED, 4 + AdmissionFrame.PASS + 1 + 4)
                        .putInt((int) admitted.number())
                        .put(admitted.pass().bytes())
                        .put(redirections(admitted))
                        .putInt(admitted.idleMinutes())
                        .flip();
            case AdmissionFrame.Refused(long number, String reason) -> {
                byte[] text = reason.getBytes(StandardCharsets.US_ASCII);
                yield begin(REFUSED, 4 + 1 + text.length)
                        .putInt((int) number)
                        .put((byte) text.length)
                        .put(text)
                        .flip();
            }
            case AdmissionFrame.Ping(long token) ->
                begin(PING, 8).putLong(token).flip();
            case AdmissionFrame.Pong(long token) ->
                begin(PONG, 8).putLong(token).flip();
        };
    }

    private static byte redirections(AdmissionFrame.Admitted admitted) {
        return (byte) ((admitted.drives() ? DRIVES : 0)
                | (admitted.printers() ? PRINTERS : 0)
                | (admitted.clipboard() ? CLIPBOARD : 0));
    }

    private static ByteBuffer begin(int type, int length) {
        if (length > MAX_PAYLOAD) {
            throw new IllegalArgumentException("frame of " + length + " bytes (expected: at most " + MAX_PAYLOAD + ")");
        }
        return ByteBuffer.allocate(HEADER + length).putInt((type << 24) | length);
    }
}
