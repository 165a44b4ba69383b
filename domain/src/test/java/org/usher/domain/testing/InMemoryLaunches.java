package org.usher.domain.testing;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.usher.domain.hosts.HostId;
import org.usher.domain.identity.UserId;
import org.usher.domain.launch.HostOrders;
import org.usher.domain.launch.LaunchId;
import org.usher.domain.launch.LaunchRefusal;
import org.usher.domain.launch.LaunchRequest;
import org.usher.domain.launch.Launches;
import org.usher.domain.placement.Placement;
import org.usher.domain.publishing.ResourceId;
import org.usher.domain.sessions.SessionId;

/** The books about launches in a map. */
public final class InMemoryLaunches implements Launches {

    private final Map<LaunchId, Entry> entries = new LinkedHashMap<>();
    private final Map<LaunchId, HostOrders.RdpTerms> expected = new HashMap<>();

    /** How far a launch has come. */
    public enum State {
        PENDING,
        ISSUED,
        OPENED,
        REFUSED
    }

    /** One launch. {@code placement} is empty when the user went back to a session. */
    public record Entry(
            LaunchId id,
            LaunchRequest request,
            State state,
            Optional<SessionId> session,
            Optional<HostId> host,
            Optional<Placement> placement,
            Optional<LaunchRefusal> refusal,
            String detail) {

        private Entry become(State next) {
            return new Entry(id, request, next, session, host, placement, refusal, detail);
        }
    }

    /** Every launch, oldest first. */
    public synchronized List<Entry> all() {
        return List.copyOf(entries.values());
    }

    /** The launch with this id. */
    public synchronized Entry entry(LaunchId launch) {
        Entry entry = entries.get(launch);
        if (entry == null) {
            throw new AssertionError("launch " + launch + " is not in the books");
        }
        return entry;
    }

    private record Use(ResourceId resource, UserId user) {}

    private final Map<Use, LaunchId> uses = new HashMap<>();

    @Override
    public synchronized boolean use(LaunchId launch, UserId user, ResourceId resource, int most) {
        uses.values().removeIf(used -> entries.containsKey(used) && entry(used).state() == State.REFUSED);
        long others = uses.keySet().stream()
                .filter(use -> use.resource().equals(resource) && !use.user().equals(user))
                .count();
        if (others >= most) {
            return false;
        }
        uses.put(new Use(resource, user), launch);
        return true;
    }

    @Override
    public synchronized Optional<Before> begin(LaunchId launch, LaunchRequest request) {
        Optional<Entry> same = entries.values().stream()
                .filter(entry -> entry.request()
                                .principal()
                                .user()
                                .equals(request.principal().user())
                        && entry.request().key().equals(request.key()))
                .findFirst();
        if (same.isPresent() && same.get().state() != State.REFUSED) {
            return Optional.of(before(same.get()));
        }
        // A refused launch of the same click makes room for the new try.
        same.ifPresent(refused -> entries.remove(refused.id()));
        entries.put(
                launch,
                new Entry(
                        launch,
                        request,
                        State.PENDING,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        ""));
        return Optional.empty();
    }

    private static Before before(Entry entry) {
        return switch (entry.state()) {
            case PENDING, REFUSED -> new UnderWay(entry.id());
            case ISSUED ->
                new Issued(
                        entry.id(), entry.session().orElseThrow(), entry.host().orElseThrow());
            case OPENED -> new Opened(entry.id(), entry.session().orElseThrow());
        };
    }

    @Override
    public synchronized void expects(LaunchId launch, HostOrders.RdpTerms terms) {
        expected.put(entry(launch).id(), terms);
    }

    /** How the RDP client of this launch is known. */
    public synchronized Optional<HostOrders.RdpTerms> expected(LaunchId launch) {
        return Optional.ofNullable(expected.get(launch));
    }

    private final Set<LaunchId> queued = new HashSet<>();

    /** Whether it had to wait in the queue before its turn came. */
    public synchronized boolean hasQueued(LaunchId launch) {
        return queued.contains(launch);
    }

    @Override
    public synchronized Optional<LaunchId> ofClick(UserId user, String key) {
        return entries.values().stream()
                .filter(entry -> entry.request().principal().user().equals(user)
                        && entry.request().key().equals(key))
                .map(Entry::id)
                .findFirst();
    }

    @Override
    public synchronized void queued(LaunchId launch) {
        queued.add(entry(launch).id());
    }

    @Override
    public synchronized void placed(LaunchId launch, SessionId session, HostId host, Optional<Placement> placement) {
        Entry entry = entry(launch);
        entries.put(
                launch,
                new Entry(
                        launch,
                        entry.request(),
                        entry.state(),
                        Optional.of(session),
                        Optional.of(host),
                        placement,
                        Optional.empty(),
                        ""));
    }

    @Override
    public synchronized void ticketed(LaunchId launch) {
        entries.put(launch, entry(launch).become(State.ISSUED));
    }

    @Override
    public synchronized void opened(LaunchId launch) {
        entries.put(launch, entry(launch).become(State.OPENED));
    }

    @Override
    public synchronized void refused(
            LaunchId launch, LaunchRefusal because, String detail, Optional<Placement> placement) {
        Entry entry = entry(launch);
        entries.put(
                launch,
                new Entry(
                        launch,
                        entry.request(),
                        State.REFUSED,
                        entry.session(),
                        entry.host(),
                        placement.or(entry::placement),
                        Optional.of(because),
                        detail));
    }
}
