package org.usher.relay.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MaskTest {

    @Test
    void isTheMaskOfTheRfcForEveryLengthAndPlaceAndKindOfBuffer() {
        Random random = new Random(1);
        for (int length = 0; length < 300; length++) {
            byte[] plain = new byte[length];
            random.nextBytes(plain);
            int mask = random.nextInt();
            byte[] masked = plain.clone();
            for (int i = 0; i < length; i++) {
                masked[i] ^= (byte) (mask >> (24 - 8 * (i % 4)));
            }
            int before = random.nextInt(9);
            for (ByteBuf bytes : new ByteBuf[] {
                ByteBufAllocator.DEFAULT.directBuffer(), ByteBufAllocator.DEFAULT.heapBuffer(), Unpooled.buffer()
            }) {
                bytes.writeZero(before).writeBytes(masked).writeZero(9);
                Mask.apply(bytes, before, length, mask);
                assertThat(ByteBufUtil.getBytes(bytes, before, length)).isEqualTo(plain);
                assertThat(ByteBufUtil.getBytes(bytes, before + length, 9)).containsOnly(0);
                assertThat(ByteBufUtil.getBytes(bytes, 0, before))
                        .doesNotContain(1)
                        .isEqualTo(new byte[before]);
                bytes.release();
            }
        }
    }

    @Test
    void goesOnWithTheMaskWhereItStopped() {
        byte[] bytes = new byte[1000];
        new Random(2).nextBytes(bytes);
        ByteBuf whole = Unpooled.copiedBuffer(bytes);
        ByteBuf pieces = Unpooled.copiedBuffer(bytes);
        Mask.apply(whole, 0, bytes.length, 0x01020304);
        int mask = 0x01020304;
        int at = 0;
        for (int length : new int[] {1, 2, 3, 70, 0, 129, 795}) {
            mask = Mask.apply(pieces, at, length, mask);
            at += length;
        }
        assertThat(at).isEqualTo(bytes.length);
        assertThat(pieces).isEqualTo(whole);
    }
}
