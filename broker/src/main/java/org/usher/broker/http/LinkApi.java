package org.usher.broker.http;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.usher.broker.events.EventHub;
import org.usher.broker.farm.FarmKeys;
import org.usher.broker.farm.JoinDesk;
import org.usher.broker.hosts.OrderDesk;
import org.usher.broker.launch.LaunchNews;
import org.usher.broker.launch.UnmanagedSessions;
import org.usher.broker.launch.WaitingRoom;
import org.usher.broker.store.JdbcApplications;
import org.usher.broker.store.JdbcHosts;
import org.usher.broker.store.JdbcSessionClients;
import org.usher.broker.store.JdbcSessions;
import org.usher.broker.store.JdbcSites;
import org.usher.broker.store.Words;
import org.usher.domain.audit.AuditFact;
import org.usher.domain.audit.AuditLog;
import org.usher.domain.farm.SiteId;
import org.usher.domain.hosts.HostId;
import org.usher.domain.hosts.HostState;
import org.usher.domain.identity.UserId;
import org.usher.domain.placement.PlacementBook;
import org.usher.link.gateway.ClaimLaunch;
import org.usher.link.gateway.ClaimedLaunch;
import org.usher.link.gateway.FindLaunch;
import org.usher.link.gateway.FoundLaunch;
import org.usher.link.gateway.GatewayDesired;
import org.usher.link.gateway.GatewayReport;
import org.usher.link.host.HostApplications;
import org.usher.link.host.HostDesired;
import org.usher.link.host.HostNews;
import org.usher.link.host.HostReport;
import org.usher.link.host.Orders;
import org.usher.link.host.OrdersWanted;
import org.usher.link.host.Permissions;
import org.usher.link.join.JoinAnswer;
import org.usher.link.join.JoinRequest;
import org.usher.link.refusal.RefusedClient;
import org.usher.wire.component.ComponentName;

/**
 * The link's endpoints. {@link ComponentFilter} has checked the role; a host speaks for itself alone, since its id is taken
 * from its certificate and from nowhere else.
 */
@RestController
@RequestMapping("/link/v1")
class LinkApi {

    private static final Duration WAIT_FOR_ORDERS = Duration.ofSeconds(10);
    /** How often gateways report; what they carry counts as gone when they do not. */
    private static final int GATEWAYS_REPORT_EVERY_SECONDS = 3;

    private static final Pattern BOOT = Pattern.compile("[0-9A-Za-z-]{0,64}");
    private static final int MAX_SESSIONS = 10_000;
    private static final int MAX_APPLICATIONS = 2_000;

    private final JoinDesk joinDesk;
    private final FarmKeys keys;
    private final JdbcHosts hosts;
    private final JdbcApplications applications;
    private final JdbcSessions sessions;
    private final JdbcSessionClients sessionClients;
    private static final String UNKNOWN = "unknown";
    private static final String STREAM_OPEN = "stream.open";

    private final JdbcSites sites;
    private final PlacementBook placement;
    private final OrderDesk desk;
    private final WaitingRoom queue;
    private final LaunchNews news;
    private final UnmanagedSessions unmanaged;
    private final AuditLog audit;
    private final EventHub events;
    private final TransactionTemplate transaction;
    private final SiteId site;

    LinkApi(
            JoinDesk joinDesk,
            FarmKeys keys,
            JdbcHosts hosts,
            JdbcApplications applications,
            JdbcSessions sessions,
            JdbcSessionClients sessionClients,
            JdbcSites sites,
            PlacementBook placement,
            OrderDesk desk,
            WaitingRoom queue,
            LaunchNews news,
            UnmanagedSessions unmanaged,
            AuditLog audit,
            EventHub events,
            TransactionTemplate transaction,
            SiteId site) {
        this.joinDesk = joinDesk;
        this.keys = keys;
        this.hosts = hosts;
        this.applications = applications;
        this.sessions = sessions;
        this.sessionClients = sessionClients;
        this.sites = sites;
        this.placement = placement;
        this.desk = desk;
        this.queue = queue;
        this.news = news;
        this.unmanaged = unmanaged;
        this.audit = audit;
        this.events = events;
        this.transaction = transaction;
        this.site = site;
    }

    @PostMapping("/join")
    JoinAnswer join(@RequestBody JoinRequest join, HttpServletRequest request) {
        try {
            return joinDesk.join(join, request.getRemoteAddr());
        } catch (JoinDesk.RefusedException refused) {
            throw ProblemException.of(
                    HttpStatus.FORBIDDEN, JoinDesk.TOKEN_REFUSED, String.valueOf(refused.getMessage()));
        }
    }

    private static HostId host(HttpServletRequest request) {
        return new HostId(Caller.component(request).map(ComponentName::id).orElseThrow());
    }

