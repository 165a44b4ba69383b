package org.usher.wire.rdp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.usher.wire.Decoded;
import org.usher.wire.MalformedException;

/**
 * The client's X.224 Connection Request (MS-RDPBCGR 2.2.1.1): which security protocols it offers, and the text by which a
 * load balancer may know it.
 *
 * @param cookie the line without its line end, {@code Cookie: mstshash=…} or a routing token; empty when there is none
 * @param protocols the offered protocols, a set of {@link #SSL} and its like; 0 is plain RDP security
 */
public record ConnectionRequest(Optional<String> cookie, int protocols) {

    /** TLS. */
    public static final int SSL = 0x01;

    /** CredSSP (NLA). */
    public static final int HYBRID = 0x02;

    private static final int CONNECTION_REQUEST = 0xe0;
    private static final int FIXED = Tpkt.HEADER + 7;
    private static final int NEGOTIATION = 8;
    private static final int TYPE_NEGOTIATION_REQUEST = 1;

    /** Finds out what the frame at the buffer's position asks for. */
    public static Decoded<ConnectionRequest> decode(ByteBuffer in) {
        return Tpkt.decode(in).read(frame -> read(frame.bytes()));
    }

    private static ConnectionRequest read(byte[] frame) throws MalformedException {
        if (frame.length < FIXED || (frame[5] & 0xff) != CONNECTION_REQUEST) {
            throw new MalformedException("X.224", "a Connection Request", "another TPDU of " + frame.length + " bytes");
        }
        if ((frame[4] & 0xff) + 1 + Tpkt.HEADER != frame.length) {
            throw new MalformedException(
                    "X.224 length indicator",
                    String.valueOf(frame.length - Tpkt.HEADER - 1),
                    String.valueOf(frame[4] & 0xff));
        }
        int at = FIXED;
        Optional<String> cookie = Optional.empty();
        int lineEnd = indexOfLineEnd(frame, at);
        if (lineEnd >= 0) {
            cookie = Optional.of(new String(frame, at, lineEnd - at, StandardCharsets.ISO_8859_1));
            at = lineEnd + 2;
        }
        int left = frame.length - at;
        if (left == 0) {
            return new ConnectionRequest(cookie, 0);
        }
        // A client may add the 36 bytes of RDP_NEG_CORRELATION_INFO, which mean nothing to us.
        if (left < NEGOTIATION || frame[at] != TYPE_NEGOTIATION_REQUEST) {
            throw new MalformedException("rdpNegReq", "type 1 and 8 bytes", left + " other bytes");
        }
        int protocols = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN).getInt(at + 4);
        return new ConnectionRequest(cookie, protocols);
    }

    private static int indexOfLineEnd(byte[] frame, int from) {
        for (int i = from; i + 1 < frame.length; i++) {
            if (frame[i] == '\r' && frame[i + 1] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /** Whether the client can do TLS without CredSSP. */
    public boolean offersTls() {
        return (protocols & SSL) != 0;
    }

    /** The request's bytes. */
    public byte[] encode() {
        byte[] line = cookie.map(text -> (text + "\r\n").getBytes(StandardCharsets.ISO_8859_1))
                .orElse(new byte[0]);
        int length = FIXED + line.length + NEGOTIATION;
        ByteBuffer frame = ByteBuffer.allocate(length);
        frame.put((byte) 3).put((byte) 0).putShort((short) length);
        frame.put((byte) (length - Tpkt.HEADER - 1)).put((byte) CONNECTION_REQUEST);
        frame.putShort((short) 0).putShort((short) 0).put((byte) 0);
        frame.put(line);
        frame.order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) TYPE_NEGOTIATION_REQUEST)
                .put((byte) 0)
                .putShort((short) NEGOTIATION)
                .putInt(protocols);
        return frame.array();
    }
}
