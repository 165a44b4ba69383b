package org.usher.agent.front;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.Future;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.usher.agent.control.FrontNews;
import org.usher.agent.control.FrontOrder;
import org.usher.relay.stream.Page;
import org.usher.relay.stream.RdpEnd;
import org.usher.wire.Octets;
import org.usher.wire.rdcleanpath.RdCleanPath;
import org.usher.wire.rdcleanpath.RequestCheck;
import org.usher.wire.rdp.ClientInfo;

/**
 * What stands between a client's stream and the RDP server: RDCleanPath is answered, the prelude is read, wishes for the
 * picture and the sign-on are replaced, and from then on bytes pass unread.
 *
 * <p>INVARIANT: which account, with what credential and which program is decided here, from the launch that the agent has
 * acknowledged, whatever the client says.
 *
 * <p>Owned by the front's one thread.
 */
final class RdpSide implements RdpEnd, RdpConnection.Owner {

    private static final Logger LOG = LoggerFactory.getLogger(RdpSide.class);

    /** The most that is gathered before the relay begins: a few frames of at most 16 KiB and an RDCleanPath request. */
    private static final int MAX_GATHERED = 64 * 1024;

    /** From so many bytes on the client has a picture and not only a handshake. */
    private static final long PICTURE = 6 * 1024;

    private static final String HOST_CONNECTED = "host-connected";
    private static final String SIGN_ON = "sign-on";
    private static final String TUNNEL = "tunnel";
    static final String MALFORMED = "rdp-malformed";
    private static final String TIMEOUT = "rdp-timeout";

    /** WSAECONNREFUSED and WSAETIMEDOUT: what clients know by name (Windows Sockets Error Codes). */
    private static final int CONNECTION_REFUSED = 10061;

    private static final int TIMED_OUT = 10060;

    private enum State {
        REQUEST,
        CONNECTING,
        PRELUDE,
        RELAY,
        CLOSED
    }

    private final FrontOrder.Expect launch;
    private final RequestCheck check;
    private final Surroundings front;
    private final AgentLine agent;
    private final Page page;
    private final ByteBuf gathered = Unpooled.buffer(1024);
    private final PreludeExchange prelude = new PreludeExchange(this::signingOn, this::toRdp);
    private final Future<?> deadline;
    private State state = State.REQUEST;
    private @Nullable RdpConnection rdp;
    private long sent;
    private boolean pictureTold;

    RdpSide(FrontOrder.Expect launch, RequestCheck check, Surroundings front, Page page) {
        this.launch = launch;
        this.check = check;
        this.front = front;
        this.agent = front.agent();
        this.page = page;
        this.deadline = front.later().run(front.limits().prelude(), this::hesitated);
    }

    /** The client or the host has stopped in the middle of the prelude. */
    private void hesitated() {
        switch (state) {
            case REQUEST -> {
                agent.failed(launch.launch(), TUNNEL, TIMEOUT);
                answer(timedOut());
                end(TIMEOUT);
            }
            case CONNECTING -> rdpClosed(TIMEOUT);
            case PRELUDE -> fail(SIGN_ON, TIMEOUT);
            case RELAY, CLOSED -> {
                // In time.
            }
        }
    }

    @Override
    public void fromClient(ByteBuffer bytes) {
        switch (state) {
            case RELAY -> toRdp(bytes);
            case CLOSED -> {
                // What the page said last, before it knew.
            }
            case REQUEST, CONNECTING, PRELUDE -> {
                if (gathered.readableBytes() + bytes.remaining() > MAX_GATHERED) {
                    fail(state == State.REQUEST ? TUNNEL : SIGN_ON, MALFORMED);
                    return;
                }
                gathered.writeBytes(bytes);
                takeGathered();
            }
        }
    }

    private void takeGathered() {
        if (state == State.REQUEST) {
            takeRequest();
        }
        if (state == State.PRELUDE && isSound(prelude.fromClient(gathered))) {
            gathered.discardReadBytes();
            relayIfDone();
        }
    }

    private void takeRequest() {
        switch (check.judge(gathered.nioBuffer())) {
            case RequestCheck.Granted(int consumed, Octets x224) -> {
                gathered.skipBytes(consumed);
                state = State.CONNECTING;
                rdp = front.dialling().dial(launch.account(), this);
            }
            case RequestCheck.Incomplete incomplete -> {
                // Nothing to do yet.
            }
            case RequestCheck.Refused(int status, String reason, String explanation) -> {
                LOG.warn("launch {}: {}", launch.launch(), explanation);
                agent.failed(launch.launch(), TUNNEL, reason);
                answer(RdCleanPath.Failure.ofHttp(status));
                end(reason);
            }
        }
    }

