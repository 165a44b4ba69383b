package org.usher.wire.rdcleanpath;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.usher.wire.Captures;
import org.usher.wire.Decoding;

/**
 * The first bytes that a stranger's browser sends. With JAZZER_FUZZ=1 this fuzzes for two minutes; else it tries the seeds
 * and every input that was ever found.
 */
class RdCleanPathFuzzTest {

    static Stream<byte[]> seeds() {
        return Stream.of(
                        "iron-rdcleanpath-request",
                        "openssl-rdcleanpath-response",
                        "openssl-rdcleanpath-refused",
                        "openssl-rdcleanpath-negotiation")
                .map(Captures::message);
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "2m")
    void anyBytes(byte[] bytes) {
        Decoding.sound(RdCleanPath::decode, bytes)
                .ifPresent(message -> assertThat(Decoding.whole(RdCleanPath::decode, message.encode()))
                        .isEqualTo(message));
    }
}
