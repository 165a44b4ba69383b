package org.usher.relay.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.usher.wire.Decoded;
import org.usher.wire.stream.StreamCodec;
import org.usher.wire.stream.StreamFrame;

class StreamFramesTest {

    private static final StreamFrame HELLO = new StreamFrame.Hello("ut1.abc", Optional.empty(), 7);

    /** Notes what comes, data with its bytes, since they are only lent. */
    private static class Receiver extends ChannelInboundHandlerAdapter {

        private final List<StreamFrame> frames = new ArrayList<>();
        private final ByteArrayOutputStream data = new ByteArrayOutputStream();
        private final StringBuilder raw = new StringBuilder();
        private final List<Decoded.Malformed<?>> malformed = new ArrayList<>();
        private long next = 100;

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            switch (message) {
                case StreamFrame.Data(long offset, ByteBuffer bytes) -> {
                    assertThat(offset).isEqualTo(next);
                    next += bytes.remaining();
                    byte[] copy = new byte[bytes.remaining()];
                    bytes.get(copy);
                    data.writeBytes(copy);
                }
                case StreamFrame frame -> frames.add(frame);
                case Decoded.Malformed<?> broken -> malformed.add(broken);
                case ByteBuf bytes -> {
                    raw.append(bytes.toString(StandardCharsets.US_ASCII));
                    bytes.release();
                }
                default -> throw new AssertionError(message);
            }
        }
    }

    @Test
    void everySplitGivesTheSameFramesAndTheSameBytes() throws Exception {
        byte[] payload = "0123456789".repeat(30).getBytes(StandardCharsets.US_ASCII);
        byte[] bytes = bytes(
                new StreamFrame.Origin(InetAddress.getByName("192.0.2.7")),
                HELLO,
                new StreamFrame.Data(100, ByteBuffer.wrap(payload)),
                new StreamFrame.Ack(5),
                new StreamFrame.Data(400, ByteBuffer.wrap(payload)),
                new StreamFrame.End("signed-out"));
        for (int size = 1; size <= bytes.length; size++) {
            Receiver receiver = new Receiver();
            EmbeddedChannel channel = new EmbeddedChannel(new StreamFrames(), receiver);
            for (int at = 0; at < bytes.length; at += size) {
                channel.writeInbound(Unpooled.copiedBuffer(bytes, at, Math.min(size, bytes.length - at)));
            }
            assertThat(receiver.frames)
                    .containsExactly(
                            new StreamFrame.Origin(InetAddress.getByName("192.0.2.7")),
                            HELLO,
                            new StreamFrame.Ack(5),
                            new StreamFrame.End("signed-out"));
            assertThat(receiver.data.toString(StandardCharsets.US_ASCII)).isEqualTo("0123456789".repeat(60));
            assertThat(receiver.malformed).isEmpty();
            channel.finish();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // No such type; too long a control frame; data without bytes, with too many, beyond 63 bits; HELLO of
                // another version; trailing bytes in an ACK.
                "ff000000",
                "01000801",
                "03000008 0000000000000000",
                "03010009 0000000000000000",
                "0300000c 8000000000000000 01020304",
                "0300000c 7ffffffffffffffe 01020304",
                "0100000c 02 0000 00 0000000000000000",
                "04000009 0000000000000000 00"
            })
    void brokenBytesAreSaidOnceAndWhatFollowsIsDropped(String hex) {
        Receiver receiver = new Receiver();
        EmbeddedChannel channel = new EmbeddedChannel(new StreamFrames(), receiver);
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        for (byte one : bytes) {
            channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {one}));
        }
        channel.writeInbound(Unpooled.wrappedBuffer(bytes));
        assertThat(receiver.malformed).hasSize(1);
        assertThat(receiver.frames).isEmpty();
        channel.finish();
    }

    @Test
    void whoTakesItOutGetsTheRestAsItIs() {
        Receiver receiver = new Receiver();
        EmbeddedChannel channel = new EmbeddedChannel(
                new StreamFrames(),
                new ChannelInboundHandlerAdapter() {
                    @Override
                    public void channelRead(ChannelHandlerContext ctx, Object message) {
                        if (message instanceof StreamFrame.Hello) {
                            ctx.pipeline().remove(StreamFrames.class);
                        }
                        ctx.fireChannelRead(message);
                    }
                },
                receiver);
        byte[] hello = bytes(HELLO);
        channel.writeInbound(Unpooled.copiedBuffer(hello, 0, 9));
        channel.writeInbound(Unpooled.wrappedBuffer(
                Unpooled.copiedBuffer(hello, 9, hello.length - 9),
                Unpooled.copiedBuffer("behind it", StandardCharsets.US_ASCII)));
        channel.writeInbound(Unpooled.copiedBuffer(" and later", StandardCharsets.US_ASCII));
        assertThat(receiver.frames).containsExactly(HELLO);
        assertThat(receiver.raw).hasToString("behind it and later");
        channel.finish();
    }

    @Test
    void aFrameThatNeverEndsIsLetGoWithTheConnection() {
        EmbeddedChannel channel = new EmbeddedChannel(new StreamFrames());
        channel.writeInbound(Unpooled.copiedBuffer(bytes(HELLO), 0, 9));
        channel.finish();
    }

    private static byte[] bytes(StreamFrame... frames) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (StreamFrame frame : frames) {
            all.writeBytes(StreamCodec.encode(frame).array());
        }
        return all.toByteArray();
    }
}
