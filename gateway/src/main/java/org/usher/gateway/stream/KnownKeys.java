package org.usher.gateway.stream;

import java.util.concurrent.CompletableFuture;
import org.usher.wire.ticket.TicketKeys;

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
}
