package org.usher.broker.http;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.usher.broker.events.EventHub;
import org.usher.broker.store.JdbcPlacementRules;
import org.usher.broker.store.Words;
import org.usher.domain.audit.AuditFact;
import org.usher.domain.audit.AuditLog;
import org.usher.domain.farm.SiteId;
import org.usher.domain.placement.PlacementRules;

/** How the site chooses hosts, for administrators. */
@RestController
@RequestMapping("/api/v1/admin/site/placement")
class PlacementAdminApi {

    private final JdbcPlacementRules rules;
    private final EventHub events;
    private final AuditLog audit;
    private final SiteId site;

    PlacementAdminApi(JdbcPlacementRules rules, EventHub events, AuditLog audit, SiteId site) {
        this.rules = rules;
        this.events = events;
        this.audit = audit;
        this.site = site;
    }

    record Settings(
            String method,
            double sessionsWeight,
            double cpuWeight,
            double memoryWeight,
            int deadSeconds,
            int reportSeconds,
            int logonsPerHost,
            int queueSeconds) {

        static Settings of(PlacementRules rules) {
            return new Settings(
                    Words.of(rules.method()),
                    rules.sessionsWeight(),
                    rules.cpuWeight(),
                    rules.memoryWeight(),
                    (int) rules.deadTime().toSeconds(),
                    (int) rules.reportEvery().toSeconds(),
                    rules.logonsPerHost(),
                    (int) rules.queueTime().toSeconds());
        }

        Map<String, String> changesTo(Settings after) {
            return new BeforeAndAfter()
                    .of("method", method, after.method)
                    .of("sessionsWeight", sessionsWeight, after.sessionsWeight)
                    .of("cpuWeight", cpuWeight, after.cpuWeight)
                    .of("memoryWeight", memoryWeight, after.memoryWeight)
                    .of("deadSeconds", deadSeconds, after.deadSeconds)
                    .of("reportSeconds", reportSeconds, after.reportSeconds)
                    .of("logonsPerHost", logonsPerHost, after.logonsPerHost)
                    .of("queueSeconds", queueSeconds, after.queueSeconds)
                    .details();
        }
    }

    /** All of them: these are put in the place of the ones before. */
    record Form(
            @Nullable String method,
            @Nullable Double sessionsWeight,
            @Nullable Double cpuWeight,
            @Nullable Double memoryWeight,
            @Nullable Integer deadSeconds,
            @Nullable Integer reportSeconds,
            @Nullable Integer logonsPerHost,
            @Nullable Integer queueSeconds) {

        PlacementRules rules() {
            String word = said("method", method);
            return new PlacementRules(
                    method(word),
                    said("sessionsWeight", sessionsWeight),
                    said("cpuWeight", cpuWeight),
                    said("memoryWeight", memoryWeight),
                    Duration.ofSeconds(said("deadSeconds", deadSeconds)),
                    Duration.ofSeconds(said("reportSeconds", reportSeconds)),
                    said("logonsPerHost", logonsPerHost),
                    Duration.ofSeconds(said("queueSeconds", queueSeconds)));
        }

        private static <T> T said(String field, @Nullable T value) {
            if (value == null) {
                throw new IllegalArgumentException(field + ": missing (expected: every setting)");
            }
            return value;
        }

        private static PlacementRules.Method method(String word) {
            try {
                return Words.to(PlacementRules.Method.class, word);
            } catch (IllegalArgumentException unknown) {
                throw new IllegalArgumentException("method: " + unknown.getMessage(), unknown);
            }
        }
    }

    @GetMapping
    Settings settings() {
        return Settings.of(rules.of(site));
    }

    @PutMapping
    Settings change(@RequestBody Form form, SignedIn who, HttpServletRequest request) {
        PlacementRules wanted = ProblemException.checked(form::rules);
        Settings before = settings();
        rules.change(site, wanted);
        Settings after = Settings.of(wanted);
        audit.record(AuditFact.done(site, who.getName(), Caller.address(request), "site.placement", "placement")
                .with(before.changesTo(after)));
        // Whether a host counts as silent may have changed.
        events.tell(new EventHub.Hosts());
        return after;
    }
}
