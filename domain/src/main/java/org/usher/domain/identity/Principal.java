package org.usher.domain.identity;

import java.util.Set;
import org.usher.domain.farm.SiteId;

/**
 * Somebody who has signed in, with everything that decisions need to know.
 *
 * @param name the sign-in name
 * @param displayName what people call the user
 * @param groups the groups that the user is in
 * @param administrator whether the console is open to the user
 */
public record Principal(
        SiteId site, UserId user, String name, String displayName, Set<GroupId> groups, boolean administrator) {

    public Principal {
        groups = Set.copyOf(groups);
    }
}
