package org.usher.dist.bench.tunnel;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.usher.dist.bench.paper.WebSocketClient;
import org.usher.wire.tsgu.TsguCodec;
import org.usher.wire.tsgu.TsguPacket;

/** What the bytes of an RDP connection go in, on their way to a relay. */
public enum Carrier {
    /** MS-TSGU over one WebSocket. */
    WEB_SOCKET("websocket"),
    /** MS-TSGU over two HTTP connections. */
    TWO_CHANNELS("dual-channel"),
    /** Nothing but TLS, as the peer takes it. */
    TLS("tls");

    private final String word;

    Carrier(String word) {
        this.word = word;
    }

    /** Its name in figures. */
    public String word() {
        return word;
    }

    /** Bytes of the RDP connection as they go to the relay, in native memory. Up to 64 KiB; owns what it is given. */
    public ByteBuf data(ByteBuf bytes) {
        return this == TLS
                ? bytes
                : wrap(Unpooled.wrappedBuffer(
                        Unpooled.wrappedBuffer(TsguCodec.dataHeader(bytes.readableBytes())), bytes));
    }

    /** A packet as it goes to the gateway. */
    ByteBuf packet(TsguPacket packet) {
        return wrap(Unpooled.wrappedBuffer(TsguCodec.encode(packet)));
    }

    private ByteBuf wrap(ByteBuf packet) {
        return switch (this) {
            case WEB_SOCKET -> WebSocketClient.message(packet);
            case TWO_CHANNELS -> chunk(packet);
            case TLS -> throw new IllegalStateException("there are no packets");
        };
    }

    private static ByteBuf chunk(ByteBuf packet) {
        ByteBuf out = Unpooled.directBuffer(packet.readableBytes() + 12);
        out.writeCharSequence(Integer.toHexString(packet.readableBytes()) + "\r\n", StandardCharsets.US_ASCII);
        out.writeBytes(packet).writeByte('\r').writeByte('\n');
        packet.release();
        return out;
    }
}
