package org.usher.broker.store;

import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.usher.domain.farm.SiteId;

/** Sites and their settings. */
public final class JdbcSites {

    private final JdbcClient database;

    public JdbcSites(JdbcClient database) {
        this.database = database;
    }

    /**
     * A site's settings.
     *
     * @param accountsOnDemand whether hosts may create accounts for users who have none
     * @param sessionEndsAfterSeconds how long a session of applications lives on when its last window has closed
     * @param publicAddress under which host, and port, clients reach the gateways; empty when a request's own word counts
     */
    public record Site(
            SiteId id, String name, boolean accountsOnDemand, int sessionEndsAfterSeconds, String publicAddress) {}

    /** The farm's first site, which this broker serves. */
    public Optional<Site> first() {
        return database.sql(
                        "select id, name, accounts_on_demand, session_ends_after_seconds, public_address from site order by id limit 1")
                .query((row, number) -> new Site(
                        new SiteId(row.getObject(1, UUID.class)),
                        row.getString(2),
                        row.getBoolean(3),
                        row.getInt(4),
                        row.getString(5)))
                .optional();
    }

    /** The site's settings as they are now. */
    public Site read(SiteId id) {
        return database.sql(
                        "select name, accounts_on_demand, session_ends_after_seconds, public_address from site where id = :id")
                .param("id", id.value())
                .query((row, number) ->
                        new Site(id, row.getString(1), row.getBoolean(2), row.getInt(3), row.getString(4)))
                .single();
    }

    /** Writes down a new site. */
    public void create(SiteId id, String name) {
        database.sql("insert into site (id, name) values (:id, :name)")
                .param("id", id.value())
                .param("name", name)
                .update();
    }

    /** Changes the site's settings. */
    public void change(Site site) {
        database.sql(
                        "update site set name = :name, accounts_on_demand = :accounts, session_ends_after_seconds = :seconds,"
                                + " public_address = :address where id = :id")
                .param("id", site.id().value())
                .param("name", site.name())
                .param("accounts", site.accountsOnDemand())
                .param("seconds", site.sessionEndsAfterSeconds())
                .param("address", site.publicAddress())
                .update();
    }
}
