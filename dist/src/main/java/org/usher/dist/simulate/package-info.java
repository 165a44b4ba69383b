/**
 * {@code usher simulate}: a storm of launches onto a farm on paper, replayed in simulated time with the placement of the
 * broker. Called by the command line.
 */
@NullMarked
package org.usher.dist.simulate;

import org.jspecify.annotations.NullMarked;
