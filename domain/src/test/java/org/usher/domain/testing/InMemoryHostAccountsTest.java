package org.usher.domain.testing;

import java.util.Set;
import org.usher.domain.farm.SiteId;
import org.usher.domain.identity.HostAccount;
import org.usher.domain.identity.Principal;
import org.usher.domain.identity.UserId;
import org.usher.domain.launch.HostAccounts;

class InMemoryHostAccountsTest extends HostAccountsContract {

    private final CountedIds ids = new CountedIds();
    private InMemoryHostAccounts accounts = new InMemoryHostAccounts();

    @Override
    protected HostAccounts accounts() {
        return accounts;
    }

    @Override
    protected Principal named(String name) {
        // The twin knows one site alone.
        accounts = new InMemoryHostAccounts();
        return new Principal(new SiteId(ids.get()), new UserId(ids.get()), name, name, Set.of(), false);
    }

    @Override
    protected Principal named(String name, Principal neighbour) {
        return new Principal(neighbour.site(), new UserId(ids.get()), name, name, Set.of(), false);
    }

    @Override
    protected void onDemand(Principal somebody, boolean allowed) {
        accounts.onDemand(allowed);
    }

    @Override
    protected void map(Principal who, HostAccount account) {
        accounts.map(who.user(), account);
    }

    @Override
    protected void unmap(Principal who) {
        accounts.unmap(who.user());
    }
}
