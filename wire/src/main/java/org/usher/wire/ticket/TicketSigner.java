package org.usher.wire.ticket;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;

/** Signs tickets with one of the brokers' keys (Ed25519, RFC 8032). */
public final class TicketSigner {

    private final TicketKeyId id;
    private final PrivateKey key;

    /** {@code key} must be an Ed25519 key; another kind fails at the first ticket. */
    public TicketSigner(TicketKeyId id, PrivateKey key) {
        this.id = id;
        this.key = key;
    }

    /** The ticket as text. */
    public String sign(Ticket ticket) {
        byte[] toSign = TicketFormat.toSign(id, ticket);
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(key);
            signature.update(toSign);
            return TicketFormat.text(toSign, signature.sign());
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException(
                    "cannot sign with ticket key " + id.text() + " (expected: an Ed25519 key)", broken);
        }
    }
}
