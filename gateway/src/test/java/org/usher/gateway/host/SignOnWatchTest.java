package org.usher.gateway.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.usher.wire.Der;

/** When a host counts as having let its client in. */
class SignOnWatchTest {

    private static final byte[] SHORT = Der.element(Der.SEQUENCE, new byte[0x40]);
    private static final byte[] MIDDLE = Der.element(Der.SEQUENCE, new byte[0xc0]);
    private static final byte[] LONG = Der.element(Der.SEQUENCE, filled(0x1234));
    private static final byte[] GRANTED = new byte[4];
    private static final byte[] TPKT = {3, 0, 0, 0x0c};

    /** With bytes in it that look like a TPKT's. */
    private static byte[] filled(int length) {
        byte[] bytes = new byte[length];
        java.util.Arrays.fill(bytes, (byte) 3);
        return bytes;
    }

    @Test
    void theFirstTpktBehindCredSspIsTheSignOn() {
        byte[] before = join(SHORT, MIDDLE, LONG);
        byte[] withRights = join(before, GRANTED);
        for (byte[] all : new byte[][] {before, withRights, new byte[0]}) {
            for (int cut = 0; cut <= all.length; cut++) {
                SignOnWatch watch = new SignOnWatch();
                watch.take(ByteBuffer.wrap(all, 0, cut));
                watch.take(ByteBuffer.wrap(all, cut, all.length - cut));
                assertThat(watch.signedOn()).as("cut at %d", cut).isFalse();
                watch.take(ByteBuffer.wrap(TPKT));
                assertThat(watch.signedOn()).as("cut at %d", cut).isTrue();
            }
        }
    }

    @Test
    void whateverComesByteByByteIsTheSame() {
        SignOnWatch watch = new SignOnWatch();
        for (byte one : join(SHORT, LONG, GRANTED)) {
            watch.take(ByteBuffer.wrap(new byte[] {one}));
            assertThat(watch.signedOn()).isFalse();
        }
        watch.take(ByteBuffer.wrap(TPKT, 0, 1));
        assertThat(watch.signedOn()).isTrue();
    }

    @Test
    void theBytesAreLeftAsTheyAre() {
        ByteBuffer bytes = ByteBuffer.wrap(join(SHORT, TPKT));
        new SignOnWatch().take(bytes);
        assertThat(bytes.position()).isZero();
    }

    @Test
    void lengthsThatNobodyNeedsEndTheWatch() {
        SignOnWatch watch = new SignOnWatch();
        watch.take(ByteBuffer.wrap(new byte[] {0x30, (byte) 0x84}));
        assertThat(watch.signedOn()).isTrue();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
