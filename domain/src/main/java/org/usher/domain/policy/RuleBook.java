package org.usher.domain.policy;

import org.usher.domain.farm.SiteId;

/** Where the rules of sites are kept. */
public interface RuleBook {

    /** The site's rules as they are now. */
    SiteRules of(SiteId site);
}
