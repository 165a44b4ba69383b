package org.usher.broker.store;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.usher.domain.farm.SiteId;
import org.usher.domain.hosts.HostId;
import org.usher.domain.policy.ConnectionMode;
import org.usher.domain.sessions.SessionId;
import org.usher.link.Json;
import org.usher.link.host.HostSession;

/**
 * Who looks at the sessions of hosts with an agent. It changes with every report, so that a host's clients are one row, and
 * no session's row is written for it.
 */
public final class JdbcSessionClients {

    private final JdbcClient database;

    public JdbcSessionClients(JdbcClient database) {
        this.database = database;
    }

    /** As it is kept: one for each session that somebody looks at. */
    private record Kept(UUID session, HostSession.Client client) {}

    /**
     * Who looks at a session.
     *
     * @param mode by which way the client came
     * @param userAgent what a page's browser says it is; empty for an RDP client, and when the portal session is over
     */
    public record Onlooker(HostSession.Client client, ConnectionMode mode, String userAgent) {}

    /** Keeps what a host has reported. */
    public void keep(HostId host, List<HostSession> report) {
        List<Kept> clients = report.stream()
                .flatMap(session -> session.id() == null || session.client() == null
                        ? Stream.empty()
                        : Stream.of(new Kept(session.id(), session.client())))
                .toList();
        database.sql("insert into host_clients (host_id, at, clients) values (:host, now(), :clients::jsonb)"
                        + " on conflict (host_id) do update set at = excluded.at, clients = excluded.clients")
                .param("host", host.value())
                .param("clients", Json.write(clients))
                .update();
    }

    /** Who looks at the sessions of the site, as far as hosts have told. */
    public Map<SessionId, Onlooker> of(SiteId site) {
        Map<SessionId, Onlooker> all = new HashMap<>();
        database.sql("""
                        select seen::text, l.mode, p.user_agent
                        from host_clients c join host h on h.id = c.host_id
                          cross join lateral jsonb_array_elements(c.clients) seen
                          left join launch l on l.id = (seen -> 'client' ->> 'launch')::uuid
                          left join portal_session p on p.client = l.portal and l.client = 'browser'
                        where h.site_id = :site
                        """).param("site", site.value()).query(row -> {
            Kept kept = Json.read(row.getString(1), Kept.class);
            @Nullable String agent = row.getString(3);
            all.put(
                    new SessionId(kept.session()),
                    new Onlooker(kept.client(), mode(kept.client(), row.getString(2)), agent == null ? "" : agent));
        });
        return all;
    }

    /** Automatic has two ways, and the front has seen which one it was. */
    private static ConnectionMode mode(HostSession.Client client, @Nullable String launched) {
        if (client.browser()) {
            return ConnectionMode.GATEWAY_SSL;
        }
        ConnectionMode usual = client.direct() ? ConnectionMode.DIRECT_SSL : ConnectionMode.GATEWAY_SSL;
        return Optional.ofNullable(launched)
                .map(word -> Words.to(ConnectionMode.class, word))
                .filter(mode -> mode != ConnectionMode.AUTOMATIC)
                .orElse(usual);
    }
}
