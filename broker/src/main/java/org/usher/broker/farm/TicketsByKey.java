package org.usher.broker.farm;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.usher.domain.farm.SiteId;
import org.usher.domain.hosts.Host;
import org.usher.domain.identity.UserId;
import org.usher.domain.launch.LaunchId;
import org.usher.domain.launch.TicketOffice;
import org.usher.wire.Octets;
import org.usher.wire.ticket.Ticket;
import org.usher.wire.ticket.TicketSigner;

/** Signs tickets with the farm's key. */
public final class TicketsByKey implements TicketOffice {

    /** From the click to the client's first bytes at a gateway. */
    static final Duration OPENS = Duration.ofSeconds(60);

    /** The longest that a client may come back to one stream; after that it asks for another launch. */
    static final Duration RETURNS = Duration.ofHours(24);

    private final TicketSigner signer;
    private final InstantSource clock;

    public TicketsByKey(TicketSigner signer, InstantSource clock) {
        this.signer = signer;
        this.clock = clock;
    }

    @Override
    public String issue(LaunchId launch, SiteId site, UserId user, Host host, String client) {
        Instant now = clock.instant();
        return signer.sign(new Ticket(
                launch.value(),
                site.value(),
                user.value(),
                host.id().value(),
                host.target(),
                Octets.ofText(client),
                now,
                now.plus(OPENS),
                now.plus(RETURNS)));
    }
}
