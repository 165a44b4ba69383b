package org.usher.domain.audit;

import java.util.Map;
import java.util.Optional;
import org.usher.domain.farm.SiteId;

/**
 * Something that somebody did or was refused.
 *
 * @param actor who: a user's sign-in name, or a component's name
 * @param address from where, as the gateway saw it; empty for components
 * @param action what, as {@code noun.verb}
 * @param object to what, in words that a reader of the log understands
 * @param outcome how it ended
 * @param reason the reason code of a refusal or failure
 * @param details more for the reader; never a secret
 */
public record AuditFact(
        SiteId site,
        String actor,
        String address,
        String action,
        String object,
        Outcome outcome,
        Optional<String> reason,
        Map<String, String> details) {

    /** How it ended. */
    public enum Outcome {
        DONE,
        REFUSED,
        FAILED
    }

    public AuditFact {
        details = Map.copyOf(details);
    }

    /** Something that was done. */
    public static AuditFact done(SiteId site, String actor, String address, String action, String object) {
        return new AuditFact(site, actor, address, action, object, Outcome.DONE, Optional.empty(), Map.of());
    }

    /** Something that was refused. */
    public static AuditFact refused(
            SiteId site, String actor, String address, String action, String object, String reason) {
        return new AuditFact(site, actor, address, action, object, Outcome.REFUSED, Optional.of(reason), Map.of());
    }

    /** Something that did not work. */
    public static AuditFact failed(
            SiteId site, String actor, String address, String action, String object, String reason) {
        return new AuditFact(site, actor, address, action, object, Outcome.FAILED, Optional.of(reason), Map.of());
    }

    /** The same fact with more for the reader. */
    public AuditFact with(Map<String, String> more) {
        return new AuditFact(site, actor, address, action, object, outcome, reason, more);
    }
}
