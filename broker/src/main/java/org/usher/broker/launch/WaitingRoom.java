package org.usher.broker.launch;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.usher.broker.events.EventHub;
import org.usher.broker.store.JdbcLaunchQueue;
import org.usher.domain.farm.SiteId;
import org.usher.domain.hosts.HostId;
import org.usher.domain.identity.UserId;
import org.usher.domain.launch.LaunchId;
import org.usher.domain.launch.LaunchQueue;

/**
 * The queue, and the requests that wait in it at this broker. One look at the table serves all of them: it keeps their
 * places, tells each its position when that has changed, and wakes those who are next for some host. The others sleep on, so
 * that a long queue costs no more decisions than a short one.
 *
 * <p>Looks come by the clock, and at once when {@link #changed} is called.
 */
public final class WaitingRoom implements LaunchQueue, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WaitingRoom.class);
    private static final long LOOK_MILLIS = 500;

    private final JdbcLaunchQueue queue;
    private final EventHub events;
    private final SiteId site;
    private final UUID holder;
    private final AtomicBoolean lookWanted = new AtomicBoolean();
    private final ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("queue").factory());

    /** Who waits here; guarded by this. */
    private final Map<LaunchId, Waiter> waiters = new HashMap<>();

    /** One request that waits. All of it is guarded by the room. */
    private static final class Waiter {
        private @Nullable Woken woken;
        private int position;
    }

    public WaitingRoom(JdbcLaunchQueue queue, EventHub events, SiteId site, UUID holder) {
        this.queue = queue;
        this.events = events;
        this.site = site;
        this.holder = holder;
        // The look catches what it throws, so the future has nothing to tell.
        ScheduledFuture<?> _ =
                clockwork.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Sessions have begun or ended, or somebody has left the queue: it may be somebody's turn. */
    public void changed() {
        if (lookWanted.compareAndSet(false, true)) {
            try {
                clockwork.execute(this::look);
            } catch (RejectedExecutionException closed) {
                LOG.debug("the queue is closed: {}", closed.toString());
            }
        }
    }

    private void look() {
        lookWanted.set(false);
        try {
            Set<LaunchId> here = here();
            if (!here.isEmpty()) {
                queue.renew(here);
                tell(here, queue.waiting(site));
            }
        } catch (RuntimeException failed) {
            // The database may be away; the next look may be better, and the clockwork must go on.
            LOG.warn("the queue could not be looked at: {}", failed.toString());
        }
    }

    private synchronized Set<LaunchId> here() {
        return Set.copyOf(waiters.keySet());
    }

    private void tell(Set<LaunchId> here, List<JdbcLaunchQueue.Place> places) {
        Map<LaunchId, UserId> moved = wake(here, places);
        moved.forEach((launch, user) -> events.tell(new EventHub.LaunchOf(user, launch)));
    }

    /** Wakes whoever it may concern, and says who has another position now. */
    private synchronized Map<LaunchId, UserId> wake(Set<LaunchId> here, List<JdbcLaunchQueue.Place> places) {
        Map<LaunchId, UserId> moved = new HashMap<>();
        Set<HostId> wanted = new HashSet<>();
        Set<LaunchId> there = new HashSet<>();
        int position = 0;
        for (JdbcLaunchQueue.Place place : places) {
            position++;
            there.add(place.launch());
            Waiter waiter = waiters.get(place.launch());
            if (waiter != null) {
                if (waiter.position != position) {
                    waiter.position = position;
                    moved.put(place.launch(), place.user());
                }
                if (!wanted.containsAll(place.hosts())) {
                    waiter.woken = Woken.TURN;
                }
            }
            wanted.addAll(place.hosts());
        }
        waiters.forEach((launch, waiter) -> {
            // Who came after the look began may not be in it yet.
            if (here.contains(launch) && !there.contains(launch)) {
                waiter.woken = Woken.GONE;
            }
        });
        notifyAll();
        return moved;
    }

    @Override
    public List<Waiting> before(SiteId wanted, LaunchId launch) {
        return queue.before(wanted, launch);
    }

    @Override
    public Duration enter(SiteId wanted, LaunchId launch, Set<HostId> hosts) {
        return queue.enter(wanted, launch, hosts, holder);
    }

    @Override
    public boolean takeUp(LaunchId launch) {
        return queue.takeUp(launch, holder);
    }

    @Override
    public Woken await(LaunchId launch, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        Waiter waiter = new Waiter();
        synchronized (this) {
            waiters.put(launch, waiter);
        }
        try {
            return queue.position(launch).isEmpty() ? Woken.GONE : await(waiter, deadline);
        } finally {
            synchronized (this) {
                waiters.remove(launch, waiter);
            }
        }
    }

    private synchronized Woken await(Waiter waiter, long deadline) {
        while (waiter.woken == null) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                return Woken.LATER;
            }
            try {
                wait(left);
            } catch (InterruptedException stopped) {
                // The broker stops: the client will find another one, and its place there.
                Thread.currentThread().interrupt();
                return Woken.LATER;
            }
        }
        return waiter.woken;
    }

    @Override
    public OptionalInt position(LaunchId launch) {
        return queue.position(launch);
    }

    @Override
    public void rest(LaunchId launch) {
        queue.rest(launch);
    }

    @Override
    public boolean leave(LaunchId launch) {
        boolean had = queue.leave(launch);
        if (had) {
            changed();
        }
        return had;
    }

    @Override
    public void close() {
        clockwork.shutdownNow();
    }
}
