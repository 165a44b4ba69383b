package org.usher.broker.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.DataIntegrityViolationException;
import org.usher.broker.TestDatabase;
import org.usher.domain.farm.SiteId;
import org.usher.domain.hosts.HostId;
import org.usher.domain.identity.GroupId;
import org.usher.domain.identity.UserId;
import org.usher.domain.publishing.PublishedResource;
import org.usher.domain.publishing.ResourceId;
import org.usher.domain.publishing.ResourceKind;
import org.usher.domain.publishing.Resources;
import org.usher.domain.testing.ResourcesContract;

class JdbcResourcesTest extends ResourcesContract {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final JdbcResources resources = new JdbcResources(DATABASE.sql());

    @Override
    protected Resources resources() {
        return resources;
    }

    @Override
    protected SiteId site() {
        return DATABASE.site();
    }

    @Override
    protected UserId user(SiteId site) {
        return DATABASE.user(site).user();
    }

    @Override
    protected GroupId group(SiteId site) {
        return DATABASE.group(site);
    }

    @Override
    protected HostId host(SiteId site) {
        return DATABASE.host(site, 5).id();
    }

    @Override
    protected void save(PublishedResource resource) {
        DATABASE.transaction().executeWithoutResult(status -> {
            try {
                resources.save(resource);
            } catch (NameTakenException taken) {
                throw new IllegalStateException(taken);
            }
        });
    }

    @Override
    protected void delete(PublishedResource resource) {
        assertThat(resources.delete(resource.site(), resource.id())).isTrue();
    }

    private static PublishedResource named(SiteId site, String folder, String name) {
        return new PublishedResource(
                new ResourceId(UUID.randomUUID()),
                site,
                ResourceKind.DESKTOP,
                name,
                folder,
                "",
                List.of(),
                "",
                Optional.empty(),
                true,
                Set.of(),
                Set.of(),
                Set.of());
    }

    @Test
    void whatAnotherSiteHasIsNotGrantedAndNothingIsSaved() {
        SiteId site = site();
        SiteId other = site();
        PublishedResource plain = named(site, "", "Desktop");
        for (PublishedResource foreign : List.of(
                granted(plain, Set.of(user(other)), Set.of(), Set.of()),
                granted(plain, Set.of(), Set.of(group(other)), Set.of()),
                granted(plain, Set.of(), Set.of(), Set.of(host(other))),
                granted(plain, Set.of(user(site), new UserId(UUID.randomUUID())), Set.of(), Set.of()))) {
            assertThatThrownBy(() -> save(foreign)).isInstanceOf(DataIntegrityViolationException.class);
            assertThat(resources.ofSite(site)).isEmpty();
        }
    }

    private static PublishedResource granted(
            PublishedResource plain, Set<UserId> users, Set<GroupId> groups, Set<HostId> hosts) {
        return new PublishedResource(
                plain.id(),
                plain.site(),
                plain.kind(),
                plain.name(),
                plain.folder(),
                plain.target(),
                plain.arguments(),
                plain.startIn(),
                plain.icon(),
                plain.enabled(),
                users,
                groups,
                hosts);
    }

    @Test
    void aNameIsUsedOnceInAFolderWhateverItsCase() {
        SiteId site = site();
        save(named(site, "Office", "Writer"));
        assertThatThrownBy(() -> resources.save(named(site, "office", "WRITER")))
                .isInstanceOf(NameTakenException.class)
                .hasMessageContaining("WRITER is taken");
        save(named(site, "", "Writer"));
        save(named(site(), "Office", "Writer"));
    }
}
