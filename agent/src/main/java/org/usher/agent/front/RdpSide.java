package org.usher.agent.front;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.Future;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.usher.agent.control.FrontNews;
import org.usher.agent.control.FrontOrder;
import org.usher.relay.stream.Page;
import org.usher.wire.Octets;
import org.usher.wire.rdp.ClientInfo;
import org.usher.wire.rdp.ConnectInitial;

/**
 * What stands between a client and the RDP server: the prelude is read, wishes for the picture and the channels and the
 * sign-on are replaced, and from then on bytes pass unread. Pages and RDP clients begin in ways of their own
 * ({@link CleanPathSide}, {@link RdpVisit}); from here on they are treated alike.
 *
 * <p>INVARIANT: which account, with what credential and which program is decided here, from the launch that the agent has
 * acknowledged, whatever the client says.
 *
 * <p>Owned by the front's one thread.
 */
final class RdpSide implements RdpConnection.Owner {

    private static final Logger LOG = LoggerFactory.getLogger(RdpSide.class);

    /** The most that is gathered before the relay begins: a few frames of at most 16 KiB and an RDCleanPath request. */
    static final int MAX_GATHERED = 64 * 1024;

    /** From so many bytes on the client has a picture and not only a handshake. */
    private static final long PICTURE = 6 * 1024;

    private static final String HOST_CONNECTED = "host-connected";
    private static final String SIGN_ON = "sign-on";
    static final String TUNNEL = "tunnel";
    static final String MALFORMED = "rdp-malformed";
    static final String TIMEOUT = "rdp-timeout";

    /** Where the client is, and what it wants to hear of the RDP server. */
    interface Client extends Page {

        /** Whether it is a page. */
        boolean isBrowser();

        /** Where it comes from; empty for a page. */
        String address();

        /** Whether it came without a gateway. */
        boolean isDirect();

        /** What the client shall ask of the RDP server when it wishes this; its channels are looked at elsewhere. */
        ConnectInitial wishing(ConnectInitial wished);

        /** There is TLS with the RDP server, whose X.224 answer was this. Its bytes follow. */
        void hostConnected(Octets confirmation);

        /** There is no RDP server for this reason; the end follows. */
        void hostMissing(String reason);

        /** The RDP server has ended the connection, of which the agent was told. No end follows but the client's own. */
        void hostLeft(String reason);
    }

    private enum State {
        CONNECTING,
        PRELUDE,
        RELAY,
        CLOSED
    }

    private final FrontOrder.Expect launch;
    private final Surroundings front;
    private final AgentLine agent;
    private final Client client;
    private final ByteBuf gathered = Unpooled.buffer(1024);
    private final PreludeExchange prelude = new PreludeExchange(this::wishing, this::signingOn, this::toRdp);
    private final Future<?> deadline;
    private final ClientMeter meter;
    private State state = State.CONNECTING;
    private @Nullable RdpConnection rdp;
    private long sent;
    private boolean pictureTold;
    private boolean leaving;

    private RdpSide(FrontOrder.Expect launch, Surroundings front, Client client) {
        this.launch = launch;
        this.front = front;
        this.agent = front.agent();
        this.client = client;
        this.meter = new ClientMeter(front.nanoTime());
        this.deadline = front.later().run(front.limits().prelude(), this::hesitated);
    }

    /** Begins to connect to the RDP server for this launch, which is claimed. */
    static RdpSide open(FrontOrder.Expect launch, Surroundings front, Client client) {
        RdpSide side = new RdpSide(launch, front, client);
        side.rdp = front.dialling().dial(launch.account(), side);
        return side;
    }

    /** The client or the host has stopped in the middle of the prelude. */
    private void hesitated() {
        switch (state) {
            case CONNECTING -> rdpClosed(TIMEOUT);
            case PRELUDE -> fail(TIMEOUT);
            case RELAY, CLOSED -> {
                // In time.
            }
        }
    }

