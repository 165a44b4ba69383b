package org.usher.broker.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.usher.broker.hosts.HostsNow;
import org.usher.broker.store.JdbcHosts;
import org.usher.broker.store.Words;
import org.usher.domain.farm.SiteId;
import org.usher.domain.hosts.Host;
import org.usher.domain.hosts.HostFacts;
import org.usher.domain.hosts.HostKind;
import org.usher.domain.hosts.HostLoad;
import org.usher.domain.placement.PlacementBook;
import org.usher.domain.placement.PlacementRules;

/** Hosts as the console shows them. */
public final class HostViews {

    private final HostsNow hosts;
    private final PlacementBook rules;
    private final SiteId site;
    private final InstantSource clock;

    public HostViews(HostsNow hosts, PlacementBook rules, SiteId site, InstantSource clock) {
        this.hosts = hosts;
        this.rules = rules;
        this.site = site;
        this.clock = clock;
    }

    record HostView(
            UUID id,
            String name,
            String target,
            String state,
            int maxSessions,
            String version,
            String status,
            @Nullable Long lastReportSecondsAgo,
            @Nullable Double cpu,
            @Nullable Double memory,
            int sessions,
            @Nullable String certificateExpires,
            String kind,
            String clipboard,
            String signOn,
            @Nullable String system,
            @Nullable ProofView proof,
            String message,
            @Nullable Integer maxLogons) {}

    /** How an unmanaged host's certificate is told from another's. */
    record ProofView(String kind, @Nullable String sha256) {

        static ProofView of(HostKind.Proof proof) {
            return switch (proof) {
                case HostKind.Pinned(String sha256) -> new ProofView("pinned", sha256);
                case HostKind.Authority authority -> new ProofView("authority", null);
            };
        }
    }

    HostView view(JdbcHosts.Known known) {
        return view(known, rules.of(site));
    }

    List<HostView> views(List<JdbcHosts.Known> known) {
        PlacementRules now = rules.of(site);
        return known.stream().map(one -> view(one, now)).toList();
    }

    private HostView view(JdbcHosts.Known known, PlacementRules rules) {
        HostFacts facts = hosts.facts(known);
        Host host = facts.host();
        Instant now = clock.instant();
        return new HostView(
                host.id().value(),
                host.name(),
                host.target(),
                Words.of(host.state()),
                host.maxSessions(),
                known.version(),
                status(known, facts, rules, now),
                facts.load()
                        .map(load ->
                                Math.max(0, Duration.between(load.at(), now).toSeconds()))
                        .orElse(null),
                facts.load().map(HostLoad::cpu).orElse(null),
                facts.load().map(HostLoad::memory).orElse(null),
                facts.sessions(),
                known.certificateExpires().map(Instant::toString).orElse(null),
                host.managed() ? "managed" : "unmanaged",
                Words.of(known.clipboard()),
                host.managed() ? "usher" : "host",
                host.kind() instanceof HostKind.Unmanaged unmanaged ? Words.of(unmanaged.platform()) : null,
                host.kind() instanceof HostKind.Unmanaged unmanaged ? ProofView.of(unmanaged.proof()) : null,
                host.message(),
                host.maxLogons().isPresent() ? host.maxLogons().getAsInt() : null);
    }

    private static String status(JdbcHosts.Known known, HostFacts facts, PlacementRules rules, Instant now) {
        if (!facts.host().managed()) {
            return switch (facts.rdp()) {
                case ANSWERS -> "ready";
                case FAILS -> "rdp-fails";
                case UNKNOWN -> "not-checked";
            };
        }
        if (facts.load().isEmpty()) {
            return "never-reported";
        }
        if (facts.load().get().at().plus(rules.deadTime()).isBefore(now)) {
            return "silent";
        }
        if (!known.frontReady()) {
            return "front-not-ready";
        }
        return facts.rdp() == HostFacts.Rdp.FAILS ? "rdp-fails" : "ready";
    }
}
