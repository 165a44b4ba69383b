// Provenance of the bytes: RFC 6455, section 5.7 (examples) and section 5.2 (layout).
package org.usher.relay.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebSocketFramesBytesTest {

    /** The mask of the RFC's example. */
    private static final int MASK = 0x37fa213d;

    private final List<WebSocketFrames.Violation> violations = new ArrayList<>();
    private final EmbeddedChannel channel =
            new EmbeddedChannel(new WebSocketFrames(new Traffic()), new ChannelInboundHandlerAdapter() {
                @Override
                public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
                    if (event instanceof WebSocketFrames.Violation violation) {
                        violations.add(violation);
                    }
                }
            });

    @Test
    void exampleOfTheRfcAsBinary() {
        // "A single-frame masked text message", with the opcode of a binary one.
        receive("82 85 37 fa 21 3d 7f 9f 4d 51 58");
        assertThat(payload()).isEqualTo("Hello");
    }

    @Test
    void fragmentsAreOneStreamOfBytesAndControlFramesMayComeBetween() {
        receive(frame(0x02, "Hel") + frame(0x89, "Hello") + frame(0x80, "lo"));
        assertThat(payload()).isEqualTo("Hello");
        // "Unmasked Pong" of the RFC.
        assertThat(sent()).isEqualTo("8a0548656c6c6f");
        assertThat(violations).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"5, 4", "125, 4", "126, 4", "65535, 4", "5, 1", "65536, 9", "65536, 10"})
    void aHeaderGoesIntoTheRoomInFrontAndIsTheSame(int length, int room) {
        byte[] payload = new byte[length];
        new Random(9).nextBytes(payload);
        EmbeddedChannel usual = new EmbeddedChannel(new WebSocketFrames(new Traffic()));
        EmbeddedChannel roomy = new EmbeddedChannel(WebSocketFrames.withRoomInFront(new Traffic()));
        ByteBuf inRoom = Unpooled.buffer(room + length).setIndex(room, room).writeBytes(payload);
        usual.writeOutbound(Unpooled.copiedBuffer(payload));
        roomy.writeOutbound(inRoom);
        ByteBuf first = roomy.readOutbound();
        boolean fits = room >= (length < 126 ? 2 : length <= 0xffff ? 4 : 10);
        if (fits) {
            assertThat(first).as("the very buffer").isSameAs(inRoom);
        }
        ByteBuf expected = all(usual, Unpooled.buffer());
        ByteBuf got = all(roomy, Unpooled.buffer().writeBytes(first));
        first.release();
        assertThat(ByteBufUtil.equals(got, expected)).isTrue();
    }

    private static ByteBuf all(EmbeddedChannel from, ByteBuf into) {
        for (ByteBuf part = from.readOutbound(); part != null; part = from.readOutbound()) {
            into.writeBytes(part);
            part.release();
        }
        return into;
    }

    @Test
    void everySplitOfTheBytesGivesTheSame() {
        byte[] big = new byte[70_000];
        new Random(7).nextBytes(big);
        String small = frame(0x02, "abc") + frame(0x89, "hi") + frame(0x80, "d".repeat(200)) + frame(0x82, "");
        byte[] all = HexFormat.of().parseHex(small + frame(0x82, big));
        ByteBuf expected = Unpooled.copiedBuffer("abc" + "d".repeat(200), StandardCharsets.US_ASCII)
                .writeBytes(big);
        for (int cut = 1; cut < small.length() / 2 + 20; cut++) {
            EmbeddedChannel split = new EmbeddedChannel(new WebSocketFrames(new Traffic()));
            split.writeInbound(Unpooled.copiedBuffer(all, 0, cut));
            split.writeInbound(Unpooled.copiedBuffer(all, cut, all.length - cut));
            ByteBuf got = Unpooled.buffer();
            for (ByteBuf part = split.readInbound(); part != null; part = split.readInbound()) {
                got.writeBytes(part);
                part.release();
            }
            assertThat(got).as("cut at %d", cut).isEqualTo(expected);
            split.finishAndReleaseAll();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "c2 80 00 00 00 00, PROTOCOL_ERROR, reserved-bits",
        "82 05 48 65 6c 6c 6f, PROTOCOL_ERROR, unmasked",
        "82 00, PROTOCOL_ERROR, unmasked",
        "80 80 00 00 00 00, PROTOCOL_ERROR, continuation-of-nothing",
        "02 80 00 00 00 00 82 80, PROTOCOL_ERROR, message-in-message",
        "81 80 00 00 00 00, UNSUPPORTED, text",
        "83 80 00 00 00 00, PROTOCOL_ERROR, unknown-opcode",
        "8b 80 00 00 00 00, PROTOCOL_ERROR, unknown-opcode",
        "89 fe 00 7e 00 00 00 00, PROTOCOL_ERROR, control-frame-too-big",
        "88 ff 00 00 00 00 00 01 00 00, PROTOCOL_ERROR, control-frame-too-big",
        "09 80 00 00 00 00, PROTOCOL_ERROR, control-frame-too-big",
        "82 fe 00 7d 00 00 00 00, PROTOCOL_ERROR, length-form",
        "82 ff 00 00 00 00 00 00 ff ff 00 00 00 00, PROTOCOL_ERROR, length-form",
        "82 ff 80 00 00 00 00 00 00 00 00 00 00 00, PROTOCOL_ERROR, length-form",
        "82 ff 7f ff ff ff ff ff ff ff 00 00 00 00, TOO_BIG, frame-too-big",
        "82 ff 00 00 00 00 01 00 00 01 00 00 00 00, TOO_BIG, frame-too-big",
    })
    void brokenRulesEndTheConnectionWithTheirCode(String bytes, CloseCode code, String what) {
        receive(bytes);
        assertThat(violations).containsExactly(new WebSocketFrames.Violation(code, what));
        assertThat(sent()).isEqualTo("8802" + HexFormat.of().toHexDigits((short) code.number()));
        assertThat(channel.isOpen()).as("waits for the peer's Close").isTrue();
        receive("82 85 37 fa 21 3d 7f 9f 4d 51 58");
        assertThat(payload()).as("nothing is let through any more").isEmpty();
        channel.advanceTimeBy(3, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void closeIsAnsweredWithItsCodeAndEndsTheConnection() {
        receive(frame(0x88, new byte[] {0x03, (byte) 0xe9, 'b', 'y', 'e'}));
        assertThat(sent()).isEqualTo("880203e9");
        assertThat(channel.isOpen()).isFalse();
        assertThat(violations).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"03", "03ed", "0000", "07d0", "ffff"})
    void closeCodesThatNobodyMaySendAreViolations(String payload) {
        receive(frame(0x88, HexFormat.of().parseHex(payload)));
        assertThat(violations).containsExactly(new WebSocketFrames.Violation(CloseCode.PROTOCOL_ERROR, "close-code"));
        assertThat(sent()).isEqualTo("880203ea");
    }

    @Test
    void closingTheChannelSaysWhyAndWaitsForThePeer() {
        WebSocketFrames.close(channel, CloseCode.SERVICE_RESTART);
        assertThat(sent()).isEqualTo("880203f4");
        channel.writeOneOutbound(Unpooled.copiedBuffer("late", StandardCharsets.US_ASCII));
        channel.flushOutbound();
        assertThat(sent()).as("no message behind the Close").isEmpty();
        receive(frame(0x82, "on its way") + frame(0x88, new byte[] {0x03, (byte) 0xf4}));
        assertThat(payload()).isEmpty();
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void whatIsWrittenGoesOutAsOneMessageEach() {
        for (int length : new int[] {1, 125, 126, 0xffff, 0x10000}) {
            channel.writeOutbound(Unpooled.wrappedBuffer(new byte[length]));
            String header = length <= 125
                    ? "82" + HexFormat.of().toHexDigits((byte) length)
                    : length <= 0xffff
                            ? "827e" + HexFormat.of().toHexDigits((short) length)
                            : "827f" + HexFormat.of().toHexDigits((long) length);
            assertThat(sent()).isEqualTo(header + "00".repeat(length));
        }
    }

    @Test
    void pingsOfAPeerThatReadsNothingPileUpNoAnswers() {
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
        for (int i = 0; i < 1000; i++) {
            receive(frame(0x89, "ping " + i));
        }
        assertThat(sent()).isEmpty();
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, true);
        channel.runPendingTasks();
        assertThat(sent()).isEqualTo("8a08" + HexFormat.of().formatHex("ping 999".getBytes(StandardCharsets.US_ASCII)));
    }

    private void receive(String hex) {
        channel.writeInbound(Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex.replace(" ", ""))));
    }

    private String payload() {
        StringBuilder all = new StringBuilder();
        for (ByteBuf part = channel.readInbound(); part != null; part = channel.readInbound()) {
            all.append(part.toString(StandardCharsets.US_ASCII));
            part.release();
        }
        return all.toString();
    }

    private String sent() {
        StringBuilder all = new StringBuilder();
        for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
            all.append(ByteBufUtil.hexDump(part));
            part.release();
        }
        return all.toString();
    }

    private static String frame(int first, String payload) {
        return frame(first, payload.getBytes(StandardCharsets.US_ASCII));
    }

    private static String frame(int first, byte[] payload) {
        ByteBuf out = Unpooled.buffer();
        out.writeByte(first);
        if (payload.length < 126) {
            out.writeByte(0x80 | payload.length);
        } else if (payload.length <= 0xffff) {
            out.writeByte(0x80 | 126).writeShort(payload.length);
        } else {
            out.writeByte(0x80 | 127).writeLong(payload.length);
        }
        out.writeInt(MASK);
        for (int i = 0; i < payload.length; i++) {
            out.writeByte(payload[i] ^ (MASK >> (24 - 8 * (i & 3))));
        }
        return ByteBufUtil.hexDump(out);
    }
}
