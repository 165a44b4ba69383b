package org.usher.broker.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.usher.domain.farm.SiteId;
import org.usher.domain.hosts.HostId;
import org.usher.domain.identity.GroupId;
import org.usher.domain.identity.UserId;
import org.usher.domain.publishing.Availability;
import org.usher.domain.publishing.Opening;
import org.usher.domain.publishing.PublishedResource;
import org.usher.domain.publishing.ResourceId;
import org.usher.domain.publishing.ResourceKind;
import org.usher.domain.publishing.Resources;

/** Published resources with their grants. */
public final class JdbcResources implements Resources {

    private static final String SELECT = """
            select r.id, r.kind, r.name, r.folder, r.target, r.arguments, r.start_in, r.icon, r.enabled,
                   array(select user_id from resource_user where resource_id = r.id),
                   array(select group_id from resource_group where resource_id = r.id),
                   array(select host_id from resource_host where resource_id = r.id),
                   r.clipboard, r.drives, r.printers, r.audio, r.idle_minutes, r.disconnected_minutes, r.session_minutes,
                   r.opener, r.opens_on, r.kiosk, r.single, r.credentials, r.account, r.available, r.message, r.max_uses,
                   r.auto_start, r.extensions,
                   (select jsonb_agg(jsonb_build_object('host', o.host_id, 'target', o.target, 'arguments', o.arguments,
                     'startIn', o.start_in)) from resource_on_host o where o.resource_id = r.id) as per_host
            from resource r where r.site_id = :site
            """;

    private final JdbcClient database;

    public JdbcResources(JdbcClient database) {
        this.database = database;
    }

    @Override
    public List<PublishedResource> ofSite(SiteId site) {
        return database.sql(SELECT)
                .param("site", site.value())
                .query((row, number) -> read(site, row))
                .list();
    }

    @Override
    public List<PublishedResource> openingWithSessions(SiteId site) {
        return database.sql(SELECT + " and r.auto_start")
                .param("site", site.value())
                .query((row, number) -> read(site, row))
                .list();
    }

    @Override
    public Optional<PublishedResource> find(SiteId site, ResourceId id) {
        return database.sql(SELECT + " and r.id = :id")
                .param("site", site.value())
                .param("id", id.value())
                .query((row, number) -> read(site, row))
                .optional();
    }

    private static PublishedResource read(SiteId site, ResultSet row) throws SQLException {
        return new PublishedResource(
                new ResourceId(row.getObject(1, UUID.class)),
                site,
                Words.to(ResourceKind.class, row.getString(2)),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                SqlArrays.texts(row.getArray(6)),
                row.getString(7),
                Optional.ofNullable(row.getString(8)),
                row.getBoolean(9),
                set(SqlArrays.ids(row.getArray(10)), UserId::new),
                set(SqlArrays.ids(row.getArray(11)), GroupId::new),
                set(SqlArrays.ids(row.getArray(12)), HostId::new),
                PolicyColumns.partial(row),
                new Opening(
                        row.getString("opener"),
                        Words.to(Opening.Where.class, row.getString("opens_on")),
                        row.getBoolean("kiosk"),
                        row.getBoolean("single"),
                        Words.to(Opening.Credentials.class, row.getString("credentials")),
                        row.getString("account"),
                        row.getBoolean("auto_start"),
                        SqlArrays.texts(row.getArray("extensions"))),
                new Availability(row.getBoolean("available"), row.getString("message"), row.getInt("max_uses")),
                ResourceOnHosts.read(row.getString("per_host")));
    }

    private static <T> Set<T> set(List<UUID> ids, Function<UUID, T> wrap) {
        return ids.stream().map(wrap).collect(Collectors.toCollection(HashSet::new));
    }

