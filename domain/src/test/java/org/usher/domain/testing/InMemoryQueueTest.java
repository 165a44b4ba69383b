package org.usher.domain.testing;

import java.time.Duration;
import java.util.UUID;
import org.usher.domain.farm.SiteId;
import org.usher.domain.launch.LaunchId;
import org.usher.domain.launch.LaunchQueue;

class InMemoryQueueTest extends LaunchQueueContract {

    private final MovableClock clock = new MovableClock();
    private final InMemoryQueue queue = new InMemoryQueue(clock);
    private final SiteId site = new SiteId(new UUID(0, 1));

    @Override
    protected LaunchQueue queue() {
        return queue;
    }

    @Override
    protected SiteId site() {
        return site;
    }

    @Override
    protected LaunchId launch() {
        return new LaunchId(UUID.randomUUID());
    }

    @Override
    protected void pass(Duration time) {
        clock.pass(time);
    }
}
