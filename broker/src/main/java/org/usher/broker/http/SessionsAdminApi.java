package org.usher.broker.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.usher.broker.launch.SessionOrders;
import org.usher.broker.store.JdbcSessions;
import org.usher.broker.store.Words;
import org.usher.domain.farm.SiteId;
import org.usher.domain.sessions.Session;
import org.usher.domain.sessions.SessionId;

/** Everybody's sessions for administrators. */
@RestController
@RequestMapping("/api/v1/admin/sessions")
class SessionsAdminApi {

    private final JdbcSessions sessions;
    private final SessionOrders orders;
    private final SiteId site;

    SessionsAdminApi(JdbcSessions sessions, SessionOrders orders, SiteId site) {
        this.sessions = sessions;
        this.orders = orders;
        this.site = site;
    }

    record Owner(UUID id, String name, String displayName) {}

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
            @Nullable String clientAddress) {

        static AdminSession of(JdbcSessions.Shown session) {
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
                    session.address().isEmpty() ? null : session.address());
        }
    }

    @GetMapping
    List<AdminSession> sessions() {
        return sessions.shown(site, Optional.empty()).stream()
                .map(AdminSession::of)
                .toList();
    }

    @PostMapping("/{id}/disconnect")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void disconnect(@PathVariable UUID id, SignedIn who, HttpServletRequest request) {
        SessionsApi.orDone(orders.disconnect(find(id), SessionsApi.actor(who, request)));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(@PathVariable UUID id, SignedIn who, HttpServletRequest request) {
        SessionsApi.orDone(orders.end(find(id), SessionsApi.actor(who, request)));
    }

    private Session find(UUID id) {
        return sessions.live(site, new SessionId(id)).orElseThrow(() -> ProblemException.notFound("session"));
    }
}
