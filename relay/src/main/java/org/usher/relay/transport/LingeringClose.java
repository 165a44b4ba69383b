package org.usher.relay.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a channel so that what was written last arrives: says that no more will come, and reads on until the peer has
 * closed too, or for {@value #SECONDS} seconds. A plain close with unread bytes left makes the kernel send a reset, and the
 * peer, which is still sending, fails at that before it has read our last words.
 *
 * <p>The first handler in the pipeline, so that TLS has said its own goodbye before.
 */
public final class LingeringClose extends ChannelDuplexHandler {

    static final int SECONDS = 2;

    private @Nullable ChannelPromise closing;

    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        Channel channel = context.channel();
        if (!channel.isActive() || !(channel instanceof DuplexChannel duplex) || duplex.isOutputShutdown()) {
            context.close(promise);
            return;
        }
        closing = promise;
        duplex.shutdownOutput();
        channel.config().setAutoRead(true);
        var patience = context.executor().schedule(() -> finish(context), SECONDS, TimeUnit.SECONDS);
        channel.closeFuture().addListener(closed -> {
            patience.cancel(false);
            finish(context);
        });
    }

    private void finish(ChannelHandlerContext context) {
        ChannelPromise promise = closing;
        if (promise != null) {
            closing = null;
            context.close(promise);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (closing == null) {
            context.fireChannelRead(message);
        } else {
            ReferenceCountUtil.release(message);
        }
    }
}
