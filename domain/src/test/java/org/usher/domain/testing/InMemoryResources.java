package org.usher.domain.testing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.usher.domain.farm.SiteId;
import org.usher.domain.publishing.PublishedResource;
import org.usher.domain.publishing.ResourceId;
import org.usher.domain.publishing.Resources;

/** Published resources in a map. */
public final class InMemoryResources implements Resources {

    private final Map<ResourceId, PublishedResource> resources = new ConcurrentHashMap<>();

    /** Writes a resource down, new or changed. */
    public void save(PublishedResource resource) {
        resources.put(resource.id(), resource);
    }

    /** Forgets a resource. */
    public void delete(ResourceId id) {
        resources.remove(id);
    }

    @Override
    public List<PublishedResource> ofSite(SiteId site) {
        return resources.values().stream()
                .filter(resource -> resource.site().equals(site))
                .toList();
    }

    @Override
    public Optional<PublishedResource> find(SiteId site, ResourceId id) {
        return Optional.ofNullable(resources.get(id))
                .filter(resource -> resource.site().equals(site));
    }
}
