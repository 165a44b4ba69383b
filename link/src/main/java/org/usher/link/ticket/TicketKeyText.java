package org.usher.link.ticket;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.usher.wire.Octets;
import org.usher.wire.ticket.TicketKeyId;
import org.usher.wire.ticket.TicketKeys;

/** The brokers' public keys as they come over the link: key id to SubjectPublicKeyInfo, base64url. */
public final class TicketKeyText {

    private static final Logger LOG = LoggerFactory.getLogger(TicketKeyText.class);

    private TicketKeyText() {}

    /** The keys; one that cannot be read is left out, so that tickets signed with it are refused. */
    public static TicketKeys read(UUID site, Map<String, String> texts) {
        Map<TicketKeyId, PublicKey> keys = new HashMap<>();
        texts.forEach((id, text) -> {
            try {
                keys.put(
                        TicketKeyId.ofText(id),
                        KeyFactory.getInstance("Ed25519")
                                .generatePublic(new X509EncodedKeySpec(
                                        Octets.ofText(text).bytes())));
            } catch (GeneralSecurityException | IllegalArgumentException unreadable) {
                LOG.warn("ticket key {} is not used: {}", id, unreadable.toString());
            }
        });
        return new TicketKeys(site, keys);
    }
}
