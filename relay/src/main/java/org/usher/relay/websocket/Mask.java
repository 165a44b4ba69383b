package org.usher.relay.websocket;

import io.netty.buffer.ByteBuf;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Taking the mask off a payload, in place (RFC 6455, 5.3). */
final class Mask {

    private static final boolean BIG_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;

    /** Below this the detour over a segment costs more than it saves. */
    private static final int WORDS_FROM = 64;

    private Mask() {}

    /**
     * Applies {@code mask}, whose first byte in network order belongs to the byte at {@code index}.
     *
     * @return the mask for the byte behind the last one
     */
    static int apply(ByteBuf bytes, int index, int length, int mask) {
        int done = length >= WORDS_FROM && bytes.nioBufferCount() == 1 ? applyWords(bytes, index, length, mask) : 0;
        for (; done < length; done++) {
            int at = index + done;
            bytes.setByte(at, bytes.getByte(at) ^ (mask >>> (24 - 8 * (done & 3))));
        }
        return Integer.rotateLeft(mask, 8 * (length & 3));
    }

    /** All that fits into long words. The compiler turns this loop, other than one over a ByteBuf, into vector code. */
    private static int applyWords(ByteBuf bytes, int index, int length, int mask) {
        int ordered = BIG_ENDIAN ? mask : Integer.reverseBytes(mask);
        long word = ((ordered & 0xffffffffL) << 32) | (ordered & 0xffffffffL);
        MemorySegment segment = MemorySegment.ofBuffer(bytes.internalNioBuffer(index, length));
        long words = (long) length >>> 3;
        for (long i = 0; i < words; i++) {
            long at = i << 3;
            segment.set(ValueLayout.JAVA_LONG_UNALIGNED, at, segment.get(ValueLayout.JAVA_LONG_UNALIGNED, at) ^ word);
        }
        return (int) (words << 3);
    }
}
