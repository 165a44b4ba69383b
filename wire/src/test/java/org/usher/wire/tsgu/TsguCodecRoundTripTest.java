package org.usher.wire.tsgu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.usher.wire.Decoded;
import org.usher.wire.Decoding;
import org.usher.wire.Seeded;

/** Any packet that may exist is read back as it was, however its bytes arrive. */
class TsguCodecRoundTripTest {

    @Test
    void everyPacketComesBackHoweverItArrives() {
        Seeded.rounds(300, random -> {
            TsguPacket packet = TsguPackets.any(random, 300);
            byte[] bytes = TsguCodec.encode(packet);
            assertThat(Decoding.whole(TsguCodec::decode, bytes)).isEqualTo(packet);
            Decoding.arrives(TsguCodec::decode, bytes);
        });
    }

    @Test
    void everyKindComesBack() {
        for (TsguPacket packet : TsguPackets.each(new Random(1))) {
            assertThat(Decoding.whole(TsguCodec::decode, TsguCodec.encode(packet)))
                    .isEqualTo(packet);
        }
    }

    @Test
    void theLargestDataComesBackHoweverItArrives() {
        TsguPacket packet = new TsguPacket.Data(ByteBuffer.wrap(Seeded.bytes(new Random(1), TsguCodec.MAX_DATA)));
        byte[] bytes = TsguCodec.encode(packet);
        assertThat(bytes).startsWith(TsguCodec.dataHeader(TsguCodec.MAX_DATA));
        assertThat(Decoding.whole(TsguCodec::decode, bytes)).isEqualTo(packet);
        Decoding.arrives(TsguCodec::decode, bytes);
    }

    @Test
    void packetsComeOutOfAStreamThatIsCutAnywhere() {
        Seeded.rounds(50, random -> {
            List<TsguPacket> sent = new ArrayList<>();
            ByteArrayOutputStream stream = new ByteArrayOutputStream();
            for (int i = 0; i < 20; i++) {
                sent.add(TsguPackets.any(random, 100));
                stream.writeBytes(TsguCodec.encode(sent.getLast()));
            }
            assertThat(readInPieces(random, stream.toByteArray())).isEqualTo(sent);
        });
    }

    /** What a driver does with the payload of messages or chunks, which begin and end anywhere. */
    static List<TsguPacket> readInPieces(Random random, byte[] stream) {
        List<TsguPacket> read = new ArrayList<>();
        int begin = 0;
        int end = 0;
        while (end < stream.length) {
            end = Math.min(stream.length, end + random.nextInt(200));
            while (TsguCodec.decode(ByteBuffer.wrap(stream, begin, end - begin))
                    instanceof Decoded.Message<TsguPacket>(TsguPacket packet, int consumed)) {
                read.add(packet);
                begin += consumed;
            }
        }
        assertThat(begin).isEqualTo(stream.length);
        return read;
    }
}
