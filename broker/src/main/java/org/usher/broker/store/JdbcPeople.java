package org.usher.broker.store;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.usher.domain.farm.SiteId;
import org.usher.domain.identity.GroupId;
import org.usher.domain.identity.UserId;

/** Users and groups of the farm's own. */
public final class JdbcPeople {

    private static final String SELECT = """
            select u.id, u.name, u.display_name, u.administrator, u.enabled, u.last_sign_in,
                   array(select group_id from group_member where user_id = u.id),
                   exists (select 1 from sign_in_failure f where f.site_id = u.site_id and f.name = lower(u.name)
                     and f.closed_until > now())
            from farm_user u where u.site_id = :site
            """;

    private final JdbcClient database;

    public JdbcPeople(JdbcClient database) {
        this.database = database;
    }

    /**
     * A user.
     *
     * @param locked whether the name is closed after wrong passwords at the moment
     */
    public record User(
            UserId id,
            String name,
            String displayName,
            boolean administrator,
            boolean enabled,
            boolean locked,
            Optional<Instant> lastSignIn,
            Set<GroupId> groups) {}

    /** A group. */
    public record Group(GroupId id, String name, List<UserId> members) {}

    /** What sign-in needs: the user and the hash of the password. */
    public record Credentials(User user, String passwordHash) {}

    /** In what users may like their resources opened. */
    public static final List<String> OPEN_IN = List.of("browser", "rdp", "ask");

    /** In what a user likes resources opened; {@code browser} for one who is not there. */
    public String openIn(SiteId site, UserId id) {
        return database.sql("select open_in from farm_user where site_id = :site and id = :id")
                .param("site", site.value())
                .param("id", id.value())
                .query(String.class)
                .optional()
                .orElse("browser");
    }

    /** Remembers in what a user likes resources opened. */
    public void openIn(SiteId site, UserId id, String openIn) {
        database.sql("update farm_user set open_in = :open where site_id = :site and id = :id")
                .param("site", site.value())
                .param("id", id.value())
                .param("open", openIn)
                .update();
    }

    /** Every user of the site, by name. */
    public List<User> users(SiteId site) {
        return database.sql(SELECT + " order by lower(u.name)")
                .param("site", site.value())
                .query((row, number) -> readUser(row))
                .list();
    }

    /** The user with this id. */
    public Optional<User> user(SiteId site, UserId id) {
        return database.sql(SELECT + " and u.id = :id")
                .param("site", site.value())
                .param("id", id.value())
                .query((row, number) -> readUser(row))
                .optional();
    }

    /** The user with this sign-in name, in whatever case. */
    public Optional<Credentials> credentials(SiteId site, String name) {
        Optional<User> user = database.sql(SELECT + " and lower(u.name) = lower(:name)")
                .param("site", site.value())
                .param("name", name)
                .query((row, number) -> readUser(row))
                .optional();
        return user.map(found -> new Credentials(
                found,
                database.sql("select password_hash from farm_user where id = :id")
                        .param("id", found.id().value())
                        .query(String.class)
                        .single()));
    }

    private static User readUser(java.sql.ResultSet row) throws java.sql.SQLException {
        @Nullable Timestamp lastSignIn = row.getTimestamp(6);
        return new User(
                new UserId(row.getObject(1, UUID.class)),
                row.getString(2),
                row.getString(3),
                row.getBoolean(4),
                row.getBoolean(5),
                row.getBoolean(8),
                lastSignIn == null ? Optional.empty() : Optional.of(lastSignIn.toInstant()),
                SqlArrays.ids(row.getArray(7)).stream()
                        .map(GroupId::new)
                        .collect(Collectors.toCollection(HashSet::new)));
    }

