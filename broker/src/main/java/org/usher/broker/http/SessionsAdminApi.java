package org.usher.broker.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.UUID;
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
import org.usher.domain.farm.SiteId;
import org.usher.domain.sessions.Session;
import org.usher.domain.sessions.SessionId;

/** Everybody's sessions for administrators. */
@RestController
@RequestMapping("/api/v1/admin/sessions")
class SessionsAdminApi {

    private final JdbcSessions sessions;
    private final SessionOrders orders;
    private final AdminSessionViews views;
    private final SiteId site;

    SessionsAdminApi(JdbcSessions sessions, SessionOrders orders, AdminSessionViews views, SiteId site) {
        this.sessions = sessions;
        this.orders = orders;
        this.views = views;
        this.site = site;
    }

    @GetMapping
    List<AdminSessionViews.AdminSession> sessions() {
        return views.all();
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
