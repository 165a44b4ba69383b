package org.usher.agent.front;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.usher.wire.Decoded;
import org.usher.wire.Octets;
import org.usher.wire.rdp.ClientInfo;
import org.usher.wire.rdp.ConnectInitial;
import org.usher.wire.rdp.Prelude;
import org.usher.wire.rdp.PreludePdu;
import org.usher.wire.rdp.ServerLicensing;

/**
 * The prelude of one RDP connection, read both ways: what the client says goes to the host message by message, its wishes
 * for the picture and its sign-on replaced; what the host says is only looked at, to learn whether it wants a licence.
 *
 * <p>The host is read from its first byte on, so that a client that does not wait for the answers to its channel joins, and
 * gets some of them after its sign-on, is understood as well.
 */
final class PreludeExchange {

    private final UnaryOperator<ConnectInitial> wishing;
    private final UnaryOperator<ClientInfo> signingOn;
    private final Consumer<ByteBuffer> toHost;

    /** What the host has said, from the first frame on that is not whole; at most one frame and one read. */
    private final ByteBuf said = Unpooled.buffer(256);

    private Prelude state = Prelude.WISHES;
    private boolean licensingRead;

    /** Something was said that has no place here; nothing of it was passed on. */
    record Fault(String explanation) {}

    /**
     * @param wishing makes what the client wishes into what it shall wish
     * @param signingOn makes what the client wants to sign on with into what it shall sign on with
     * @param toHost takes what is let through
     */
    PreludeExchange(
            UnaryOperator<ConnectInitial> wishing, UnaryOperator<ClientInfo> signingOn, Consumer<ByteBuffer> toHost) {
        this.wishing = wishing;
        this.signingOn = signingOn;
        this.toHost = toHost;
    }

    /** Whether it is over: what remains of the client's bytes, and all that follows, passes unread. */
    boolean done() {
        return state == Prelude.DONE;
    }

    /** Takes the whole messages at the begin of {@code bytes}, as many as belong to the prelude. */
    Optional<Fault> fromClient(ByteBuf bytes) {
        while (!done()) {
            switch (state.decode(bytes.nioBuffer())) {
                case Decoded.Message<PreludePdu>(PreludePdu pdu, int consumed) -> {
                    bytes.skipBytes(consumed);
                    toHost.accept(ByteBuffer.wrap(replaced(pdu)));
                    state = state.after(pdu);
                }
                case Decoded.NeedMore<PreludePdu> more -> {
                    return Optional.empty();
                }
                case Decoded.Malformed<PreludePdu> malformed -> {
                    return Optional.of(new Fault("the client: " + malformed.explanation()));
                }
            }
        }
        return Optional.empty();
    }

    private byte[] replaced(PreludePdu pdu) {
        return switch (pdu) {
            case PreludePdu.Wishes wishes ->
                wishing.apply(wishes.connectInitial()).encode();
            case PreludePdu.Housekeeping(Octets frame) -> frame.bytes();
            case PreludePdu.License(Octets frame) -> frame.bytes();
            case PreludePdu.SignOn signOn -> signOn.encode(signingOn.apply(signOn.info()));
        };
    }

    /** Looks at bytes of the host, which go to the client as they are. */
    Optional<Fault> fromHost(ByteBuffer bytes) {
        if (licensingRead || done()) {
            return Optional.empty();
        }
        said.discardReadBytes().writeBytes(bytes.duplicate());
        while (!licensingRead && said.isReadable()) {
            switch (ServerLicensing.next(said.nioBuffer())) {
                case Decoded.Message<Optional<ServerLicensing>>(Optional<ServerLicensing> licensing, int consumed) -> {
                    said.skipBytes(consumed);
                    if (licensing.isPresent() && state != Prelude.LICENSING) {
                        return Optional.of(new Fault("the host: licensing before the sign-on"));
                    }
                    licensing.ifPresent(this::licensing);
                }
                case Decoded.NeedMore<Optional<ServerLicensing>> more -> {
                    return Optional.empty();
                }
                case Decoded.Malformed<Optional<ServerLicensing>> malformed -> {
                    return Optional.of(new Fault("the host: " + malformed.explanation()));
                }
            }
        }
        return Optional.empty();
    }

    /** A host that wants no licence gets no message about it from the client, whose next bytes are the session's. */
    private void licensing(ServerLicensing licensing) {
        licensingRead = true;
        state = state.after(licensing);
    }
}
