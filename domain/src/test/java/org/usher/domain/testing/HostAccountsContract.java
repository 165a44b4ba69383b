package org.usher.domain.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.usher.domain.identity.HostAccount;
import org.usher.domain.identity.Principal;
import org.usher.domain.launch.HostAccounts;

/** What every map from users to accounts promises: one to one, explicit, and no uid twice. */
public abstract class HostAccountsContract {

    /** What is tested. */
    protected abstract HostAccounts accounts();

    /** Somebody new with this sign-in name, in a site of their own; nobody else there has a name like it. */
    protected abstract Principal named(String name);

    /** Somebody else in the site of {@code neighbour}. */
    protected abstract Principal named(String name, Principal neighbour);

    /** Whether users without an account get one in the site of {@code somebody}. */
    protected abstract void onDemand(Principal somebody, boolean allowed);

    /** An administrator maps the user to this account. */
    protected abstract void map(Principal who, HostAccount account);

    /** An administrator takes the user's account out of the map. */
    protected abstract void unmap(Principal who);

    private static HostAccount existing(String name, int uid) {
        return new HostAccount(name, uid, HostAccount.Origin.EXISTING);
    }

    private HostAccount accountOf(Principal who) {
        return accounts().accountOf(who).orElseThrow(() -> new AssertionError(who.name() + " has no account"));
    }

    @Test
    void whereAccountsAreMadeOnDemandAUserGetsOneAndKeepsIt() {
        Principal who = named("alice");
        onDemand(who, true);
        HostAccount account = accountOf(who);
        assertThat(account.name()).isEqualTo("alice");
        assertThat(account.origin()).isEqualTo(HostAccount.Origin.CREATED);
        assertThat(accountOf(who)).isEqualTo(account);
    }

    @Test
    void whereTheyAreNotTheUserHasNone() {
        Principal who = named("alice");
        onDemand(who, false);
        assertThat(accounts().accountOf(who)).isEmpty();
    }

    @Test
    void twoUsersHaveTwoUids() {
        Principal one = named("alice");
        Principal two = named("bob", one);
        onDemand(one, true);
        assertThat(accountOf(one).uid()).isNotEqualTo(accountOf(two).uid());
    }

    @Test
    void aNameThatIsNoAccountNameGetsNone() {
        for (String name : List.of("root", "Alice", "alice@example.org", "7up", "über")) {
            Principal who = named(name);
            onDemand(who, true);
            assertThat(accounts().accountOf(who)).as(name).isEmpty();
        }
    }

    @Test
    void whatAnAdministratorSaysCounts() {
        Principal who = named("alice");
        onDemand(who, true);
        map(who, existing("a_wonder", 5_001));
        assertThat(accountOf(who)).isEqualTo(existing("a_wonder", 5_001));
        map(who, existing("alice2", 5_002));
        assertThat(accountOf(who)).isEqualTo(existing("alice2", 5_002));
    }

    @Test
    void theNameOfSomebodyElsesAccountIsNotGivenOut() {
        Principal one = named("alice");
        Principal two = named("bob", one);
        onDemand(one, true);
        map(one, existing("bob", 5_001));
        assertThat(accounts().accountOf(two)).isEmpty();
    }

    @Test
    void aUidIsNeverGivenOutTwice() {
        Principal one = named("alice");
        onDemand(one, true);
        int uid = accountOf(one).uid();
        unmap(one);
        assertThat(accountOf(named("bob", one)).uid()).isNotEqualTo(uid);
        assertThat(accountOf(one).uid()).isNotEqualTo(uid);
    }

    @Test
    void uidsThatAnAdministratorUsedAreNotGivenOut() {
        Principal one = named("alice");
        Principal two = named("bob", one);
        onDemand(one, true);
        int next = accountOf(one).uid() + 1;
        map(one, existing("elsewhere", next));
        assertThat(accountOf(two).uid()).isNotEqualTo(next);
    }

    @Test
    void aMappedUidAtTheVeryEndDoesNotStopTheOthers() {
        Principal one = named("alice");
        Principal two = named("bob", one);
        onDemand(one, true);
        map(one, existing("alice", HostAccount.NOBODY_UID - 1));
        assertThat(accountOf(two).uid()).isLessThan(HostAccount.NOBODY_UID - 1);
    }
}
