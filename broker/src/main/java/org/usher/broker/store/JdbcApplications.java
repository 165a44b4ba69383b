package org.usher.broker.store;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.usher.domain.hosts.HostId;
import org.usher.link.host.HostApplications;
import org.usher.wire.Octets;

/** The applications that were found on hosts. */
public final class JdbcApplications {

    /** The largest icon that is kept, in bytes. */
    public static final int MAX_ICON = 256 * 1024;

    private final JdbcClient database;
    private final JdbcIcons icons;

    public JdbcApplications(JdbcClient database, JdbcIcons icons) {
        this.database = database;
        this.icons = icons;
    }

    /** An application on a host; {@code icon} is a digest. */
    public record Found(
            String id, String name, String comment, List<String> command, boolean desktop, Optional<String> icon) {}

    /** Which list of applications is kept for the host. */
    public Optional<String> digest(HostId host) {
        return database.sql("select digest from host_application_list where host_id = :host")
                .param("host", host.value())
                .query(String.class)
                .optional();
    }

    /** What was found on the host, by name. */
    public List<Found> of(HostId host) {
        return database.sql(
                        "select id, name, comment, command, desktop, icon from host_application where host_id = :host"
                                + " order by desktop, lower(name), id")
                .param("host", host.value())
                .query((row, number) -> new Found(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        SqlArrays.texts(row.getArray(4)),
                        row.getBoolean(5),
                        Optional.ofNullable(row.getString(6))))
                .list();
    }

    /** Keeps a host's list in place of the one that was there. To be called in a transaction. */
    public void replace(HostId host, HostApplications list) {
        database.sql("delete from host_application where host_id = :host")
                .param("host", host.value())
                .update();
        for (HostApplications.Application application : list.applications()) {
            database.sql("insert into host_application (host_id, id, name, comment, command, desktop, icon)"
                            + " values (:host, :id, :name, :comment, :command, :desktop, :icon) on conflict do nothing")
                    .param("host", host.value())
                    .param("id", application.id())
                    .param("name", application.name())
                    .param("comment", application.comment())
                    .param("command", application.command().toArray(String[]::new))
                    .param("desktop", application.desktop())
                    .param("icon", keep(application.icon()))
                    .update();
        }
        database.sql("insert into host_application_list (host_id, digest) values (:host, :digest)"
                        + " on conflict (host_id) do update set digest = excluded.digest")
                .param("host", host.value())
                .param("digest", list.digest())
                .update();
    }

    private @Nullable String keep(HostApplications.@Nullable Icon icon) {
        if (icon == null || !(icon.type().equals("image/png") || icon.type().equals("image/svg+xml"))) {
            return null;
        }
        byte[] data = decoded(icon.data());
        return data.length == 0 || data.length > MAX_ICON
                ? null
                : icons.keep(new JdbcIcons.Icon(icon.type(), Octets.of(data)));
    }

    /** Nothing for what is no base64: one bad icon must not spoil the list of a whole host. */
    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException broken) {
            return new byte[0];
        }
    }
}
