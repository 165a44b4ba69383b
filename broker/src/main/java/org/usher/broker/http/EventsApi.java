package org.usher.broker.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.usher.broker.events.EventHub;
import org.usher.broker.events.EventHub.Change;
import org.usher.broker.identity.PortalSessions;
import org.usher.broker.store.JdbcHosts;
import org.usher.broker.store.JdbcLaunches;
import org.usher.broker.store.JdbcSessions;
import org.usher.domain.farm.SiteId;
import org.usher.domain.identity.Principal;
import org.usher.domain.identity.UserId;
import org.usher.domain.launch.LaunchQueue;
import org.usher.link.Json;

/**
 * Server-sent events (WHATWG HTML, section 9.2). Each open page keeps one request, which waits on a virtual thread of its
 * own; it ends with the portal session.
 */
@RestController
@RequestMapping("/api/v1")
class EventsApi {

    private static final Logger LOG = LoggerFactory.getLogger(EventsApi.class);
    private static final long HEARTBEAT_MILLIS = 15_000;

    /** Changes that come together are told together. */
    private static final long SETTLE_MILLIS = 30;

    /** The console does not need to know a second earlier. */
    private static final long CONSOLE_SETTLE_MILLIS = 1_000;

    private final EventHub hub;
    private final PortalSessions portalSessions;
    private final JdbcSessions sessions;
    private final JdbcLaunches launches;
    private final LaunchQueue queue;
    private final JdbcHosts hosts;
    private final HostViews hostViews;
    private final ResourceViews resources;
    private final SiteId site;

    EventsApi(
            EventHub hub,
            PortalSessions portalSessions,
            JdbcSessions sessions,
            JdbcLaunches launches,
            LaunchQueue queue,
            JdbcHosts hosts,
            HostViews hostViews,
            ResourceViews resources,
            SiteId site) {
        this.hub = hub;
        this.portalSessions = portalSessions;
        this.sessions = sessions;
        this.launches = launches;
        this.queue = queue;
        this.hosts = hosts;
        this.hostViews = hostViews;
        this.resources = resources;
        this.site = site;
    }

    @GetMapping("/events")
    void own(SignedIn who, HttpServletResponse response) throws InterruptedException {
        UserId user = who.getPrincipal().user();
        Predicate<Change> mine = change -> switch (change) {
            case EventHub.SessionsOf(UserId owner) -> owner.equals(user);
            case EventHub.LaunchOf launch -> launch.user().equals(user);
            case EventHub.Resources all -> true;
            case EventHub.Hosts all -> false;
        };
        Supplier<String> allSessions = () -> event(
                "sessions",
                sessions.shown(site, Optional.of(user)).stream()
                        .map(SessionsApi.OwnSession::of)
                        .toList());
        stream(
                response,
                mine,
                SETTLE_MILLIS,
                () -> portalSessions.find(who.cookie()).isPresent(),
                allSessions,
                changes -> {
                    StringBuilder text = new StringBuilder();
                    changes.forEach(change -> {
                        if (change instanceof EventHub.LaunchOf launch) {
                            launches.shown(site, launch.launch())
                                    .ifPresent(shown -> text.append(event("launch", LaunchesApi.view(shown, queue))));
                        }
                    });
                    if (changes.stream().anyMatch(EventHub.SessionsOf.class::isInstance)) {
                        text.append(allSessions.get());
                    }
                    if (changes.contains(new EventHub.Resources())) {
                        portalSessions.find(who.cookie()).ifPresent(now -> text.append(resources(now.principal())));
                    }
                    return text.toString();
                });
    }

    @GetMapping("/admin/events")
    void console(SignedIn who, HttpServletResponse response) throws InterruptedException {
        Supplier<String> allHosts = () -> event("hosts", hostViews.views(hosts.ofSite(site)));
        Supplier<String> allSessions = () -> event(
                "sessions",
                sessions.shown(site, Optional.empty()).stream()
                        .map(SessionsAdminApi.AdminSession::of)
                        .toList());
        Predicate<Change> interesting =
                change -> change instanceof EventHub.Hosts || change instanceof EventHub.SessionsOf;
        stream(
                response,
                interesting,
                CONSOLE_SETTLE_MILLIS,
                () -> who.cookie().isEmpty()
                        || portalSessions
                                .find(who.cookie())
                                .filter(found -> found.principal().administrator())
                                .isPresent(),
                () -> allHosts.get() + allSessions.get(),
                changes -> {
                    String text = changes.contains(new EventHub.Hosts()) ? allHosts.get() : "";
                    boolean sessionsToo = changes.stream().anyMatch(EventHub.SessionsOf.class::isInstance);
                    return sessionsToo ? text + allSessions.get() : text;
                });
    }

    private String resources(Principal principal) {
        return event("resources", resources.of(principal));
    }

    private static String event(String name, Object data) {
        return "event: " + name + "\ndata: " + Json.write(data) + "\n\n";
    }

    private interface Telling {
        String tell(Collection<Change> changes);
    }

    private void stream(
            HttpServletResponse response,
            Predicate<Change> interest,
            long settleMillis,
            BooleanSupplier stillAllowed,
            Supplier<String> first,
            Telling telling)
            throws InterruptedException {
        response.setContentType("text/event-stream");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-store");
        try (EventHub.Listener listener = hub.listen(interest)) {
            write(response, first.get());
            while (!hub.closed()) {
                Collection<Change> changes = listener.await(HEARTBEAT_MILLIS);
                if (changes.isEmpty()) {
                    if (!stillAllowed.getAsBoolean()) {
                        return;
                    }
                    write(response, ": still here\n\n");
                } else {
                    Thread.sleep(settleMillis);
                    List<Change> all = new java.util.ArrayList<>(changes);
                    all.addAll(listener.await(0));
                    write(response, telling.tell(all.stream().distinct().toList()));
                }
            }
        } catch (IOException left) {
            LOG.debug("a page has left: {}", left.toString());
        }
    }

    private static void write(HttpServletResponse response, String text) throws IOException {
        response.getOutputStream().write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        response.flushBuffer();
    }
}
