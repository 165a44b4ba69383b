package org.usher.broker.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.usher.domain.farm.SiteId;
import org.usher.domain.hosts.Host;
import org.usher.domain.hosts.HostId;
import org.usher.domain.hosts.HostKind;
import org.usher.domain.hosts.HostLoad;
import org.usher.domain.hosts.HostState;
import org.usher.domain.policy.Clipboard;
import org.usher.link.host.HostReport;

/** Session hosts, their settings and their last reports. */
public final class JdbcHosts {

    private static final String SELECT = """
            select h.id, h.site_id, h.name, h.address, h.port, h.state, h.max_sessions,
                   c.version, c.certificate_expires,
                   h.kind, h.platform, h.certificate,
                   r.at, r.cpu, r.memory, r.sessions, r.front_ready, r.clipboard, h.last_given, h.message,
                   h.max_logons,
                   live.own, live.logons
            from host h left join component c on c.id = h.id left join host_report r on r.host_id = h.id
            cross join lateral (select count(*) as own, count(*) filter (where %s) as logons
              from session where host_id = h.id and state <> 'ended') live
            """.formatted(JdbcSessions.BEGINNING);

    private static final String MANAGED = "managed";

    private final JdbcClient database;

    public JdbcHosts(JdbcClient database) {
        this.database = database;
    }

    /**
     * A host with all that is known of it.
     *
     * @param certificateExpires until when its certificate of ours is good; empty for an unmanaged host
     * @param frontReady whether its front said that it can take connections; false when it never reported
     * @param clipboard which ways of the clipboard its RDP server leaves open to everybody
     * @param own the farm's sessions on it, from their reservation on
     * @param logons how many of those are beginning
     * @param lastGiven when it was last given a session
     */
    public record Known(
            Host host,
            String version,
            Optional<Instant> certificateExpires,
            Optional<HostLoad> load,
            boolean frontReady,
            Clipboard clipboard,
            int own,
            int logons,
            Optional<Instant> lastGiven) {}

    /** Every host of the site, by name. */
    public List<Known> ofSite(SiteId site) {
        return database.sql(SELECT + " where h.site_id = :site order by h.name, h.id")
                .param("site", site.value())
                .query((row, number) -> read(row))
                .list();
    }

    /** Which ways of the clipboard the RDP server of a managed host leaves open to everybody. */
    public Clipboard clipboard(HostId id) {
        return database.sql("select clipboard from host_report where host_id = :id")
                .param("id", id.value())
                .query((row, number) -> Words.to(Clipboard.class, row.getString(1)))
                .optional()
                .orElse(Clipboard.BOTH);
    }

    /** The SHA-256 of the certificate that the host shows to RDP clients, where the farm knows it: lower-case hexadecimal. */
    public Optional<String> certificate(HostId id) {
        return database.sql(
                        "select coalesce(h.certificate, c.certificate) from host h left join component c on c.id = h.id"
                                + " where h.id = :id")
                .param("id", id.value())
                .query((row, number) -> Optional.ofNullable(row.getBytes(1)))
                .optional()
                .flatMap(found -> found)
                .map(HexFormat.of()::formatHex);
    }

    /** The host with this id. */
    public Optional<Known> find(SiteId site, HostId id) {
        return database.sql(SELECT + " where h.site_id = :site and h.id = :id")
                .param("site", site.value())
                .param("id", id.value())
                .query((row, number) -> read(row))
                .optional();
    }

    private static Known read(ResultSet row) throws SQLException {
        Host host = new Host(
                new HostId(row.getObject("id", UUID.class)),
                new SiteId(row.getObject("site_id", UUID.class)),
                row.getString("name"),
                target(row.getString("address"), row.getInt("port")),
                Words.to(HostState.class, row.getString("state")),
                row.getInt("max_sessions"),
                kind(row),
                row.getString("message"),
                maxLogons(row));
        return new Known(
                host,
                Objects.requireNonNullElse(row.getString("version"), ""),
                Optional.ofNullable(row.getTimestamp("certificate_expires")).map(Timestamp::toInstant),
                load(row),
                row.getBoolean("front_ready"),
                Words.to(Clipboard.class, Objects.requireNonNullElse(row.getString("clipboard"), "both")),
                row.getInt("own"),
                row.getInt("logons"),
                Optional.ofNullable(row.getTimestamp("last_given")).map(Timestamp::toInstant));
    }

    private static OptionalInt maxLogons(ResultSet row) throws SQLException {
        @Nullable Integer most = row.getObject("max_logons", Integer.class);
        return most == null ? OptionalInt.empty() : OptionalInt.of(most);
    }

    private static HostKind kind(ResultSet row) throws SQLException {
        if (row.getString("kind").equals(MANAGED)) {
            return new HostKind.Managed();
        }
        byte @Nullable [] pinned = row.getBytes("certificate");
        return new HostKind.Unmanaged(
                Words.to(HostKind.Platform.class, row.getString("platform")),
                pinned == null
                        ? new HostKind.Authority()
                        : new HostKind.Pinned(HexFormat.of().formatHex(pinned)));
    }

