package org.usher.wire.ticket;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.usher.wire.Octets;

/**
 * Permission for one user to open one launch on one host.
 *
 * <p>INVARIANT: gateway and front take the target from here and from nowhere else.
 *
 * @param launch which launch; it is used once: the front of a managed host sees to that, a broker for the others
 * @param site the site that it is good for
 * @param user whose it is
 * @param host the host that must answer at {@code target}
 * @param target host and port of its front, or of the RDP server where there is none, as {@code name:port}, {@code 192.0.2.7:port} or {@code [2001:db8::7]:port}
 * @param proof how who answers there shows that it is the host
 * @param client what the bearer's portal session must digest to, see {@link ClientBinding}
 * @param issued when it was signed, to the second
 * @param expires until when it opens a launch, to the second, about a minute after {@code issued}
 * @param returnUntil until when it shows a gateway the way for a client that comes back with a lease, to the second
 */
public record Ticket(
        UUID launch,
        UUID site,
        UUID user,
        UUID host,
        String target,
        HostProof proof,
        Octets client,
        Instant issued,
        Instant expires,
        Instant returnUntil) {

    /** The longest target, in characters. */
    public static final int MAX_TARGET = 255;

    public Ticket {
        // The text has whole seconds only, and a ticket has to equal what its text says.
        issued = issued.truncatedTo(ChronoUnit.SECONDS);
        expires = expires.truncatedTo(ChronoUnit.SECONDS);
        returnUntil = returnUntil.truncatedTo(ChronoUnit.SECONDS);
        if (target.isEmpty() || target.length() > MAX_TARGET || !target.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException(
                    "target: " + target + " (expected: 1 to " + MAX_TARGET + " printable ASCII characters)");
        }
        if (client.length() != ClientBinding.LENGTH) {
            throw new IllegalArgumentException("client: " + client + " (expected: " + ClientBinding.LENGTH + " bytes)");
        }
        if (expires.isBefore(issued) || returnUntil.isBefore(expires)) {
            throw new IllegalArgumentException("issued " + issued + ", expires " + expires + ", returnUntil "
                    + returnUntil + " (expected: in this order)");
        }
    }

    /** A ticket for a managed host, whose front must answer. */
    public Ticket(
            UUID launch,
            UUID site,
            UUID user,
            UUID host,
            String target,
            Octets client,
            Instant issued,
            Instant expires,
            Instant returnUntil) {
        this(launch, site, user, host, target, new HostProof.Front(), client, issued, expires, returnUntil);
    }
}
