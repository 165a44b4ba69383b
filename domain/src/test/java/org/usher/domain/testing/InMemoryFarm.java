package org.usher.domain.testing;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.usher.domain.farm.SiteId;
import org.usher.domain.hosts.Host;
import org.usher.domain.hosts.HostFacts;
import org.usher.domain.hosts.HostId;
import org.usher.domain.hosts.HostKind;
import org.usher.domain.hosts.HostLoad;
import org.usher.domain.hosts.HostState;
import org.usher.domain.identity.Principal;
import org.usher.domain.identity.UserId;
import org.usher.domain.launch.HostOrders;
import org.usher.domain.launch.LaunchRequest;
import org.usher.domain.launch.LaunchResource;
import org.usher.domain.placement.PlacementRules;
import org.usher.domain.policy.ConnectionMode;
import org.usher.domain.policy.PartialPolicy;
import org.usher.domain.policy.SiteRules;
import org.usher.domain.publishing.Availability;
import org.usher.domain.publishing.Opening;
import org.usher.domain.publishing.PerHost;
import org.usher.domain.publishing.PublishedResource;
import org.usher.domain.publishing.ResourceId;
import org.usher.domain.publishing.ResourceKind;
import org.usher.domain.sessions.SessionId;

/** A whole farm in memory, with the launch that works on it. */
public final class InMemoryFarm {

    public final CountedIds ids = new CountedIds();
    public final MovableClock clock = new MovableClock();
    public final SiteId site = new SiteId(ids.get());
    public final InMemoryResources resources = new InMemoryResources();
    public final InMemorySessions sessions = new InMemorySessions(clock);
    public final InMemoryLaunches launches = new InMemoryLaunches();
    public final InMemoryHosts hosts = new InMemoryHosts(sessions);
    public final ScriptedHostOrders orders = new ScriptedHostOrders();
    public final InMemoryHostAccounts accounts = new InMemoryHostAccounts();
    public final InMemoryQueue queue = new InMemoryQueue(clock);
    public SiteRules rules = SiteRules.USUAL;
    public PlacementRules placementRules = PlacementRules.USUAL;
    public final PaperTickets tickets = new PaperTickets();
    public final InMemoryAudit audit = new InMemoryAudit();

    /** The use case over these twins. */
    public LaunchResource launch() {
        return new LaunchResource(
                resources,
                sessions,
                launches,
                hosts,
                orders,
                accounts,
                any -> rules,
                tickets,
                audit,
                any -> placementRules,
                queue,
                clock,
                ids);
    }

    /** Somebody who has signed in, and is in no group. */
    public Principal user(String name) {
        return new Principal(site, new UserId(ids.get()), name, name, Set.of(), false);
    }

    /** A host that takes sessions, has reported this load just now, and says yes to every order. */
    public Host host(String name, double load, int maxSessions) {
        Host host = new Host(new HostId(ids.get()), site, name, name + ".example:3389", HostState.ENABLED, maxSessions);
        hosts.join(host);
        hosts.report(host.id(), new HostLoad(clock.instant(), load, load, 0));
        orders.answer(host.id(), new HostOrders.Expected());
        return host;
    }

    /** A host that has nothing of ours, whose RDP port answers. */
    public Host unmanaged(String name, HostKind.Platform system, int maxSessions) {
        Host host = new Host(
                new HostId(ids.get()),
                site,
                name,
                name + ".example:3389",
                HostState.ENABLED,
                maxSessions,
                new HostKind.Unmanaged(system, new HostKind.Authority()));
        hosts.join(host);
        hosts.rdp(host.id(), HostFacts.Rdp.ANSWERS);
        return host;
    }

    /** An idle host with room for ten. */
    public Host host(String name) {
        return host(name, 0, 10);
    }

    /** Publishes an application to this user on every host. */
    public PublishedResource application(String name, Principal to) {
        return publish(ResourceKind.APPLICATION, name, to);
    }

    /** Publishes a desktop to this user on every host. */
    public PublishedResource desktop(String name, Principal to) {
        return publish(ResourceKind.DESKTOP, name, to);
    }

