package org.usher.wire.rdp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.usher.wire.Captures;

/** Whatever a client sends, it is understood the same way however it arrives, and never stops the relay. */
class InputWatchFuzzTest {

    static Stream<byte[]> frames() {
        return Stream.concat(
                Stream.of("xfreerdp-confirm-active", "xfreerdp-client-info").map(Captures::message),
                Stream.of(
                        new byte[] {4, 4, 0, 0x1e}, new byte[] {4, (byte) 0x80, 5, 1, 0x1e}, new byte[] {3, 0, 0, 4}));
    }

    @MethodSource("frames")
    @FuzzTest(maxDuration = "2m")
    void anyBytes(byte[] bytes) {
        boolean whole = new InputWatch().sees(ByteBuffer.wrap(bytes));
        InputWatch watch = new InputWatch();
        boolean one = false;
        for (byte single : bytes) {
            one |= watch.sees(ByteBuffer.wrap(new byte[] {single}));
        }
        assertThat(one).isEqualTo(whole);
    }
}
