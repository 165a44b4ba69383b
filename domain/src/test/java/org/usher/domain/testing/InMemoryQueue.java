package org.usher.domain.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.usher.domain.farm.SiteId;
import org.usher.domain.hosts.HostId;
import org.usher.domain.launch.LaunchId;
import org.usher.domain.launch.LaunchQueue;

/** The queue in a map. Nobody is woken in it: a wait lets the clock pass, and says that the time is over. */
public final class InMemoryQueue implements LaunchQueue {

    private final Map<LaunchId, Place> places = new LinkedHashMap<>();
    private final MovableClock clock;

    /** What happens while somebody waits. */
    public Runnable meanwhile = () -> {};

    public InMemoryQueue(MovableClock clock) {
        this.clock = clock;
    }

    private record Place(SiteId site, Set<HostId> hosts, Instant since, Instant seen, boolean held) {}

    private boolean counts(Place place) {
        return !place.seen().plus(ABSENCE).isBefore(clock.instant());
    }

    private void see(LaunchId launch, boolean held) {
        places.computeIfPresent(
                launch, (same, was) -> new Place(was.site(), was.hosts(), was.since(), clock.instant(), held));
    }

    @Override
    public synchronized List<Waiting> before(SiteId site, LaunchId launch) {
        List<Waiting> before = new ArrayList<>();
        for (Map.Entry<LaunchId, Place> one : places.entrySet()) {
            if (one.getKey().equals(launch)) {
                break;
            }
            if (one.getValue().site().equals(site) && counts(one.getValue())) {
                before.add(new Waiting(one.getKey(), one.getValue().hosts()));
            }
        }
        return before;
    }

    @Override
    public synchronized Duration enter(SiteId site, LaunchId launch, Set<HostId> hosts) {
        Instant now = clock.instant();
        Place place = places.compute(
                launch, (same, was) -> new Place(site, Set.copyOf(hosts), was == null ? now : was.since(), now, true));
        return Duration.between(place.since(), now);
    }

    @Override
    public synchronized boolean takeUp(LaunchId launch) {
        Place place = places.get(launch);
        if (place == null || (place.held() && counts(place))) {
            return false;
        }
        see(launch, true);
        return true;
    }

    @Override
    public Woken await(LaunchId launch, Duration atMost) {
        meanwhile.run();
        synchronized (this) {
            if (!places.containsKey(launch)) {
                return Woken.GONE;
            }
            clock.pass(atMost);
            see(launch, true);
            return Woken.LATER;
        }
    }

    @Override
    public synchronized OptionalInt position(LaunchId launch) {
        Place place = places.get(launch);
        return place == null
                ? OptionalInt.empty()
                : OptionalInt.of(before(place.site(), launch).size() + 1);
    }

    @Override
    public synchronized void rest(LaunchId launch) {
        see(launch, false);
    }

    @Override
    public synchronized boolean leave(LaunchId launch) {
        return places.remove(launch) != null;
    }

    /** How many have a place, whether it counts or not. */
    public synchronized int size() {
        return places.size();
    }
}
