/**
 * Connections to components of the farm: resolved, dialled, and proven by certificate; and plain ones to RDP servers. Called
 * by tunnel, stream and admission.
 */
@NullMarked
package org.usher.gateway.dial;

import org.jspecify.annotations.NullMarked;
