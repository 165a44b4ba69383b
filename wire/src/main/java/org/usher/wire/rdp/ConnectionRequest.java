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
 * @param cookie the line without its line end, {@code Cookie: mstshash=…} or a routing token; empty when there is none.
 *     At most {@link #MAX_COOKIE} characters of ISO 8859-1, no control characters
 * @param protocols the offered protocols, a set of {@link #SSL} and its like; 0 is plain RDP security
 */
public record ConnectionRequest(Optional<String> cookie, int protocols) {

    /** TLS. */
    public static final int SSL = 0x01;

    /** CredSSP (NLA). */
    public static final int HYBRID = 0x02;

    /** The longest cookie that the length indicator has room for, in characters. */
    public static final int MAX_COOKIE = 238;

    private static final int CONNECTION_REQUEST = 0xe0;

    // 255 is reserved (X.224, 13.2.1).
    private static final int MAX_LENGTH_INDICATOR = 254;
    private static final int FIXED = Tpkt.HEADER + 7;
    private static final int NEGOTIATION = 8;
    private static final int CORRELATION = 36;
    private static final int TYPE_NEGOTIATION_REQUEST = 1;
    private static final int TYPE_CORRELATION = 6;

    public ConnectionRequest {
        if (cookie.isPresent() && !isCookie(cookie.get())) {
            throw new IllegalArgumentException("cookie of " + cookie.get().length() + " characters (expected: at most "
                    + MAX_COOKIE + " of ISO 8859-1, no control characters)");
        }
    }

    // A carriage return in a cookie would end it for some readers and not for others, xrdp among them.
    private static boolean isCookie(String text) {
        return text.length() <= MAX_COOKIE && text.chars().allMatch(c -> c >= ' ' && c <= 0xff && c != 0x7f);
    }

    /** Finds out what the frame at the buffer's position asks for. */
    public static Decoded<ConnectionRequest> decode(ByteBuffer in) {
        return Tpkt.decode(in).read(frame -> read(frame.bytes()));
    }

    private static ConnectionRequest read(byte[] frame) throws MalformedException {
        if (frame.length < FIXED || (frame[5] & 0xff) != CONNECTION_REQUEST) {
            throw new MalformedException("X.224", "a Connection Request", "another TPDU of " + frame.length + " bytes");
        }
        int indicator = frame[4] & 0xff;
        if (indicator > MAX_LENGTH_INDICATOR || indicator + 1 + Tpkt.HEADER != frame.length) {
            throw new MalformedException(
                    "X.224 length indicator",
                    String.valueOf(frame.length - Tpkt.HEADER - 1),
                    String.valueOf(indicator));
        }
        int at = FIXED;
        Optional<String> cookie = Optional.empty();
        boolean begins = at < frame.length && frame[at] != TYPE_NEGOTIATION_REQUEST;
        int lineEnd = begins ? indexOfLineEnd(frame, at) : -1;
        if (lineEnd >= 0) {
            String line = new String(frame, at, lineEnd - at, StandardCharsets.ISO_8859_1);
            if (!isCookie(line)) {
                throw new MalformedException(
                        "cookie", "at most " + MAX_COOKIE + " characters, none a control", line.length() + " others");
            }
            cookie = Optional.of(line);
            at = lineEnd + 2;
        }
        int left = frame.length - at;
        if (left == 0) {
            return new ConnectionRequest(cookie, 0);
        }
        ByteBuffer in = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN);
        // A client may add RDP_NEG_CORRELATION_INFO, which means nothing to us. Anything else may be a second request,
        // and
        // of two xrdp obeys the last.
        boolean correlated =
                left == NEGOTIATION + CORRELATION && isStructure(in, at + NEGOTIATION, TYPE_CORRELATION, CORRELATION);
        boolean whole = left == NEGOTIATION || correlated;
        if (!whole || !isStructure(in, at, TYPE_NEGOTIATION_REQUEST, NEGOTIATION)) {
            throw new MalformedException(
                    "rdpNegReq", "type 1 and 8 bytes, perhaps rdpCorrelationInfo", left + " other bytes");
        }
        return new ConnectionRequest(cookie, in.getInt(at + 4));
    }

    /** Type, flags, length in two bytes: how every negotiation structure begins. */
    private static boolean isStructure(ByteBuffer in, int at, int type, int length) {
        return in.get(at) == type && in.getShort(at + 2) == length;
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
