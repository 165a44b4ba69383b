package org.usher.domain.policy;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.usher.domain.identity.GroupId;
import org.usher.domain.identity.Principal;

/**
 * The rules of a site.
 *
 * @param policy what sessions may do at most
 * @param mode how RDP clients come when neither they nor their groups say otherwise
 * @param clientsMayChoose whether a client may come by any way that it likes
 * @param addressBound whether a connection file is good for nobody but the address that used it first
 * @param groups what groups add; one that is not named adds nothing
 */
public record SiteRules(
        SessionPolicy policy,
        ConnectionMode mode,
        boolean clientsMayChoose,
        boolean addressBound,
        Map<GroupId, GroupRules> groups) {

    /** All is allowed, everybody comes by the gateway's TLS, and files are bound. */
    public static final SiteRules USUAL =
            new SiteRules(SessionPolicy.ALL, ConnectionMode.GATEWAY_SSL, false, true, Map.of());

    public SiteRules {
        groups = Map.copyOf(groups);
    }

    /**
     * What a group adds.
     *
     * @param mode how its members' RDP clients come; empty when it has no word on that
     */
    public record GroupRules(PartialPolicy policy, Optional<ConnectionMode> mode) {}

    /** What counts for this user: the strictest of the site's word, the resource's, and that of every group. */
    public SessionPolicy policy(Principal who, PartialPolicy resource) {
        SessionPolicy strictest = policy.strictest(resource);
        for (GroupId group : who.groups()) {
            GroupRules rules = groups.get(group);
            if (rules != null) {
                strictest = strictest.strictest(rules.policy());
            }
        }
        return strictest;
    }

    /** How this user's RDP clients come when they do not say: the strictest word of the user's groups, else the site's. */
    public ConnectionMode mode(Principal who) {
        return who.groups().stream()
                .map(groups::get)
                .filter(rules -> rules != null && rules.mode().isPresent())
                .map(rules -> rules.mode().orElseThrow())
                .min(Comparator.naturalOrder())
                .orElse(mode);
    }

    /** The ways that this user's clients may ask for. Automatic has two ways, and the client finds out which one works. */
    public Set<ConnectionMode> allowed(Principal who) {
        if (clientsMayChoose) {
            return EnumSet.allOf(ConnectionMode.class);
        }
        ConnectionMode theirs = mode(who);
        return theirs == ConnectionMode.AUTOMATIC
                ? EnumSet.of(ConnectionMode.AUTOMATIC, ConnectionMode.GATEWAY_SSL, ConnectionMode.DIRECT_SSL)
                : EnumSet.of(theirs);
    }

    /** What comes of a client's wish; empty when it is not allowed. */
    public Optional<ConnectionMode> mode(Principal who, Optional<ConnectionMode> wish) {
        return Optional.of(wish.orElseGet(() -> mode(who))).filter(allowed(who)::contains);
    }
}
