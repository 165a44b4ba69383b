/** Doubles of everything that a gateway meets: farm, broker, front, browser. Never shipped. */
@NullMarked
package org.usher.gateway.testing;

import org.jspecify.annotations.NullMarked;
