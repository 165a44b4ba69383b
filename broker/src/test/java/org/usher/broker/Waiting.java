package org.usher.broker;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for something that happens by itself, with a generous deadline and no fixed pause. */
public final class Waiting {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    private Waiting() {}

    public static void until(Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("did not come about within " + PATIENCE.toSeconds() + " s");
            }
            Thread.onSpinWait();
            java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
        }
    }
}
