package org.usher.wire.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.usher.wire.Ascii;
import org.usher.wire.Decoded;
import org.usher.wire.Decoding;
import org.usher.wire.Octets;
import org.usher.wire.Seeded;

/** Any frame and any preface that may exist is read back as it was, however its bytes arrive. */
class AdmissionRoundTripTest {

    @Test
    void everyFrameComesBackHoweverItArrives() {
        Seeded.rounds(400, random -> {
            AdmissionFrame frame = frame(random);
            byte[] bytes = bytes(AdmissionCodec.encode(frame));
            assertThat(Decoding.whole(AdmissionCodec::decode, bytes)).isEqualTo(frame);
            Decoding.arrives(AdmissionCodec::decode, bytes);
        });
    }

    @Test
    void everyPrefaceComesBackHoweverItArrives() {
        Seeded.rounds(200, random -> {
            RelayPreface preface = preface(random);
            byte[] bytes = bytes(preface.encode());
            assertThat(Decoding.whole(RelayPreface::decode, bytes)).isEqualTo(preface);
            Decoding.arrives(RelayPreface::decode, bytes);
        });
    }

    @Test
    void aFrameIsReadFromAmongOthers() {
        Seeded.rounds(50, random -> {
            AdmissionFrame first = frame(random);
            AdmissionFrame second = frame(random);
            byte[] one = bytes(AdmissionCodec.encode(first));
            byte[] two = bytes(AdmissionCodec.encode(second));
            ByteBuffer in = ByteBuffer.allocate(one.length + two.length)
                    .put(one)
                    .put(two)
                    .flip();
            assertThat(AdmissionCodec.decode(in)).isEqualTo(new Decoded.Message<>(first, one.length));
            in.position(one.length);
            assertThat(AdmissionCodec.decode(in)).isEqualTo(new Decoded.Message<>(second, two.length));
        });
    }

    static AdmissionFrame frame(Random random) throws UnknownHostException {
        return switch (random.nextInt(5)) {
            case 0 ->
                new AdmissionFrame.Ask(number(random), address(random), Seeded.ascii(random, random.nextInt(1025)));
            case 1 ->
                new AdmissionFrame.Admitted(
                        number(random),
                        pass(random),
                        random.nextBoolean(),
                        random.nextBoolean(),
                        random.nextBoolean(),
                        random.nextInt(Integer.MAX_VALUE));
            case 2 -> new AdmissionFrame.Refused(number(random), reason(random));
            case 3 -> new AdmissionFrame.Ping(random.nextLong());
            default -> new AdmissionFrame.Pong(random.nextLong());
        };
    }

    static RelayPreface preface(Random random) throws UnknownHostException {
        return new RelayPreface(
                new InetSocketAddress(address(random), random.nextInt(0x10000)),
                new InetSocketAddress(address(random), random.nextInt(0x10000)),
                pass(random));
    }

    private static long number(Random random) {
        return random.nextLong() & AdmissionFrame.MAX_NUMBER;
    }

    private static Octets pass(Random random) {
        return Octets.of(Seeded.bytes(random, AdmissionFrame.PASS));
    }

    private static InetAddress address(Random random) throws UnknownHostException {
        return InetAddress.getByAddress(Seeded.bytes(random, random.nextBoolean() ? 4 : 16));
    }

    private static String reason(Random random) {
        StringBuilder reason = new StringBuilder();
        for (int length = 1 + random.nextInt(Ascii.MAX_REASON); length > 0; length--) {
            reason.append(Seeded.oneOf(random, 'a', 'm', 'z', '0', '9', '-'));
        }
        return reason.toString();
    }

    static byte[] bytes(ByteBuffer encoded) {
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        return bytes;
    }
}
