package org.usher.gateway.admission;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.usher.gateway.dial.Dialled;
import org.usher.gateway.dial.Dialling;
import org.usher.gateway.host.CarriedLaunches;
import org.usher.relay.transport.LingeringClose;
import org.usher.wire.admission.RelayPreface;
import org.usher.wire.ticket.HostProof;
import org.usher.wire.ticket.Ticket;
import org.usher.wire.tsgu.Redirections;

/**
 * The way of one visitor to its host.
 *
 * <p>INVARIANT: where it leads comes from the ticket: for a front it is the address at which it has proven itself as the
 * ticket's host.
 */
public final class Passage {

    private final HostDoor door;
    private final Ticket ticket;
    private final InetAddress client;
    private final Decision decision;

    Passage(HostDoor door, Ticket ticket, InetAddress client, Decision decision) {
        this.door = door;
        this.ticket = ticket;
        this.client = client;
        this.decision = decision;
    }

    public Ticket ticket() {
        return ticket;
    }

    /** Which devices the client may bring: none, when nobody could say. */
    public Redirections redirections() {
        return decision instanceof Decision.Admitted admitted ? admitted.redirections() : Redirections.NONE;
    }

    /** After how long without input the connection is ended, zero for never. */
    public Duration idle() {
        return decision instanceof Decision.Admitted admitted ? admitted.idle() : Duration.ZERO;
    }

    /**
     * Connects to the host.
     *
     * @param loop where the channel lives, and where {@code outcome} is told
     * @param client where the client's connection came from
     * @param gateway where it came to
     * @param outcome told a connection on which the client's bytes can follow
     * @return to give it up with; nothing, when the outcome was told at once
     */
    public Optional<Dialling> dial(
            EventLoop loop, InetSocketAddress client, InetSocketAddress gateway, Consumer<Dialled> outcome) {
        return switch (decision) {
            case Decision.Admitted admitted ->
                Optional.of(door.hosts().dial(loop, admitted.host(), dialled -> {
                    if (dialled instanceof Dialled.Connected(Channel host)) {
                        begin(host, admitted, client, gateway);
                    }
                    outcome.accept(dialled);
                }));
            case Decision.Unreachable(Dialled.Failed why) -> {
                outcome.accept(why);
                yield Optional.empty();
            }
            case Decision.Refused refused -> throw new IllegalStateException("a passage that was refused");
            case Decision.Unknown unknown -> throw new IllegalStateException("a passage that nobody knows of");
        };
    }

    private void begin(
            Channel host, Decision.Admitted admitted, InetSocketAddress clientAddress, InetSocketAddress gateway) {
        // What the client said last is often still on its way while the host is sending.
        host.pipeline().addFirst(new LingeringClose());
        admitted.pass()
                .ifPresent(pass -> host.writeAndFlush(
                        Unpooled.wrappedBuffer(new RelayPreface(clientAddress, gateway, pass).encode()),
                        host.voidPromise()));
        if (!(ticket.proof() instanceof HostProof.Front)) {
            CarriedLaunches.Carriage carriage = door.carried().begin(ticket.launch(), client, reason -> host.close());
            host.closeFuture().addListener(closed -> carriage.close());
        }
    }
}
