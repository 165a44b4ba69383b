package org.usher.domain.sessions;

import org.usher.domain.farm.SiteId;
import org.usher.domain.identity.UserId;

/**
 * What makes two launches share a session: same user, site, kind and policy.
 *
 * <p>INVARIANT: at most one live session has a given key; the database enforces it.
 *
 * @param policy the fingerprint of the policy that the session runs under
 */
public record SessionKey(SiteId site, UserId user, SessionKind kind, String policy) {

    /** The fingerprint of the policy that allows everything. */
    public static final String USUAL_POLICY = "usual";
}