    /** Bytes of the client; they are ours for the length of the call. */
    void fromClient(ByteBuffer bytes) {
        switch (state) {
            case RELAY -> {
                meter.fromClient(bytes);
                toRdp(bytes);
            }
            case CLOSED -> {
                // What the client said last, before it knew.
            }
            case CONNECTING, PRELUDE -> {
                if (gathered.readableBytes() + bytes.remaining() > MAX_GATHERED) {
                    fail(MALFORMED);
                    return;
                }
                gathered.writeBytes(bytes);
                takeGathered();
            }
        }
    }

    private void takeGathered() {
        if (state == State.PRELUDE && isSound(prelude.fromClient(gathered))) {
            gathered.discardReadBytes();
            relayIfDone();
        }
    }

    private boolean isSound(Optional<PreludeExchange.Fault> fault) {
        fault.ifPresent(found -> malformed(found.explanation()));
        return fault.isEmpty();
    }

    /** Somebody has said what cannot be: the connection ends. */
    void malformed(String explanation) {
        LOG.warn("launch {}: {}", launch.launch(), explanation);
        fail(MALFORMED);
    }

    private ConnectInitial wishing(ConnectInitial wished) {
        meter.says(wished);
        return client.wishing(wished).withoutChannels(ChannelPolicy.denied(launch.permissions()));
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
            meter.begins();
            front.onlookers().begins(this);
            if (gathered.isReadable()) {
                meter.fromClient(gathered.nioBuffer());
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

    void flush() {
        if (rdp != null) {
            rdp.flush();
        }
    }

    boolean writable() {
        // Before there is a connection what comes is gathered, and that has a limit of its own.
        return rdp == null || state == State.CONNECTING || rdp.writable();
    }

    /** The client has room: reads on, if there is something to read from. */
    void readMore() {
        if (rdp != null && (state == State.PRELUDE || state == State.RELAY) && client.clientHasRoom()) {
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
        client.hostConnected(confirmation);
        takeGathered();
        flush();
    }

    @Override
    public void rdpBytes(ByteBuffer bytes) {
        sent += bytes.remaining();
        meter.toClient(bytes.remaining());
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
        client.toClient(bytes);
        if (sent > PICTURE) {
            pictured();
        }
    }

    @Override
    public void rdpReadComplete() {
        client.flushToClient();
        readMore();
    }

    @Override
    public void rdpWritable() {
        client.rdpHasRoom();
    }

    @Override
    public void rdpClosed(String reason) {
        switch (state) {
            case CONNECTING -> {
                agent.failed(launch.launch(), HOST_CONNECTED, reason);
                client.hostMissing(reason);
                end(reason);
            }
            case PRELUDE -> fail(reason);
            case RELAY -> {
                state = State.CLOSED;
                if (!leaving) {
                    agent.tell(new FrontNews.RdpClosed(launch.session()));
                }
                client.hostLeft(reason);
            }
            case CLOSED -> {
                // We closed it ourselves.
            }
        }
    }

    /** It is known why the RDP server will end the connection: somebody else has the session now, or it is over. */
    void expectEnd() {
        leaving = true;
    }

    /** What there is to tell of the client now. */
    FrontNews.Seen seen() {
        return new FrontNews.Seen(
                launch.session(), meter.read(launch.launch(), client.isBrowser(), client.address(), client.isDirect()));
    }

    boolean isRelaying() {
        return state == State.RELAY;
    }

    boolean isOver() {
        return state == State.CLOSED;
    }

    private void fail(String reason) {
        agent.failed(launch.launch(), SIGN_ON, reason);
        end(reason);
    }

    private void end(String reason) {
        close();
        client.end(reason);
    }

    /** Closes the connection to the RDP server; the session on the host runs on. */
    void close() {
        state = State.CLOSED;
        deadline.cancel(false);
        gathered.clear();
        if (rdp != null) {
            rdp.close();
        }
    }
}