    @PostMapping("/host/report")
    HostDesired report(@RequestBody HostReport report, HttpServletRequest request) {
        HostId host = host(request);
        if (report.sessions().size() > MAX_SESSIONS) {
            throw ProblemException.invalid(
                    "sessions", report.sessions().size() + " (expected: at most " + MAX_SESSIONS + ")");
        }
        // A report that makes no sense is refused whole, before any of it is kept.
        ProblemException.checked(() -> new org.usher.domain.hosts.HostLoad(
                java.time.Instant.EPOCH,
                report.load().cpu(),
                report.load().memory(),
                report.sessions().size()));
        if (!BOOT.matcher(report.boot()).matches()) {
            throw ProblemException.invalid("boot", "something else (expected: at most 64 letters, digits and hyphens)");
        }
        if (hosts.keep(host, report)) {
            sessionClients.keep(host, report.sessions());
            if (!report.boot().isEmpty()) {
                hosts.booted(host, report.boot()).ifPresent(name -> enabledByReboot(name, report.boot(), request));
            }
            List<UserId> changed = sessions.sync(host, report.sessions());
            changed.forEach(user -> events.tell(new EventHub.SessionsOf(user)));
            if (!changed.isEmpty()) {
                queue.changed();
            }
            events.tell(new EventHub.Hosts());
        }
        Optional<String> known = applications.digest(host);
        return new HostDesired(
                site.value(),
                keys.ticketKeys(),
                !known.equals(Optional.of(report.applications())),
                (int) placement.of(site).reportEvery().toSeconds(),
                sites.read(site).sessionEndsAfterSeconds());
    }

    private void enabledByReboot(String name, String boot, HttpServletRequest request) {
        String actor = Caller.component(request).orElseThrow().toString();
        audit.record(AuditFact.done(site, actor, Caller.address(request), "host.change", name)
                .with(Map.of(
                        "state",
                        Words.of(HostState.DRAINING_UNTIL_REBOOT) + " → " + Words.of(HostState.ENABLED),
                        "boot",
                        boot)));
    }

    @PostMapping("/host/applications")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void applications(@RequestBody HostApplications list, HttpServletRequest request) {
        if (list.applications().size() > MAX_APPLICATIONS) {
            throw ProblemException.invalid(
                    "applications", list.applications().size() + " (expected: at most " + MAX_APPLICATIONS + ")");
        }
        HostId host = host(request);
        transaction.executeWithoutResult(status -> applications.replace(host, list));
    }

    @PostMapping("/host/orders")
    Orders orders(@RequestBody OrdersWanted wanted, HttpServletRequest request) throws InterruptedException {
        return new Orders(desk.await(host(request), wanted.incarnation(), WAIT_FOR_ORDERS));
    }

    @PostMapping("/host/news")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void news(@RequestBody HostNews told, HttpServletRequest request) {
        HostId host = host(request);
        told.results().forEach(result -> desk.answer(host, result));
        news.take(host, List.copyOf(told.stages()));
        record(told.refused(), request);
    }

    /** Who was turned away on the way to a session; nobody knows who that was. */
    private void record(List<RefusedClient> refused, HttpServletRequest request) {
        String where = Caller.component(request).orElseThrow().toString();
        for (RefusedClient client : refused) {
            audit.record(AuditFact.refused(site, UNKNOWN, client.address(), STREAM_OPEN, where, client.reason())
                    .with(Map.of("count", String.valueOf(client.count()))));
        }
    }

    @PostMapping("/gateway/report")
    GatewayDesired report(@RequestBody GatewayReport report, HttpServletRequest request) {
        int relayPort = report.relayPort();
        if (relayPort < 0 || relayPort > 65_535) {
            throw ProblemException.invalid("relayPort", relayPort + " (expected: 0 to 65535)");
        }
        if (report.carried().size() > MAX_SESSIONS) {
            throw ProblemException.invalid(
                    "carried", report.carried().size() + " (expected: at most " + MAX_SESSIONS + ")");
        }
        news.gatewaySeen(Caller.component(request).orElseThrow(), report.version(), relayPort);
        record(report.refused(), request);
        List<UUID> ended = unmanaged.keep(report.carried());
        return new GatewayDesired(site.value(), keys.ticketKeys(), GATEWAYS_REPORT_EVERY_SECONDS, ended);
    }

    @PostMapping("/gateway/find")
    FoundLaunch find(@RequestBody FindLaunch wanted, HttpServletRequest request) {
        return unmanaged
                .find(wanted, Caller.component(request).orElseThrow())
                .map(FoundLaunch::new)
                .orElseThrow(() -> ProblemException.of(
                        HttpStatus.NOT_FOUND, FindLaunch.UNKNOWN, "No launch that is good has this code."));
    }

    @PostMapping("/gateway/claim")
    ClaimedLaunch claim(@RequestBody ClaimLaunch wanted, HttpServletRequest request) {
        return switch (unmanaged.claim(wanted, Caller.component(request).orElseThrow())) {
            case UnmanagedSessions.Granted(Permissions permissions) -> new ClaimedLaunch(permissions);
            case UnmanagedSessions.Refused(String code) ->
                throw ProblemException.of(HttpStatus.FORBIDDEN, code, "The launch may not be opened.");
        };
    }
}