    private static Optional<HostLoad> load(ResultSet row) throws SQLException {
        @Nullable Timestamp at = row.getTimestamp("at");
        if (at == null) {
            return Optional.empty();
        }
        return Optional.of(
                new HostLoad(at.toInstant(), row.getDouble("cpu"), row.getDouble("memory"), row.getInt("sessions")));
    }

    private static String target(String address, int port) {
        return (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
    }

    /**
     * Keeps a report.
     *
     * @return whether it was news; an older one that came late, or one of an earlier life of the agent, is passed over
     */
    public boolean keep(HostId host, HostReport report) {
        int kept = database.sql("""
                        insert into host_report as r
                          (host_id, generation, number, at, cpu, memory, sessions, front_ready, applications, clipboard)
                        values (:host, :generation, :number, now(), :cpu, :memory, :sessions, :ready, :applications,
                           :clipboard)
                        on conflict (host_id) do update set generation = excluded.generation, number = excluded.number,
                          at = excluded.at, cpu = excluded.cpu, memory = excluded.memory, sessions = excluded.sessions,
                          front_ready = excluded.front_ready, applications = excluded.applications,
                          clipboard = excluded.clipboard
                        where r.generation <> excluded.generation or r.number < excluded.number
                        """)
                .param("host", host.value())
                .param("generation", report.generation())
                .param("number", report.number())
                .param("cpu", report.load().cpu())
                .param("memory", report.load().memory())
                .param("sessions", foreign(report))
                .param("ready", report.frontReady())
                .param("applications", report.applications())
                .param("clipboard", Words.of(report.clipboard()))
                .update();
        if (kept > 0) {
            database.sql("update host set port = :port where id = :host and port <> :port")
                    .param("host", host.value())
                    .param("port", report.port())
                    .update();
            database.sql("update component set last_seen = now(), version = :version where id = :host")
                    .param("host", host.value())
                    .param("version", report.version())
                    .update();
        }
        return kept > 0;
    }

    /** Sessions that the farm did not start or has lost; the others are in the books. */
    private static long foreign(HostReport report) {
        return report.sessions().stream()
                .filter(session -> session.id() == null || session.orphan())
                .count();
    }

    /**
     * Writes an unmanaged host down.
     *
     * @param address its name or IP address, without brackets
     */
    public void create(
            HostId id, SiteId site, String name, String address, int port, int maxSessions, HostKind.Unmanaged kind) {
        byte @Nullable [] pinned = kind.proof() instanceof HostKind.Pinned(String sha256)
                ? HexFormat.of().parseHex(sha256)
                : null;
        database.sql("insert into host (id, site_id, name, address, port, max_sessions, kind, platform, certificate)"
                        + " values (:id, :site, :name, :address, :port, :max, 'unmanaged', :platform, :pinned)")
                .param("id", id.value())
                .param("site", site.value())
                .param("name", name)
                .param("address", address)
                .param("port", port)
                .param("max", maxSessions)
                .param("platform", Words.of(kind.platform()))
                .param("pinned", pinned)
                .update();
    }

    /** Changes what an administrator can change of a host: name, state, message and caps. */
    public void change(Host host) {
        database.sql("update host set name = :name, state = :state, message = :message, max_sessions = :max,"
                        + " max_logons = :logons where id = :id")
                .param("id", host.id().value())
                .param("name", host.name())
                .param("state", Words.of(host.state()))
                .param("message", host.message())
                .param("max", host.maxSessions())
                .param("logons", host.maxLogons().isPresent() ? host.maxLogons().getAsInt() : null)
                .update();
    }

    /**
     * Remembers which boot a host has reported. One that drains until its reboot, and is in another boot now, is enabled.
     *
     * @return the host's name, if this has enabled it
     */
    public Optional<String> booted(HostId id, String boot) {
        return database.sql("""
                        with was as (select id, state, boot from host where id = :host and boot <> :boot for update)
                        update host h set boot = :boot,
                          state = case when was.state = :draining and was.boot <> '' then :enabled else was.state end
                        from was where h.id = was.id returning h.name, was.state = :draining and was.boot <> ''
                        """)
                .param("host", id.value())
                .param("boot", boot)
                .param("draining", Words.of(HostState.DRAINING_UNTIL_REBOOT))
                .param("enabled", Words.of(HostState.ENABLED))
                .query((row, number) -> row.getBoolean(2) ? Optional.of(row.getString(1)) : Optional.<String>empty())
                .optional()
                .flatMap(enabled -> enabled);
    }

    /** Takes a host out of the farm: its certificate is refused from now on. To be called in a transaction. */
    public void remove(HostId id) {
        database.sql("delete from host where id = :id").param("id", id.value()).update();
        database.sql("delete from host_report where host_id = :id")
                .param("id", id.value())
                .update();
        database.sql("delete from host_clients where host_id = :id")
                .param("id", id.value())
                .update();
        database.sql("update component set revoked = now() where id = :id")
                .param("id", id.value())
                .update();
    }
}
