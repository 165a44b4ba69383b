package org.usher.domain.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.usher.domain.farm.SiteId;
import org.usher.domain.identity.GroupId;
import org.usher.domain.identity.Principal;
import org.usher.domain.identity.UserId;
import org.usher.domain.publishing.Entitlement.Because;
import org.usher.domain.publishing.Entitlement.By;
import org.usher.domain.publishing.Entitlement.Denied;
import org.usher.domain.publishing.Entitlement.Granted;

class EntitlementTest {

    private static final SiteId SITE = new SiteId(new UUID(0, 1));
    private static final SiteId ELSEWHERE = new SiteId(new UUID(0, 2));
    private static final UserId ALICE = new UserId(new UUID(0, 3));
    private static final UserId BOB = new UserId(new UUID(0, 4));
    private static final GroupId SALES = new GroupId(new UUID(0, 5));
    private static final GroupId STAFF = new GroupId(new UUID(0, 6));

    private static Principal alice(GroupId... groups) {
        return new Principal(SITE, ALICE, "alice", "Alice", Set.of(groups), false);
    }

    private static PublishedResource resource(SiteId site, boolean enabled, Set<UserId> users, Set<GroupId> groups) {
        return new PublishedResource(
                new ResourceId(new UUID(0, 9)),
                site,
                ResourceKind.DESKTOP,
                "Desktop",
                "",
                "",
                List.of(),
                "",
                Optional.empty(),
                enabled,
                users,
                groups,
                Set.of());
    }

    @Test
    void nothingGrantsByDefault() {
        assertThat(Entitlement.of(alice(), resource(SITE, true, Set.of(), Set.of())))
                .isEqualTo(new Denied(Because.NOT_GRANTED));
    }

    @Test
    void neitherSomebodyElsesGrantNorAnotherGroupHelps() {
        assertThat(Entitlement.of(alice(STAFF), resource(SITE, true, Set.of(BOB), Set.of(SALES))))
                .isEqualTo(new Denied(Because.NOT_GRANTED));
    }

    @Test
    void theUsersOwnGrantCounts() {
        assertThat(Entitlement.of(alice(), resource(SITE, true, Set.of(BOB, ALICE), Set.of())))
                .isEqualTo(new Granted(By.USER));
    }

    @Test
    void oneOfTheUsersGroupsIsEnough() {
        assertThat(Entitlement.of(alice(STAFF, SALES), resource(SITE, true, Set.of(BOB), Set.of(SALES))))
                .isEqualTo(new Granted(By.GROUP));
    }

    @Test
    void whatIsSwitchedOffIsNobodys() {
        assertThat(Entitlement.of(alice(SALES), resource(SITE, false, Set.of(ALICE), Set.of(SALES))))
                .isEqualTo(new Denied(Because.DISABLED));
    }

    @Test
    void anotherSitesResourceIsOutOfReachWhateverItGrants() {
        assertThat(Entitlement.of(alice(SALES), resource(ELSEWHERE, true, Set.of(ALICE), Set.of(SALES))))
                .isEqualTo(new Denied(Because.OTHER_SITE));
    }

    @Test
    void administratorsGetNothingExtra() {
        Principal administrator = new Principal(SITE, ALICE, "alice", "Alice", Set.of(), true);
        assertThat(Entitlement.of(administrator, resource(SITE, true, Set.of(), Set.of())))
                .isEqualTo(new Denied(Because.NOT_GRANTED));
    }
}
