package org.usher.dist.bench.tunnel;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** The head of an answer, which has to be 200. One for each answer. */
final class HttpHead {

    private static final int END = 0x0d0a0d0a;
    private static final String STATUS = "HTTP/1.1 200 ";

    private final StringBuilder start = new StringBuilder(STATUS.length());
    private int lastFour;

    /**
     * Skips what of the head came; true when it has all come.
     *
     * @throws IllegalStateException when it is another
     */
    boolean passed(ByteBuf in) {
        while (in.isReadable() && lastFour != END) {
            byte next = in.readByte();
            lastFour = (lastFour << 8) | (next & 0xff);
            if (start.length() < STATUS.length()) {
                start.append(new String(new byte[] {next}, StandardCharsets.US_ASCII));
                if (start.length() == STATUS.length() && !STATUS.contentEquals(start)) {
                    throw new IllegalStateException("answer: " + start + " (expected: " + STATUS + ")");
                }
            }
        }
        return lastFour == END;
    }
}
