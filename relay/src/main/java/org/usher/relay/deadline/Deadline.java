package org.usher.relay.deadline;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The deadline of the stage that a connection is in. When it passes, a {@link Passed} event goes to the handlers behind
 * this one; what follows is theirs to decide.
 *
 * <p>Moving the deadline further away is only a number: the timer that runs is left alone and looks again when it
 * fires. A connection that was disarmed, and so every connection that is only relayed, has no timer at all.
 */
public final class Deadline extends ChannelInboundHandlerAdapter {

    /**
     * The stage took too long.
     *
     * @param reason the stage's reason code, such as {@code header-timeout}
     */
    public record Passed(String reason) {}

    private static final long NONE = Long.MAX_VALUE;

    private @Nullable ChannelHandlerContext context;
    private @Nullable ScheduledFuture<?> timer;
    private long timerDue = NONE;
    private long due = NONE;
    private String reason = "";

    // What begins with the first bytes, when a stage is first waited for.
    private long afterFirstBytes = NONE;
    private String reasonAfterFirstBytes = "";

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    /** The stage that begins now must be over after {@code patience}. Replaces what was armed before. */
    public void arm(Duration patience, String reason) {
        this.reason = reason;
        afterFirstBytes = NONE;
        set(patience.toNanos());
    }

    /**
     * Waits {@code idle} for the first bytes; from them on it is the next stage, and lasts {@code patience}. So a client
     * that sends a byte now and then gains no time by it.
     */
    public void armIdle(Duration idle, String idleReason, Duration patience, String reason) {
        this.reason = idleReason;
        afterFirstBytes = patience.toNanos();
        reasonAfterFirstBytes = reason;
        set(idle.toNanos());
    }

    /** No deadline until the next one is armed. */
    public void disarm() {
        due = NONE;
        afterFirstBytes = NONE;
        if (timer != null) {
            timer.cancel(false);
            timer = null;
            timerDue = NONE;
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (afterFirstBytes != NONE) {
            long patience = afterFirstBytes;
            afterFirstBytes = NONE;
            reason = reasonAfterFirstBytes;
            set(patience);
        }
        ctx.fireChannelRead(message);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        disarm();
        ctx.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        disarm();
    }

    private void set(long nanos) {
        ChannelHandlerContext ctx = context;
        if (ctx == null || !ctx.channel().isActive()) {
            return;
        }
        due = now(ctx) + nanos;
        if (timer == null || timerDue - due > 0) {
            if (timer != null) {
                timer.cancel(false);
            }
            schedule(ctx, nanos);
        }
    }

    private void schedule(ChannelHandlerContext ctx, long nanos) {
        timerDue = now(ctx) + nanos;
        timer = ctx.executor().schedule(() -> look(ctx), nanos, TimeUnit.NANOSECONDS);
    }

    private static long now(ChannelHandlerContext ctx) {
        return ctx.executor().ticker().nanoTime();
    }

    private void look(ChannelHandlerContext ctx) {
        timer = null;
        timerDue = NONE;
        if (due == NONE) {
            return;
        }
        long left = due - now(ctx);
        if (left > 0) {
            schedule(ctx, left);
            return;
        }
        due = NONE;
        ctx.fireUserEventTriggered(new Passed(reason));
    }
}