    /**
     * Writes a new user down.
     *
     * @throws NameTakenException when another user has the name, in whatever case
     */
    public void create(
            SiteId site, UserId id, String name, String displayName, String passwordHash, boolean administrator)
            throws NameTakenException {
        try {
            database.sql("insert into farm_user (id, site_id, name, display_name, password_hash, administrator)"
                            + " values (:id, :site, :name, :displayName, :hash, :administrator)")
                    .param("id", id.value())
                    .param("site", site.value())
                    .param("name", name)
                    .param("displayName", displayName)
                    .param("hash", passwordHash)
                    .param("administrator", administrator)
                    .update();
        } catch (DuplicateKeyException taken) {
            throw new NameTakenException(name, taken);
        }
    }

    /** Changes a user. */
    public void change(UserId id, String displayName, boolean administrator, boolean enabled) {
        database.sql(
                        "update farm_user set display_name = :displayName, administrator = :administrator, enabled = :enabled"
                                + " where id = :id")
                .param("id", id.value())
                .param("displayName", displayName)
                .param("administrator", administrator)
                .param("enabled", enabled)
                .update();
    }

    /** Gives a user another password. */
    public void changePassword(UserId id, String passwordHash) {
        database.sql("update farm_user set password_hash = :hash where id = :id")
                .param("id", id.value())
                .param("hash", passwordHash)
                .update();
    }

    /** Puts a user into these groups of the site and into no others. To be called in a transaction. */
    public void changeGroups(SiteId site, UserId id, Set<GroupId> groups) {
        database.sql("delete from group_member where user_id = :id")
                .param("id", id.value())
                .update();
        database.sql("insert into group_member (group_id, user_id) select id, :user from farm_group"
                        + " where site_id = :site and id = any(:groups)")
                .param("user", id.value())
                .param("site", site.value())
                .param(
                        "groups",
                        SqlArrays.array(groups.stream().map(GroupId::value).toList()))
                .update();
    }

    /** How many administrators there are who can sign in. */
    public long administrators(SiteId site) {
        return database.sql("select count(*) from farm_user where site_id = :site and administrator and enabled")
                .param("site", site.value())
                .query(Long.class)
                .single();
    }

    /** Forgets a user, with the books about sessions and launches that are over. */
    public void delete(UserId id) {
        database.sql("delete from farm_user where id = :id")
                .param("id", id.value())
                .update();
    }

    /** Every group of the site, by name. */
    public List<Group> groups(SiteId site) {
        return database.sql(
                        "select id, name, array(select user_id from group_member where group_id = g.id) from farm_group g"
                                + " where site_id = :site order by lower(name)")
                .param("site", site.value())
                .query((row, number) -> new Group(
                        new GroupId(row.getObject(1, UUID.class)),
                        row.getString(2),
                        SqlArrays.ids(row.getArray(3)).stream().map(UserId::new).toList()))
                .list();
    }

    /**
     * Writes a group down, new or renamed.
     *
     * @throws NameTakenException when another group has the name, in whatever case
     */
    public void saveGroup(SiteId site, GroupId id, String name) throws NameTakenException {
        try {
            database.sql("insert into farm_group (id, site_id, name) values (:id, :site, :name)"
                            + " on conflict (id) do update set name = excluded.name")
                    .param("id", id.value())
                    .param("site", site.value())
                    .param("name", name)
                    .update();
        } catch (DuplicateKeyException taken) {
            throw new NameTakenException(name, taken);
        }
    }

    /** Gives a group these members and no others. To be called in a transaction. */
    public void changeMembers(SiteId site, GroupId id, Set<UserId> members) {
        database.sql("delete from group_member where group_id = :id")
                .param("id", id.value())
                .update();
        database.sql("insert into group_member (group_id, user_id) select :group, id from farm_user"
                        + " where site_id = :site and id = any(:members)")
                .param("group", id.value())
                .param("site", site.value())
                .param(
                        "members",
                        SqlArrays.array(members.stream().map(UserId::value).toList()))
                .update();
    }

    /** Forgets a group. */
    public boolean deleteGroup(SiteId site, GroupId id) {
        return database.sql("delete from farm_group where site_id = :site and id = :id")
                        .param("site", site.value())
                        .param("id", id.value())
                        .update()
                > 0;
    }
}
