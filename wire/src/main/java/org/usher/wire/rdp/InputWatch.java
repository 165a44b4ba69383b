package org.usher.wire.rdp;

import java.nio.ByteBuffer;

/**
 * Tells whether somebody is at the keyboard: goes along with what an RDP client sends behind the prelude, frame by frame, and
 * finds the input events among acknowledgements of pictures and data of channels. Only the headers are looked at.
 *
 * <p>An input event is any fast-path frame of a client (MS-RDPBCGR 2.2.8.1.2), or a slow-path PDU of type
 * PDUTYPE2_INPUT on the I/O channel (2.2.8.1.1.3). What has no such frames counts as input from there on: who cannot be
 * understood must not be taken for somebody who has gone away.
 */
public final class InputWatch {

    private static final int TPKT = 3;

    /** The bits of a frame's first byte that tell fast-path from TPKT, which has 3 there (2.2.8.1.2). */
    private static final int ACTION = 0x03;

    private static final int FAST_PATH = 0;
    private static final int LONG_LENGTH = 0x80;

    // A slow-path PDU: TPKT, X.224 Data, MCS Send-Data-Request with a length of two bytes, and the headers of share.
    private static final int MCS_TYPE = 7;
    private static final int CHANNEL = 10;
    private static final int PER_LENGTH = 13;
    private static final int SHORT_SHARE = 14;
    private static final int SHARE = 15;
    private static final int PDU_TYPE = 2;
    private static final int PDU_TYPE_2 = 14;
    private static final int SEND_DATA_REQUEST = 0x64;
    private static final int IO_CHANNEL = 1003;
    private static final int DATA_PDU = 7;
    private static final int INPUT = 28;

    /** As many bytes of a frame as are looked at. */
    private static final int HEADERS = SHARE + PDU_TYPE_2 + 1;

    private final byte[] headers = new byte[HEADERS];
    private int known;
    /** How long the frame is; 0 while that is not known. */
    private int length;
    /** How much of the frame has gone by. */
    private int passed;

    private boolean lost;

    /** Goes along with these bytes, which are not changed; whether there was input among them. */
    public boolean sees(ByteBuffer bytes) {
        ByteBuffer in = bytes.duplicate();
        boolean input = false;
        while (in.hasRemaining() && !lost) {
            if (length > 0 && known == Math.min(length, HEADERS)) {
                int skip = Math.min(length - passed, in.remaining());
                in.position(in.position() + skip);
                passed += skip;
            } else {
                headers[known++] = in.get();
                passed++;
                measure();
            }
            if (length > 0 && passed == length) {
                input |= isInput();
                known = 0;
                length = 0;
                passed = 0;
            }
        }
        return input || lost;
    }

    /** Finds the frame's length as soon as its bytes are there. */
    private void measure() {
        if (length > 0) {
            return;
        }
        int first = headers[0] & 0xff;
        if (first == TPKT) {
            if (known == 4) {
                take(at16(2), Tpkt.MCS);
            }
        } else if ((first & ACTION) != FAST_PATH) {
            lost = true;
        } else if (known == 2 && (headers[1] & LONG_LENGTH) == 0) {
            take(headers[1] & 0xff, 2);
        } else if (known == 3) {
            take(at16(1) & 0x7fff, 3);
        }
    }

    private void take(int whole, int least) {
        if (whole < least) {
            lost = true;
        } else {
            length = whole;
        }
    }

    private boolean isInput() {
        if (headers[0] != TPKT) {
            return true;
        }
        if (known < SHORT_SHARE || (headers[MCS_TYPE] & 0xff) != SEND_DATA_REQUEST || at16(CHANNEL) != IO_CHANNEL) {
            return false;
        }
        int share = (headers[PER_LENGTH] & LONG_LENGTH) == 0 ? SHORT_SHARE : SHARE;
        return known > share + PDU_TYPE_2
                && (headers[share + PDU_TYPE] & 0x0f) == DATA_PDU
                && (headers[share + PDU_TYPE_2] & 0xff) == INPUT;
    }

    private int at16(int offset) {
        return (headers[offset] & 0xff) << 8 | (headers[offset + 1] & 0xff);
    }
}
