package org.usher.broker;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.usher.broker.events.EventHub;
import org.usher.broker.hosts.HostsNow;
import org.usher.broker.identity.ClientGrants;
import org.usher.broker.identity.PortalSessions;
import org.usher.broker.store.JdbcClaims;
import org.usher.broker.store.JdbcLaunchQueue;
import org.usher.broker.store.JdbcLaunches;
import org.usher.broker.store.JdbcSessions;
import org.usher.domain.farm.SiteId;
import org.usher.domain.placement.PlacementBook;

/** What a broker does by the clock. Doing any of it twice does no harm. */
final class Chores implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Chores.class);
    private static final long OFTEN_SECONDS = 5;
    private static final long SELDOM_SECONDS = 600;

    private final ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("chores").factory());

    Chores(
            HostsNow hosts,
            JdbcSessions sessions,
            JdbcLaunches launches,
            JdbcLaunchQueue queue,
            JdbcClaims claims,
            ClientGrants grants,
            PortalSessions portalSessions,
            EventHub events,
            PlacementBook rules,
            SiteId site) {
        every(OFTEN_SECONDS, "check RDP ports", hosts::checkAll);
        every(
                OFTEN_SECONDS,
                "mark sessions of silent hosts",
                () -> sessions.markUnknown(rules.of(site).deadTime().toSeconds())
                        .forEach(user -> events.tell(new EventHub.SessionsOf(user))));
        every(
                OFTEN_SECONDS,
                "expire reservations",
                () -> sessions.expireReservations().forEach(user -> events.tell(new EventHub.SessionsOf(user))));
        every(
                OFTEN_SECONDS,
                "expire sessions that nobody carries",
                () -> Stream.concat(claims.expireCarried().stream(), sessions.expireUnseen().stream())
                        .forEach(user -> events.tell(new EventHub.SessionsOf(user))));
        every(OFTEN_SECONDS, "sweep the queue", queue::sweep);
        every(OFTEN_SECONDS, "close unfinished launches", launches::closeUnfinished);
        every(SELDOM_SECONDS, "sweep client grants", grants::sweep);
        every(SELDOM_SECONDS, "sweep portal sessions", portalSessions::sweep);
    }

    private void every(long seconds, String what, Runnable chore) {
        // The chore catches what it throws, so the future has nothing to tell.
        ScheduledFuture<?> _ = clockwork.scheduleWithFixedDelay(
                () -> {
                    try {
                        chore.run();
                    } catch (RuntimeException failed) {
                        // The database may be away; the next time may be better, and the clockwork must go on.
                        LOG.warn("could not {}: {}", what, failed.toString());
                    }
                },
                0,
                seconds,
                TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        clockwork.shutdownNow();
    }
}
