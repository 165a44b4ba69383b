package org.usher.wire.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.UnknownHostException;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.usher.wire.Decoding;

/** Frames from a peer that has shown nothing yet but that it can open a WebSocket. */
class StreamCodecFuzzTest {

    static Stream<byte[]> frames() {
        Random random = new Random(7);
        return IntStream.range(0, 40).mapToObj(i -> {
            try {
                return StreamCodecRoundTripTest.bytes(StreamCodecRoundTripTest.frame(random, 50));
            } catch (UnknownHostException impossible) {
                throw new AssertionError(impossible);
            }
        });
    }

    @MethodSource("frames")
    @FuzzTest(maxDuration = "2m")
    void anyFrame(byte[] bytes) {
        Decoding.sound(StreamCodec::decode, bytes).ifPresent(frame -> {
            assertThat(frame.toString()).isNotEmpty();
            byte[] written = StreamCodecRoundTripTest.bytes(frame);
            assertThat(Decoding.whole(StreamCodec::decode, written)).isEqualTo(frame);
            // Only an IPv4 address in the clothes of IPv6 has two forms.
            if (!(frame instanceof StreamFrame.Origin)) {
                assertThat(written).isEqualTo(Decoding.consumed(StreamCodec::decode, bytes));
            }
        });
    }
}
