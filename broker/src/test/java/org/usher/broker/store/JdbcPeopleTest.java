package org.usher.broker.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.usher.broker.TestDatabase;
import org.usher.domain.farm.SiteId;
import org.usher.domain.identity.GroupId;
import org.usher.domain.identity.UserId;

class JdbcPeopleTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final SiteId site = DATABASE.site();
    private final JdbcPeople people = new JdbcPeople(DATABASE.sql());

    private UserId create(String name, boolean administrator) throws NameTakenException {
        UserId id = new UserId(UUID.randomUUID());
        people.create(site, id, name, "Display of " + name, "hash of " + name, administrator);
        return id;
    }

    private JdbcPeople.User user(UserId id) {
        return people.user(site, id).orElseThrow();
    }

    @Test
    void whatComesOutIsWhatWentIn() throws Exception {
        UserId id = create("Änne.Müller", false);
        JdbcPeople.User user = user(id);
        assertThat(user.name()).isEqualTo("Änne.Müller");
        assertThat(user.displayName()).isEqualTo("Display of Änne.Müller");
        assertThat(user.administrator()).isFalse();
        assertThat(user.enabled()).isTrue();
        assertThat(user.locked()).isFalse();
        assertThat(user.lastSignIn()).isEmpty();
        assertThat(user.groups()).isEmpty();
    }

    @Test
    void aNameIsTheSameInWhateverCase() throws Exception {
        UserId id = create("Alice", false);
        assertThat(people.credentials(site, "aLICE")).hasValueSatisfying(found -> {
            assertThat(found.user().id()).isEqualTo(id);
            assertThat(found.passwordHash()).isEqualTo("hash of Alice");
        });
        assertThatThrownBy(() -> create("ALICE", false))
                .isInstanceOf(NameTakenException.class)
                .hasMessageContaining("ALICE is taken");
    }

    @Test
    void oneSiteSeesNothingOfAnother() throws Exception {
        UserId id = create("alice", true);
        SiteId other = DATABASE.site();
        assertThat(people.user(other, id)).isEmpty();
        assertThat(people.users(other)).isEmpty();
        assertThat(people.credentials(other, "alice")).isEmpty();
        assertThat(people.administrators(other)).isZero();
    }

    @Test
    void administratorsAreThoseWhoCanSignIn() throws Exception {
        UserId one = create("one", true);
        UserId two = create("two", true);
        create("three", false);
        assertThat(people.administrators(site)).isEqualTo(2);
        people.change(one, "One", true, false);
        assertThat(people.administrators(site)).isEqualTo(1);
        people.change(two, "Two", false, true);
        assertThat(people.administrators(site)).isZero();
        assertThat(user(one).displayName()).isEqualTo("One");
    }

    @Test
    void membershipIsTheSameFromBothSides() throws Exception {
        UserId alice = create("alice", false);
        UserId bob = create("bob", false);
        GroupId staff = new GroupId(UUID.randomUUID());
        GroupId guests = new GroupId(UUID.randomUUID());
        people.saveGroup(site, staff, "Staff");
        people.saveGroup(site, guests, "Guests");
        people.changeGroups(site, alice, Set.of(staff, guests));
        people.changeMembers(site, staff, Set.of(bob));
        assertThat(user(alice).groups()).containsExactly(guests);
        assertThat(user(bob).groups()).containsExactly(staff);
        assertThat(people.groups(site)).extracting(JdbcPeople.Group::name).containsExactly("Guests", "Staff");
        assertThat(people.groups(site))
                .extracting(JdbcPeople.Group::members)
                .allSatisfy(members -> assertThat(members).hasSize(1));
        people.saveGroup(site, staff, "Personnel");
        people.deleteGroup(site, guests);
        assertThat(people.groups(site)).extracting(JdbcPeople.Group::name).containsExactly("Personnel");
        assertThat(user(alice).groups()).isEmpty();
        assertThatThrownBy(() -> people.saveGroup(site, new GroupId(UUID.randomUUID()), "PERSONNEL"))
                .isInstanceOf(NameTakenException.class);
    }

    @Test
    void groupsAndMembersOfAnotherSiteAreNotTaken() throws Exception {
        UserId alice = create("alice", false);
        GroupId staff = new GroupId(UUID.randomUUID());
        people.saveGroup(site, staff, "Staff");
        SiteId other = DATABASE.site();
        people.changeGroups(site, alice, Set.of(DATABASE.group(other)));
        assertThat(user(alice).groups()).isEmpty();
        people.changeMembers(site, staff, Set.of(DATABASE.user(other).user()));
        assertThat(people.groups(site)).extracting(JdbcPeople.Group::members).containsExactly(java.util.List.of());
        assertThat(people.deleteGroup(other, staff)).isFalse();
    }

    @Test
    void aUserIsDeletedWithEverythingThatHangsOnIt() throws Exception {
        UserId alice = create("alice", false);
        GroupId staff = new GroupId(UUID.randomUUID());
        people.saveGroup(site, staff, "Staff");
        people.changeMembers(site, staff, Set.of(alice));
        people.delete(alice);
        assertThat(people.user(site, alice)).isEmpty();
        assertThat(people.groups(site)).extracting(JdbcPeople.Group::members).containsExactly(java.util.List.of());
        create("alice", false);
    }

    @Test
    void anotherPasswordTakesThePlaceOfTheOld() throws Exception {
        UserId alice = create("alice", false);
        people.changePassword(alice, "another hash");
        assertThat(people.credentials(site, "alice").map(JdbcPeople.Credentials::passwordHash))
                .contains("another hash");
    }
}
