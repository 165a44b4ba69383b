package org.usher.broker.launch;

import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.usher.broker.hosts.OrderDesk;
import org.usher.broker.store.JdbcClaims;
import org.usher.broker.store.JdbcSessions;
import org.usher.domain.farm.SiteId;
import org.usher.domain.hosts.HostId;
import org.usher.domain.identity.UserId;
import org.usher.link.host.Order;
import org.usher.wire.ticket.ClientBinding;

/** Ends what hangs on a portal session that is over: its streams and leases on hosts. The user's work runs on. */
public final class ClientSessions {

    private final JdbcSessions sessions;
    private final JdbcClaims claims;
    private final OrderDesk desk;
    private final SiteId site;
    private final Supplier<UUID> ids;

    public ClientSessions(JdbcSessions sessions, JdbcClaims claims, OrderDesk desk, SiteId site, Supplier<UUID> ids) {
        this.sessions = sessions;
        this.claims = claims;
        this.desk = desk;
        this.site = site;
        this.ids = ids;
    }

    /** Tells every host on which the user has a session, and the gateways when they next report. */
    public void end(UserId user, String client) {
        claims.revoke(client);
        List<HostId> hosts = sessions.hostsOf(site, user);
        hosts.forEach(host -> desk.leave(host, new Order.EndClient(ids.get(), client)));
    }

    /** Ends what hangs on the user's connection files too: somebody is out, and not only a browser. */
    public void endFiles(UserId user) {
        claims.revokeFiles(user)
                .forEach(file -> desk.leave(
                        file.host(),
                        new Order.EndClient(
                                ids.get(),
                                ClientBinding.ofRdpClient(file.launch().value()).text())));
    }
}
