package org.usher.broker;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.usher.broker.database.Database;
import org.usher.broker.database.UnixSocketFactory;
import org.usher.broker.store.JdbcHosts;
import org.usher.broker.store.JdbcSites;
import org.usher.domain.farm.SiteId;
import org.usher.domain.hosts.Host;
import org.usher.domain.hosts.HostId;
import org.usher.domain.hosts.HostState;
import org.usher.domain.identity.GroupId;
import org.usher.domain.identity.Principal;
import org.usher.domain.identity.UserId;
import org.usher.link.host.HostReport;
import org.usher.link.host.HostSession;

/**
 * A database of the broker's schema for tests of what stands on it, on the shared broker's PostgreSQL; no broker works on
 * it. Every test takes a site of its own.
 */
public final class TestDatabase implements BeforeAllCallback {

    private static final AtomicLong NUMBERS = new AtomicLong();

    private @Nullable Opened opened;

    private record Opened(Database database, JdbcClient sql, TransactionTemplate transaction, String socket)
            implements AutoCloseable {

        static Opened on(RunningBroker running) {
            String socket = running.directory()
                    .resolve("b/postgres/socket/.s.PGSQL.5432")
                    .toString();
            try {
                try (Database server = Database.open(Optional.of(url("postgres", socket)), running.directory())) {
                    JdbcClient.create(server.dataSource())
                            .sql("create database contracts")
                            .update();
                }
                Database database = Database.open(Optional.of(url("contracts", socket)), running.directory());
                return new Opened(
                        database,
                        JdbcClient.create(database.dataSource()),
                        new TransactionTemplate(new JdbcTransactionManager(database.dataSource())),
                        socket);
            } catch (Exception failed) {
                throw new IllegalStateException("the database for tests cannot be made", failed);
            }
        }

        private static String url(String name, String socket) {
            return "jdbc:postgresql://localhost/" + name + "?user=usher&socketFactory="
                    + UnixSocketFactory.class.getName() + "&socketFactoryArg=" + socket
                    + "&sslmode=disable&gssEncMode=disable";
        }

        @Override
        public void close() {
            database.close();
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        // The broker first, so that it is stopped last.
        RunningBroker running = SharedBroker.of(context);
        opened = context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .computeIfAbsent(Opened.class, any -> Opened.on(running), Opened.class);
    }

    private Opened opened() {
        return Objects.requireNonNull(opened, "the test class has not begun");
    }

    /** Makes an empty database beside this one and answers with its URL. */
    String create(String name) {
        sql().sql("create database " + name).update();
        return Opened.url(name, opened().socket());
    }

    public JdbcClient sql() {
        return opened().sql();
    }

    public TransactionTemplate transaction() {
        return opened().transaction();
    }

    /** A new site. */
    public SiteId site() {
        SiteId site = new SiteId(UUID.randomUUID());
        new JdbcSites(sql()).create(site, "Site");
        return site;
    }

    /** A new user with a name that nobody else in the site has. */
    public Principal user(SiteId site) {
        return user(site, "user" + NUMBERS.incrementAndGet());
    }

    public Principal user(SiteId site, String name) {
        UserId id = new UserId(UUID.randomUUID());
        sql().sql("insert into farm_user (id, site_id, name, display_name, password_hash)"
                        + " values (:id, :site, :name, :name, 'none')")
                .param("id", id.value())
                .param("site", site.value())
                .param("name", name)
                .update();
        return new Principal(site, id, name, name, Set.of(), false);
    }

    public GroupId group(SiteId site) {
        GroupId id = new GroupId(UUID.randomUUID());
        sql().sql("insert into farm_group (id, site_id, name) values (:id, :site, :name)")
                .param("id", id.value())
                .param("site", site.value())
                .param("name", "group" + NUMBERS.incrementAndGet())
                .update();
        return id;
    }

    /** A new host that has never reported. */
    public Host host(SiteId site, int maxSessions) {
        HostId id = new HostId(UUID.randomUUID());
        sql().sql("insert into component (id, site_id, role, name, serial, certificate_expires)"
                        + " values (:id, :site, 'host', 'host', '1', now() + interval '1 day')")
                .param("id", id.value())
                .param("site", site.value())
                .update();
        sql().sql("insert into host (id, site_id, name, address, max_sessions)"
                        + " values (:id, :site, 'host', 'host.example', :max)")
                .param("id", id.value())
                .param("site", site.value())
                .param("max", maxSessions)
                .update();
        return new Host(id, site, "host", "host.example:3389", HostState.ENABLED, maxSessions);
    }

    /** The host's agent reports these sessions; what the books make of them is another matter. */
    public void report(Host host, HostSession... sessions) {
        HostReport report = new HostReport(
                1,
                NUMBERS.incrementAndGet(),
                3389,
                true,
                new HostReport.Load(0.1, 0.2),
                List.of(sessions),
                "digest",
                "test");
        if (!new JdbcHosts(sql()).keep(host.id(), report)) {
            throw new IllegalStateException("the report is no news");
        }
    }
}
