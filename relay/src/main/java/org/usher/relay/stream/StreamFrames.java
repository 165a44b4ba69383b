package org.usher.relay.stream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.usher.wire.Decoded;
import org.usher.wire.stream.StreamCodec;
import org.usher.wire.stream.StreamFrame;

/**
 * Bytes in, frames of the resumable stream out: each as a {@link StreamFrame} message. What can never become a frame
 * comes as one {@link Decoded.Malformed}, and everything after it is dropped.
 *
 * <p>A data frame is handed on in the pieces in which it comes, each with its own offset, so that no payload is gathered
 * or copied here; frames of other kinds are gathered, and are at most 2 KiB.
 *
 * <p>INVARIANT: the bytes of a {@link StreamFrame.Data} belong to the receiver for the length of the call only.
 *
 * <p>When the handler takes itself out of the pipeline during a call, the bytes behind that frame go on as they are.
 */
public final class StreamFrames extends ChannelInboundHandlerAdapter {

    private static final int DATA_TYPE = 0x03;

    /** The start of a frame that is not all there, up to {@link #wanted} bytes. */
    private @Nullable ByteBuf begun;

    private int wanted;

    // The data frame that we are in the middle of.
    private int dataLeft;
    private long dataOffset;

    private boolean broken;

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof ByteBuf in)) {
            ctx.fireChannelRead(message);
            return;
        }
        try {
            while (in.isReadable() && !broken) {
                if (ctx.isRemoved()) {
                    ctx.fireChannelRead(in.retainedSlice());
                    return;
                }
                take(ctx, in);
            }
        } finally {
            in.release();
        }
    }

    /** Takes a frame, a piece of data, or the start of a frame. */
    private void take(ChannelHandlerContext ctx, ByteBuf in) {
        if (begun == null) {
            if (!step(ctx, in) && !broken) {
                begun = ctx.alloc().buffer(wanted).writeBytes(in);
            }
            return;
        }
        ByteBuf start = begun;
        start.writeBytes(in, Math.min(in.readableBytes(), wanted - start.readableBytes()));
        if (start.readableBytes() < wanted) {
            return;
        }
        // Out of reach of handlerRemoved, which may come from within the step.
        begun = null;
        if (step(ctx, start) || broken) {
            start.release();
        } else {
            begun = start;
        }
    }

    /** Reads what is at the start of {@code in}; false when it is broken or {@link #wanted} bytes are needed. */
    private boolean step(ChannelHandlerContext ctx, ByteBuf in) {
        if (dataLeft > 0) {
            deliverData(ctx, in);
            return true;
        }
        if (in.getByte(in.readerIndex()) == DATA_TYPE) {
            return beginData(ctx, in);
        }
        return switch (StreamCodec.decode(in.nioBuffer())) {
            case Decoded.Message<StreamFrame>(StreamFrame frame, int consumed) -> {
                in.skipBytes(consumed);
                ctx.fireChannelRead(frame);
                yield true;
            }
            case Decoded.NeedMore<StreamFrame>(int atLeast) -> {
                wanted = atLeast;
                yield false;
            }
            case Decoded.Malformed<StreamFrame> malformed -> {
                fail(ctx, malformed);
                yield false;
            }
        };
    }

    private void deliverData(ChannelHandlerContext ctx, ByteBuf in) {
        int length = Math.min(dataLeft, in.readableBytes());
        ByteBuffer bytes = in.nioBuffer(in.readerIndex(), length);
        in.skipBytes(length);
        long offset = dataOffset;
        dataOffset += length;
        dataLeft -= length;
        ctx.fireChannelRead(new StreamFrame.Data(offset, bytes));
    }

    private boolean beginData(ChannelHandlerContext ctx, ByteBuf in) {
        if (in.readableBytes() < StreamCodec.DATA_HEADER) {
            wanted = StreamCodec.DATA_HEADER;
            return false;
        }
        int length = in.getUnsignedMedium(in.readerIndex() + 1) - (StreamCodec.DATA_HEADER - StreamCodec.HEADER);
        long offset = in.getLong(in.readerIndex() + StreamCodec.HEADER);
        if (length < 1 || length > StreamFrame.MAX_DATA) {
            fail(ctx, new Decoded.Malformed<>("data", "1 to " + StreamFrame.MAX_DATA + " bytes", length + " bytes"));
            return false;
        }
        if (offset < 0 || offset > Long.MAX_VALUE - length) {
            fail(ctx, new Decoded.Malformed<>("offset", "an offset of 63 bits", "one that goes beyond"));
            return false;
        }
        in.skipBytes(StreamCodec.DATA_HEADER);
        dataOffset = offset;
        dataLeft = length;
        return true;
    }

    private void fail(ChannelHandlerContext ctx, Decoded.Malformed<StreamFrame> malformed) {
        broken = true;
        ctx.fireChannelRead(malformed);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (begun != null) {
            begun.release();
            begun = null;
        }
    }
}
