package org.usher.agent.front;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.usher.link.host.HostSession;

class ClientMeterTest {

    private static final byte[] KEY = {0x04, 0x04, 0x00, 0x1e};

    /** A frame of the slow path that is no input. */
    private static final byte[] HOUSEKEEPING = {3, 0, 0, 8, 2, (byte) 0xf0, (byte) 0x80, 0x21};

    private long now = -3;
    private final ClientMeter meter = new ClientMeter(() -> now);

    private void passes(long seconds) {
        now += TimeUnit.SECONDS.toNanos(seconds);
    }

    private HostSession.Client read() {
        return meter.read(UUID.randomUUID(), false, "10.0.0.7", true);
    }

    @Test
    void onlyInputEndsIdling() {
        passes(40);
        meter.begins();
        passes(30);
        assertThat(read().idleSeconds()).isEqualTo(30);
        meter.fromClient(ByteBuffer.wrap(HOUSEKEEPING));
        passes(30);
        assertThat(read().idleSeconds()).isEqualTo(60);
        meter.fromClient(ByteBuffer.wrap(KEY));
        passes(2);
        assertThat(read().idleSeconds()).isEqualTo(2);
    }

    @Test
    void countsAllBytesAndTheRateOfTheLastSeconds() {
        meter.fromClient(ByteBuffer.wrap(KEY));
        meter.toClient(8_000);
        passes(1);
        HostSession.Client busy = read();
        assertThat(busy.in()).isEqualTo(4);
        assertThat(busy.out()).isEqualTo(8_000);
        assertThat(busy.outPerSecond()).isEqualTo(8_000);
        for (int i = 0; i < 10; i++) {
            passes(1);
            read();
        }
        assertThat(read().outPerSecond()).isZero();
        meter.toClient(3_000);
        passes(1);
        assertThat(read().outPerSecond()).isBetween(400L, 3_000L);
        assertThat(read().out()).isEqualTo(11_000);
    }
}
