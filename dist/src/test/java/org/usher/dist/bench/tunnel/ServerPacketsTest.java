package org.usher.dist.bench.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.usher.wire.tsgu.TsguCodec;
import org.usher.wire.tsgu.TsguPacket;

class ServerPacketsTest {

    private static final TsguPacket CHANNEL = new TsguPacket.ChannelResponse(0, OptionalInt.of(1));
    private static final TsguPacket MESSAGE =
            new TsguPacket.ServiceMessage("A text that is longer than the room for it at first: "
                    + "forty characters more, and then some more of them");

    @Test
    void packetsAndDataComeOutWhateverThePieces() {
        ByteBuf all = Unpooled.wrappedBuffer(
                TsguCodec.encode(CHANNEL),
                data("Hello, "),
                data(""),
                TsguCodec.encode(MESSAGE),
                data("host"),
                TsguCodec.encode(new TsguPacket.KeepAlive()));

        for (int piece = 1; piece <= all.readableBytes(); piece++) {
            Heard heard = new Heard();
            ServerPackets packets = new ServerPackets(heard);
            for (int at = 0; at < all.readableBytes(); at += piece) {
                packets.take(all.slice(at, Math.min(piece, all.readableBytes() - at)));
            }

            assertThat(heard.packets).containsExactly(CHANNEL, MESSAGE, new TsguPacket.KeepAlive());
            assertThat(heard.data.toString(StandardCharsets.US_ASCII)).isEqualTo("Hello, host");
        }
    }

    @Test
    void whatIsNoPacketIsAnError() {
        ByteBuf tooShort = Unpooled.wrappedBuffer(new byte[] {9, 0, 0, 0, 8, 0, 0, 0});

        assertThatThrownBy(() -> new ServerPackets(new Heard()).take(tooShort)).hasMessageContaining("no packet");
    }

    private static byte[] data(String text) {
        return TsguCodec.encode(new TsguPacket.Data(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII))));
    }

    private static final class Heard implements ServerPackets.Taker {

        private final List<TsguPacket> packets = new ArrayList<>();
        private final ByteBuf data = Unpooled.buffer();

        @Override
        public void data(ByteBuf bytes) {
            data.writeBytes(bytes);
        }

        @Override
        public void packet(TsguPacket packet) {
            packets.add(packet);
        }
    }
}
