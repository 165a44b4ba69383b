package org.usher.broker.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.usher.broker.store.JdbcAudit;
import org.usher.broker.store.JdbcLaunches;
import org.usher.broker.store.JdbcSites;
import org.usher.broker.store.PlacementView;
import org.usher.domain.audit.AuditFact;
import org.usher.domain.farm.SiteId;

/** Launches with their reasons, the audit log, and the site's settings, for administrators. */
@RestController
@RequestMapping("/api/v1/admin")
class BooksAdminApi {

    private static final int MAX_LIMIT = 1_000;
    private static final int MAX_NAME = 100;

    private final JdbcLaunches launches;
    private final JdbcAudit audit;
    private final JdbcSites sites;
    private final SiteId site;

    BooksAdminApi(JdbcLaunches launches, JdbcAudit audit, JdbcSites sites, SiteId site) {
        this.launches = launches;
        this.audit = audit;
        this.sites = sites;
        this.site = site;
    }

    record LaunchEntry(
            UUID id,
            String user,
            @Nullable String resource,
            @Nullable String host,
            String at,
            String state,
            @Nullable String reason,
            List<LaunchesApi.Stage> stages,
            @Nullable PlacementView placement) {}

    record AuditEntry(
            long id,
            String at,
            String actor,
            String address,
            String action,
            String object,
            String outcome,
            @Nullable String reason,
            Map<?, ?> details) {}

    record SiteView(UUID id, String name, boolean accountsOnDemand, int sessionEndsAfterSeconds) {

        static SiteView of(JdbcSites.Site site) {
            return new SiteView(
                    site.id().value(), site.name(), site.accountsOnDemand(), site.sessionEndsAfterSeconds());
        }
    }

    record SiteChange(
            @Nullable String name,
            @Nullable Boolean accountsOnDemand,
            @Nullable Integer sessionEndsAfterSeconds) {}

    @GetMapping("/launches")
    List<LaunchEntry> launches(@RequestParam(defaultValue = "100") int limit) {
        return launches.latest(site, requireLimit(limit)).stream()
                .map(launch -> new LaunchEntry(
                        launch.id().value(),
                        launch.userName(),
                        launch.resource().orElse(null),
                        launch.host().orElse(null),
                        launch.at().toString(),
                        launch.state(),
                        launch.reason().isEmpty() ? null : launch.reason(),
                        LaunchesApi.stages(launch),
                        launch.placement().orElse(null)))
                .toList();
    }

    @GetMapping("/audit")
    List<AuditEntry> audit(
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam Optional<Long> before,
            @RequestParam Optional<String> actor,
            @RequestParam Optional<String> action) {
        return audit.latest(site, requireLimit(limit), before, actor, action).stream()
                .map(entry -> new AuditEntry(
                        entry.id(),
                        entry.at().toString(),
                        entry.actor(),
                        entry.address(),
                        entry.action(),
                        entry.object(),
                        entry.outcome(),
                        entry.reason().isEmpty() ? null : entry.reason(),
                        entry.details()))
                .toList();
    }

    private static int requireLimit(int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw ProblemException.invalid("limit", limit + " (expected: 1 to " + MAX_LIMIT + ")");
        }
        return limit;
    }

    @GetMapping("/site")
    SiteView site() {
        return SiteView.of(sites.read(site));
    }

    @PatchMapping("/site")
    SiteView change(@RequestBody SiteChange change, SignedIn who, HttpServletRequest request) {
        JdbcSites.Site before = sites.read(site);
        String name = change.name() == null ? before.name() : change.name().strip();
        if (name.isEmpty() || name.length() > MAX_NAME) {
            throw ProblemException.invalid("name", "1 to " + MAX_NAME + " characters are expected");
        }
        int seconds = change.sessionEndsAfterSeconds() == null
                ? before.sessionEndsAfterSeconds()
                : change.sessionEndsAfterSeconds();
        if (seconds < 5 || seconds > 86_400) {
            throw ProblemException.invalid("sessionEndsAfterSeconds", seconds + " (expected: 5 to 86400)");
        }
        boolean accounts = change.accountsOnDemand() == null ? before.accountsOnDemand() : change.accountsOnDemand();
        JdbcSites.Site after = new JdbcSites.Site(site, name, accounts, seconds);
        sites.change(after);
        audit.record(AuditFact.done(site, who.getName(), Caller.address(request), "site.change", name)
                .with(Map.of(
                        "accountsOnDemand",
                        String.valueOf(accounts),
                        "sessionEndsAfterSeconds",
                        String.valueOf(seconds))));
        return SiteView.of(after);
    }
}
