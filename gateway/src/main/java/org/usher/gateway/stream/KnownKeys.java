package org.usher.gateway.stream;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.usher.wire.ticket.TicketKeys;
import org.usher.wire.ticket.TicketVerdict;

/** The brokers' keys, as far as they are known here. */
public interface KnownKeys {

    /** Those of the moment. */
    TicketKeys present();

    /**
     * Those that a broker names when asked now: a ticket may be signed with a key that is newer than the last report.
     * Done within a few seconds, also when no broker answers. Brokers are asked once a second at most, however many want
     * to know.
     */
    CompletableFuture<TicketKeys> newer();

    /**
     * Judges a ticket with the keys of the moment, and once more with newer ones when it was signed with none of them.
     *
     * @param threads where the signature is verified, so that nobody waits for another one's
     */
    default CompletableFuture<TicketVerdict> judge(Function<TicketKeys, TicketVerdict> verdict, Executor threads) {
        return CompletableFuture.supplyAsync(() -> verdict.apply(present()), threads)
                .thenCompose(first -> first instanceof TicketVerdict.Bad(TicketVerdict.Reason reason)
                                && reason == TicketVerdict.Reason.UNKNOWN_KEY
                        ? newer().thenApply(verdict)
                        : CompletableFuture.completedFuture(first));
    }
}
