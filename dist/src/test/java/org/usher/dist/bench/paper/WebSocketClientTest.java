// Provenance: the frames are the examples of RFC 6455, 5.7, as binary messages.
package org.usher.dist.bench.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class WebSocketClientTest {

    private static final byte[] HELLO = {(byte) 0x82, 0x05, 0x48, 0x65, 0x6c, 0x6c, 0x6f};

    @Test
    void payloadComesOutWhateverThePieces() {
        byte[] large = new byte[4 + 256];
        large[0] = (byte) 0x82;
        large[1] = 0x7e;
        large[2] = 0x01;
        ByteBuf all = Unpooled.wrappedBuffer(HELLO, large, HELLO);

        for (int piece = 1; piece <= all.readableBytes(); piece++) {
            WebSocketClient client = new WebSocketClient();
            ByteBuf got = Unpooled.buffer();
            long count = 0;
            for (int at = 0; at < all.readableBytes(); at += piece) {
                ByteBuf part = all.slice(at, Math.min(piece, all.readableBytes() - at));
                count += client.payload(part, payload -> {
                    got.writeBytes(payload);
                    payload.release();
                });
            }

            assertThat(count).isEqualTo(5 + 256 + 5);
            assertThat(got.toString(0, 5, StandardCharsets.US_ASCII)).isEqualTo("Hello");
            assertThat(got.toString(261, 5, StandardCharsets.US_ASCII)).isEqualTo("Hello");
        }
    }

    @Test
    void messagesAreMasked() {
        ByteBuf message = WebSocketClient.message(Unpooled.copiedBuffer("Hello", StandardCharsets.US_ASCII));

        assertThat(message.readUnsignedByte()).isEqualTo((short) 0x82);
        assertThat(message.readUnsignedByte()).isEqualTo((short) 0x85);
        byte[] mask = {message.readByte(), message.readByte(), message.readByte(), message.readByte()};
        byte[] text = new byte[5];
        for (int i = 0; i < 5; i++) {
            text[i] = (byte) (message.readByte() ^ mask[i & 3]);
        }
        assertThat(new String(text, StandardCharsets.US_ASCII)).isEqualTo("Hello");
        assertThat(message.isReadable()).isFalse();
        message.release();
    }

    @Test
    void aCloseIsNoPayload() {
        ByteBuf close = Unpooled.wrappedBuffer(new byte[] {(byte) 0x88, 0x02, 0x03, (byte) 0xe8});

        assertThatThrownBy(() -> new WebSocketClient().payload(close)).hasMessageContaining("no binary message");
    }

    @Test
    void theAnswerToTheRequestIsSkippedAndNotMore() {
        WebSocketClient client = new WebSocketClient();
        ByteBuf first = Unpooled.copiedBuffer("HTTP/1.1 101 Switching\r\nA: b\r\n", StandardCharsets.US_ASCII);
        ByteBuf rest = Unpooled.wrappedBuffer("\r\n".getBytes(StandardCharsets.US_ASCII), HELLO);

        assertThat(client.agreed(first)).isFalse();
        assertThat(client.agreed(rest)).isTrue();
        assertThat(client.payload(rest)).isEqualTo(5);
    }
}
