package org.usher.wire.rdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.usher.wire.Captures;

class InputWatchTest {

    /** Keyboard, the fast way: MS-RDPBCGR 2.2.8.1.2. */
    private static final byte[] KEY = hex("04 04 00 1e");

    /** The same with a length of two bytes. */
    private static final byte[] LONG_KEY = hex("04 80 05 01 1e");

    /** PDUTYPE2_INPUT, the slow way, with one event: MS-RDPBCGR 2.2.8.1.1.3. */
    private static final byte[] SLOW_INPUT = hex("03 00 00 2f 02 f0 80 64 00 06 03 eb 70 80 20"
            + " 20 00 17 00 ef 03 ea 03 01 00 00 01 14 00 1c 00 00 00"
            + " 01 00 00 00 00 00 00 00 04 00 00 00 1e 00");

    /** PDUTYPE2_REFRESH_RECT, which a client sends without anybody at it: 2.2.11.2.1. */
    private static final byte[] REFRESH = hex("03 00 00 2b 02 f0 80 64 00 06 03 eb 70 80 1c"
            + " 1c 00 17 00 ef 03 ea 03 01 00 00 01 10 00 21 00 00 00"
            + " 01 00 00 00 00 00 00 00 ff 03");

    /** Data of a static channel, and in it what would be input on the I/O channel. */
    private static final byte[] CHANNEL = hex("03 00 00 2f 02 f0 80 64 00 06 03 ec 70 80 20"
            + " 20 00 17 00 ef 03 ea 03 01 00 00 01 14 00 1c 00 00 00"
            + " 01 00 00 00 00 00 00 00 04 00 00 00 1e 00");

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    private static boolean sees(byte[]... frames) {
        InputWatch watch = new InputWatch();
        boolean input = false;
        for (byte[] frame : frames) {
            input = watch.sees(ByteBuffer.wrap(frame));
        }
        return input;
    }

    @Test
    void framesHaveTheLengthThatTheySay() {
        for (byte[] frame : List.of(SLOW_INPUT, REFRESH, CHANNEL)) {
            assertThat((int) frame[3]).as(HexFormat.of().formatHex(frame)).isEqualTo(frame.length);
        }
    }

    @Test
    void findsInputOfBothWays() {
        assertThat(sees(KEY)).isTrue();
        assertThat(sees(LONG_KEY)).isTrue();
        assertThat(sees(SLOW_INPUT)).isTrue();
    }

    @Test
    void whatAClientSaysByItselfIsNoInput() {
        assertThat(sees(REFRESH)).isFalse();
        assertThat(sees(CHANNEL)).isFalse();
        assertThat(sees(Captures.message("xfreerdp-confirm-active"))).isFalse();
    }

    @Test
    void whatCannotBeUnderstoodIsInputFromThereOn() {
        assertThat(sees(hex("01 02 03"))).isTrue();
        assertThat(sees(hex("03 00 00 06 02 f0"))).isTrue();
        assertThat(sees(hex("03 00 00 06 02 f0"), REFRESH)).isTrue();
        assertThat(sees(hex("00 01"), REFRESH)).isTrue();
    }

    @Test
    void leavesTheBytesAsTheyAre() {
        ByteBuffer bytes = ByteBuffer.wrap(KEY);
        new InputWatch().sees(bytes);
        assertThat(bytes.remaining()).isEqualTo(KEY.length);
    }

    @Test
    void countsTheSameInputHoweverItArrives() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
        List<byte[]> kinds = List.of(KEY, LONG_KEY, SLOW_INPUT, REFRESH, CHANNEL);
        for (int round = 0; round < 200; round++) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            boolean expected = false;
            int quiet = random.nextInt(6);
            for (int i = 0; i < quiet; i++) {
                all.writeBytes(kinds.get(3 + random.nextInt(2)));
            }
            if (random.nextBoolean()) {
                all.writeBytes(kinds.get(random.nextInt(3)));
                expected = true;
            }
            all.writeBytes(REFRESH);
            InputWatch watch = new InputWatch();
            boolean input = false;
            for (int at = 0; at < all.size(); ) {
                int size = Math.min(1 + random.nextInt(9), all.size() - at);
                input |= watch.sees(ByteBuffer.wrap(all.toByteArray(), at, size));
                at += size;
            }
            assertThat(input).as("round %d", round).isEqualTo(expected);
        }
    }
}
