/**
 * The choice of a host, with its reasons. Pure functions: the same facts give the same placement, so that one can be
 * replayed.
 */
@NullMarked
package org.usher.domain.placement;

import org.jspecify.annotations.NullMarked;
