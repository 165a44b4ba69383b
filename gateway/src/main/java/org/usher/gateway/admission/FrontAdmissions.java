package org.usher.gateway.admission;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.usher.gateway.dial.Dialled;
import org.usher.gateway.dial.Dialler;
import org.usher.gateway.dial.HostAndPort;
import org.usher.relay.transport.Transport;
import org.usher.wire.component.ComponentName;
import org.usher.wire.component.ComponentRole;
import org.usher.wire.ticket.Ticket;

/**
 * Asks the fronts of managed hosts, over one connection to each that is kept open: a connection of its own for every question
 * would cost a TLS handshake. Safe for several threads.
 */
public final class FrontAdmissions implements Admissions {

    /** The application protocol of these connections. */
    public static final String PROTOCOL = "usher-admission/1";

    private final Transport transport;
    private final Dialler fronts;
    private final Duration patience;
    private final Map<Front, FrontLine> lines = new ConcurrentHashMap<>();

    private record Front(UUID host, HostAndPort target) {}

    /**
     * @param fronts dials fronts of the own site for {@link #PROTOCOL}
     * @param patience how long an answer may take
     */
    public FrontAdmissions(Transport transport, Dialler fronts, Duration patience) {
        this.transport = transport;
        this.fronts = fronts;
        this.patience = patience;
    }

    @Override
    public void ask(Visitor visitor, EventLoop loop, Consumer<Decision> outcome) {
        Ticket ticket = visitor.ticket();
        Optional<HostAndPort> target = HostAndPort.parse(ticket.target());
        if (target.isEmpty()) {
            outcome.accept(new Decision.Unreachable(
                    new Dialled.Failed(Dialled.Cause.UNRESOLVED, "target of the ticket: " + ticket.target())));
            return;
        }
        ComponentName name = new ComponentName(ticket.site(), ComponentRole.HOST, ticket.host());
        lines.computeIfAbsent(
                        new Front(ticket.host(), target.get()),
                        front -> new FrontLine(fronts, transport.loops().next(), front.target(), name, patience))
                .ask(visitor, decision -> loop.execute(() -> outcome.accept(decision)));
    }
}
