package org.usher.dist.bench.relay;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What one connection is opened for. Client and front live in one process, and this is how the one tells the other what
 * it wants and that it is done.
 *
 * @param bytes of the stream, frames' headers included; a multiple of a whole frame
 * @param done completed when the last byte has arrived, or exceptionally
 */
record Work(int number, Kind kind, long bytes, CompletableFuture<Void> done) {

    enum Kind {
        /** From the front to the client. */
        DOWNLOAD,
        /** From the client to the front. */
        UPLOAD,
        /** Nothing at all, from the front's welcome on. */
        IDLE
    }

    /** How many bytes {@link #order} has. */
    static final int ORDER = 4;

    private static final Map<Integer, Work> PRESENT = new ConcurrentHashMap<>();
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    static Work begin(Kind kind, long bytes) {
        Work work = new Work(NUMBERS.incrementAndGet(), kind, bytes, new CompletableFuture<>());
        PRESENT.put(work.number(), work);
        return work;
    }

    /** What the client tells the front behind its HELLO. */
    ByteBuffer order() {
        return ByteBuffer.allocate(ORDER).putInt(number).flip();
    }

    /** The work with this order, which is then known no more. */
    static Work of(ByteBuffer order) {
        @Nullable Work work = order.remaining() == ORDER ? PRESENT.remove(order.getInt()) : null;
        if (work == null) {
            throw new IllegalStateException("an order that nobody has given");
        }
        return work;
    }
}
