package org.usher.domain.testing;

import org.usher.domain.farm.SiteId;
import org.usher.domain.hosts.HostId;
import org.usher.domain.identity.GroupId;
import org.usher.domain.identity.UserId;
import org.usher.domain.publishing.PublishedResource;
import org.usher.domain.publishing.Resources;

class InMemoryResourcesTest extends ResourcesContract {

    private final CountedIds ids = new CountedIds();
    private final InMemoryResources resources = new InMemoryResources();

    @Override
    protected Resources resources() {
        return resources;
    }

    @Override
    protected SiteId site() {
        return new SiteId(ids.get());
    }

    @Override
    protected UserId user(SiteId site) {
        return new UserId(ids.get());
    }

    @Override
    protected GroupId group(SiteId site) {
        return new GroupId(ids.get());
    }

    @Override
    protected HostId host(SiteId site) {
        return new HostId(ids.get());
    }

    @Override
    protected void save(PublishedResource resource) {
        resources.save(resource);
    }

    @Override
    protected void delete(PublishedResource resource) {
        resources.delete(resource.id());
    }
}