    private boolean isSound(Optional<PreludeExchange.Fault> fault) {
        if (fault.isPresent()) {
            LOG.warn("launch {}: {}", launch.launch(), fault.get().explanation());
            fail(SIGN_ON, MALFORMED);
        }
        return fault.isEmpty();
    }

    private ClientInfo signingOn(ClientInfo wished) {
        String credential = front.signOns().make(launch.account(), this::signedOn);
        return wished.signingOn(launch.account(), credential, launch.shell());
    }

    private void signedOn() {
        agent.reached(launch.launch(), SIGN_ON);
        // A desktop of one colour is a picture of few bytes.
        front.later().run(front.limits().picture(), this::pictured);
    }

    /** The client has its picture, which is told once. */
    private void pictured() {
        if (state == State.RELAY && !pictureTold) {
            pictureTold = true;
            agent.tell(new FrontNews.Attached(launch.launch(), launch.session()));
        }
    }

    private void relayIfDone() {
        if (prelude.done()) {
            deadline.cancel(false);
            state = State.RELAY;
            if (gathered.isReadable()) {
                toRdp(gathered.nioBuffer());
                gathered.clear();
            }
        }
    }

    private void toRdp(ByteBuffer bytes) {
        if (rdp != null) {
            rdp.write(bytes);
        }
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
        return rdp == null || state == State.CONNECTING || rdp.writable();
    }

    @Override
    public void readMore() {
        if (rdp != null && (state == State.PRELUDE || state == State.RELAY) && page.clientHasRoom()) {
            rdp.read();
        }
    }

    @Override
    public void rdpReady(Octets confirmation) {
        if (state != State.CONNECTING) {
            return;
        }
        agent.reached(launch.launch(), HOST_CONNECTED);
        state = State.PRELUDE;
        String address = check.target();
        page.toClient(ByteBuffer.wrap(new RdCleanPath.Response(
                        address.substring(0, address.lastIndexOf(':')), confirmation, front.certificates())
                .encode()));
        page.flushToClient();
        takeGathered();
        flush();
    }

    @Override
    public void rdpBytes(ByteBuffer bytes) {
        sent += bytes.remaining();
        if (state == State.PRELUDE) {
            if (!isSound(prelude.fromHost(bytes))) {
                return;
            }
            takeGathered();
            flush();
        }
        if (state == State.CLOSED) {
            return;
        }
        page.toClient(bytes);
        if (sent > PICTURE) {
            pictured();
        }
    }

    @Override
    public void rdpReadComplete() {
        page.flushToClient();
        readMore();
    }

    @Override
    public void rdpWritable() {
        page.rdpHasRoom();
    }

    @Override
    public void rdpClosed(String reason) {
        switch (state) {
            case REQUEST, CONNECTING -> {
                agent.failed(launch.launch(), HOST_CONNECTED, reason);
                answer(reason.equals(TIMEOUT) ? timedOut() : RdCleanPath.Failure.ofSocket(CONNECTION_REFUSED));
                end(reason);
            }
            case PRELUDE -> fail(SIGN_ON, reason);
            case RELAY -> {
                state = State.CLOSED;
                // Whether the session is over, or only the connection, is for the agent to say; it ends the stream
                // then.
                agent.tell(new FrontNews.RdpClosed(launch.session()));
                Duration patience = agent.isThere() ? front.limits().wordOfAgent() : Duration.ZERO;
                front.later().run(patience, () -> page.end(reason));
            }
            case CLOSED -> {
                // We closed it ourselves.
            }
        }
    }

    private static RdCleanPath.Failure timedOut() {
        return new RdCleanPath.Failure(1, OptionalInt.of(504), OptionalInt.of(TIMED_OUT), OptionalInt.empty());
    }

    private void answer(RdCleanPath.Failure failure) {
        page.toClient(ByteBuffer.wrap(failure.encode()));
        page.flushToClient();
    }

    private void fail(String stage, String reason) {
        agent.failed(launch.launch(), stage, reason);
        end(reason);
    }

    private void end(String reason) {
        close();
        page.end(reason);
    }

    /** Closes the connection to the RDP server; the session on the host runs on. */
    @Override
    public void close() {
        state = State.CLOSED;
        deadline.cancel(false);
        gathered.clear();
        if (rdp != null) {
            rdp.close();
        }
    }
}
