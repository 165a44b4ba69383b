package org.usher.domain.testing;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.usher.domain.identity.HostAccount;
import org.usher.domain.identity.Principal;
import org.usher.domain.identity.UserId;
import org.usher.domain.launch.HostAccounts;

/** The map from users to accounts, one to one; uids are given out upwards and never twice. */
public final class InMemoryHostAccounts implements HostAccounts {

    private static final int FIRST_GIVEN_UID = 20_000;

    private final Map<UserId, HostAccount> accounts = new HashMap<>();
    private final Set<Integer> given = new HashSet<>();
    private boolean onDemand = true;

    /** Whether users without an account get one under their own name. */
    public synchronized void onDemand(boolean allowed) {
        onDemand = allowed;
    }

    /** Maps a user to this account. */
    public synchronized void map(UserId user, HostAccount account) {
        accounts.put(user, account);
        given.add(account.uid());
    }

    /** Takes a user's account out of the map. */
    public synchronized void unmap(UserId user) {
        accounts.remove(user);
    }

    @Override
    public synchronized Optional<HostAccount> accountOf(Principal principal) {
        Optional<HostAccount> mapped = Optional.ofNullable(accounts.get(principal.user()));
        boolean taken =
                accounts.values().stream().anyMatch(account -> account.name().equals(principal.name()));
        if (mapped.isPresent()
                || !onDemand
                || taken
                || !HostAccount.NAME.matcher(principal.name()).matches()) {
            return mapped;
        }
        int uid = FIRST_GIVEN_UID;
        while (!given.add(uid)) {
            uid++;
        }
        HostAccount account = new HostAccount(principal.name(), uid, HostAccount.Origin.CREATED);
        accounts.put(principal.user(), account);
        return Optional.of(account);
    }
}
