package org.usher.dist.bench.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.usher.dist.bench.tunnel.Carrier;
import org.usher.dist.bench.tunnel.Tunnel;
import org.usher.dist.bench.tunnel.TunnelUser;

/** An RDP client's tunnel that is there for a piece of work. */
final class TunnelConnection implements Connection, TunnelUser {

    private final Work work;
    private final Carrier carrier;
    private final ByteBuf unit;
    private final CompletableFuture<Tunnel> opened = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private @Nullable Load load;
    private long received;

    /** @param unit what {@link #unit} made for this carrier */
    TunnelConnection(Work work, Carrier carrier, ByteBuf unit) {
        this.work = work;
        this.carrier = carrier;
        this.unit = unit;
    }

    /** A frame's length of bytes, in two packets, which is what one record of RDP's own TLS comes to. */
    static ByteBuf unit(Carrier carrier) {
        ByteBuf frame = Load.frame();
        int half = Load.FRAME / 2;
        ByteBuf first = carrier.data(frame.retainedSlice(0, half));
        ByteBuf second = carrier.data(frame.retainedSlice(half, Load.FRAME - half));
        ByteBuf both = Unpooled.directBuffer(first.readableBytes() + second.readableBytes())
                .writeBytes(first)
                .writeBytes(second);
        first.release();
        second.release();
        return Unpooled.unreleasableBuffer(both);
    }

    @Override
    public void opened(Tunnel tunnel) {
        opened.complete(tunnel);
        tunnel.channel()
                .writeAndFlush(
                        carrier.data(Unpooled.wrappedBuffer(work.order())),
                        tunnel.channel().voidPromise());
        if (work.kind() == Work.Kind.UPLOAD) {
            load = new Load(unit, work.bytes() / Load.FRAME);
            load.pump(tunnel.channel());
        }
    }

    @Override
    public void received(Tunnel tunnel, ByteBuf bytes) {
        received += bytes.readableBytes();
        if (work.kind() == Work.Kind.DOWNLOAD && received >= work.bytes()) {
            work.done().complete(null);
        }
    }

    @Override
    public void writable(Tunnel tunnel) {
        if (load != null) {
            load.pump(tunnel.channel());
        }
    }

    @Override
    public void ended(Tunnel tunnel, String why) {
        work.done().completeExceptionally(new IllegalStateException(why));
        ended.complete(null);
    }

    @Override
    public Work work() {
        return work;
    }

    @Override
    public List<String> protections() {
        return opened.join().protections();
    }

    @Override
    public void close() {
        Tunnel tunnel = opened.join();
        tunnel.channel().eventLoop().execute(tunnel::close);
        ended.join();
    }
}
