package org.usher.agent.session;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.usher.link.host.Order;
import org.usher.link.host.Permissions;

/** What sessions ask of the host's front. */
public interface FrontLine {

    /**
     * A client that is to be let in.
     *
     * @param launch the id in its ticket
     * @param user whose ticket it must be
     * @param session the session that it opens
     * @param account the account to sign on with
     * @param client what its portal session digests to, or what stands for an RDP client, base64url
     * @param validSeconds for how long it may come
     * @param permissions what the session may do with the client's machine
     * @param rdpClient how an RDP client is known; null for a browser
     */
    record Expected(
            UUID launch,
            UUID session,
            UUID user,
            String account,
            String client,
            int validSeconds,
            Permissions permissions,
            Order.@Nullable RdpClient rdpClient) {}

    /** Expects a client; false when the front does not answer. */
    boolean expect(Expected client);

    /** Ends whatever the front relays for a session, leases too, telling the pages why. */
    void endSession(UUID session, String reason);

    /** Ends whatever the front relays for a portal session, leases too. */
    void endClient(String client);
}
