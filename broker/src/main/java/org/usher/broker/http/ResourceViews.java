package org.usher.broker.http;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.usher.broker.store.JdbcHosts;
import org.usher.broker.store.Words;
import org.usher.domain.farm.SiteId;
import org.usher.domain.hosts.Host;
import org.usher.domain.hosts.HostState;
import org.usher.domain.identity.Principal;
import org.usher.domain.policy.RuleBook;
import org.usher.domain.policy.SiteRules;
import org.usher.domain.publishing.EnumerateResources;
import org.usher.domain.publishing.Opening;
import org.usher.domain.publishing.PublishedResource;

/** What a user may open, as the portal shows it. */
public final class ResourceViews {

    private final EnumerateResources enumerate;
    private final JdbcHosts hosts;
    private final RuleBook rules;
    private final SiteId site;

    public ResourceViews(EnumerateResources enumerate, JdbcHosts hosts, RuleBook rules, SiteId site) {
        this.enumerate = enumerate;
        this.hosts = hosts;
        this.rules = rules;
        this.site = site;
    }

    /**
     * A resource.
     *
     * @param hostSignOn whether every host that offers it asks for the user's own credentials
     * @param where where a web application opens
     * @param address what the device itself opens; null for what opens on a host alone
     * @param single whether one instance of it is all there is
     * @param available whether it can be opened at the moment
     * @param message what users are told about that
     * @param extensions the endings of the names of files that it opens
     */
    record Resource(
            UUID id,
            String name,
            String kind,
            String folder,
            @Nullable String icon,
            boolean hostSignOn,
            PolicyViews.PolicyView policy,
            String where,
            @Nullable String address,
            boolean single,
            boolean available,
            String message,
            List<String> extensions) {}

    /** All that this user may open. */
    List<Resource> of(Principal who) {
        SiteRules now = rules.of(site);
        List<Host> there = there();
        return enumerate.enumerate(who).stream()
                .map(resource -> view(resource, who, now, there))
                .toList();
    }

    private List<Host> there() {
        return hosts.ofSite(site).stream()
                .map(JdbcHosts.Known::host)
                .filter(host -> host.state() != HostState.DISABLED)
                .toList();
    }

    private static Resource view(PublishedResource resource, Principal who, SiteRules rules, List<Host> hosts) {
        List<Host> offering =
                hosts.stream().filter(host -> resource.offeredBy(host.id())).toList();
        return new Resource(
                resource.id().value(),
                resource.name(),
                Words.of(resource.kind()),
                resource.folder(),
                resource.icon().map(Pages::iconUrl).orElse(null),
                !offering.isEmpty() && offering.stream().noneMatch(Host::managed),
                PolicyViews.anywhere(
                        rules.policy(who, resource.policy()), offering.stream().allMatch(Host::managed)),
                Words.of(resource.opening().where()),
                resource.opening().where() == Opening.Where.HOST ? null : resource.target(),
                resource.opening().single(),
                resource.availability().available(),
                resource.availability().message(),
                resource.opening().extensions());
    }

    /** The hosts that offer something to this user. */
    List<Host> reachable(Principal who) {
        List<PublishedResource> theirs = enumerate.enumerate(who);
        return there().stream()
                .filter(host -> theirs.stream().anyMatch(resource -> resource.offeredBy(host.id())))
                .toList();
    }
}
