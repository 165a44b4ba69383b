package org.usher.domain.publishing;

import java.util.List;
import java.util.Optional;
import org.usher.domain.farm.SiteId;

/** Where published resources are kept. */
public interface Resources {

    /** Every resource of the site, in no order. */
    List<PublishedResource> ofSite(SiteId site);

    /** The resource with this id in this site. */
    Optional<PublishedResource> find(SiteId site, ResourceId id);

    /** Those of the site that open by themselves when a session begins, in no order: few of many, and read at each launch. */
    default List<PublishedResource> openingWithSessions(SiteId site) {
        return ofSite(site).stream()
                .filter(resource -> resource.opening().autoStart())
                .toList();
    }
}
