package org.usher.wire.ticket;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.usher.wire.Octets;
import org.usher.wire.ticket.TicketVerdict.Reason;

/**
 * The brokers' public keys, and the judgement over a ticket that needs nothing else: no broker, no store.
 *
 * @param site the site for which tickets count here
 * @param keys Ed25519 keys by their ids; empty keys refuse everything
 */
public record TicketKeys(UUID site, Map<TicketKeyId, PublicKey> keys) {

    /** How far a broker's clock may be ahead of ours. */
    public static final Duration CLOCK_SKEW = Duration.ofSeconds(30);

    public TicketKeys {
        keys = Map.copyOf(keys);
    }

    /** Whether this ticket may open its launch now, for the bearer with this binding. */
    public TicketVerdict judgeFirstUse(String text, Octets client, Instant now) {
        return judge(text, client, now, false);
    }

    /**
     * Whether this ticket may show the way to somebody who comes back at this instant. It is no permission: the front
     * asks for the lease as well.
     */
    public TicketVerdict judgeReturn(String text, Octets client, Instant now) {
        return judge(text, client, now, true);
    }

    /**
     * Whether this ticket may show the way to an RDP client, be it for the first time or again: it never says which. It is no
     * permission: the front, or the broker where there is none, knows what was used.
     */
    public TicketVerdict judgeRdpClient(String text, Instant now) {
        return switch (judgeSignature(text)) {
            case TicketVerdict.Bad bad -> bad;
            case TicketVerdict.Good(Ticket ticket) ->
                judge(ticket, ClientBinding.ofRdpClient(ticket.launch()), now, true);
        };
    }

    /**
     * Whether this ticket is a broker's word for this site. For the front, which knows from its agent for whom and until when
     * a launch is good, and whose own clock may be wrong.
     */
    public TicketVerdict judgeSignature(String text) {
        TicketFormat.Parts parts = TicketFormat.parse(text).orElse(null);
        if (parts == null) {
            return new TicketVerdict.Bad(Reason.MALFORMED);
        }
        PublicKey key = keys.get(parts.key());
        if (key == null) {
            return new TicketVerdict.Bad(Reason.UNKNOWN_KEY);
        }
        if (!verifies(key, parts)) {
            return new TicketVerdict.Bad(Reason.FORGED);
        }
        return parts.ticket().site().equals(site)
                ? new TicketVerdict.Good(parts.ticket())
                : new TicketVerdict.Bad(Reason.OTHER_SITE);
    }

    private TicketVerdict judge(String text, Octets client, Instant now, boolean returning) {
        return switch (judgeSignature(text)) {
            case TicketVerdict.Bad bad -> bad;
            case TicketVerdict.Good(Ticket ticket) -> judge(ticket, client, now, returning);
        };
    }

    private static TicketVerdict judge(Ticket ticket, Octets client, Instant now, boolean returning) {
        if (!ticket.client().equals(client)) {
            return new TicketVerdict.Bad(Reason.OTHER_CLIENT);
        }
        if (ticket.issued().isAfter(now.plus(CLOCK_SKEW))) {
            return new TicketVerdict.Bad(Reason.NOT_YET);
        }
        Instant last = returning ? ticket.returnUntil() : ticket.expires();
        return now.isAfter(last) ? new TicketVerdict.Bad(Reason.EXPIRED) : new TicketVerdict.Good(ticket);
    }

    private static boolean verifies(PublicKey key, TicketFormat.Parts parts) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(key);
            signature.update(parts.signed().bytes());
            return signature.verify(parts.signature().bytes());
        } catch (GeneralSecurityException notVerified) {
            // Also thrown for a signature that cannot be one. An error in a decision denies.
            return false;
        }
    }
}
