package org.usher.link.host;

import java.util.Objects;
import java.util.UUID;

/**
 * A launch has reached a stage, or failed on its way there.
 *
 * @param stage the stage's word
 * @param millisecondsAgo how long ago, when this was sent; the host's clock is not believed
 * @param failure a reason code when the stage failed; empty when it was reached
 */
public record StageReport(UUID launch, String stage, long millisecondsAgo, String failure) {

    public StageReport {
        Objects.requireNonNull(launch, "launch");
        Objects.requireNonNull(stage, "stage");
        Objects.requireNonNull(failure, "failure");
    }
}
