package org.usher.dist.bench.tunnel;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One user's session, from the moment at which it is wished for: the tunnel is opened, a greeting goes to the host and comes
 * back, and so again from time to time for as long as the user stays.
 */
final class Visit implements TunnelUser {

    /** How often. */
    static final long GREET_EVERY_SECONDS = 10;

    private final Carrier carrier;
    private final boolean stays;
    private final long begun = System.nanoTime();
    private final CompletableFuture<Double> greeted = new CompletableFuture<>();
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private volatile @Nullable Tunnel tunnel;
    private ByteBuf awaited = Unpooled.EMPTY_BUFFER;
    private int greetings;
    private boolean leaving;

    /**
     * @param stays whether the user stays until {@link #leave}, or goes when the first greeting has come back
     */
    Visit(Carrier carrier, boolean stays) {
        this.carrier = carrier;
        this.stays = stays;
    }

    /** Completed with the milliseconds up to the first greeting's return; exceptionally, if it did not come. */
    CompletableFuture<Double> greeted() {
        return greeted;
    }

    /** Completed when nothing is left; exceptionally, if it ended otherwise than the user wished. */
    CompletableFuture<Void> over() {
        return over;
    }

    @Override
    public void opened(Tunnel opened) {
        tunnel = opened;
        greet(opened);
        if (stays) {
            var again = opened.channel()
                    .eventLoop()
                    .scheduleAtFixedRate(
                            () -> greetAgain(opened), GREET_EVERY_SECONDS, GREET_EVERY_SECONDS, TimeUnit.SECONDS);
            over.whenComplete((nothing, failed) -> again.cancel(false));
        }
    }

    private void greet(Tunnel through) {
        awaited = Echo.greeting(++greetings);
        through.channel()
                .writeAndFlush(carrier.data(awaited.copy()), through.channel().voidPromise());
    }

    private void greetAgain(Tunnel through) {
        if (awaited.isReadable()) {
            fail("nothing has come back for " + GREET_EVERY_SECONDS + " s");
            through.end("given up");
        } else if (!leaving) {
            greet(through);
        }
    }

    @Override
    public void received(Tunnel from, ByteBuf bytes) {
        int length = bytes.readableBytes();
        if (length > awaited.readableBytes() || !awaited.readSlice(length).equals(bytes)) {
            fail("something else came back");
            from.end("given up");
        } else if (!awaited.isReadable()) {
            greeted.complete((System.nanoTime() - begun) / 1e6);
            if (!stays) {
                leaving = true;
                from.close();
            }
        }
    }

    private void fail(String why) {
        greeted.completeExceptionally(new IllegalStateException(why));
        over.completeExceptionally(new IllegalStateException(why));
    }

    @Override
    public void ended(Tunnel ended, String why) {
        if (leaving) {
            over.complete(null);
        } else {
            fail(why);
        }
    }

    /** Ends it, from any thread, once it has been greeted. */
    void leave() {
        Tunnel present = tunnel;
        if (present == null) {
            fail("never opened");
            return;
        }
        present.channel().eventLoop().execute(() -> {
            leaving = true;
            present.close();
        });
    }
}
