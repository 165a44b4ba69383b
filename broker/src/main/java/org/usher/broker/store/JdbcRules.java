package org.usher.broker.store;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.usher.domain.farm.SiteId;
import org.usher.domain.identity.GroupId;
import org.usher.domain.policy.ConnectionMode;
import org.usher.domain.policy.PartialPolicy;
import org.usher.domain.policy.RuleBook;
import org.usher.domain.policy.SiteRules;

/** The rules of sites: a few columns of the site's row, and of its groups'. */
public final class JdbcRules implements RuleBook {

    private final JdbcClient database;

    public JdbcRules(JdbcClient database) {
        this.database = database;
    }

    @Override
    public SiteRules of(SiteId site) {
        Map<GroupId, SiteRules.GroupRules> groups = groups(site);
        return database.sql("select connection_mode, clients_may_choose, address_bound, " + PolicyColumns.NAMES
                        + " from site where id = :site")
                .param("site", site.value())
                .query((row, number) -> new SiteRules(
                        PolicyColumns.whole(row),
                        Words.to(ConnectionMode.class, row.getString(1)),
                        row.getBoolean(2),
                        row.getBoolean(3),
                        groups))
                .single();
    }

    private Map<GroupId, SiteRules.GroupRules> groups(SiteId site) {
        Map<GroupId, SiteRules.GroupRules> groups = new HashMap<>();
        database.sql("select id, connection_mode, " + PolicyColumns.NAMES + " from farm_group where site_id = :site")
                .param("site", site.value())
                .query(row -> {
                    groups.put(
                            new GroupId(row.getObject(1, UUID.class)),
                            new SiteRules.GroupRules(
                                    PolicyColumns.partial(row),
                                    Optional.ofNullable(row.getString(2))
                                            .map(word -> Words.to(ConnectionMode.class, word))));
                });
        return groups;
    }

    /** Changes what the site itself says; the groups stay as they are. */
    public void change(SiteId site, SiteRules rules) {
        PolicyColumns.with(
                        database.sql("update site set connection_mode = :mode, clients_may_choose = :choose,"
                                + " address_bound = :bound, " + PolicyColumns.ASSIGNMENTS + " where id = :site"),
                        rules.policy())
                .param("mode", Words.of(rules.mode()))
                .param("choose", rules.clientsMayChoose())
                .param("bound", rules.addressBound())
                .param("site", site.value())
                .update();
    }

    /** Changes what a group adds. */
    public void change(SiteId site, GroupId group, SiteRules.GroupRules rules) {
        PartialPolicy policy = rules.policy();
        PolicyColumns.with(
                        database.sql("update farm_group set connection_mode = :mode, " + PolicyColumns.ASSIGNMENTS
                                + " where id = :id and site_id = :site"),
                        policy)
                .param("mode", rules.mode().map(Words::of).orElse(null))
                .param("id", group.value())
                .param("site", site.value())
                .update();
    }
}
