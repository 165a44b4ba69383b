package org.usher.gateway.admission;

import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.usher.gateway.dial.Dialler;
import org.usher.gateway.host.CarriedLaunches;
import org.usher.gateway.stream.KnownKeys;
import org.usher.wire.ticket.HostProof;
import org.usher.wire.ticket.Ticket;
import org.usher.wire.ticket.TicketVerdict;

/**
 * The door to hosts for RDP clients. A ticket is judged offline first, so that only what a broker has signed is asked about.
 *
 * @param keys the brokers' keys
 * @param judges threads on which signatures are verified
 * @param fronts asks the fronts of managed hosts
 * @param brokers asks for launches on hosts that have no front
 * @param hosts dials hosts
 * @param carried what is carried to hosts without a front
 */
public record HostDoor(
        KnownKeys keys,
        Executor judges,
        InstantSource clock,
        Admissions fronts,
        Admissions brokers,
        Dialler hosts,
        CarriedLaunches carried) {

    private static final Logger LOG = LoggerFactory.getLogger(HostDoor.class);

    /** What a visitor is told. */
    public sealed interface Answer {

        /** There is a way in. */
        record Open(Passage passage) implements Answer {}

        /** There is none, since the ticket opens nothing. */
        record Refused(String reason, String detail) implements Answer {}

        /** There is none, since nobody who knows could be asked. */
        record Unknown(String reason, String detail) implements Answer {}
    }

    /**
     * Finds out what a ticket opens.
     *
     * @param loop where {@code outcome} is told, once
     */
    public void knock(String ticket, InetAddress client, EventLoop loop, Consumer<Answer> outcome) {
        Instant now = clock.instant();
        keys.judge(known -> known.judgeRdpClient(ticket, now), judges)
                .whenCompleteAsync((verdict, broken) -> judged(ticket, client, verdict, broken, loop, outcome), loop);
    }

    private void judged(
            String text,
            InetAddress client,
            @Nullable TicketVerdict verdict,
            @Nullable Throwable broken,
            EventLoop loop,
            Consumer<Answer> outcome) {
        switch (verdict) {
            case null -> {
                LOG.warn("ticket could not be judged", broken);
                // An error in a decision is a refusal.
                outcome.accept(new Answer.Refused(TicketVerdict.Reason.FORGED.code(), "could not be judged"));
            }
            case TicketVerdict.Bad(TicketVerdict.Reason reason) ->
                outcome.accept(new Answer.Refused(reason.code(), "ticket"));
            case TicketVerdict.Good(Ticket ticket) -> {
                Admissions who = ticket.proof() instanceof HostProof.Front ? fronts : brokers;
                who.ask(
                        new Visitor(ticket, text, client),
                        loop,
                        decision -> outcome.accept(answer(ticket, client, decision)));
            }
        }
    }

    private Answer answer(Ticket ticket, InetAddress client, Decision decision) {
        String launch = "launch " + ticket.launch();
        return switch (decision) {
            case Decision.Admitted admitted -> new Answer.Open(new Passage(this, ticket, client, admitted));
            case Decision.Unreachable unreachable -> new Answer.Open(new Passage(this, ticket, client, unreachable));
            case Decision.Refused(String reason) -> new Answer.Refused(reason, launch);
            case Decision.Unknown(String reason, String detail) -> new Answer.Unknown(reason, launch + ": " + detail);
        };
    }
}
