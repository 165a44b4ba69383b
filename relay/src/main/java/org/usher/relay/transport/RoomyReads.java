package org.usher.relay.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelConfig;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;

/**
 * Reads into buffers with room in front of what was read, so that the headers under which it goes on can be put there: neither
 * is anything copied, nor does a header become a TLS record of its own.
 *
 * <p>One call of {@code read()} brings several such buffers, up to 256 KiB, so that a turn of the event loop carries as much
 * as with one large buffer; the channel's handlers are told the end of the read once.
 */
public final class RoomyReads implements RecvByteBufAllocator {

    private final int room;
    private final int most;

    /**
     * @param room how many bytes are left free in front
     * @param most how many bytes one buffer takes at most behind that
     */
    public RoomyReads(int room, int most) {
        this.room = room;
        this.most = most;
    }

    @Override
    @SuppressWarnings("deprecation") // The interface wants this form; Netty itself asks for the other one only.
    public Handle newHandle() {
        return new Reading();
    }

    private final class Reading implements ExtendedHandle {

        private int attempted;
        private int last;
        private int bytes;

        @Override
        public ByteBuf allocate(ByteBufAllocator allocator) {
            return allocator.ioBuffer(room + most, room + most).setIndex(room, room);
        }

        @Override
        public int guess() {
            return most;
        }

        @Override
        public void reset(ChannelConfig config) {
            attempted = 0;
            last = 0;
            bytes = 0;
        }

        @Override
        public void incMessagesRead(int messages) {
            // It is bytes that count.
        }

        @Override
        public void lastBytesRead(int read) {
            last = read;
            bytes += Math.max(read, 0);
        }

        @Override
        public int lastBytesRead() {
            return last;
        }

        @Override
        public void attemptedBytesRead(int wanted) {
            attempted = wanted;
        }

        @Override
        public int attemptedBytesRead() {
            return attempted;
        }

        @Override
        public boolean continueReading() {
            return last == attempted && hasMore();
        }

        @Override
        public boolean continueReading(UncheckedBooleanSupplier maybeMore) {
            return maybeMore.get() && hasMore();
        }

        private boolean hasMore() {
            return last > 0 && bytes <= Transport.MOST_PER_READ - most;
        }

        @Override
        public void readComplete() {
            // Nothing is learned from it.
        }
    }
}
