package org.usher.relay.stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.usher.relay.transport.LastWords;
import org.usher.wire.Octets;
import org.usher.wire.stream.StreamCodec;
import org.usher.wire.stream.StreamEnd;
import org.usher.wire.stream.StreamFrame;

/**
 * One client's resumable stream, from its first transport to its end, with the RDP connection behind it. Transports come and
 * go; the RDP connection never knows.
 *
 * <p>Owned by one thread, that of {@code loop}; a transport may live on another.
 */
public final class ResumableStream implements StreamEnd.Out, Page {

    private static final Logger LOG = LoggerFactory.getLogger(ResumableStream.class);

    private final UUID launch;
    private final Octets lease;
    private final EventExecutor loop;
    private final StreamEnd end = new StreamEnd();
    private final RdpEnd rdp;
    private final Consumer<ResumableStream> over;
    private final StreamLimits limits;
    private int epoch;
    private @Nullable Channel transport;
    private @Nullable ScheduledFuture<?> patience;
    private long lastHeard;
    private boolean ended;

    /** Makes the RDP end of a stream with this page. */
    public interface Making {
        RdpEnd make(Page page);
    }

    /**
     * A stream that nobody has come to yet.
     *
     * @param loop whose thread it belongs to
     * @param over told once, when it has ended
     */
    public ResumableStream(
            UUID launch,
            Octets lease,
            EventExecutor loop,
            Making makeRdp,
            Consumer<ResumableStream> over,
            StreamLimits limits) {
        this.launch = launch;
        this.lease = lease;
        this.loop = loop;
        this.over = over;
        this.limits = limits;
        this.rdp = makeRdp.make(this);
    }

    /** With what its client comes back. */
    public Octets lease() {
        return lease;
    }

    /** A transport for this stream, with the offset up to which the client has our bytes. Ends the one before. */
    public void attach(Channel fresh, long clientReceived) {
        Channel before = transport;
        if (before != null) {
            // The client came back before we noticed that it was gone. Nothing more is read from the old transport.
            detach(before);
            before.close();
        }
        cancelPatience();
        transport = fresh;
        epoch++;
        lastHeard = System.nanoTime();
        writeFrame(new StreamFrame.Welcome(lease, epoch, end.received()));
        if (fault(end.attach(clientReceived, this))) {
            return;
        }
        LOG.info("stream of launch {}: transport {} from {}", launch, epoch, fresh.remoteAddress());
        fresh.flush();
        fresh.read();
        rdp.readMore();
        watchSilence(fresh);
    }

    /** A transport is gone. */
    public void detach(Channel gone) {
        if (gone.equals(transport)) {
            transport = null;
            end.detach();
            if (!ended) {
                patience = loop.schedule(
                        () -> end("lease-ended"), limits.comeBack().toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    private void cancelPatience() {
        if (patience != null) {
            patience.cancel(false);
            patience = null;
        }
    }

    private void watchSilence(Channel watched) {
        loop.schedule(
                () -> {
                    if (watched.equals(transport)) {
                        if (System.nanoTime() - lastHeard > limits.silence().toNanos()) {
                            LOG.info("stream of launch {}: transport {} is silent", launch, epoch);
                            watched.close();
                        } else {
                            watchSilence(watched);
                        }
                    }
                },
                limits.silence().toMillis() / 5,
                TimeUnit.MILLISECONDS);
    }

    /** A frame has come over the transport. */
    public void receive(Channel from, StreamFrame frame) {
        if (!from.equals(transport)) {
            return;
        }
        lastHeard = System.nanoTime();
        if (frame instanceof StreamFrame.End(String reason)) {
            // The page was closed, or its user disconnected: nobody will come back.
            LOG.info("stream of launch {}: ended by its client: {}", launch, reason);
            finish();
            from.close();
            return;
        }
        fault(end.receive(frame, this));
    }

    /** The frames of one read have all come. */
    public void receiveComplete(Channel from) {
        if (from.equals(transport)) {
            rdp.flush();
            from.flush();
            rdp.readMore();
            if (rdp.writable()) {
                from.read();
            }
        }
    }

    private boolean fault(Optional<StreamEnd.Fault> fault) {
        fault.ifPresent(found -> end(found.code()));
        return fault.isPresent();
    }

    /** The transport takes more again. */
    public void transportWritable(Channel which) {
        if (which.equals(transport)) {
            rdp.readMore();
        }
    }

    @Override
    public void send(StreamFrame frame) {
        writeFrame(frame);
    }

    @Override
    public void deliver(ByteBuffer bytes) {
        rdp.fromClient(bytes);
    }

    private void writeFrame(StreamFrame frame) {
        Channel to = transport;
        if (to == null) {
            return;
        }
        if (frame instanceof StreamFrame.Data(long offset, ByteBuffer bytes)) {
            ByteBuf header = to.alloc().buffer(StreamCodec.DATA_HEADER);
            header.writeBytes(StreamCodec.dataHeader(offset, bytes.remaining()));
            to.write(header);
            to.write(Unpooled.wrappedBuffer(bytes));
        } else {
            to.write(Unpooled.wrappedBuffer(StreamCodec.encode(frame)));
        }
    }

    @Override
    public void toClient(ByteBuffer bytes) {
        fault(end.offer(bytes, this));
    }

    @Override
    public void flushToClient() {
        Channel to = transport;
        if (to != null) {
            to.flush();
        }
    }

    @Override
    public boolean clientHasRoom() {
        Channel to = transport;
        return end.writable() && (to == null || to.isWritable());
    }

    @Override
    public void rdpHasRoom() {
        Channel from = transport;
        if (from != null) {
            from.read();
        }
    }

    /** Ends the stream and tells the page why. */
    @Override
    public void end(String reason) {
        if (ended) {
            return;
        }
        LOG.info("stream of launch {}: ended: {}", launch, reason);
        writeFrame(new StreamFrame.End(reason));
        Channel to = transport;
        finish();
        if (to != null) {
            LastWords.closeBehind(to, limits.linger());
        }
    }

    /** Whether the RDP server has ended the connection, and the page waits to hear why. */
    public boolean hostHasLeft() {
        return rdp.hostHasLeft();
    }

    private void finish() {
        ended = true;
        transport = null;
        cancelPatience();
        rdp.close();
        over.accept(this);
    }
}
