package org.usher.broker.hosts;

import java.util.List;
import java.util.Optional;
import org.usher.broker.store.JdbcHosts;
import org.usher.domain.farm.SiteId;
import org.usher.domain.hosts.HostFacts;
import org.usher.domain.hosts.HostId;
import org.usher.domain.launch.HostDirectory;

/** The facts that placement decides on: the books, who is listening, and which RDP ports answer. */
public final class HostsNow implements HostDirectory {

    private final JdbcHosts hosts;
    private final OrderDesk desk;
    private final RdpHealth health;
    private final SiteId site;

    public HostsNow(JdbcHosts hosts, OrderDesk desk, RdpHealth health, SiteId site) {
        this.hosts = hosts;
        this.desk = desk;
        this.health = health;
        this.site = site;
    }

    @Override
    public List<HostFacts> facts(SiteId wanted) {
        return hosts.ofSite(wanted).stream().map(this::facts).toList();
    }

    /** The facts about one host. */
    public HostFacts facts(JdbcHosts.Known known) {
        HostId id = known.host().id();
        if (!known.host().managed()) {
            // It never listens and reports nothing: health and our own counts are all there is.
            return new HostFacts(
                    known.host(),
                    Optional.empty(),
                    false,
                    health.of(id),
                    known.own(),
                    known.logons(),
                    known.lastGiven());
        }
        // An agent whose front is not ready would take the order and have to refuse the client.
        boolean listening = known.frontReady() && desk.listening(id);
        return new HostFacts(
                known.host(), known.load(), listening, health.of(id), known.own(), known.logons(), known.lastGiven());
    }

    /** Whether the host has an agent. One that is not there any more counts as one that had. */
    public boolean isManaged(HostId id) {
        return hosts.find(site, id).map(known -> known.host().managed()).orElse(true);
    }

    @Override
    public boolean isDead(HostId id) {
        return hosts.find(site, id).map(known -> !health.check(known.host())).orElse(true);
    }

    /** Checks every host's RDP port. To be called every few seconds. */
    public void checkAll() {
        hosts.ofSite(site)
                .forEach(known -> Thread.ofVirtual()
                        .name("rdp-health-" + known.host().name())
                        .start(() -> health.check(known.host())));
    }
}
