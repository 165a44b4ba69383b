package org.usher.relay.transport;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How a client's channel is closed when something was written that it should still get. */
public final class LastWords {

    private LastWords() {}

    /** Closes the channel behind what was written to it, or without when its client does not take it in this time. */
    public static void closeBehind(Channel channel, Duration linger) {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        ScheduledFuture<?> cut = channel.eventLoop()
                .schedule(
                        // Past TLS, whose own closing would wait for what is not taken; what was written is let go of.
                        () -> channel.unsafe().close(channel.newPromise()), linger.toMillis(), TimeUnit.MILLISECONDS);
        channel.closeFuture().addListener(closed -> cut.cancel(false));
    }
}
