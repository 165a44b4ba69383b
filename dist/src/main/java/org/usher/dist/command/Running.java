package org.usher.dist.command;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a process alive until it is asked to stop, and then closes its parts, the last one first. */
final class Running {

    private static final Logger LOG = LoggerFactory.getLogger(Running.class);

    private Running() {}

    static int untilStopped(List<? extends AutoCloseable> parts) throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            for (AutoCloseable part : parts.reversed()) {
                                try {
                                    part.close();
                                } catch (Exception failed) {
                                    LOG.warn("did not stop cleanly: {}", failed.toString());
                                }
                            }
                            stopped.countDown();
                        },
                        "stop"));
        stopped.await();
        return 0;
    }
}
