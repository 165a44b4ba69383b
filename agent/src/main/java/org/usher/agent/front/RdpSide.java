package org.usher.agent.front;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.usher.agent.control.FrontNews;
import org.usher.agent.control.FrontOrder;
import org.usher.wire.Decoded;
import org.usher.wire.Octets;
import org.usher.wire.rdcleanpath.RdCleanPath;
import org.usher.wire.rdp.ConnectionRequest;
import org.usher.wire.rdp.Prelude;
import org.usher.wire.rdp.PreludePdu;
import org.usher.wire.rdp.ServerLicensing;

/**
 * What stands between a client's stream and the RDP server: RDCleanPath is answered, the prelude is read, wishes for the
 * picture and the sign-on are replaced, and from then on bytes pass unread.
 *
 * <p>INVARIANT: which account, with what credential and which program is decided here, from the launch that the agent has
 * acknowledged, whatever the client says.
 *
 * <p>Owned by the front's one thread.
 */
final class RdpSide implements RdpConnection.Owner {

    private static final Logger LOG = LoggerFactory.getLogger(RdpSide.class);

    /** The most that is gathered before the relay begins: a few frames of at most 16 KiB and an RDCleanPath request. */
    private static final int MAX_GATHERED = 64 * 1024;

    /** From so many bytes on the client has a picture and not only a handshake. */
    private static final long PICTURE = 6 * 1024;

    /** How long the agent may take to say whether a session is over when its RDP connection is. */
    private static final Duration WORD_OF_AGENT = Duration.ofSeconds(2);

    private static final String HOST_CONNECTED = "host-connected";
    private static final String SIGN_ON = "sign-on";

    /** Where the client is. */
    interface Page {

        /** Bytes for the client; they are the callee's for the length of the call. */
        void toClient(ByteBuffer bytes);

        /** Sends what was given to {@link #toClient}. */
        void flushToClient();

        /** Whether more may be given. */
        boolean clientHasRoom();

        /** The RDP server takes more of the client's bytes again. */
        void rdpHasRoom();

        /** Ends the client's stream for this reason. */
        void end(String reason);
    }

    /** Makes the RDP side for a launch. */
    interface Making {
        RdpSide make(FrontOrder.Expect launch, Page page);
    }

    /** Opens a connection to the RDP server. */
    interface Dialling {
        RdpConnection dial(String account, RdpConnection.Owner owner);
    }

    /** Runs something on the front's one thread, later. */
    interface Later {
        void run(Duration after, Runnable what);
    }

    /** What the front knows of itself. */
    record Identity(String ticketTarget, List<Octets> certificates) {}

    private enum State {
        REQUEST,
        CONNECTING,
        PRELUDE,
        RELAY,
        CLOSED
    }

    private final FrontOrder.Expect launch;
    private final String ticket;
    private final Identity identity;
    private final Dialling dialling;
    private final SignOns signOns;
    private final AgentLine agent;
    private final Later later;
    private final Page page;
    private final ByteBuf gathered = Unpooled.buffer(1024);
    /** What the host says after the sign-on, until it is known whether it wants a licence. */
    private final ByteBuf answers = Unpooled.buffer(64);

    private boolean licensingRead;
    private State state = State.REQUEST;
    private Prelude prelude = Prelude.WISHES;
    private @Nullable RdpConnection rdp;
    private long sent;
    private boolean pictureTold;

    RdpSide(
            FrontOrder.Expect launch,
            String ticket,
            Identity identity,
            Dialling dialling,
            SignOns signOns,
            AgentLine agent,
            Later later,
            Page page) {
        this.launch = launch;
        this.ticket = ticket;
        this.identity = identity;
        this.dialling = dialling;
        this.signOns = signOns;
        this.agent = agent;
        this.later = later;
        this.page = page;
    }

