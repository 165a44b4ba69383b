package org.usher.domain.testing;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Ids that count from one, so that a failure can be read and comes out the same each time. */
public final class CountedIds implements Supplier<UUID> {

    private final AtomicLong last = new AtomicLong();

    @Override
    public UUID get() {
        return new UUID(0, last.incrementAndGet());
    }
}
