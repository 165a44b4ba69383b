package org.usher.domain.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.usher.domain.farm.SiteId;
import org.usher.domain.hosts.HostId;
import org.usher.domain.identity.GroupId;
import org.usher.domain.identity.UserId;
import org.usher.domain.policy.PartialPolicy;
import org.usher.domain.publishing.Availability;
import org.usher.domain.publishing.Opening;
import org.usher.domain.publishing.PerHost;
import org.usher.domain.publishing.PublishedResource;
import org.usher.domain.publishing.ResourceId;
import org.usher.domain.publishing.ResourceKind;
import org.usher.domain.publishing.Resources;

/** What every keeper of published resources promises: what comes out is what went in, and one site sees nothing of another. */
public abstract class ResourcesContract {

    /** What is tested. */
    protected abstract Resources resources();

    /** A new site. */
    protected abstract SiteId site();

    protected abstract UserId user(SiteId site);

    protected abstract GroupId group(SiteId site);

    protected abstract HostId host(SiteId site);

    /** Writes a resource down, new or changed. */
    protected abstract void save(PublishedResource resource);

    protected abstract void delete(PublishedResource resource);

    private static PublishedResource plain(SiteId site, String name) {
        return new PublishedResource(
                new ResourceId(UUID.randomUUID()),
                site,
                ResourceKind.DESKTOP,
                name,
                "",
                "",
                List.of(),
                "",
                Optional.empty(),
                true,
                Set.of(),
                Set.of(),
                Set.of());
    }

    private PublishedResource rich(SiteId site, ResourceId id) {
        UserId one = user(site);
        UserId two = user(site);
        HostId here = host(site);
        HostId there = host(site);
        return new PublishedResource(
                id,
                site,
                ResourceKind.APPLICATION,
                "Bücher & \"Zahlen\" 数",
                "Büro/Zahlen",
                "/usr/bin/calc",
                List.of("--title", "it's {all} \"one\", \\ NULL", "", "ÄÖ"),
                "/srv",
                Optional.empty(),
                false,
                Set.of(one, two),
                Set.of(group(site)),
                Set.of(here, there),
                PartialPolicy.SILENT,
                new Opening(
                        "",
                        Opening.Where.HOST,
                        false,
                        true,
                        Opening.Credentials.ASK,
                        "",
                        false,
                        List.of("odt", "tar.gz")),
                new Availability(false, "Zu bis \"Montag\" ü", 7),
                List.of(
                        new PerHost(
                                here,
                                Optional.of("/opt/calc \"2\""),
                                Optional.of(List.of("it's", "", "{}")),
                                Optional.of("")),
                        new PerHost(there, Optional.empty(), Optional.of(List.of()), Optional.empty())));
    }

    private static PublishedResource web(SiteId site, Opening opening) {
        return new PublishedResource(
                new ResourceId(UUID.randomUUID()),
                site,
                ResourceKind.WEB,
                "Web " + opening.where(),
                "",
                "https://intranet.example/",
                List.of(),
                "",
                Optional.empty(),
                true,
                Set.of(),
                Set.of(),
                Set.of(),
                PartialPolicy.SILENT,
                opening,
                Availability.ALWAYS,
                List.of());
    }

    @Test
    void howItOpensComesOutAsItWentIn() {
        SiteId site = site();
        for (Opening.Where where : Opening.Where.values()) {
            PublishedResource web = web(site, new Opening("firefox", where, true, false));
            save(web);
            assertThat(resources().find(site, web.id())).contains(web);
        }
    }

    @Test
    void thatItOpensByItselfComesOutAsItWentIn() {
        SiteId site = site();
        PublishedResource web = web(
                site, new Opening("", Opening.Where.HOST, false, false, Opening.Credentials.ASK, "", true, List.of()));
        save(web);
        save(plain(site, "Desktop"));
        save(web(site(), web.opening()));
        assertThat(resources().find(site, web.id())).contains(web);
        assertThat(resources().openingWithSessions(site)).containsExactly(web);
    }

    @Test
    void whatComesOutIsWhatWentIn() {
        SiteId site = site();
        PublishedResource plain = plain(site, "Desktop");
        PublishedResource rich = rich(site, new ResourceId(UUID.randomUUID()));
        save(plain);
        save(rich);
        assertThat(resources().find(site, plain.id())).contains(plain);
        assertThat(resources().find(site, rich.id())).contains(rich);
        assertThat(resources().ofSite(site)).containsExactlyInAnyOrder(plain, rich);
    }

    @Test
    void aChangeTakesThePlaceOfAllThatWasThere() {
        SiteId site = site();
        PublishedResource before = rich(site, new ResourceId(UUID.randomUUID()));
        save(before);
        PublishedResource after = new PublishedResource(
                before.id(),
                site,
                ResourceKind.APPLICATION,
                "Another name",
                "",
                "xterm",
                List.of(),
                "",
                Optional.empty(),
                true,
                Set.of(user(site)),
                Set.of(),
                Set.of());
        save(after);
        assertThat(resources().ofSite(site)).containsExactly(after);
    }

    @Test
    void oneSiteSeesNothingOfAnother() {
        SiteId site = site();
        SiteId other = site();
        PublishedResource resource = plain(site, "Desktop");
        save(resource);
        assertThat(resources().find(other, resource.id())).isEmpty();
        assertThat(resources().ofSite(other)).isEmpty();
    }

    @Test
    void whatWasDeletedIsGone() {
        SiteId site = site();
        PublishedResource resource = rich(site, new ResourceId(UUID.randomUUID()));
        save(resource);
        delete(resource);
        assertThat(resources().find(site, resource.id())).isEmpty();
        assertThat(resources().ofSite(site)).isEmpty();
    }

    @Test
    void whatNeverWasIsNotFound() {
        assertThat(resources().find(site(), new ResourceId(UUID.randomUUID()))).isEmpty();
    }
}
