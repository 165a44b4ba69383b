package org.usher.relay.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The server's side of an open WebSocket that carries bytes: payload of binary messages comes out unmasked, in the pieces
 * in which it arrives, and every buffer that is written goes out as one binary message. Where messages begin and end is
 * not passed on.
 *
 * <p>Nothing is gathered and nothing copied, other than short payloads behind their header, so that they make one TLS
 * record with it. Where buffers come with room in front of them, the header goes there and nothing is copied at all.
 *
 * <p>Ping, Pong and Close are answered here. Closing the channel says {@link CloseCode#INTERNAL} first; {@link #close(Channel,
 * CloseCode)} says something else. A channel that is closing reads on, up to {@value #CLOSE_SECONDS} seconds, until the
 * peer has said Close too: with unread bytes left, the kernel would answer with a reset, and our Close would be lost.
 */
public final class WebSocketFrames extends ChannelDuplexHandler {

    /** The peer broke the rules, and is being told so. */
    public record Violation(CloseCode code, String what) {}

    private static final int CLOSE_SECONDS = 2;

    /** Up to this a copy is cheaper than a TLS record for the header alone. */
    private static final int COPIED_UP_TO = 4096;

    private static final int MAX_HEADER = 10;

    /** How long the header of a frame with less than 64 KiB of payload may be, in bytes. */
    public static final int HEADER_16 = 4;

    private final Traffic traffic;
    private final boolean roomInFront;
    private final WebSocketHeader header = new WebSocketHeader();
    private boolean inHeader = true;
    private boolean inMessage;
    private long left;
    private int mask;
    private @Nullable ByteBuf control;
    private @Nullable ByteBuf pong;
    private boolean closing;

    /** Where the next frame begins is not known any more. */
    private boolean lost;

    private long bytesIn;
    private long bytesOut;

    /** Counts what passes in {@code traffic}, besides for itself. */
    public WebSocketFrames(Traffic traffic) {
        this(traffic, false);
    }

    private WebSocketFrames(Traffic traffic, boolean roomInFront) {
        this.traffic = traffic;
        this.roomInFront = roomInFront;
    }

    /**
     * The same for a writer who needs nothing any more of what lies before the reader index of the buffers that it writes:
     * if there is room enough, the frame's header is put there. Up to {@value #MAX_HEADER} bytes, {@value #HEADER_16} for
     * payloads of less than 64 KiB.
     */
    public static WebSocketFrames withRoomInFront(Traffic traffic) {
        return new WebSocketFrames(traffic, true);
    }

    /** How many bytes of payload came in. */
    public long bytesIn() {
        return bytesIn;
    }

    /** How many bytes of payload went out. */
    public long bytesOut() {
        return bytesOut;
    }

    /** Closes a channel that has this handler, saying why. */
    public static void close(Channel channel, CloseCode code) {
        WebSocketFrames frames = channel.pipeline().get(WebSocketFrames.class);
        ChannelHandlerContext ctx = channel.pipeline().context(WebSocketFrames.class);
        if (frames == null || ctx == null) {
            channel.close();
        } else {
            frames.beginClosing(ctx, code.number());
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        while (in.isReadable() && !closing) {
            if (inHeader) {
                takeHeader(ctx, in);
            } else if (header.isControl()) {
                takeControl(ctx, in);
            } else if (takePayload(ctx, in)) {
                return;
            }
        }
        if (closing) {
            discard(ctx, in);
        }
        in.release();
    }

    private void takeHeader(ChannelHandlerContext ctx, ByteBuf in) {
        boolean whole = header.take(in);
        WebSocketHeader.Fault fault = header.fault(inMessage);
        if (fault != null) {
            lost = true;
            ctx.fireUserEventTriggered(new Violation(fault.code(), fault.what()));
            beginClosing(ctx, fault.code().number());
        } else if (whole) {
            left = header.length();
            mask = header.mask();
            inHeader = false;
            if (left == 0) {
                endFrame(ctx);
            }
        }
    }

    /** Hands payload on; true when the whole buffer went with it. */
    private boolean takePayload(ChannelHandlerContext ctx, ByteBuf in) {
        int length = (int) Math.min(left, in.readableBytes());
        mask = Mask.apply(in, in.readerIndex(), length, mask);
        left -= length;
        bytesIn += length;
        traffic.in().add(length);
        boolean all = length == in.readableBytes();
        ByteBuf payload = all ? in : in.readRetainedSlice(length);
        if (left == 0) {
            endFrame(ctx);
        }
        ctx.fireChannelRead(payload);
        return all;
    }

    private void takeControl(ChannelHandlerContext ctx, ByteBuf in) {
        ByteBuf payload = control;
        if (payload == null) {
            payload = ctx.alloc().buffer((int) left);
            control = payload;
        }
        int length = (int) Math.min(left, in.readableBytes());
        payload.writeBytes(in, length);
        left -= length;
        if (left == 0) {
            mask = Mask.apply(payload, payload.readerIndex(), payload.readableBytes(), mask);
            endFrame(ctx);
        }
    }

    private void endFrame(ChannelHandlerContext ctx) {
        int opcode = header.opcode();
        boolean last = header.isFinal();
        boolean isControl = header.isControl();
        header.clear();
        inHeader = true;
        if (!isControl) {
            inMessage = !last;
            return;
        }
        ByteBuf payload = control == null ? Unpooled.EMPTY_BUFFER : control;
        control = null;
        switch (opcode) {
            case WebSocketHeader.PING -> keepForPong(payload);
            case WebSocketHeader.CLOSE -> answerClose(ctx, payload);
            default -> payload.release();
        }
    }

    /** Only the latest Ping is answered (RFC 6455, 5.5.3), so that pings cannot pile up answers for a peer that is slow. */
    private void keepForPong(ByteBuf payload) {
        if (pong != null) {
            pong.release();
        }
        pong = payload;
    }

    private void sendPong(ChannelHandlerContext ctx) {
        ByteBuf payload = pong;
        if (payload != null && !closing && ctx.channel().isWritable()) {
            pong = null;
            ctx.writeAndFlush(controlFrame(ctx, WebSocketHeader.PONG, payload), ctx.voidPromise());
        }
    }

    private void answerClose(ChannelHandlerContext ctx, ByteBuf payload) {
        int length = payload.readableBytes();
        int code = length >= 2 ? payload.readUnsignedShort() : CloseCode.NORMAL.number();
        payload.release();
        if (length == 1 || !CloseCode.mayBeSent(code)) {
            ctx.fireUserEventTriggered(new Violation(CloseCode.PROTOCOL_ERROR, "close-code"));
            code = CloseCode.PROTOCOL_ERROR.number();
        }
        closing = true;
        ctx.writeAndFlush(closeFrame(ctx, code)).addListener(sent -> ctx.close());
    }

    private void beginClosing(ChannelHandlerContext ctx, int code) {
        if (closing || !ctx.channel().isActive()) {
            return;
        }
        closing = true;
        // From here on headers are read to find the peer's Close, and payload is dropped.
        ctx.writeAndFlush(closeFrame(ctx, code), ctx.voidPromise());
        ctx.channel().config().setAutoRead(true);
        var cut = ctx.executor().schedule(() -> ctx.close(), CLOSE_SECONDS, TimeUnit.SECONDS);
        ctx.channel().closeFuture().addListener(closed -> cut.cancel(false));
    }

    /** Looks for the peer's Close in what comes after ours. */
    private void discard(ChannelHandlerContext ctx, ByteBuf in) {
        while (in.isReadable() && !lost) {
            if (inHeader) {
                if (!header.take(in)) {
                    continue;
                }
                left = header.length();
                inHeader = false;
                lost = left < 0;
            }
            int length = Math.clamp(left, 0, in.readableBytes());
            in.skipBytes(length);
            left -= length;
            if (left == 0) {
                if (header.opcode() == WebSocketHeader.CLOSE) {
                    ctx.close();
                    return;
                }
                header.clear();
                inHeader = true;
            }
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        sendPong(ctx);
        ctx.fireChannelReadComplete();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        sendPong(ctx);
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        ByteBuf payload = (ByteBuf) message;
        int length = payload.readableBytes();
        if (closing) {
            payload.release();
            if (!promise.isVoid()) {
                promise.setFailure(new ClosedChannelException());
            }
        } else if (length == 0) {
            ctx.write(payload, promise);
        } else {
            bytesOut += length;
            traffic.out().add(length);
            writeFrame(ctx, payload, length, promise);
        }
    }

    private void writeFrame(ChannelHandlerContext ctx, ByteBuf payload, int length, ChannelPromise promise) {
        int begin = payload.readerIndex() - WebSocketHeader.size(length);
        if (roomInFront && begin >= 0) {
            int end = payload.writerIndex();
            payload.setIndex(begin, begin);
            WebSocketHeader.write(payload, WebSocketHeader.BINARY, length);
            ctx.write(payload.writerIndex(end), promise);
            return;
        }
        boolean copied = length <= COPIED_UP_TO;
        ByteBuf out = ctx.alloc().directBuffer(copied ? MAX_HEADER + length : MAX_HEADER);
        WebSocketHeader.write(out, WebSocketHeader.BINARY, length);
        if (copied) {
            out.writeBytes(payload);
            payload.release();
            ctx.write(out, promise);
        } else {
            ctx.write(out, ctx.voidPromise());
            ctx.write(payload, promise);
        }
    }

    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        if (!closing && ctx.channel().isActive()) {
            beginClosing(ctx, CloseCode.INTERNAL.number());
        } else if (!closing) {
            ctx.close(promise);
            return;
        }
        if (!promise.isVoid()) {
            ctx.channel().closeFuture().addListener((ChannelFutureListener) closed -> promise.trySuccess());
        }
    }

    private static ByteBuf closeFrame(ChannelHandlerContext ctx, int code) {
        return controlFrame(ctx, WebSocketHeader.CLOSE, ctx.alloc().buffer(2).writeShort(code));
    }

    private static ByteBuf controlFrame(ChannelHandlerContext ctx, int opcode, ByteBuf payload) {
        ByteBuf out = ctx.alloc().directBuffer(MAX_HEADER + payload.readableBytes());
        WebSocketHeader.write(out, opcode, payload.readableBytes());
        out.writeBytes(payload);
        payload.release();
        return out;
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (control != null) {
            control.release();
            control = null;
        }
        if (pong != null) {
            pong.release();
            pong = null;
        }
    }
}
