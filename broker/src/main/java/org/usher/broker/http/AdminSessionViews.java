package org.usher.broker.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.usher.broker.store.JdbcSessionClients;
import org.usher.broker.store.JdbcSessions;
import org.usher.broker.store.Words;
import org.usher.domain.farm.SiteId;
import org.usher.domain.sessions.SessionId;
import org.usher.domain.sessions.SessionState;
import org.usher.link.host.HostSession;

/** Everybody's sessions as administrators see them. */
@Component
class AdminSessionViews {

    private static final String BROWSER = "browser";
    private static final String RDP = "rdp";

    private final JdbcSessions sessions;
    private final JdbcSessionClients clients;
    private final SiteId site;

    AdminSessionViews(JdbcSessions sessions, JdbcSessionClients clients, SiteId site) {
        this.sessions = sessions;
        this.clients = clients;
        this.site = site;
    }

    record Owner(UUID id, String name, String displayName) {}

    /** Who looks at a session now. Names and versions are what the client says. */
    record SessionClient(
            String kind,
            String name,
            String version,
            String mode,
            long idleSeconds,
            long bytesIn,
            long bytesOut,
            long bytesInPerSecond,
            long bytesOutPerSecond) {

        static SessionClient of(JdbcSessionClients.Onlooker onlooker) {
            HostSession.Client client = onlooker.client();
            BrowserName browser = BrowserName.of(onlooker.userAgent());
            return new SessionClient(
                    client.browser() ? BROWSER : RDP,
                    client.browser() ? browser.name() : client.name(),
                    client.browser() ? browser.version() : String.valueOf(client.build()),
                    Words.of(onlooker.mode()),
                    client.idleSeconds(),
                    client.in(),
                    client.out(),
                    client.inPerSecond(),
                    client.outPerSecond());
        }
    }

    record AdminSession(
            UUID id,
            String kind,
            String host,
            UUID hostId,
            boolean managed,
            String state,
            long startedSecondsAgo,
            List<SessionsApi.Window> windows,
            List<UUID> resources,
            Owner user,
            String account,
            @Nullable String clientAddress,
            @Nullable SessionClient client) {

        static AdminSession of(JdbcSessions.Shown session, Optional<JdbcSessionClients.Onlooker> onlooker) {
            String address = onlooker.map(seen -> seen.client().address())
                    .filter(told -> !told.isEmpty())
                    .orElse(session.address());
            return new AdminSession(
                    session.id().value(),
                    Words.of(session.kind()),
                    session.hostName(),
                    session.host().value(),
                    session.managed(),
                    Words.of(session.state()),
                    session.startedSecondsAgo(),
                    session.windows().stream().map(SessionsApi.Window::of).toList(),
                    SessionsApi.opened(session),
                    new Owner(session.user().value(), session.userName(), session.userDisplayName()),
                    session.account(),
                    address.isEmpty() ? null : address,
                    onlooker.map(SessionClient::of).orElse(null));
        }
    }

    /** The live sessions of the site, newest first. */
    List<AdminSession> all() {
        Map<SessionId, JdbcSessionClients.Onlooker> onlookers = clients.of(site);
        return sessions.shown(site, Optional.empty()).stream()
                .map(session -> AdminSession.of(
                        session,
                        Optional.ofNullable(onlookers.get(session.id()))
                                .filter(seen -> session.state() == SessionState.ACTIVE)))
                .toList();
    }
}
