package org.usher.agent.front;

import io.netty.channel.Channel;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.usher.agent.control.FrontNews;
import org.usher.agent.control.FrontOrder;
import org.usher.relay.stream.Page;
import org.usher.relay.stream.ResumableStream;
import org.usher.wire.Octets;
import org.usher.wire.rdcleanpath.RdCleanPath;
import org.usher.wire.rdcleanpath.RequestCheck;
import org.usher.wire.stream.StreamEnd;
import org.usher.wire.stream.StreamFrame;
import org.usher.wire.ticket.Ticket;
import org.usher.wire.ticket.TicketKeys;
import org.usher.wire.ticket.TicketVerdict;

/**
 * The streams of this front, and the decision who may begin or come back to one.
 *
 * <p>Owned by the front's one thread.
 */
final class Streams {

    private final UUID host;
    private final Expectations expectations;
    private final RdpMaking makeRdp;
    private final Picture picture;
    private final AgentLine agent;
    private final SecureRandom random;
    private final FrontLimits limits;
    private final Map<Octets, ClientStream> byLease = new HashMap<>();
    private TicketKeys keys;

    /** Makes the RDP side for a launch that came with this ticket. */
    interface RdpMaking {
        CleanPathSide make(FrontOrder.Expect launch, RequestCheck check, Page page);
    }

    Streams(
            UUID host,
            TicketKeys keys,
            Expectations expectations,
            RdpMaking makeRdp,
            Picture picture,
            AgentLine agent,
            SecureRandom random,
            FrontLimits limits) {
        this.host = host;
        this.keys = keys;
        this.expectations = expectations;
        this.makeRdp = makeRdp;
        this.picture = picture;
        this.agent = agent;
        this.random = random;
        this.limits = limits;
    }

    void keys(TicketKeys fresh) {
        keys = fresh;
    }

    /** Lets somebody in, or says why not. */
    Entry enter(Channel transport, StreamFrame.Hello hello) {
        return switch (keys.judgeSignature(hello.ticket())) {
            case TicketVerdict.Bad(TicketVerdict.Reason reason) -> new Refused(401, reason.code());
            case TicketVerdict.Good(Ticket ticket) -> {
                if (!ticket.host().equals(host)) {
                    yield new Refused(403, "destination-mismatch");
                }
                yield hello.lease().isPresent()
                        ? comeBack(transport, hello, hello.lease().get(), ticket)
                        : begin(transport, hello, ticket);
            }
        };
    }

    /** What became of somebody who wanted in. */
    sealed interface Entry {}

    /** In. */
    record Entered(ResumableStream stream) implements Entry {}

    /**
     * Out.
     *
     * @param httpStatus what the page's RDP client is told
     */
    record Refused(int httpStatus, String reason) implements Entry {}

    private Entry begin(Channel transport, StreamFrame.Hello hello, Ticket ticket) {
        if (hello.received() != 0) {
            return new Refused(400, StreamEnd.Fault.IMPOSSIBLE_OFFSET.code());
        }
        Optional<FrontOrder.Expect> expected = expectations.claim(ticket.launch());
        if (expected.isEmpty()) {
            boolean used = byLease.values().stream()
                    .anyMatch(stream -> stream.launch().launch().equals(ticket.launch()));
            return new Refused(403, used ? "ticket-used" : "launch-unknown");
        }
        FrontOrder.Expect launch = expected.get();
        boolean fits = launch.codeDigest() == null
                && launch.user().equals(ticket.user())
                && launch.client().equals(ticket.client().text());
        if (!fits) {
            agent.failed(launch.launch(), "tunnel", "ticket-other-client");
            return new Refused(403, "ticket-other-client");
        }
        agent.reached(launch.launch(), "tunnel");
        picture.movesTo(launch);
        byte[] bytes = new byte[StreamFrame.LEASE];
        random.nextBytes(bytes);
        RequestCheck check = new RequestCheck(hello.ticket(), ticket.target());
        ResumableStream stream = new ResumableStream(
                launch.launch(),
                Octets.of(bytes),
                transport.eventLoop(),
                page -> makeRdp.make(launch, check, page),
                ended -> byLease.remove(ended.lease()),
                limits.stream());
        byLease.put(stream.lease(), new ClientStream(launch, stream));
        stream.attach(transport, 0);
        return new Entered(stream);
    }

    private Entry comeBack(Channel transport, StreamFrame.Hello hello, Octets lease, Ticket ticket) {
        ClientStream found = byLease.get(lease);
        if (found == null || !found.launch().launch().equals(ticket.launch())) {
            return new Refused(403, "lease-unknown");
        }
        found.stream().attach(transport, hello.received());
        return new Entered(found.stream());
    }

    /** Somebody was turned away. */
    void refused(@Nullable InetAddress client, String reason) {
        agent.tell(new FrontNews.Refused(client == null ? "" : client.getHostAddress(), reason));
    }

    void endSession(UUID session, String reason) {
        end(stream -> stream.launch().session().equals(session), reason);
    }

    /** Ends those streams of a session whose RDP connection has ended already. */
    void letGo(UUID session, String reason) {
        end(
                stream -> stream.launch().session().equals(session)
                        && stream.stream().hostHasLeft(),
                reason);
    }

    void endClient(String client, String reason) {
        end(stream -> stream.launch().client().equals(client), reason);
    }

    void endAll(String reason) {
        end(stream -> true, reason);
    }

    private void end(Predicate<ClientStream> which, String reason) {
        List<ClientStream> ending = new ArrayList<>();
        byLease.values().stream().filter(which).forEach(ending::add);
        ending.forEach(stream -> stream.stream().end(reason));
    }

    int count() {
        return byLease.size();
    }

    /** The answer to a refused first hello, as the page's RDP client understands it. */
    static ByteBuffer failure(int httpStatus) {
        return ByteBuffer.wrap(RdCleanPath.Failure.ofHttp(httpStatus).encode());
    }
}
