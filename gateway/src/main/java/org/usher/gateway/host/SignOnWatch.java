package org.usher.gateway.host;

import java.nio.ByteBuffer;
import org.usher.wire.Der;

/**
 * Looks at the begin of what a host says after TLS, to learn whether its client has signed on: CredSSP's messages
 * (TSRequest, MS-CSSP 2.2.1) begin 0x30, a word about the user's rights (MS-RDPBCGR 2.2.10.2) has four bytes, and with the
 * first TPKT the host goes on. Only to say the right thing when it does not; nothing is kept back or changed.
 */
final class SignOnWatch {

    private static final int RIGHTS = 4;
    private static final int MAX_HEADER = 5;

    private final byte[] begun = new byte[MAX_HEADER];
    private int begunLength;
    private int left;
    private boolean over;

    /** Takes what comes next. */
    void take(ByteBuffer bytes) {
        ByteBuffer in = bytes.duplicate();
        while (!over && in.hasRemaining()) {
            if (left > 0) {
                int passed = Math.min(left, in.remaining());
                in.position(in.position() + passed);
                left -= passed;
            } else {
                begun[begunLength++] = in.get();
                begin();
            }
        }
    }

    private void begin() {
        int first = begun[0] & 0xff;
        if (first == 0) {
            pass(RIGHTS - 1);
        } else if (first != Der.SEQUENCE) {
            // The TPKT, or something that nobody knows.
            over = true;
        } else if (begunLength >= 2) {
            int form = begun[1] & 0xff;
            int more = form < 0x80 ? 0 : form - 0x80;
            if (more > MAX_HEADER - 2) {
                over = true;
            } else if (begunLength == 2 + more) {
                int length = more == 0 ? form : 0;
                for (int i = 0; i < more; i++) {
                    length = length << 8 | (begun[2 + i] & 0xff);
                }
                pass(length);
            }
        }
    }

    private void pass(int length) {
        begunLength = 0;
        left = length;
    }

    /** Whether the host went on after the sign-on. */
    boolean signedOn() {
        return over;
    }
}
