package org.usher.wire.rdp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.usher.wire.MalformedException;
import org.usher.wire.Octets;

/**
 * The client's MCS Connect-Initial with its GCC Conference Create Request (MS-RDPBCGR 2.2.1.3): the picture that it wants.
 * Only the core data (TS_UD_CS_CORE, 2.2.1.3.2) are looked into, and what is changed there changes no length.
 */
public final class ConnectInitial {

    private static final byte[] CLIENT_TO_SERVER_KEY = {'D', 'u', 'c', 'a'};
    private static final int KEY = 17;
    private static final int CONNECT_INITIAL = 0x7f65;
    private static final int CS_CORE = 0xc001;
    private static final int BLOCK_HEADER = 4;

    // Offsets in the core data, behind the block's header.
    private static final int WIDTH = 4;
    private static final int HEIGHT = 6;
    private static final int HIGH_COLOR_DEPTH = 136;
    private static final int SUPPORTED_DEPTHS = 138;
    private static final int EARLY_CAPABILITIES = 140;
    private static final int CONNECTION_TYPE = 206;

    /** The fields of the core data that are not optional, in bytes. */
    private static final int CORE_FIXED = 128;

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
        ByteBuffer in = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN).position(Tpkt.MCS);
        Ber.takeLastHeader(in, CONNECT_INITIAL, "Connect-Initial");
        Ber.skip(in, Ber.OCTET_STRING, "callingDomainSelector");
        Ber.skip(in, Ber.OCTET_STRING, "calledDomainSelector");
        Ber.skip(in, Ber.BOOLEAN, "upwardFlag");
        Ber.skip(in, Ber.SEQUENCE, "targetParameters");
        Ber.skip(in, Ber.SEQUENCE, "minimumParameters");
        Ber.skip(in, Ber.SEQUENCE, "maximumParameters");
        Ber.takeLastHeader(in, Ber.OCTET_STRING, "userData");
        skipConferenceCreateRequest(in);
        ByteBuffer core = coreOf(in);
        return new ConnectInitial(frame, core.position(), core.remaining());
    }

    /** The core data among the blocks that {@code in} consists of, in its array. */
    private static ByteBuffer coreOf(ByteBuffer in) throws MalformedException {
        ByteBuffer core = null;
        while (in.hasRemaining()) {
            if (in.remaining() < BLOCK_HEADER) {
                throw new MalformedException("GCC block", BLOCK_HEADER + " bytes", in.remaining() + " bytes");
            }
            int begin = in.position();
            int type = in.getShort() & 0xffff;
            int length = (in.getShort() & 0xffff) - BLOCK_HEADER;
            if (length < 0 || length > in.remaining()) {
                throw new MalformedException(
                        "GCC block length",
                        BLOCK_HEADER + " to " + (in.limit() - begin),
                        String.valueOf(length + BLOCK_HEADER));
            }
            int end = in.position() + length;
            if (type == CS_CORE) {
                // Of two, a server may obey the other one.
                if (core != null || length < CORE_FIXED) {
                    throw new MalformedException("TS_UD_CS_CORE", "one of at least " + CORE_FIXED, length + " bytes");
                }
                core = in.duplicate().limit(end);
            }
            in.position(end);
        }
        if (core == null) {
            throw new MalformedException("ConferenceCreateRequest", "a TS_UD_CS_CORE block", "none");
        }
        return core;
    }

    /**
     * What xrdp skips unread: 23 bytes, the last of them the key and the length of all blocks, PER in two bytes. The other
     * length in there is no use: IronRDP's clients write two bytes too few.
     */
    private static void skipConferenceCreateRequest(ByteBuffer in) throws MalformedException {
        int key = in.position() + KEY;
        int blocks = key + CLIENT_TO_SERVER_KEY.length + 2;
        if (blocks > in.limit()
                || !in.slice(key, CLIENT_TO_SERVER_KEY.length).equals(ByteBuffer.wrap(CLIENT_TO_SERVER_KEY))) {
            throw new MalformedException("ConferenceCreateRequest", "the key Duca at " + KEY, "something else");
        }
        int length = (in.get(blocks - 2) & 0xff) << 8 | (in.get(blocks - 1) & 0xff);
        if (length != (0x8000 | in.limit() - blocks)) {
            throw new MalformedException(
                    "userData length", String.valueOf(in.limit() - blocks), "0x" + Integer.toHexString(length));
        }
        in.position(blocks);
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

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ConnectInitial initial && Arrays.equals(frame, initial.frame);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(frame);
    }

    @Override
    public String toString() {
        return "ConnectInitial[" + width() + "x" + height() + ", " + frame.length + " bytes]";
    }
}
