package org.usher.agent.front;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.Future;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.usher.agent.control.FrontOrder;
import org.usher.relay.stream.Page;
import org.usher.relay.stream.RdpEnd;
import org.usher.wire.Octets;
import org.usher.wire.rdcleanpath.RdCleanPath;
import org.usher.wire.rdcleanpath.RequestCheck;
import org.usher.wire.rdp.ConnectInitial;

/**
 * What stands between a page's stream and the RDP server: its RDCleanPath request is read and answered, and {@link RdpSide}
 * does the rest.
 *
 * <p>Owned by the front's one thread.
 */
final class CleanPathSide implements RdpEnd, RdpSide.Client {

    private static final Logger LOG = LoggerFactory.getLogger(CleanPathSide.class);

    /** WSAECONNREFUSED and WSAETIMEDOUT: what clients know by name (Windows Sockets Error Codes). */
    private static final int CONNECTION_REFUSED = 10061;

    private static final int TIMED_OUT = 10060;

    private final FrontOrder.Expect launch;
    private final RequestCheck check;
    private final Surroundings front;
    private final Page page;
    private final ByteBuf gathered = Unpooled.buffer(1024);
    private final Future<?> deadline;
    private @Nullable RdpSide rdp;
    private RdCleanPath.@Nullable Failure answer;
    private boolean closed;

    CleanPathSide(FrontOrder.Expect launch, RequestCheck check, Surroundings front, Page page) {
        this.launch = launch;
        this.check = check;
        this.front = front;
        this.page = page;
        this.deadline = front.later().run(front.limits().prelude(), this::hesitated);
    }

    private void hesitated() {
        if (rdp == null && !closed) {
            refuse(RdpSide.TIMEOUT, timedOut());
        }
    }

    private void refuse(String reason, RdCleanPath.Failure failure) {
        front.agent().failed(launch.launch(), RdpSide.TUNNEL, reason);
        close();
        page.end(ByteBuffer.wrap(failure.encode()), reason);
    }

    @Override
    public void fromClient(ByteBuffer bytes) {
        if (rdp != null) {
            rdp.fromClient(bytes);
        } else if (!closed) {
            gather(bytes);
        }
    }

    private void gather(ByteBuffer bytes) {
        if (gathered.readableBytes() + bytes.remaining() > RdpSide.MAX_GATHERED) {
            front.agent().failed(launch.launch(), RdpSide.TUNNEL, RdpSide.MALFORMED);
            close();
            page.end(RdpSide.MALFORMED);
            return;
        }
        gathered.writeBytes(bytes);
        switch (check.judge(gathered.nioBuffer())) {
            case RequestCheck.Granted(int consumed, Octets x224) -> {
                gathered.skipBytes(consumed);
                deadline.cancel(false);
                RdpSide side = RdpSide.open(launch, front, this);
                rdp = side;
                side.fromClient(gathered.nioBuffer());
                gathered.clear();
            }
            case RequestCheck.Incomplete incomplete -> {
                // Nothing to do yet.
            }
            case RequestCheck.Refused(int status, String reason, String explanation) -> {
                LOG.warn("launch {}: {}", launch.launch(), explanation);
                refuse(reason, RdCleanPath.Failure.ofHttp(status));
            }
        }
    }

    private static RdCleanPath.Failure timedOut() {
        return new RdCleanPath.Failure(1, OptionalInt.of(504), OptionalInt.of(TIMED_OUT), OptionalInt.empty());
    }

    @Override
    public void flush() {
        if (rdp != null) {
            rdp.flush();
        }
    }

    @Override
    public boolean writable() {
        // Before there is a connection what comes is gathered, and that has a limit of its own.
        return rdp == null || rdp.writable();
    }

    @Override
    public void readMore() {
        if (rdp != null) {
            rdp.readMore();
        }
    }

    @Override
    public boolean hostHasLeft() {
        return rdp != null && rdp.isOver();
    }

    /** Closes the connection to the RDP server; the session on the host runs on. */
    @Override
    public void close() {
        closed = true;
        deadline.cancel(false);
        gathered.clear();
        if (rdp != null) {
            rdp.close();
        }
    }

    @Override
    public boolean isBrowser() {
        return true;
    }

    @Override
    public String address() {
        return "";
    }

    @Override
    public boolean isDirect() {
        return false;
    }

    @Override
    public ConnectInitial wishing(ConnectInitial wished) {
        return wished.inFullColour();
    }

    @Override
    public void hostConnected(Octets confirmation) {
        String address = check.target();
        page.toClient(ByteBuffer.wrap(new RdCleanPath.Response(
                        address.substring(0, address.lastIndexOf(':')), confirmation, front.certificates())
                .encode()));
        page.flushToClient();
    }

    @Override
    public void hostMissing(String reason) {
        answer = reason.equals(RdpSide.TIMEOUT) ? timedOut() : RdCleanPath.Failure.ofSocket(CONNECTION_REFUSED);
    }

    @Override
    public void hostLeft(String reason) {
        // Whether the session is over, or only the connection, is for the agent to say; it ends the stream then.
        Duration patience = front.agent().isThere() ? front.limits().wordOfAgent() : Duration.ZERO;
        front.later().run(patience, () -> page.end(reason));
    }

    @Override
    public void toClient(ByteBuffer bytes) {
        page.toClient(bytes);
    }

    @Override
    public void flushToClient() {
        page.flushToClient();
    }

    @Override
    public boolean clientHasRoom() {
        return page.clientHasRoom();
    }

    @Override
    public void rdpHasRoom() {
        page.rdpHasRoom();
    }

    @Override
    public void end(String reason) {
        if (answer == null) {
            page.end(reason);
        } else {
            page.end(ByteBuffer.wrap(answer.encode()), reason);
        }
    }
}