    /**
     * Writes a resource down, new or changed. To be called in a transaction.
     *
     * @throws NameTakenException when another resource in the folder has the name
     * @throws DataIntegrityViolationException when it names an icon, user, group or host that the site does not have
     */
    public void save(PublishedResource resource) throws NameTakenException {
        try {
            PolicyColumns.with(database.sql("""
                            insert into resource (id, site_id, kind, name, folder, target, arguments, start_in, icon, enabled,
                              clipboard, drives, printers, audio, idle_minutes, disconnected_minutes, session_minutes,
                              opener, opens_on, kiosk, single, available, message, max_uses, credentials, account,
                              auto_start, extensions)
                            values (:id, :site, :kind, :name, :folder, :target, :arguments, :startIn, :icon, :enabled,
                              :clipboard, :drives, :printers, :audio, :idleMinutes, :disconnectedMinutes, :sessionMinutes,
                              :opener, :where, :kiosk, :single, :available, :message, :maxUses, :credentials, :account,
                              :autoStart, :extensions)
                            on conflict (id) do update set kind = excluded.kind, name = excluded.name,
                              folder = excluded.folder, target = excluded.target, arguments = excluded.arguments,
                              start_in = excluded.start_in, icon = excluded.icon, enabled = excluded.enabled,
                              clipboard = excluded.clipboard, drives = excluded.drives, printers = excluded.printers,
                              audio = excluded.audio, idle_minutes = excluded.idle_minutes,
                              disconnected_minutes = excluded.disconnected_minutes,
                              session_minutes = excluded.session_minutes, opener = excluded.opener,
                              opens_on = excluded.opens_on, kiosk = excluded.kiosk, single = excluded.single,
                              available = excluded.available, message = excluded.message,
                              max_uses = excluded.max_uses, credentials = excluded.credentials,
                              account = excluded.account, auto_start = excluded.auto_start,
                              extensions = excluded.extensions
                            """), resource.policy())
                    .param("id", resource.id().value())
                    .param("site", resource.site().value())
                    .param("kind", Words.of(resource.kind()))
                    .param("name", resource.name())
                    .param("folder", resource.folder())
                    .param("target", resource.target())
                    .param("arguments", resource.arguments().toArray(String[]::new))
                    .param("startIn", resource.startIn())
                    .param("icon", resource.icon().orElse(null))
                    .param("enabled", resource.enabled())
                    .param("opener", resource.opening().opener())
                    .param("where", Words.of(resource.opening().where()))
                    .param("kiosk", resource.opening().kiosk())
                    .param("single", resource.opening().single())
                    .param("credentials", Words.of(resource.opening().credentials()))
                    .param("account", resource.opening().account())
                    .param("available", resource.availability().available())
                    .param("message", resource.availability().message())
                    .param("maxUses", resource.availability().maxUses())
                    .param("autoStart", resource.opening().autoStart())
                    .param("extensions", resource.opening().extensions().toArray(String[]::new))
                    .update();
        } catch (DuplicateKeyException taken) {
            throw new NameTakenException(resource.name(), taken);
        }
        replace(
                "user",
                "farm_user",
                resource,
                resource.users().stream().map(UserId::value).toList());
        replace(
                "group",
                "farm_group",
                resource,
                resource.groups().stream().map(GroupId::value).toList());
        replace(
                "host",
                "host",
                resource,
                resource.hosts().stream().map(HostId::value).toList());
        ResourceOnHosts.replace(database, resource);
    }

    /** {@code kind} and {@code table} are words of this class, and stand in the statement as they are. */
    private void replace(String kind, String table, PublishedResource resource, List<UUID> ids) {
        database.sql("delete from resource_" + kind + " where resource_id = :id")
                .param("id", resource.id().value())
                .update();
        int granted = database.sql("insert into resource_" + kind + " (resource_id, " + kind + "_id)"
                        + " select :id, id from " + table + " where site_id = :site and id = any(:ids)")
                .param("id", resource.id().value())
                .param("site", resource.site().value())
                .param("ids", SqlArrays.array(ids))
                .update();
        if (granted != ids.size()) {
            throw new DataIntegrityViolationException(
                    "a " + kind + " of " + ids + " is not there (expected: the site's)");
        }
    }

    /** Forgets a resource. */
    public boolean delete(SiteId site, ResourceId id) {
        return database.sql("delete from resource where site_id = :site and id = :id")
                        .param("site", site.value())
                        .param("id", id.value())
                        .update()
                > 0;
    }
}
