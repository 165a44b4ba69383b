package org.usher.broker.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.usher.broker.events.EventHub;
import org.usher.broker.store.JdbcAudit;
import org.usher.broker.store.JdbcRules;
import org.usher.broker.store.JdbcSites;
import org.usher.broker.store.Words;
import org.usher.domain.audit.AuditFact;
import org.usher.domain.farm.SiteId;
import org.usher.domain.policy.SiteRules;

/** The audit log and the site's settings, for administrators. */
@RestController
@RequestMapping("/api/v1/admin")
class BooksAdminApi {

    private static final int MAX_LIMIT = 1_000;
    private static final int MAX_NAME = 100;

    private final JdbcAudit audit;
    private final JdbcSites sites;
    private final JdbcRules rules;
    private final EventHub events;
    private final TransactionTemplate transaction;
    private final SiteId site;

    BooksAdminApi(
            JdbcAudit audit,
            JdbcSites sites,
            JdbcRules rules,
            EventHub events,
            TransactionTemplate transaction,
            SiteId site) {
        this.rules = rules;
        this.events = events;
        this.transaction = transaction;
        this.audit = audit;
        this.sites = sites;
        this.site = site;
    }

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

    /**
     * The site's settings.
     *
     * @param publicAddress under which host, and port, clients reach the gateways; null when a request's own word counts
     */
    record SiteView(
            UUID id,
            String name,
            boolean accountsOnDemand,
            int sessionEndsAfterSeconds,
            @Nullable String publicAddress,
            String connectionMode,
            boolean clientsMayChoose,
            boolean addressBound,
            PolicyViews.Policy policy) {

        static SiteView of(JdbcSites.Site site, SiteRules rules) {
            return new SiteView(
                    site.id().value(),
                    site.name(),
                    site.accountsOnDemand(),
                    site.sessionEndsAfterSeconds(),
                    site.publicAddress().isEmpty() ? null : site.publicAddress(),
                    Words.of(rules.mode()),
                    rules.clientsMayChoose(),
                    rules.addressBound(),
                    PolicyViews.of(rules.policy()));
        }
    }

    record SiteChange(
            @Nullable String name,
            @Nullable Boolean accountsOnDemand,
            @Nullable Integer sessionEndsAfterSeconds,
            @Nullable String publicAddress,
            @Nullable String connectionMode,
            @Nullable Boolean clientsMayChoose,
            @Nullable Boolean addressBound,
            PolicyViews.@Nullable PolicyForm policy) {}

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
        return SiteView.of(sites.read(site), rules.of(site));
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
        String address = change.publicAddress() == null
                ? before.publicAddress()
                : change.publicAddress().strip();
        if (!address.isEmpty() && !PublicAddress.FORM.matcher(address).matches()) {
            throw ProblemException.invalid("publicAddress", "a host, host:port, or nothing is expected");
        }
        JdbcSites.Site after = new JdbcSites.Site(site, name, accounts, seconds, address);
        SiteRules ruled = ruled(change, rules.of(site));
        transaction.executeWithoutResult(status -> {
            sites.change(after);
            rules.change(site, ruled);
        });
        audit.record(AuditFact.done(site, who.getName(), Caller.address(request), "site.change", name)
                .with(Map.of(
                        "accountsOnDemand",
                        String.valueOf(accounts),
                        "sessionEndsAfterSeconds",
                        String.valueOf(seconds),
                        "publicAddress",
                        address,
                        "connectionMode",
                        Words.of(ruled.mode()),
                        "clientsMayChoose",
                        String.valueOf(ruled.clientsMayChoose()),
                        "addressBound",
                        String.valueOf(ruled.addressBound()),
                        "policy",
                        ruled.policy().fingerprint())));
        events.tell(new EventHub.Resources());
        return SiteView.of(after, ruled);
    }

    private static SiteRules ruled(SiteChange change, SiteRules before) {
        return new SiteRules(
                PolicyViews.read(change.policy(), before.policy()),
                change.connectionMode() == null
                        ? before.mode()
                        : PolicyViews.mode("connectionMode", change.connectionMode()),
                change.clientsMayChoose() == null ? before.clientsMayChoose() : change.clientsMayChoose(),
                change.addressBound() == null ? before.addressBound() : change.addressBound(),
                before.groups());
    }
}