    /** Bytes of the client; they are ours for the length of the call. */
    void fromClient(ByteBuffer bytes) {
        switch (state) {
            case RELAY -> toRdp(bytes);
            case CLOSED -> {
                // What the page said last, before it knew.
            }
            case REQUEST, CONNECTING, PRELUDE -> {
                if (gathered.readableBytes() + bytes.remaining() > MAX_GATHERED) {
                    fail(state == State.REQUEST ? "tunnel" : SIGN_ON, "rdp-malformed");
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
        while (state == State.PRELUDE && takePrelude()) {
            gathered.discardReadBytes();
        }
        if (state == State.RELAY && gathered.isReadable()) {
            toRdp(gathered.nioBuffer());
            gathered.clear();
        }
    }

    private void takeRequest() {
        switch (RdCleanPath.decode(gathered.nioBuffer())) {
            case Decoded.Message<RdCleanPath>(RdCleanPath.Request request, int consumed) -> {
                gathered.skipBytes(consumed);
                judge(request);
            }
            case Decoded.Message<RdCleanPath>(RdCleanPath other, int consumed) -> refuse(400, "rdp-malformed");
            case Decoded.NeedMore<RdCleanPath> more -> {
                // The rest is on its way.
            }
            case Decoded.Malformed<RdCleanPath> malformed -> {
                LOG.warn("launch {}: {}", launch.launch(), malformed.explanation());
                refuse(400, "rdp-malformed");
            }
        }
    }

    private void judge(RdCleanPath.Request request) {
        if (!request.proxyAuth().equals(ticket)) {
            refuse(401, "ticket-forged");
            return;
        }
        if (!request.destination().equals(identity.ticketTarget())) {
            refuse(403, "destination-mismatch");
            return;
        }
        if (!(ConnectionRequest.decode(ByteBuffer.wrap(request.x224().bytes()))
                        instanceof Decoded.Message<ConnectionRequest>(ConnectionRequest wished, int consumed))
                || consumed != request.x224().length()
                || !wished.offersTls()) {
            refuse(400, "rdp-malformed");
            return;
        }
        state = State.CONNECTING;
        rdp = dialling.dial(launch.account(), this);
    }

    /** Takes one message of the prelude; false when there is no whole one. */
    private boolean takePrelude() {
        return switch (prelude.decode(gathered.nioBuffer())) {
            case Decoded.Message<PreludePdu>(PreludePdu pdu, int consumed) -> {
                gathered.skipBytes(consumed);
                prelude = prelude.after(pdu);
                toRdp(ByteBuffer.wrap(replaced(pdu)));
                relayIfDone();
                yield true;
            }
            case Decoded.NeedMore<PreludePdu> more -> false;
            case Decoded.Malformed<PreludePdu> malformed -> {
                LOG.warn("launch {}: {}", launch.launch(), malformed.explanation());
                fail(SIGN_ON, "rdp-malformed");
                yield false;
            }
        };
    }

    private byte[] replaced(PreludePdu pdu) {
        return switch (pdu) {
            case PreludePdu.Wishes wishes ->
                wishes.connectInitial().inFullColour().encode();
            case PreludePdu.Housekeeping(Octets frame) -> frame.bytes();
            case PreludePdu.License(Octets frame) -> frame.bytes();
            case PreludePdu.SignOn signOn -> {
                String credential = signOns.make(launch.account(), () -> agent.reached(launch.launch(), SIGN_ON));
                yield signOn.encode(signOn.info().signingOn(launch.account(), credential, launch.shell()));
            }
        };
    }

    private void relayIfDone() {
        if (prelude == Prelude.DONE) {
            state = State.RELAY;
            answers.clear();
        }
    }

    /**
     * Reads what the host says to the sign-on: one that wants no licence gets no message about it from the client, whose
     * next bytes are already the session's.
     */
    private void readLicensing(ByteBuffer bytes) {
        answers.writeBytes(bytes.duplicate());
        switch (ServerLicensing.decode(answers.nioBuffer())) {
            case Decoded.Message<ServerLicensing>(ServerLicensing licensing, int _) -> {
                licensingRead = true;
                prelude = prelude.after(licensing);
                relayIfDone();
                takeGathered();
                flush();
            }
            case Decoded.NeedMore<ServerLicensing> more -> {
                // The rest is on its way.
            }
            case Decoded.Malformed<ServerLicensing> malformed -> {
                LOG.warn("launch {}: the host's answer to the sign-on: {}", launch.launch(), malformed.explanation());
                fail(SIGN_ON, "rdp-malformed");
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
        String address = identity.ticketTarget();
        page.toClient(ByteBuffer.wrap(new RdCleanPath.Response(
                        address.substring(0, address.lastIndexOf(':')), confirmation, identity.certificates())
                .encode()));
        page.flushToClient();
        takeGathered();
        flush();
    }

    @Override
    public void rdpBytes(ByteBuffer bytes) {
        sent += bytes.remaining();
        if (prelude == Prelude.LICENSING && !licensingRead) {
            readLicensing(bytes);
        }
        if (state == State.CLOSED) {
            return;
        }
        page.toClient(bytes);
        if (state == State.RELAY && !pictureTold && sent > PICTURE) {
            pictureTold = true;
            agent.tell(new FrontNews.Attached(launch.launch(), launch.session()));
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
                answer(reason.equals("rdp-timeout") ? timedOut() : RdCleanPath.Failure.ofSocket(CONNECTION_REFUSED));
                end(reason);
            }
            case PRELUDE -> fail(SIGN_ON, reason);
            case RELAY -> {
                state = State.CLOSED;
                // Whether the session is over, or only the connection, is for the agent to say; it ends the stream
                // then.
                agent.tell(new FrontNews.RdpClosed(launch.session()));
                later.run(agent.isThere() ? WORD_OF_AGENT : Duration.ZERO, () -> page.end(reason));
            }
            case CLOSED -> {
                // We closed it ourselves.
            }
        }
    }

    /** WSAECONNREFUSED and WSAETIMEDOUT: what clients know by name (Windows Sockets Error Codes). */
    private static final int CONNECTION_REFUSED = 10061;

    private static final int TIMED_OUT = 10060;

    private static RdCleanPath.Failure timedOut() {
        return new RdCleanPath.Failure(1, OptionalInt.of(504), OptionalInt.of(TIMED_OUT), OptionalInt.empty());
    }

    private void refuse(int status, String reason) {
        agent.failed(launch.launch(), "tunnel", reason);
        answer(RdCleanPath.Failure.ofHttp(status));
        end(reason);
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
    void close() {
        state = State.CLOSED;
        gathered.clear();
        if (rdp != null) {
            rdp.close();
        }
    }
}