    private PublishedResource publish(ResourceKind kind, String name, Principal to) {
        PublishedResource resource = new PublishedResource(
                new ResourceId(ids.get()),
                site,
                kind,
                name,
                "",
                kind == ResourceKind.APPLICATION ? "xterm" : "",
                List.of(),
                "",
                Optional.empty(),
                true,
                Set.of(to.user()),
                Set.of(),
                Set.of());
        resources.save(resource);
        return resource;
    }

    /** Takes every grant of a resource away. */
    public void revoke(PublishedResource was) {
        resources.save(changed(was, Set.of(), was.hosts()));
    }

    /** Offers a resource on these hosts alone. */
    public void offer(PublishedResource was, Host... on) {
        resources.save(changed(
                was, was.users(), Set.copyOf(List.of(on).stream().map(Host::id).toList())));
    }

    private static PublishedResource changed(PublishedResource was, Set<UserId> users, Set<HostId> hosts) {
        return new PublishedResource(
                was.id(),
                was.site(),
                was.kind(),
                was.name(),
                was.folder(),
                was.target(),
                was.arguments(),
                was.startIn(),
                was.icon(),
                was.enabled(),
                users,
                was.groups(),
                hosts,
                was.policy(),
                was.opening(),
                was.availability(),
                was.perHost());
    }

    /** Lets a resource have a word on what its sessions may do. */
    public PublishedResource restrict(PublishedResource was, PartialPolicy policy) {
        PublishedResource now = new PublishedResource(
                was.id(),
                was.site(),
                was.kind(),
                was.name(),
                was.folder(),
                was.target(),
                was.arguments(),
                was.startIn(),
                was.icon(),
                was.enabled(),
                was.users(),
                was.groups(),
                was.hosts(),
                policy,
                was.opening(),
                was.availability(),
                was.perHost());
        resources.save(now);
        return now;
    }

    /** Closes a resource, or limits how many may have it open. */
    public void limit(PublishedResource was, Availability availability, Principal... users) {
        resources.save(new PublishedResource(
                was.id(),
                was.site(),
                was.kind(),
                was.name(),
                was.folder(),
                was.target(),
                was.arguments(),
                was.startIn(),
                was.icon(),
                was.enabled(),
                Set.copyOf(Stream.of(users).map(Principal::user).toList()),
                was.groups(),
                was.hosts(),
                was.policy(),
                was.opening(),
                availability,
                was.perHost()));
    }

    /** Opens a resource in another way, and in others still on some hosts. */
    public PublishedResource open(PublishedResource was, Opening opening, PerHost... perHost) {
        PublishedResource now = new PublishedResource(
                was.id(),
                was.site(),
                was.kind(),
                was.name(),
                was.folder(),
                was.target(),
                was.arguments(),
                was.startIn(),
                was.icon(),
                was.enabled(),
                was.users(),
                was.groups(),
                was.hosts(),
                was.policy(),
                opening,
                was.availability(),
                List.of(perHost));
        resources.save(now);
        return now;
    }

    /** The same request, for an RDP client. */
    public LaunchRequest asFile(LaunchRequest was, ConnectionMode... wish) {
        return new LaunchRequest(
                was.principal(),
                was.key(),
                was.what(),
                new LaunchRequest.RdpClient(Stream.of(wish).findFirst(), true),
                was.address(),
                was.attached(),
                was.screen());
    }

    /** A click on a resource, with a key of its own. */
    public LaunchRequest click(Principal who, PublishedResource on, SessionId... attached) {
        return request(who, new LaunchRequest.Open(on.id(), false), attached);
    }

    /** A click on a session that is there. */
    public LaunchRequest back(Principal who, SessionId to) {
        return request(who, new LaunchRequest.Return(to));
    }

    /** A click on something, with a key of its own. */
    public LaunchRequest request(Principal who, LaunchRequest.What what, SessionId... attached) {
        UUID key = ids.get();
        return new LaunchRequest(
                who,
                key.toString(),
                what,
                new LaunchRequest.Browser("portal of " + who.name()),
                "192.0.2.7",
                Set.of(attached),
                new LaunchRequest.Screen(1024, 768));
    }
}
