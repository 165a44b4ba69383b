package org.usher.broker;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.usher.broker.database.Database;
import org.usher.broker.database.DatabaseException;
import org.usher.broker.events.EventHub;
import org.usher.broker.farm.FarmAuthority;
import org.usher.broker.farm.FarmKeys;
import org.usher.broker.farm.JoinDesk;
import org.usher.broker.farm.KeySeal;
import org.usher.broker.farm.SharePasswords;
import org.usher.broker.identity.ApiTokens;
import org.usher.broker.identity.Passwords;
import org.usher.broker.store.JdbcAudit;
import org.usher.broker.store.JdbcPeople;
import org.usher.broker.store.JdbcSites;
import org.usher.domain.farm.SiteId;
import org.usher.link.identity.ComponentIdentity;
import org.usher.wire.component.ComponentName;
import org.usher.wire.component.ComponentRole;

/**
 * A broker, from its database to its open port. Database, keys and identity come first, by hand; then Spring wires the rest
 * around them ({@link BrokerConfiguration}).
 */
public final class Broker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Broker.class);

    private final Database database;
    private final ConfigurableApplicationContext context;
    private final Optional<String> firstPassword;

    private Broker(Database database, ConfigurableApplicationContext context, Optional<String> firstPassword) {
        this.database = database;
        this.context = context;
        this.firstPassword = firstPassword;
    }

    /**
     * Starts a broker and waits until it answers.
     *
     * @throws DatabaseException when the database cannot be used
     * @throws IOException when the state directory cannot be used
     */
    public static Broker start(BrokerSettings settings) throws DatabaseException, IOException, InterruptedException {
        Files.createDirectories(
                settings.state(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x--x")));
        Database database =
                Database.open(settings.databaseUrl(), settings.state().resolve("postgres"));
        try {
            return start(settings, database);
        } catch (IOException | RuntimeException failed) {
            database.close();
            if (NestedExceptionUtils.getRootCause(failed) instanceof BindException occupied) {
                throw new IOException(
                        "broker-port: " + settings.listen() + ":" + settings.port() + " cannot be opened, "
                                + occupied.getMessage() + " (expected: an address of this machine and a free port)",
                        failed);
            }
            throw failed;
        }
    }

    private static Broker start(BrokerSettings settings, Database database) throws IOException {
        InstantSource clock = InstantSource.system();
        SecureRandom random = new SecureRandom();
        Supplier<UUID> ids = UUID::randomUUID;
        JdbcClient sql = JdbcClient.create(database.dataSource());
        TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(database.dataSource()));
        SiteId site = FirstStart.site(new JdbcSites(sql), settings.siteName(), ids);
        KeySeal seal = KeySeal.of(settings.state().resolve("farm.key"), !FarmKeys.any(sql), random);
        FarmKeys keys = new FarmKeys(sql, seal);
        FarmAuthority authority = keys.authority(site.value(), clock.instant(), random);
        List<String> reachable = settings.addresses().stream()
                .map(address -> (address.contains(":") ? "[" + address + "]" : address) + ":" + settings.port())
                .toList();
        JoinDesk joinDesk =
                new JoinDesk(sql, transaction, authority, site, reachable, new JdbcAudit(sql), clock, random, ids);
        ComponentIdentity identity = identity(settings, site, authority, joinDesk, clock, ids);
        Passwords passwords = new Passwords();
        Optional<String> firstPassword =
                FirstStart.administrator(new JdbcPeople(sql), passwords, site, settings.administrator(), random, ids);
        ConfigurableApplicationContext context = application(settings, application -> {
            application.registerBean(JdbcClient.class, () -> sql);
            application.registerBean(TransactionTemplate.class, () -> transaction);
            application.registerBean(SiteId.class, () -> site);
            application.registerBean(FarmKeys.class, () -> keys);
            application.registerBean(SharePasswords.class, () -> new SharePasswords(sql, seal));
            application.registerBean(FarmAuthority.class, () -> authority);
            application.registerBean(JoinDesk.class, () -> joinDesk);
            application.registerBean(ComponentIdentity.class, () -> identity);
            application.registerBean(Passwords.class, () -> passwords);
            application.registerBean(InstantSource.class, () -> clock);
            application.registerBean(SecureRandom.class, () -> random);
            application.registerBean("ids", Supplier.class, () -> ids);
        });
        FirstStart.token(context.getBean(ApiTokens.class), settings.state());
        FirstStart.gatewayToken(sql, joinDesk, settings.state());
        LOG.info("broker of site {} listens on {}:{}", site, settings.listen(), settings.port());
        return new Broker(database, context, firstPassword);
    }

    private static ConfigurableApplicationContext application(
            BrokerSettings settings, java.util.function.Consumer<GenericApplicationContext> beans) {
        SpringApplication application = new SpringApplication(BrokerConfiguration.class);
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        application.setRegisterShutdownHook(false);
        // One settings file per process, and this is not it: what an environment variable says must not count here.
        application.setAddCommandLineProperties(false);
        application.setDefaultProperties(Map.ofEntries(
                Map.entry("server.address", settings.listen()),
                Map.entry("server.port", settings.port()),
                Map.entry("server.ssl.bundle", BrokerConfiguration.TLS_BUNDLE),
                Map.entry("server.ssl.client-auth", "want"),
                Map.entry("server.shutdown", "immediate"),
                Map.entry("server.tomcat.max-http-form-post-size", "0"),
                // What is refused for its size is read to its end up to here, so that the refusal arrives.
                Map.entry("server.tomcat.max-swallow-size", "16MB"),
                Map.entry("server.tomcat.connection-timeout", "20s"),
                Map.entry("server.tomcat.keep-alive-timeout", "75s"),
                Map.entry("spring.threads.virtual.enabled", "true"),
                Map.entry("spring.main.lazy-initialization", "false"),
                Map.entry("spring.jackson.deserialization.fail-on-unknown-properties", "false"),
                Map.entry("spring.mvc.problemdetails.enabled", "false")));
        application.addInitializers(context -> beans.accept((GenericApplicationContext) context));
        return application.run();
    }

    /** The broker's own identity: made by the CA that it keeps, at its first start. */
    private static ComponentIdentity identity(
            BrokerSettings settings,
            SiteId site,
            FarmAuthority authority,
            JoinDesk joinDesk,
            InstantSource clock,
            Supplier<UUID> ids)
            throws IOException {
        Path directory = settings.state().resolve("broker");
        Optional<ComponentIdentity> kept = ComponentIdentity.load(directory);
        if (kept.isPresent()) {
            return kept.get();
        }
        KeyPair keys = ComponentIdentity.newKeyPair();
        ComponentName name = new ComponentName(site.value(), ComponentRole.BROKER, ids.get());
        X509Certificate certificate = authority.certify(name, keys.getPublic(), settings.addresses(), clock.instant());
        ComponentIdentity identity = new ComponentIdentity(keys.getPrivate(), certificate, authority.certificate());
        identity.save(directory);
        joinDesk.register(name.id(), name.role(), settings.addresses().getFirst(), certificate, "");
        return identity;
    }

    /** The administrator's password, if this was the farm's first start. It cannot be asked for again. */
    public Optional<String> firstPassword() {
        return firstPassword;
    }

    /** What Spring has put together, for those who ask what it offers. */
    ApplicationContext context() {
        return context;
    }

    /** Stops answering and stops the private database. */
    @Override
    public void close() {
        context.getBean(EventHub.class).close();
        context.close();
        database.close();
    }
}
