package org.usher.agent.front;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.usher.link.host.HostSession;
import org.usher.wire.rdp.ConnectInitial;
import org.usher.wire.rdp.InputWatch;

/**
 * What one client of a session is and does: how much goes each way, and when its user last did something.
 *
 * <p>Owned by the front's one thread.
 */
final class ClientMeter {

    /** Over so many readings the rates are taken. */
    private static final int READINGS = 6;

    private final LongSupplier nanoTime;
    private final InputWatch watch = new InputWatch();
    private final Deque<Reading> readings = new ArrayDeque<>();
    private String name = "";
    private long build;
    private long in;
    private long out;
    private long lastInput;

    private record Reading(long at, long in, long out) {}

    ClientMeter(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.lastInput = nanoTime.getAsLong();
        readings.addLast(new Reading(lastInput, 0, 0));
    }

    /** The client has said what it is. */
    void says(ConnectInitial wished) {
        name = wished.clientName();
        build = wished.clientBuild();
    }

    /** The prelude is over: nobody can have been idle before. */
    void begins() {
        lastInput = nanoTime.getAsLong();
    }

    /** Bytes of the client, behind the prelude. */
    void fromClient(ByteBuffer bytes) {
        in += bytes.remaining();
        if (watch.sees(bytes)) {
            lastInput = nanoTime.getAsLong();
        }
    }

    void toClient(int bytes) {
        out += bytes;
    }

    /** What there is to tell, and the begin of the next reading. */
    HostSession.Client read(UUID launch, boolean browser, String address, boolean direct) {
        long now = nanoTime.getAsLong();
        Reading first = readings.getFirst();
        long seconds = Math.max(1, TimeUnit.NANOSECONDS.toSeconds(now - first.at() + 500_000_000L));
        readings.addLast(new Reading(now, in, out));
        if (readings.size() > READINGS) {
            readings.removeFirst();
        }
        return new HostSession.Client(
                launch,
                browser,
                browser ? "" : name,
                browser ? 0 : build,
                address,
                direct,
                TimeUnit.NANOSECONDS.toSeconds(now - lastInput),
                in,
                out,
                (in - first.in()) / seconds,
                (out - first.out()) / seconds);
    }
}
