package org.usher.domain.launch;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.usher.domain.farm.SiteId;
import org.usher.domain.hosts.Host;
import org.usher.domain.hosts.HostFacts;
import org.usher.domain.hosts.HostId;
import org.usher.domain.placement.LeastLoaded;
import org.usher.domain.placement.Placement;
import org.usher.domain.placement.PlacementBook;
import org.usher.domain.placement.PlacementRules;
import org.usher.domain.placement.Rejection;

/** The choice of a host for a launch: by the site's rules, and with a look at who waits for which host already. */
final class HostChoice {

    private final PlacementBook rules;
    private final LaunchQueue queue;

    HostChoice(PlacementBook rules, LaunchQueue queue) {
        this.rules = rules;
        this.queue = queue;
    }

    /** What came of it. */
    sealed interface Chosen {}

    /**
     * This host.
     *
     * @param logonCap how many sessions may begin on it at once, 0 for any number
     */
    record This(Host host, int logonCap, Placement placement) implements Chosen {}

    /**
     * Nothing but others' sessions that begin is in the way, and the launch has its place in the queue.
     *
     * @param left how long it may still wait; not above zero when it has waited for long enough
     */
    record Later(Placement placement, Duration left) implements Chosen {}

    /** None. */
    record None(Placement placement, String message) implements Chosen {}

    /** Chooses. To be called while no other decision about places of the site is under way. */
    Chosen choose(
            SiteId site,
            LaunchId launch,
            List<HostFacts> hosts,
            Predicate<HostId> offers,
            Map<HostId, Rejection> refused,
            Instant now) {
        PlacementRules current = rules.of(site);
        LeastLoaded leastLoaded = new LeastLoaded(current);
        Placement alone = leastLoaded.place(hosts, offers, refused, now);
        Map<HostId, Rejection> withQueue = new HashMap<>(refused);
        Set<HostId> candidates = idsOf(alone.candidates());
        queue.before(site, launch).stream()
                .flatMap(waiting -> waiting.hosts().stream())
                .filter(candidates::contains)
                .forEach(host -> withQueue.put(host, Rejection.LOGONS_QUEUED));
        Placement placement =
                withQueue.size() == refused.size() ? alone : leastLoaded.place(hosts, offers, withQueue, now);
        if (placement.chosen().isPresent()) {
            Host host = host(hosts, placement.chosen().get());
            return new This(host, current.logonsOn(host), placement);
        }
        Set<HostId> could = candidates;
        alone.rejected().stream()
                .filter(rejected -> rejected.because() == Rejection.LOGONS_FULL)
                .forEach(rejected -> could.add(rejected.host()));
        if (could.isEmpty()) {
            return new None(placement, UnfitHosts.message(placement, hosts));
        }
        Duration waited = queue.enter(site, launch, could);
        return new Later(placement, current.queueTime().minus(waited));
    }

    private static Set<HostId> idsOf(Collection<Placement.Candidate> candidates) {
        Set<HostId> ids = new HashSet<>();
        candidates.forEach(candidate -> ids.add(candidate.host()));
        return ids;
    }

    private static Host host(Collection<HostFacts> hosts, HostId id) {
        return hosts.stream()
                .map(HostFacts::host)
                .filter(host -> host.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
