package org.usher.gateway.tsgu;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.usher.gateway.settings.TunnelPatience;
import org.usher.wire.tsgu.TunnelEvent;

/**
 * The times of an open tunnel: silence towards the client, silence from it, and the whole. One timer that looks at all three;
 * traffic only writes down when it was.
 */
final class TunnelTimes {

    private final EventLoop loop;
    private final Consumer<TunnelEvent> told;
    private final long quiet;
    private final long idle;
    private final long end;
    private long lastSent;
    private long lastReceived;
    private @Nullable ScheduledFuture<?> timer;

    /**
     * Begins.
     *
     * @param idleLimit how long the client may say nothing, zero for ever
     * @param told hears of it when a time is up
     */
    TunnelTimes(EventLoop loop, TunnelPatience patience, Duration idleLimit, Consumer<TunnelEvent> told) {
        this.loop = loop;
        this.told = told;
        this.quiet = patience.quiet().toNanos();
        this.idle = idleLimit.isZero() ? Long.MAX_VALUE : idleLimit.toNanos();
        long now = now();
        this.end = now + patience.session().toNanos();
        this.lastSent = now;
        this.lastReceived = now;
        schedule(now);
    }

    void sent() {
        lastSent = now();
    }

    void received() {
        lastReceived = now();
    }

    void cancel() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    private long now() {
        return loop.ticker().nanoTime();
    }

    private void schedule(long now) {
        long untilIdle = idle == Long.MAX_VALUE ? idle : lastReceived + idle - now;
        long wait = Math.min(Math.min(lastSent + quiet - now, untilIdle), end - now);
        timer = loop.schedule(this::look, Math.max(wait, 1), TimeUnit.NANOSECONDS);
    }

    private void look() {
        timer = null;
        long now = now();
        if (now - end >= 0) {
            told.accept(new TunnelEvent.TimeUp(TunnelEvent.Limit.SESSION));
        } else if (now - lastReceived >= idle) {
            told.accept(new TunnelEvent.TimeUp(TunnelEvent.Limit.IDLE));
        } else {
            if (now - lastSent >= quiet) {
                lastSent = now;
                told.accept(new TunnelEvent.Quiet());
            }
            schedule(now);
        }
    }
}
