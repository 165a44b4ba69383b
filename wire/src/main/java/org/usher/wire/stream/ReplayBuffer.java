package org.usher.wire.stream;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** What was sent and not yet acknowledged. One owner; not safe for several threads. */
final class ReplayBuffer {

    private final Deque<ByteBuffer> pieces = new ArrayDeque<>();
    private long begin;
    private long end;

    /** The offset of the first byte that is kept. */
    long begin() {
        return begin;
    }

    /** The offset behind the last byte, which is how much was ever added. */
    long end() {
        return end;
    }

    /** How many bytes are kept. */
    long size() {
        return end - begin;
    }

    /** Keeps a copy of {@code bytes} and answers with a view of the copy. */
    ByteBuffer add(ByteBuffer bytes) {
        ByteBuffer copy = ByteBuffer.allocate(bytes.remaining())
                .put(bytes.duplicate())
                .flip()
                .asReadOnlyBuffer();
        pieces.addLast(copy);
        end += copy.remaining();
        return copy.duplicate();
    }

    /** Lets go of everything before {@code offset}, which lies between {@link #begin} and {@link #end}. */
    void forgetBefore(long offset) {
        long surplus = offset - begin;
        begin = offset;
        while (surplus > 0) {
            ByteBuffer first = pieces.getFirst();
            if (first.remaining() > surplus) {
                first.position(first.position() + (int) surplus);
                return;
            }
            surplus -= first.remaining();
            pieces.removeFirst();
        }
    }

    /** Views of everything that is kept, in order. */
    List<ByteBuffer> pieces() {
        List<ByteBuffer> views = new ArrayList<>(pieces.size());
        for (ByteBuffer piece : pieces) {
            views.add(piece.duplicate());
        }
        return views;
    }
}
