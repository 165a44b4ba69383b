package org.usher.domain.launch;

import java.util.Map;
import java.util.Optional;
import org.usher.domain.audit.AuditFact;
import org.usher.domain.audit.AuditLog;
import org.usher.domain.identity.Principal;

/** Giving a launch up that waits in the queue. */
public final class GiveUpLaunch {

    private final Launches launches;
    private final LaunchQueue queue;
    private final AuditLog audit;

    public GiveUpLaunch(Launches launches, LaunchQueue queue, AuditLog audit) {
        this.launches = launches;
        this.queue = queue;
        this.audit = audit;
    }

    /** What came of it. */
    public enum GivenUp {
        /** It waits no more. */
        DONE,
        /** It does not wait: a host prepares it, or it has come to its end. */
        TOO_LATE,
        /** The user has no such launch. */
        UNKNOWN
    }

    /**
     * Gives it up.
     *
     * @param key the click's own name
     */
    public GivenUp giveUp(Principal who, String key, String address) {
        Optional<LaunchId> launch = launches.ofClick(who.user(), key);
        if (launch.isEmpty()) {
            return GivenUp.UNKNOWN;
        }
        if (!queue.leave(launch.get())) {
            return GivenUp.TOO_LATE;
        }
        launches.refused(launch.get(), LaunchRefusal.GIVEN_UP, "", Optional.empty());
        String code = LaunchRefusal.GIVEN_UP.code();
        audit.record(
                AuditFact.refused(who.site(), who.name(), address, LaunchFacts.ACTION, "launch " + launch.get(), code)
                        .with(Map.of("launch", launch.get().toString())));
        return GivenUp.DONE;
    }
}
