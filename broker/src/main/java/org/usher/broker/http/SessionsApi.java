package org.usher.broker.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
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
import org.usher.link.host.HostSession;

/** A user's own sessions. */
@RestController
@RequestMapping("/api/v1/sessions")
class SessionsApi {

    private static final Pattern WINDOW = Pattern.compile("0x[0-9a-f]{1,8}");

    private final JdbcSessions sessions;
    private final SessionOrders orders;
    private final SiteId site;

    SessionsApi(JdbcSessions sessions, SessionOrders orders, SiteId site) {
        this.sessions = sessions;
        this.orders = orders;
        this.site = site;
    }

    record Window(
            String id,
            String title,
            boolean active,
            @Nullable UUID resource) {

        static Window of(HostSession.Window window) {
            return new Window(window.id(), window.title(), window.active(), window.resource());
        }
    }

    record OwnSession(
            UUID id,
            String kind,
            String host,
            boolean managed,
            String state,
            long startedSecondsAgo,
            List<Window> windows,
            List<UUID> resources) {

        static OwnSession of(JdbcSessions.Shown session) {
            return new OwnSession(
                    session.id().value(),
                    Words.of(session.kind()),
                    session.hostName(),
                    session.managed(),
                    Words.of(session.state()),
                    session.startedSecondsAgo(),
                    session.windows().stream().map(Window::of).toList(),
                    opened(session));
        }
    }

    static List<UUID> opened(JdbcSessions.Shown session) {
        return session.windows().stream()
                .map(HostSession.Window::resource)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    @GetMapping
    List<OwnSession> sessions(SignedIn who) {
        return sessions.shown(site, Optional.of(who.getPrincipal().user())).stream()
                .map(OwnSession::of)
                .toList();
    }

    @PostMapping("/{id}/disconnect")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void disconnect(@PathVariable UUID id, SignedIn who, HttpServletRequest request) {
        orDone(orders.disconnect(own(id, who), actor(who, request)));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(@PathVariable UUID id, SignedIn who, HttpServletRequest request) {
        orDone(orders.end(own(id, who), actor(who, request)));
    }

    @PostMapping("/{id}/windows/{window}/raise")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void raise(@PathVariable UUID id, @PathVariable String window, SignedIn who, HttpServletRequest request) {
        orDone(orders.raise(own(id, who), requireWindow(window), actor(who, request)));
    }

    @PostMapping("/{id}/windows/{window}/close")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void close(@PathVariable UUID id, @PathVariable String window, SignedIn who, HttpServletRequest request) {
        orDone(orders.close(own(id, who), requireWindow(window), actor(who, request)));
    }

    private static String requireWindow(String window) {
        if (!WINDOW.matcher(window).matches()) {
            throw ProblemException.invalid("window", window + " (expected: an id from the list of windows)");
        }
        return window;
    }

    private Session own(UUID id, SignedIn who) {
        return sessions.live(site, who.getPrincipal().user(), new SessionId(id))
                .orElseThrow(() -> ProblemException.of(
                        HttpStatus.NOT_FOUND, "session-unknown", "You have no such session; it may have ended."));
    }

    static SessionOrders.Actor actor(SignedIn who, HttpServletRequest request) {
        return new SessionOrders.Actor(who.getName(), Caller.address(request));
    }

    static void orDone(Optional<SessionOrders.Failure> failure) {
        if (failure.isPresent()) {
            throw Pages.failure(failure.get());
        }
    }
}
