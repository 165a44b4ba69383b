package org.usher.gateway.host;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.usher.gateway.dial.HostAndPort;
import org.usher.gateway.settings.HostPatience;
import org.usher.relay.stream.Page;
import org.usher.relay.stream.RdpEnd;
import org.usher.wire.Octets;
import org.usher.wire.rdcleanpath.RdCleanPath;
import org.usher.wire.rdcleanpath.RequestCheck;
import org.usher.wire.ticket.Ticket;

/**
 * What stands between a client's stream and a host without a front: RDCleanPath is answered with the host's own certificate,
 * and from then on bytes pass. CredSSP runs through here between page and host; nothing is changed, and no password is known.
 *
 * <p>Owned by the stream's event loop.
 */
final class HostSide implements RdpEnd, HostConnection.Owner {

    private static final Logger LOG = LoggerFactory.getLogger(HostSide.class);

    /** The most that is gathered before the relay begins: an RDCleanPath request, and what comes behind it too early. */
    private static final int MAX_GATHERED = 64 * 1024;

    private static final String SIGN_ON_FAILED = "sign-on-failed";

    private enum State {
        REQUEST,
        CONNECTING,
        RELAY,
        CLOSED
    }

    private final Launch launch;
    private final HostConnection.Reach reach;
    private final EventLoop loop;
    private final Page page;
    private final RequestCheck check;
    private final ByteBuf gathered = Unpooled.buffer(1024);
    private final SignOnWatch signOn = new SignOnWatch();
    private State state = State.REQUEST;
    private @Nullable HostConnection host;
    private @Nullable ScheduledFuture<?> timer;
    private boolean credSsp;
    private long lastInput;

    /**
     * What is to be opened.
     *
     * @param text the ticket's text
     * @param target the ticket's target
     * @param idle after how long without a byte of the client the connection is ended; zero for never
     */
    record Launch(Ticket ticket, String text, HostAndPort target, Duration idle) {
        UUID id() {
            return ticket.launch();
        }
    }

    HostSide(Launch launch, HostConnection.Reach reach, HostPatience patience, EventLoop loop, Page page) {
        this.launch = launch;
        this.reach = reach;
        this.loop = loop;
        this.page = page;
        this.check = new RequestCheck(launch.text(), launch.ticket().target());
        this.timer = loop.schedule(this::hesitated, patience.request().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void hesitated() {
        if (state == State.REQUEST) {
            fail(HostFault.timedOut("no RDCleanPath request"));
        }
    }

    @Override
    public void fromClient(ByteBuffer bytes) {
        switch (state) {
            case RELAY -> {
                lastInput = System.nanoTime();
                toHost(bytes);
            }
            case CLOSED -> {
                // What the page said last, before it knew.
            }
            case REQUEST, CONNECTING -> {
                if (gathered.readableBytes() + bytes.remaining() > MAX_GATHERED) {
                    fail(HostFault.malformed("too much before the RDCleanPath answer"));
                    return;
                }
                gathered.writeBytes(bytes);
                if (state == State.REQUEST) {
                    takeRequest();
                }
            }
        }
    }

    private void takeRequest() {
        switch (check.judge(gathered.nioBuffer())) {
            case RequestCheck.Granted(int consumed, Octets x224) -> {
                gathered.skipBytes(consumed);
                cancelTimer();
                state = State.CONNECTING;
                host = HostConnection.open(
                        reach,
                        new HostConnection.Wanted(
                                launch.target(), launch.ticket().proof(), x224),
                        loop,
                        this);
            }
            case RequestCheck.Incomplete incomplete -> {
                // Nothing to do yet.
            }
            case RequestCheck.Refused(int status, String reason, String explanation) ->
                fail(new HostFault(reason, RdCleanPath.Failure.ofHttp(status), explanation));
        }
    }

    private void toHost(ByteBuffer bytes) {
        if (host != null) {
            host.write(bytes);
        }
    }

    @Override
    public void flush() {
        if (host != null) {
            host.flush();
        }
    }

    @Override
    public boolean writable() {
        // Before there is a connection what comes is gathered, and that has a limit of its own.
        return host == null || state != State.RELAY || host.writable();
    }

    @Override
    public void readMore() {
        if (host != null && state == State.RELAY && page.clientHasRoom()) {
            host.read();
        }
    }

    @Override
    public boolean hostHasLeft() {
        return state == State.CLOSED;
    }

    @Override
    public void hostReady(HostConnection.Ready ready) {
        LOG.info(
                "launch {}: connected to {} at {}, {}",
                launch.id(),
                launch.target(),
                ready.address(),
                ready.credSsp() ? "CredSSP" : "TLS");
        credSsp = ready.credSsp();
        state = State.RELAY;
        page.toClient(ByteBuffer.wrap(
                new RdCleanPath.Response(ready.address(), ready.confirmation(), ready.certificates()).encode()));
        page.flushToClient();
        lastInput = System.nanoTime();
        if (gathered.isReadable()) {
            toHost(gathered.nioBuffer());
            gathered.clear();
            flush();
        }
        if (!launch.idle().isZero()) {
            watchIdle(launch.idle());
        }
    }

    /** The timer is left alone while bytes come, and looks again when it fires. */
    private void watchIdle(Duration after) {
        timer = loop.schedule(this::lookAtIdle, after.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void lookAtIdle() {
        Duration left = launch.idle().minusNanos(System.nanoTime() - lastInput);
        if (left.isPositive()) {
            watchIdle(left.plusMillis(1));
        } else {
            end("idle-timeout");
        }
    }

    @Override
    public void hostBytes(ByteBuffer bytes) {
        if (state == State.RELAY) {
            if (credSsp) {
                signOn.take(bytes);
            }
            page.toClient(bytes);
        }
    }

    @Override
    public void hostReadComplete() {
        page.flushToClient();
        readMore();
    }

    @Override
    public void hostWritable() {
        page.rdpHasRoom();
    }

    @Override
    public void hostClosed(HostFault fault) {
        if (state == State.RELAY) {
            // A host that does not like the password often just goes away.
            boolean unsigned = credSsp && !signOn.signedOn();
            LOG.info("launch {}: {}", launch.id(), fault.detail());
            end(unsigned ? SIGN_ON_FAILED : fault.code());
        } else {
            fail(fault);
        }
    }

    /** The client still waits for its answer. */
    private void fail(HostFault fault) {
        LOG.warn("launch {}, host {}: {}: {}", launch.id(), launch.target(), fault.code(), fault.detail());
        page.toClient(ByteBuffer.wrap(fault.failure().encode()));
        page.flushToClient();
        end(fault.code());
    }

    private void end(String reason) {
        close();
        page.end(reason);
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    @Override
    public void close() {
        state = State.CLOSED;
        cancelTimer();
        gathered.clear();
        if (host != null) {
            host.close();
        }
    }
}
