package org.usher.broker.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.usher.broker.TestDatabase;
import org.usher.domain.farm.SiteId;
import org.usher.domain.identity.HostAccount;
import org.usher.domain.identity.Principal;
import org.usher.domain.launch.HostAccounts;
import org.usher.domain.testing.HostAccountsContract;

class JdbcHostAccountsTest extends HostAccountsContract {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final JdbcHostAccounts accounts = new JdbcHostAccounts(DATABASE.sql(), DATABASE.transaction());

    @Override
    protected HostAccounts accounts() {
        return accounts;
    }

    @Override
    protected Principal named(String name) {
        return DATABASE.user(DATABASE.site(), name);
    }

    @Override
    protected Principal named(String name, Principal neighbour) {
        return DATABASE.user(neighbour.site(), name);
    }

    @Override
    protected void onDemand(Principal somebody, boolean allowed) {
        JdbcSites sites = new JdbcSites(DATABASE.sql());
        JdbcSites.Site before = sites.read(somebody.site());
        sites.change(new JdbcSites.Site(
                before.id(), before.name(), allowed, before.sessionEndsAfterSeconds(), before.publicAddress()));
    }

    @Override
    protected void map(Principal who, HostAccount account) {
        try {
            accounts.map(who.site(), who.user(), account);
        } catch (NameTakenException taken) {
            throw new IllegalStateException(taken);
        }
    }

    @Override
    protected void unmap(Principal who) {
        accounts.unmap(who.user());
    }

    @Test
    void anAccountOrAUidOfSomebodyElseIsRefusedAndNothingIsChanged() {
        Principal one = named("alice");
        Principal two = named("bob", one);
        HostAccount ones = new HostAccount("a", 5_001, HostAccount.Origin.EXISTING);
        HostAccount twos = new HostAccount("b", 5_002, HostAccount.Origin.EXISTING);
        map(one, ones);
        map(two, twos);
        for (HostAccount taken : List.of(
                new HostAccount("a", 5_003, HostAccount.Origin.EXISTING),
                new HostAccount("c", 5_001, HostAccount.Origin.EXISTING))) {
            assertThatThrownBy(() -> accounts.map(two.site(), two.user(), taken))
                    .isInstanceOf(NameTakenException.class)
                    .hasMessageContaining(taken.name());
        }
        assertThat(accounts.find(two.user())).contains(twos);
    }

    @Test
    void whenNoUidIsLeftTheUserHasNoAccount() {
        Principal who = named("alice");
        onDemand(who, true);
        DATABASE.sql()
                .sql("insert into given_uid (site_id, uid) select :site, generate_series(:first, :last)")
                .param("site", who.site().value())
                .param("first", JdbcHostAccounts.FIRST_GIVEN_UID)
                .param("last", HostAccount.NOBODY_UID - 1)
                .update();
        assertThat(accounts.accountOf(who)).isEmpty();
    }

    @Test
    void manyWhoNeedOneAtOnceGetOneEach() throws Exception {
        Principal first = named("user0");
        onDemand(first, true);
        SiteId site = first.site();
        List<Callable<Optional<HostAccount>>> wishes = new ArrayList<>();
        for (int i = 1; i <= 10; i++) {
            Principal who = DATABASE.user(site, "user" + i);
            // Each asks twice: a click and its repetition.
            wishes.add(() -> accounts.accountOf(who));
            wishes.add(() -> accounts.accountOf(who));
        }
        List<HostAccount> given = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Optional<HostAccount>> wish : threads.invokeAll(wishes)) {
                given.add(wish.get().orElseThrow());
            }
        }
        assertThat(given.stream().distinct().toList()).hasSize(10);
        assertThat(given.stream().map(HostAccount::uid).distinct().toList()).hasSize(10);
    }
}
