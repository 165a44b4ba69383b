package org.usher.wire.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.usher.wire.Ascii;
import org.usher.wire.Decoded;
import org.usher.wire.Decoding;
import org.usher.wire.Octets;
import org.usher.wire.Seeded;

/** Any frame that may exist is read back as it was, however its bytes arrive. */
class StreamCodecRoundTripTest {

    @Test
    void everyFrameComesBackHoweverItArrives() {
        Seeded.rounds(400, random -> {
            StreamFrame frame = frame(random, 2000);
            byte[] bytes = bytes(frame);
            assertThat(Decoding.whole(StreamCodec::decode, bytes)).isEqualTo(frame);
            Decoding.arrives(StreamCodec::decode, bytes);
        });
    }

    @Test
    void theLargestFrameComesBackHoweverItArrives() {
        StreamFrame frame = new StreamFrame.Data(
                Long.MAX_VALUE, ByteBuffer.wrap(Seeded.bytes(new Random(1), StreamFrame.MAX_DATA)));
        assertThat(Decoding.whole(StreamCodec::decode, bytes(frame))).isEqualTo(frame);
        Decoding.arrives(StreamCodec::decode, bytes(frame));
    }

    @Test
    void aFrameIsReadFromAmongOthers() {
        Seeded.rounds(50, random -> {
            StreamFrame first = frame(random, 100);
            StreamFrame second = frame(random, 100);
            byte[] one = bytes(first);
            byte[] two = bytes(second);
            ByteBuffer in = ByteBuffer.allocate(one.length + two.length)
                    .put(one)
                    .put(two)
                    .flip();
            assertThat(StreamCodec.decode(in)).isEqualTo(new Decoded.Message<>(first, one.length));
            in.position(one.length);
            assertThat(StreamCodec.decode(in)).isEqualTo(new Decoded.Message<>(second, two.length));
        });
    }

    static StreamFrame frame(Random random, int maxData) throws UnknownHostException {
        return switch (random.nextInt(8)) {
            case 0 ->
                new StreamFrame.Origin(InetAddress.getByAddress(Seeded.bytes(random, random.nextBoolean() ? 4 : 16)));
            case 1 ->
                new StreamFrame.Hello(
                        Seeded.ascii(random, random.nextInt(1025)),
                        random.nextBoolean() ? Optional.of(lease(random)) : Optional.empty(),
                        offset(random));
            case 2 -> new StreamFrame.Welcome(lease(random), 1 + random.nextInt(Integer.MAX_VALUE), offset(random));
            case 3 ->
                new StreamFrame.Data(
                        offset(random), ByteBuffer.wrap(Seeded.bytes(random, 1 + random.nextInt(maxData))));
            case 4 -> new StreamFrame.Ack(offset(random));
            case 5 -> new StreamFrame.Ping(random.nextLong(), offset(random));
            case 6 -> new StreamFrame.Pong(random.nextLong(), offset(random));
            default -> new StreamFrame.End(reason(random));
        };
    }

    private static Octets lease(Random random) {
        return Octets.of(Seeded.bytes(random, StreamFrame.LEASE));
    }

    private static long offset(Random random) {
        return random.nextLong() >>> (1 + random.nextInt(63));
    }

    private static String reason(Random random) {
        StringBuilder reason = new StringBuilder();
        for (int length = 1 + random.nextInt(Ascii.MAX_REASON); length > 0; length--) {
            reason.append(Seeded.oneOf(random, 'a', 'm', 'z', '0', '9', '-'));
        }
        return reason.toString();
    }

    static byte[] bytes(StreamFrame frame) {
        ByteBuffer encoded = StreamCodec.encode(frame);
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        return bytes;
    }
}
