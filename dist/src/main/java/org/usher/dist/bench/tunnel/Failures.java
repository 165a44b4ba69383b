package org.usher.dist.bench.tunnel;

import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.usher.dist.bench.BenchOutput;

/** What went wrong, and how often. */
final class Failures {

    private final Map<String, AtomicInteger> reasons = new ConcurrentHashMap<>();

    /** Notes it down if it is one. */
    void note(@Nullable Throwable failed) {
        if (failed != null) {
            Throwable cause =
                    failed instanceof CompletionException && failed.getCause() != null ? failed.getCause() : failed;
            reasons.computeIfAbsent(String.valueOf(cause.getMessage()), first -> new AtomicInteger())
                    .incrementAndGet();
        }
    }

    int count() {
        return reasons.values().stream().mapToInt(AtomicInteger::get).sum();
    }

    /** Says what there is to say. */
    void tell(BenchOutput output) {
        reasons.forEach((reason, count) -> output.progress("failed " + count + " times: " + reason));
    }
}
