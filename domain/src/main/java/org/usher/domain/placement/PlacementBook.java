package org.usher.domain.placement;

import org.usher.domain.farm.SiteId;

/** Where the rules of placement are kept. */
public interface PlacementBook {

    /** The site's rules as they are now. */
    PlacementRules of(SiteId site);
}
