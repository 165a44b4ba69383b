package org.usher.domain.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.usher.domain.farm.SiteId;
import org.usher.domain.identity.Principal;
import org.usher.domain.identity.UserId;
import org.usher.domain.testing.InMemoryResources;

class EnumerateResourcesTest {

    private static final SiteId SITE = new SiteId(new UUID(0, 1));
    private static final UserId ALICE = new UserId(new UUID(0, 3));
    private static final Principal PRINCIPAL = new Principal(SITE, ALICE, "alice", "Alice", Set.of(), false);

    private final InMemoryResources resources = new InMemoryResources();

    private void publish(int id, SiteId site, String folder, String name, UserId... users) {
        resources.save(new PublishedResource(
                new ResourceId(new UUID(0, id)),
                site,
                ResourceKind.DESKTOP,
                name,
                folder,
                "",
                List.of(),
                "",
                Optional.empty(),
                true,
                Set.of(users),
                Set.of(),
                Set.of()));
    }

    private List<String> enumerated() {
        return new EnumerateResources(resources)
                .enumerate(PRINCIPAL).stream()
                        .map(resource -> resource.folder() + "/" + resource.name())
                        .toList();
    }

    @Test
    void theListHoldsWhatTheUserMayUseAndNothingElse() {
        publish(11, SITE, "", "Mine", ALICE);
        publish(12, SITE, "", "Hers", new UserId(new UUID(0, 4)));
        publish(13, new SiteId(new UUID(0, 2)), "", "Elsewhere", ALICE);
        assertThat(enumerated()).containsExactly("/Mine");
    }

    @Test
    void itIsInTheOrderOfFolderAndNameWhateverTheCase() {
        publish(11, SITE, "office", "Writer", ALICE);
        publish(12, SITE, "Office", "calc", ALICE);
        publish(13, SITE, "", "zebra", ALICE);
        publish(14, SITE, "", "Apple", ALICE);
        assertThat(enumerated()).containsExactly("/Apple", "/zebra", "Office/calc", "office/Writer");
    }

    @Test
    void resourcesOfTheSameNameStayInOneOrder() {
        publish(13, SITE, "", "same", ALICE);
        publish(11, SITE, "", "SAME", ALICE);
        publish(12, SITE, "", "Same", ALICE);
        assertThat(enumerated()).containsExactly("/SAME", "/Same", "/same");
    }
}
