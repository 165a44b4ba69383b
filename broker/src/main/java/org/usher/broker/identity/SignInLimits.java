package org.usher.broker.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.Optional;

/**
 * How often one address may try to sign in, whatever names it uses. Who succeeds does not count: a whole office can be
 * behind one address. Kept in memory: a restart forgives.
 */
public final class SignInLimits {

    private static final int BURST = 20;
    private static final int REFILL = 20;
    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final int MAX_ADDRESSES = 50_000;

    private final Cache<String, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(MAX_ADDRESSES)
            .expireAfterAccess(PERIOD.multipliedBy(2))
            .build();

    /** Counts one try; says how long to wait when it is one too many. */
    public Optional<Duration> refuse(String address) {
        ConsumptionProbe probe = bucket(address).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    /** Takes back the count of one try, which has succeeded. */
    public void succeeded(String address) {
        bucket(address).addTokens(1);
    }

    private Bucket bucket(String address) {
        return buckets.get(
                address,
                key -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(BURST).refillGreedy(REFILL, PERIOD))
                        .build());
    }
}
