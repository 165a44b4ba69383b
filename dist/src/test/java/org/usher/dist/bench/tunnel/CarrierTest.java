package org.usher.dist.bench.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.usher.wire.tsgu.TsguPacket;

class CarrierTest {

    @Test
    void overTwoChannelsAPacketIsAChunk() {
        ByteBuf chunk = Carrier.TWO_CHANNELS.data(text("Hello"));

        // MS-TSGU 2.2.10.6: type 10, length 15 with the header, 5 bytes of data.
        assertThat(ByteBufUtil.hexDump(chunk))
                .isEqualTo("660d0a" + "0a000000" + "0f000000" + "0500" + "48656c6c6f" + "0d0a");
        chunk.release();
    }

    @Test
    void overAWebSocketAPacketIsAMaskedMessage() {
        ByteBuf message = Carrier.WEB_SOCKET.packet(new TsguPacket.KeepAlive());

        assertThat(message.readableBytes()).isEqualTo(2 + 4 + 8);
        assertThat(message.getUnsignedShort(0)).isEqualTo(0x8288);
        message.release();
    }

    @Test
    void thePeerGetsTheBytesAsTheyAre() {
        assertThat(Carrier.TLS.data(text("Hello")).toString(StandardCharsets.US_ASCII))
                .isEqualTo("Hello");
    }

    @Test
    void onlyTheStatusThatIsWantedPasses() {
        HttpHead head = new HttpHead();
        ByteBuf rest = text("\r\nrest");

        assertThat(head.passed(text("HTTP/1.1 200 OK\r\nA: b\r\n"))).isFalse();
        assertThat(head.passed(rest)).isTrue();
        assertThat(rest.toString(StandardCharsets.US_ASCII)).isEqualTo("rest");
        assertThatThrownBy(() -> new HttpHead().passed(text("HTTP/1.1 503 No\r\n")))
                .hasMessageContaining("HTTP/1.1 503");
    }

    private static ByteBuf text(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
    }
}
