package org.usher.broker;

import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.ssl.SslBundleRegistrar;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.usher.broker.events.EventHub;
import org.usher.broker.farm.FarmAuthority;
import org.usher.broker.farm.FarmKeys;
import org.usher.broker.farm.FileSigner;
import org.usher.broker.farm.SharePasswords;
import org.usher.broker.farm.TicketsByKey;
import org.usher.broker.hosts.HostsNow;
import org.usher.broker.hosts.OrderDesk;
import org.usher.broker.hosts.OrdersByLink;
import org.usher.broker.hosts.RdpHealth;
import org.usher.broker.http.HostViews;
import org.usher.broker.http.LaunchViews;
import org.usher.broker.http.PublicAddress;
import org.usher.broker.http.ResourceViews;
import org.usher.broker.identity.ApiTokens;
import org.usher.broker.identity.ClientGrants;
import org.usher.broker.identity.Passwords;
import org.usher.broker.identity.PortalSessions;
import org.usher.broker.identity.SignIn;
import org.usher.broker.identity.SignInLimits;
import org.usher.broker.launch.ClientSessions;
import org.usher.broker.launch.ConnectionFiles;
import org.usher.broker.launch.LaunchNews;
import org.usher.broker.launch.LaunchProgress;
import org.usher.broker.launch.LaunchWatch;
import org.usher.broker.launch.SessionOrders;
import org.usher.broker.launch.UnmanagedSessions;
import org.usher.broker.launch.WaitingRoom;
import org.usher.broker.store.JdbcApplications;
import org.usher.broker.store.JdbcAudit;
import org.usher.broker.store.JdbcClaims;
import org.usher.broker.store.JdbcHostAccounts;
import org.usher.broker.store.JdbcHosts;
import org.usher.broker.store.JdbcIcons;
import org.usher.broker.store.JdbcLaunchQueue;
import org.usher.broker.store.JdbcLaunchTimes;
import org.usher.broker.store.JdbcLaunches;
import org.usher.broker.store.JdbcPeople;
import org.usher.broker.store.JdbcPlacementRules;
import org.usher.broker.store.JdbcResources;
import org.usher.broker.store.JdbcRules;
import org.usher.broker.store.JdbcSessionClients;
import org.usher.broker.store.JdbcSessions;
import org.usher.broker.store.JdbcSites;
import org.usher.domain.farm.SiteId;
import org.usher.domain.identity.LockOut;
import org.usher.domain.launch.GiveUpLaunch;
import org.usher.domain.launch.LaunchResource;
import org.usher.domain.publishing.EnumerateResources;
import org.usher.link.identity.ComponentIdentity;
import org.usher.link.ticket.TicketKeyText;

/** How the broker is put together. Every part is a constructor call that can be read here. */
// There are no users but the farm's own, so Spring must not invent one.
@SpringBootApplication(exclude = UserDetailsServiceAutoConfiguration.class)
class BrokerConfiguration {

    static final String TLS_BUNDLE = "farm";

    @Bean
    SslBundleRegistrar tls(ComponentIdentity identity) {
        return registry -> registry.registerBundle(
                TLS_BUNDLE, SslBundle.of(SslStoreBundle.of(FarmStores.key(identity), "", FarmStores.trust(identity))));
    }

