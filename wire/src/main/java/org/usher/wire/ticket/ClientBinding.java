package org.usher.wire.ticket;

import java.util.UUID;
import org.usher.wire.Octets;

/**
 * Binds a ticket to the portal session that asked for it. The session's cookie comes with the WebSocket too, so a gateway
 * can check the binding without asking anybody, and a ticket stolen without the cookie opens nothing.
 */
public final class ClientBinding {

    /** The length of a binding, in bytes. */
    public static final int LENGTH = 32;

    /** The name of the cookie that carries the portal session. The prefix makes browsers keep it to this host and TLS. */
    public static final String COOKIE = "__Host-usher";

    private ClientBinding() {}

    /**
     * The binding to the portal session with this cookie value. It is not the digest under which a broker stores the
     * session: who reads a ticket must not learn that.
     */
    public static Octets ofCookie(String cookieValue) {
        return Octets.digestOf("usher-ticket-client:" + cookieValue);
    }

    /**
     * The binding of a launch by an RDP client, which has no portal session. Anybody can compute it, so such a ticket is a
     * bearer secret; and no portal session ever digests to it, so it opens no stream for a browser.
     */
    public static Octets ofRdpClient(UUID launch) {
        return Octets.digestOf("usher-ticket-rdp-client:" + launch);
    }
}
