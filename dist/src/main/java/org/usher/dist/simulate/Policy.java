package org.usher.dist.simulate;

import org.usher.domain.placement.PlacementRules;

/** A way to choose hosts, with the name under which it is compared. */
record Policy(String name, PlacementRules rules) {}
