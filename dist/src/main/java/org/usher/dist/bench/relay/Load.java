package org.usher.dist.bench.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import java.nio.ByteBuffer;
import org.usher.wire.stream.StreamCodec;

/** Bytes of a stream without end, written as fast as the other side takes them. */
final class Load {

    /** What one frame carries: what a front reads at once from a busy RDP server. */
    static final int PAYLOAD = 32 * 1024;

    /** A whole frame. */
    static final int FRAME = StreamCodec.DATA_HEADER + PAYLOAD;

    private static final int FRAMES_PER_FLUSH = 4;

    private final ByteBuf unit;
    private long unitsLeft;

    /**
     * @param unit what is written again and again; one frame of the stream, with what the transport wraps it in
     * @param units how often
     */
    Load(ByteBuf unit, long units) {
        this.unit = unit;
        this.unitsLeft = units;
    }

    /** A frame of the stream, in native memory, where it stays. */
    static ByteBuf frame() {
        return Unpooled.unreleasableBuffer(Unpooled.directBuffer(FRAME)
                .writeBytes(StreamCodec.dataHeader(0, PAYLOAD))
                .writeBytes(noise(PAYLOAD)));
    }

    /** Bytes that do not repeat. */
    static ByteBuffer noise(int length) {
        ByteBuffer noise = ByteBuffer.allocate(length);
        int state = 1;
        while (noise.hasRemaining()) {
            state = state * 1_103_515_245 + 12_345;
            noise.put((byte) (state >> 16));
        }
        return noise.flip();
    }

    /** Writes what the channel takes now; to be called again whenever it is writable. */
    void pump(Channel channel) {
        while (unitsLeft > 0 && channel.isWritable()) {
            for (int i = 0; i < FRAMES_PER_FLUSH && unitsLeft > 0; i++) {
                channel.write(unit.duplicate(), channel.voidPromise());
                unitsLeft--;
            }
            channel.flush();
        }
    }
}