    @Bean
    PrometheusMeterRegistry metrics() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        registry.config().commonTags("component", "broker");
        new JvmMemoryMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        JvmGcMetrics collections = new JvmGcMetrics();
        collections.bindTo(registry);
        return registry;
    }

    @Bean
    JdbcPlacementRules placementRules(JdbcClient database) {
        return new JdbcPlacementRules(database);
    }

    @Bean
    EventHub events() {
        return new EventHub();
    }

    @Bean
    JdbcAudit audit(JdbcClient database) {
        return new JdbcAudit(database);
    }

    @Bean
    JdbcSites sites(JdbcClient database) {
        return new JdbcSites(database);
    }

    @Bean
    JdbcPeople people(JdbcClient database) {
        return new JdbcPeople(database);
    }

    @Bean
    JdbcIcons icons(JdbcClient database) {
        return new JdbcIcons(database);
    }

    @Bean
    JdbcApplications applications(JdbcClient database, JdbcIcons icons) {
        return new JdbcApplications(database, icons);
    }

    @Bean
    JdbcResources resources(JdbcClient database) {
        return new JdbcResources(database);
    }

    @Bean
    JdbcHosts hosts(JdbcClient database) {
        return new JdbcHosts(database);
    }

    @Bean
    JdbcHostAccounts hostAccounts(JdbcClient database, TransactionTemplate transaction) {
        return new JdbcHostAccounts(database, transaction);
    }

    @Bean
    JdbcSessions sessions(JdbcClient database, TransactionTemplate transaction) {
        return new JdbcSessions(database, transaction);
    }

    @Bean
    JdbcSessionClients sessionClients(JdbcClient database) {
        return new JdbcSessionClients(database);
    }

    @Bean
    JdbcRules rules(JdbcClient database) {
        return new JdbcRules(database);
    }

    @Bean
    JdbcClaims claims(JdbcClient database, TransactionTemplate transaction) {
        return new JdbcClaims(database, transaction);
    }

    @Bean
    ClientGrants clientGrants(JdbcClient database, SiteId site, SecureRandom random) {
        return new ClientGrants(database, site, random);
    }

    @Bean
    FileSigner fileSigner(
            FarmKeys keys, FarmAuthority authority, SiteId site, InstantSource clock, SecureRandom random) {
        return keys.fileSigner(authority, site.value(), clock.instant(), random);
    }

    @Bean
    ConnectionFiles connectionFiles(FileSigner signer) {
        return new ConnectionFiles(signer);
    }

    @Bean
    TicketsByKey tickets(FarmKeys keys, InstantSource clock, SecureRandom random) {
        return new TicketsByKey(keys.ticketSigner(random), keys.codeKey(random), clock);
    }

    @Bean
    PublicAddress publicAddress(JdbcClient database, JdbcSites sites, SiteId site) {
        return new PublicAddress(database, sites, site);
    }

    @Bean
    ResourceViews resourceViews(EnumerateResources enumerate, JdbcHosts hosts, JdbcRules rules, SiteId site) {
        return new ResourceViews(enumerate, hosts, rules, site);
    }

    @Bean
    UnmanagedSessions unmanagedSessions(
            JdbcClaims claims,
            JdbcHosts hosts,
            JdbcPeople people,
            JdbcRules rules,
            TicketsByKey tickets,
            FarmKeys keys,
            LaunchNews news,
            EventHub events,
            JdbcAudit audit,
            SiteId site,
            InstantSource clock) {
        return new UnmanagedSessions(
                claims,
                hosts,
                people,
                rules,
                tickets,
                () -> TicketKeyText.read(site.value(), keys.ticketKeys()),
                news,
                events,
                audit,
                site,
                clock);
    }

    @Bean
    LaunchProgress launchProgress(EventHub events, PrometheusMeterRegistry metrics) {
        return new LaunchProgress(events, metrics);
    }

    @Bean
    JdbcLaunches launches(JdbcClient database, LaunchProgress progress) {
        return new JdbcLaunches(database, progress);
    }

    @Bean
    JdbcLaunchTimes launchTimes(JdbcClient database) {
        return new JdbcLaunchTimes(database);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    LaunchWatch launchWatch(
            JdbcLaunches launches, JdbcLaunchTimes times, EventHub events, SiteId site, InstantSource clock) {
        return new LaunchWatch(launches, times, events, site, clock);
    }

    @Bean
    LaunchViews launchViews(LaunchWatch watch, WaitingRoom queue) {
        return new LaunchViews(watch, queue);
    }

    @Bean
    PortalSessions portalSessions(JdbcClient database, SiteId site, SecureRandom random) {
        return new PortalSessions(database, site, random);
    }

    @Bean
    ApiTokens apiTokens(JdbcClient database, SiteId site, SecureRandom random) {
        return new ApiTokens(database, site, random);
    }

    @Bean
    SignIn signIn(JdbcClient database, JdbcPeople people, Passwords passwords, JdbcAudit audit, SiteId site) {
        return new SignIn(database, people, passwords, new SignInLimits(), LockOut.USUAL, audit, site);
    }

    @Bean
    OrderDesk orderDesk() {
        return new OrderDesk();
    }

    @Bean
    RdpHealth rdpHealth() {
        return new RdpHealth();
    }

    @Bean
    HostsNow hostsNow(JdbcHosts hosts, OrderDesk desk, RdpHealth health, SiteId site) {
        return new HostsNow(hosts, desk, health, site);
    }

    @Bean
    HostViews hostViews(HostsNow hosts, JdbcPlacementRules rules, SiteId site, InstantSource clock) {
        return new HostViews(hosts, rules, site, clock);
    }

    @Bean
    JdbcLaunchQueue launchQueue(JdbcClient database) {
        return new JdbcLaunchQueue(database);
    }

    @Bean(destroyMethod = "close")
    WaitingRoom waitingRoom(JdbcLaunchQueue queue, EventHub events, SiteId site, Supplier<UUID> ids) {
        return new WaitingRoom(queue, events, site, ids.get());
    }

    @Bean
    GiveUpLaunch giveUpLaunch(JdbcLaunches launches, WaitingRoom queue, JdbcAudit audit) {
        return new GiveUpLaunch(launches, queue, audit);
    }

    @Bean
    EnumerateResources enumerateResources(JdbcResources resources) {
        return new EnumerateResources(resources);
    }

    @Bean
    LaunchResource launchResource(
            JdbcResources resources,
            JdbcSessions sessions,
            JdbcLaunches launches,
            HostsNow hosts,
            OrderDesk desk,
            SharePasswords sharePasswords,
            JdbcHostAccounts accounts,
            JdbcRules siteRules,
            TicketsByKey tickets,
            JdbcAudit audit,
            JdbcPlacementRules rules,
            WaitingRoom queue,
            InstantSource clock,
            Supplier<UUID> ids) {
        return new LaunchResource(
                resources,
                sessions,
                launches,
                hosts,
                new OrdersByLink(desk, sharePasswords, ids),
                accounts,
                siteRules,
                tickets,
                audit,
                rules,
                queue,
                clock,
                ids);
    }

    @Bean
    LaunchNews launchNews(JdbcClient database, JdbcLaunches launches, LaunchProgress progress, SiteId site) {
        return new LaunchNews(database, launches, progress, site);
    }

    @Bean
    ClientSessions clientSessions(
            JdbcSessions sessions, JdbcClaims claims, OrderDesk desk, SiteId site, Supplier<UUID> ids) {
        return new ClientSessions(sessions, claims, desk, site, ids);
    }

    @Bean
    SessionOrders sessionOrders(
            JdbcSessions sessions,
            HostsNow hosts,
            OrderDesk desk,
            EventHub events,
            JdbcAudit audit,
            Supplier<UUID> ids) {
        return new SessionOrders(sessions, hosts, desk, events, audit, ids);
    }

    @Bean(destroyMethod = "close")
    Chores chores(
            HostsNow hosts,
            JdbcSessions sessions,
            JdbcLaunches launches,
            JdbcLaunchQueue queue,
            JdbcClaims claims,
            ClientGrants grants,
            PortalSessions portalSessions,
            EventHub events,
            JdbcPlacementRules rules,
            SiteId site) {
        return new Chores(hosts, sessions, launches, queue, claims, grants, portalSessions, events, rules, site);
    }
}
