package org.usher.wire.rdp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.usher.wire.MalformedException;
import org.usher.wire.Octets;

/**
 * The client's MCS Connect-Initial with its GCC Conference Create Request (MS-RDPBCGR 2.2.1.3): the picture that it wants.
 * Only the core data (TS_UD_CS_CORE, 2.2.1.3.2) are looked into, and what is changed there changes no length.
 */
public final class ConnectInitial {

    private static final byte[] CLIENT_TO_SERVER_KEY = {'D', 'u', 'c', 'a'};
    private static final int CS_CORE = 0xc001;
    private static final int BLOCK_HEADER = 4;

    // Offsets in the core data, behind the block's header.
    private static final int WIDTH = 4;
    private static final int HEIGHT = 6;
    private static final int HIGH_COLOR_DEPTH = 136;
    private static final int SUPPORTED_DEPTHS = 138;
    private static final int EARLY_CAPABILITIES = 140;
    private static final int CONNECTION_TYPE = 206;

    private static final int DEPTH_24 = 24;
    private static final int SUPPORTS_32 = 0x08;
    private static final int WANTS_32 = 0x02;
    private static final int VALID_CONNECTION_TYPE = 0x20;
    private static final int LAN = 6;

    private final byte[] frame;
    private final int core;
    private final int coreLength;

    private ConnectInitial(byte[] frame, int core, int coreLength) {
        this.frame = frame;
        this.core = core;
        this.coreLength = coreLength;
    }

    static ConnectInitial read(Octets tpkt) throws MalformedException {
        byte[] frame = tpkt.bytes();
        int key = indexOf(frame, CLIENT_TO_SERVER_KEY);
        if (key < 0) {
            throw new MalformedException("ConferenceCreateRequest", "the key Duca", "none");
        }
        ByteBuffer in = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN);
        int at = key + CLIENT_TO_SERVER_KEY.length;
        // The length of the user data, PER: two bytes when the top bit is set (T.124).
        at += at < frame.length && (frame[at] & 0x80) != 0 ? 2 : 1;
        while (at + BLOCK_HEADER <= frame.length) {
            int type = in.getShort(at) & 0xffff;
            int length = in.getShort(at + 2) & 0xffff;
            if (length < BLOCK_HEADER || at + length > frame.length) {
                throw new MalformedException(
                        "GCC block length", BLOCK_HEADER + " to " + (frame.length - at), String.valueOf(length));
            }
            if (type == CS_CORE) {
                if (length < BLOCK_HEADER + HEIGHT + 2) {
                    throw new MalformedException("TS_UD_CS_CORE", "at least 12 bytes", length + " bytes");
                }
                return new ConnectInitial(frame, at + BLOCK_HEADER, length - BLOCK_HEADER);
            }
            at += length;
        }
        throw new MalformedException("ConferenceCreateRequest", "a TS_UD_CS_CORE block", "none");
    }

    private static int indexOf(byte[] frame, byte[] key) {
        for (int i = 0; i + key.length <= frame.length; i++) {
            if (java.util.Arrays.equals(frame, i, i + key.length, key, 0, key.length)) {
                return i;
            }
        }
        return -1;
    }

    /** The width of the picture, in pixels. */
    public int width() {
        return shortAt(WIDTH);
    }

    /** The height of the picture, in pixels. */
    public int height() {
        return shortAt(HEIGHT);
    }

    private int shortAt(int offset) {
        return ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN).getShort(core + offset) & 0xffff;
    }

    /**
     * The same message, asking for 32 bits per pixel over a LAN. That is what makes xrdp choose RemoteFX; at the 16 bits
     * that the browser's client asks for, xrdp's own compression is used, and the client draws it with faults
     * ({@code docs/adr/0005-picture.md}). A client whose core data are too short to say so keeps what it asked for.
     */
    public ConnectInitial inFullColour() {
        if (coreLength < CONNECTION_TYPE + 1) {
            return this;
        }
        byte[] changed = frame.clone();
        ByteBuffer out = ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN);
        out.putShort(core + HIGH_COLOR_DEPTH, (short) DEPTH_24);
        out.putShort(core + SUPPORTED_DEPTHS, (short) (out.getShort(core + SUPPORTED_DEPTHS) | SUPPORTS_32));
        out.putShort(core + EARLY_CAPABILITIES, (short)
                (out.getShort(core + EARLY_CAPABILITIES) | WANTS_32 | VALID_CONNECTION_TYPE));
        out.put(core + CONNECTION_TYPE, (byte) LAN);
        return new ConnectInitial(changed, core, coreLength);
    }

    /** The message's bytes, a whole TPKT. */
    public byte[] encode() {
        return frame.clone();
    }
}
