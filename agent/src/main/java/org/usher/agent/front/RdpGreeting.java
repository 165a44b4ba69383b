package org.usher.agent.front;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.usher.wire.Decoded;
import org.usher.wire.Octets;
import org.usher.wire.rdp.ClientInfo;
import org.usher.wire.rdp.McsAnswers;
import org.usher.wire.rdp.Prelude;
import org.usher.wire.rdp.PreludePdu;

/**
 * What an RDP client says up to its Client Info PDU, which shows who it is, answered in the RDP server's place. Nobody has
 * asked the server for anything then. All of it is kept, to be said to the server when the client may come in; what the
 * server answers to it is then compared with what the client was told, and goes no further.
 */
final class RdpGreeting {

    private final int protocols;
    private final Consumer<Octets> toClient;
    private final ByteBuf said = Unpooled.buffer(1024);
    private final Deque<Octets> told = new ArrayDeque<>();
    private final ByteBuf heard = Unpooled.buffer(256);
    private Prelude state = Prelude.WISHES;
    private @Nullable McsAnswers answers;
    private int read;

    /** How far it has come. */
    sealed interface Progress {}

    /** The client has to say more. */
    record Waiting(boolean wished) implements Progress {}

    /** This is who the client says it is. */
    record SignedOn(ClientInfo info) implements Progress {}

    /** This can become nothing. */
    record Broken(String explanation) implements Progress {}

    /**
     * @param protocols what the client has offered
     * @param toClient takes the answers
     */
    RdpGreeting(int protocols, Consumer<Octets> toClient) {
        this.protocols = protocols;
        this.toClient = toClient;
    }

    /** Takes what the client says. */
    Progress take(ByteBuf bytes) {
        if (said.readableBytes() + bytes.readableBytes() > RdpSide.MAX_GATHERED) {
            return new Broken("the client: more than " + RdpSide.MAX_GATHERED + " bytes before its sign-on");
        }
        said.writeBytes(bytes);
        while (true) {
            ByteBuffer next = said.nioBuffer(read, said.writerIndex() - read);
            switch (state.decode(next)) {
                case Decoded.Message<PreludePdu>(PreludePdu.SignOn signOn, int consumed) -> {
                    return new SignedOn(signOn.info());
                }
                case Decoded.Message<PreludePdu>(PreludePdu pdu, int consumed) -> {
                    read += consumed;
                    state = state.after(pdu);
                    Optional<Broken> broken = answer(pdu);
                    if (broken.isPresent()) {
                        return broken.get();
                    }
                }
                case Decoded.NeedMore<PreludePdu> more -> {
                    return new Waiting(state != Prelude.WISHES);
                }
                case Decoded.Malformed<PreludePdu> malformed -> {
                    return new Broken("the client: " + malformed.explanation());
                }
            }
        }
    }

    private Optional<Broken> answer(PreludePdu pdu) {
        if (pdu instanceof PreludePdu.Wishes wishes) {
            McsAnswers foreseen = McsAnswers.to(wishes.connectInitial(), protocols);
            answers = foreseen;
            tell(foreseen.connectResponse());
        } else if (pdu instanceof PreludePdu.Housekeeping asked && answers != null) {
            return switch (answers.answer(asked)) {
                case Decoded.Message<Optional<Octets>>(Optional<Octets> answer, int consumed) -> {
                    answer.ifPresent(this::tell);
                    yield Optional.empty();
                }
                case Decoded.NeedMore<Optional<Octets>> more -> Optional.of(new Broken("the client: half a message"));
                case Decoded.Malformed<Optional<Octets>> malformed ->
                    Optional.of(new Broken("the client: " + malformed.explanation()));
            };
        }
        return Optional.empty();
    }

    private void tell(Octets answer) {
        told.addLast(answer);
        toClient.accept(answer);
    }

    /** Whether the client has heard anything from the RDP server itself. */
    boolean isThrough() {
        return told.isEmpty();
    }

    /** All that the client has said. */
    ByteBuffer said() {
        return said.nioBuffer();
    }

    /**
     * Takes what the RDP server says, and hands on what is behind its answers.
     *
     * @return what is wrong with an answer, if something is
     */
    Optional<Broken> heard(ByteBuffer bytes, Consumer<ByteBuffer> behind) {
        if (told.isEmpty()) {
            behind.accept(bytes);
            return Optional.empty();
        }
        heard.discardReadBytes().writeBytes(bytes);
        while (!told.isEmpty()) {
            switch (McsAnswers.agrees(told.peekFirst(), heard.nioBuffer())) {
                case Decoded.Message<Octets>(Octets answer, int consumed) -> {
                    heard.skipBytes(consumed);
                    told.removeFirst();
                }
                case Decoded.NeedMore<Octets> more -> {
                    return Optional.empty();
                }
                case Decoded.Malformed<Octets> malformed -> {
                    return Optional.of(new Broken("the host: " + malformed.explanation()));
                }
            }
        }
        if (heard.isReadable()) {
            behind.accept(heard.nioBuffer());
            heard.clear();
        }
        return Optional.empty();
    }
}
