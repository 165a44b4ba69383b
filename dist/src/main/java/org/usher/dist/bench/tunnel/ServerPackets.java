package org.usher.dist.bench.tunnel;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.usher.wire.Decoded;
import org.usher.wire.tsgu.TsguCodec;
import org.usher.wire.tsgu.TsguPacket;

/** A gateway's packets, out of a stream of bytes in any pieces. Data goes on in the pieces in which it comes. */
final class ServerPackets {

    /** Where packets go. */
    interface Taker {

        /** Data of the RDP connection; the bytes are the taker's for the length of the call. */
        void data(ByteBuf bytes);

        /** Any other packet. */
        void packet(TsguPacket packet);
    }

    private static final int DATA = 0x0a;

    private final Taker taker;
    private byte[] begun = new byte[64];
    private int have;
    private int dataLeft;

    ServerPackets(Taker taker) {
        this.taker = taker;
    }

    /** Takes what came, all of it. */
    void take(ByteBuf in) {
        while (in.isReadable()) {
            if (dataLeft > 0) {
                int length = Math.min(dataLeft, in.readableBytes());
                dataLeft -= length;
                taker.data(in.readSlice(length));
            } else {
                gather(in);
            }
        }
    }

    private void gather(ByteBuf in) {
        int wanted = wanted();
        begun = wanted > begun.length ? Arrays.copyOf(begun, wanted) : begun;
        int length = Math.min(wanted - have, in.readableBytes());
        in.readBytes(begun, have, length);
        have += length;
        if (have < TsguCodec.HEADER || have < wanted()) {
            return;
        }
        have = 0;
        if (type() == DATA) {
            dataLeft = length() - TsguCodec.DATA_HEADER;
        } else {
            taker.packet(packet(ByteBuffer.wrap(begun, 0, length())));
        }
    }

    private int wanted() {
        if (have < TsguCodec.HEADER) {
            return TsguCodec.HEADER;
        }
        return type() == DATA ? TsguCodec.DATA_HEADER : length();
    }

    private int type() {
        return begun[0] & 0xff;
    }

    private int length() {
        return ByteBuffer.wrap(begun).order(ByteOrder.LITTLE_ENDIAN).getInt(4);
    }

    private static TsguPacket packet(ByteBuffer whole) {
        return switch (TsguCodec.decode(whole)) {
            case Decoded.Message<TsguPacket>(TsguPacket packet, int consumed) -> packet;
            case Decoded.NeedMore<TsguPacket> more -> throw new IllegalStateException("a packet that is not whole");
            case Decoded.Malformed<TsguPacket> broken -> throw new IllegalStateException("no packet: " + broken);
        };
    }
}
