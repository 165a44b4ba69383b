package org.usher.domain.launch;

import java.util.List;
import org.usher.domain.hosts.HostId;
import org.usher.domain.identity.Principal;
import org.usher.domain.policy.SiteRules;
import org.usher.domain.publishing.EnumerateResources;
import org.usher.domain.publishing.PublishedResource;
import org.usher.domain.publishing.Resources;
import org.usher.domain.sessions.SessionKey;

/** What opens by itself when a session begins with something else. */
final class Alongside {

    private final Resources resources;

    Alongside(Resources resources) {
        this.resources = resources;
    }

    /**
     * What opens beside {@code first}, in the order in which the user sees it.
     *
     * <p>INVARIANT: only what the user may open now, on this host, and under the policy that the session has: a resource
     * with another one belongs into another session.
     */
    List<PublishedResource> of(
            Principal principal, SiteRules rules, SessionKey key, HostId host, PublishedResource first) {
        return EnumerateResources.granted(principal, resources.openingWithSessions(principal.site())).stream()
                .filter(resource -> !resource.id().equals(first.id()))
                .filter(resource -> resource.availability().available())
                .filter(resource -> resource.offeredBy(host))
                .filter(resource ->
                        rules.policy(principal, resource.policy()).fingerprint().equals(key.policy()))
                .toList();
    }
}
