package org.usher.broker.store;

import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.usher.domain.farm.SiteId;
import org.usher.domain.identity.HostAccount;
import org.usher.domain.identity.Principal;
import org.usher.domain.identity.UserId;
import org.usher.domain.launch.HostAccounts;

/** The map from farm identities to accounts on hosts, one to one. */
public final class JdbcHostAccounts implements HostAccounts {

    /** The first uid that is given out: well above what Linux distributions give to people by themselves. */
    public static final int FIRST_GIVEN_UID = 20_000;

    private final JdbcClient database;
    private final TransactionTemplate transaction;

    public JdbcHostAccounts(JdbcClient database, TransactionTemplate transaction) {
        this.database = database;
        this.transaction = transaction;
    }

    @Override
    public Optional<HostAccount> accountOf(Principal principal) {
        Optional<HostAccount> mapped = find(principal.user());
        if (mapped.isPresent() || !HostAccount.NAME.matcher(principal.name()).matches()) {
            return mapped;
        }
        return transaction.execute(status -> giveOut(principal));
    }

    /** The account in the map. */
    public Optional<HostAccount> find(UserId user) {
        return database.sql("select name, uid, origin from host_account where user_id = :user")
                .param("user", user.value())
                .query((row, number) -> new HostAccount(
                        row.getString(1), row.getInt(2), Words.to(HostAccount.Origin.class, row.getString(3))))
                .optional();
    }

    /** An account under the user's own name, when the site allows it and nobody else has the name. */
    private Optional<HostAccount> giveOut(Principal principal) {
        // The site's row is the lock under which uids are given out, one after the other.
        boolean allowed = database.sql("select accounts_on_demand from site where id = :site for update")
                .param("site", principal.site().value())
                .query(Boolean.class)
                .single();
        Optional<HostAccount> meanwhile = find(principal.user());
        if (!allowed || meanwhile.isPresent() || nameTaken(principal.site(), principal.name())) {
            return meanwhile;
        }
        // The lowest number that was never given out; one that an administrator mapped far above leaves those between
        // free.
        Optional<HostAccount> given = database.sql("""
                        insert into given_uid (site_id, uid) select :site, free from
                          (select min(number) as free from
                            (select :first as number union all
                             select uid + 1 from given_uid where site_id = :site and uid >= :first) after
                           where number < :end and number not in (select uid from given_uid where site_id = :site)) lowest
                        where free is not null returning uid
                        """)
                .param("site", principal.site().value())
                .param("first", FIRST_GIVEN_UID)
                .param("end", HostAccount.NOBODY_UID)
                .query((row, number) -> new HostAccount(principal.name(), row.getInt(1), HostAccount.Origin.CREATED))
                .optional();
        given.ifPresent(account -> insert(principal.site(), principal.user(), account));
        return given;
    }

    private boolean nameTaken(SiteId site, String name) {
        return database.sql("select count(*) from host_account where site_id = :site and name = :name")
                        .param("site", site.value())
                        .param("name", name)
                        .query(Long.class)
                        .single()
                > 0;
    }

    private void insert(SiteId site, UserId user, HostAccount account) {
        database.sql("insert into host_account (user_id, site_id, name, uid, origin)"
                        + " values (:user, :site, :name, :uid, :origin)")
                .param("user", user.value())
                .param("site", site.value())
                .param("name", account.name())
                .param("uid", account.uid())
                .param("origin", Words.of(account.origin()))
                .update();
    }

    /**
     * Maps a user to an account that an administrator names, in place of the one that was there.
     *
     * @throws NameTakenException when another user has the account or its uid
     */
    public void map(SiteId site, UserId user, HostAccount account) throws NameTakenException {
        try {
            transaction.executeWithoutResult(status -> {
                unmap(user);
                database.sql("insert into given_uid (site_id, uid) values (:site, :uid) on conflict do nothing")
                        .param("site", site.value())
                        .param("uid", account.uid())
                        .update();
                insert(site, user, account);
            });
        } catch (DuplicateKeyException taken) {
            throw new NameTakenException(account.name() + " (" + account.uid() + ")", taken);
        }
    }

    /** Takes a user's account out of the map. */
    public void unmap(UserId user) {
        database.sql("delete from host_account where user_id = :user")
                .param("user", user.value())
                .update();
    }
}
