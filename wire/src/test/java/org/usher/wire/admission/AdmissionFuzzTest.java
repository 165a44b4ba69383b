package org.usher.wire.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.UnknownHostException;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.usher.wire.Decoding;

/** Frames of a peer that has shown a certificate, and prefaces of anybody who reaches the port. */
class AdmissionFuzzTest {

    static Stream<byte[]> frames() {
        return seeds(
                random -> AdmissionRoundTripTest.bytes(AdmissionCodec.encode(AdmissionRoundTripTest.frame(random))));
    }

    static Stream<byte[]> prefaces() {
        return seeds(random -> AdmissionRoundTripTest.bytes(
                AdmissionRoundTripTest.preface(random).encode()));
    }

    private interface Making {
        byte[] make(Random random) throws UnknownHostException;
    }

    private static Stream<byte[]> seeds(Making making) {
        Random random = new Random(7);
        return IntStream.range(0, 40).mapToObj(i -> {
            try {
                return making.make(random);
            } catch (UnknownHostException impossible) {
                throw new AssertionError(impossible);
            }
        });
    }

    @MethodSource("frames")
    @FuzzTest(maxDuration = "2m")
    void anyFrame(byte[] bytes) {
        Decoding.sound(AdmissionCodec::decode, bytes).ifPresent(frame -> {
            assertThat(frame.toString()).isNotEmpty();
            byte[] written = AdmissionRoundTripTest.bytes(AdmissionCodec.encode(frame));
            assertThat(Decoding.whole(AdmissionCodec::decode, written)).isEqualTo(frame);
            // Only an IPv4 address in the clothes of IPv6 has two forms.
            if (!(frame instanceof AdmissionFrame.Ask)) {
                assertThat(written).isEqualTo(Decoding.consumed(AdmissionCodec::decode, bytes));
            }
        });
    }

    @MethodSource("prefaces")
    @FuzzTest(maxDuration = "2m")
    void anyPreface(byte[] bytes) {
        Decoding.sound(RelayPreface::decode, bytes).ifPresent(preface -> {
            assertThat(preface.toString()).isNotEmpty();
            byte[] written = AdmissionRoundTripTest.bytes(preface.encode());
            assertThat(Decoding.whole(RelayPreface::decode, written)).isEqualTo(preface);
        });
    }
}
