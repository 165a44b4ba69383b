package org.usher.domain.identity;

import java.time.Duration;
import java.time.Instant;

/**
 * When an account is closed after wrong passwords. The first few mistakes cost nothing; then the wait doubles with each
 * one, up to a quarter of an hour, so that guessing is hopeless and a forgetful owner is back after a coffee.
 *
 * @param free how many wrong passwords in a row cost nothing
 * @param firstWait the wait after the next one
 * @param longestWait the longest wait
 */
public record LockOut(int free, Duration firstWait, Duration longestWait) {

    /** Five free mistakes, then 30 seconds, doubled up to 15 minutes. */
    public static final LockOut USUAL = new LockOut(5, Duration.ofSeconds(30), Duration.ofMinutes(15));

    /**
     * Until when the account is closed.
     *
     * @param failures wrong passwords in a row, the one of {@code at} included
     * @param at when the last of them came
     * @return {@code at} itself when the account stays open
     */
    public Instant closedUntil(int failures, Instant at) {
        int over = failures - free;
        if (over <= 0) {
            return at;
        }
        // Beyond 30 doublings the wait is the longest one anyway, and the shift would overflow.
        Duration wait = over > 30 ? longestWait : firstWait.multipliedBy(1L << (over - 1));
        return at.plus(wait.compareTo(longestWait) < 0 ? wait : longestWait);
    }
}
