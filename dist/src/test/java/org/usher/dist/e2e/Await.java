package org.usher.dist.e2e;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Waits for something that happens by itself. Deadlines are generous; seconds are for the benchmarks. */
final class Await {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    private Await() {}

    static void until(String what, Callable<Boolean> condition) {
        until(what, PATIENCE, condition);
    }

    static void until(String what, Duration patience, Callable<Boolean> condition) {
        value(what, patience, () -> condition.call() ? Optional.of(true) : Optional.empty());
    }

    static <T> T value(String what, Callable<Optional<T>> question) {
        return value(what, PATIENCE, question);
    }

    private static <T> T value(String what, Duration patience, Callable<Optional<T>> question) {
        long deadline = System.nanoTime() + patience.toNanos();
        @Nullable Throwable last = null;
        while (System.nanoTime() - deadline < 0) {
            try {
                Optional<T> answer = question.call();
                if (answer.isPresent()) {
                    return answer.get();
                }
                last = null;
            } catch (Exception | AssertionError notYet) {
                last = notYet;
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        throw new AssertionError(what + " did not come about within " + patience.toSeconds() + " s", last);
    }
}
