/**
 * Connections to components of the farm: resolved, dialled, and proven by certificate. Called by tunnel and stream.
 */
@NullMarked
package org.usher.gateway.dial;

import org.jspecify.annotations.NullMarked;
