/**
 * Letting RDP clients in: their tickets judged, the front asked (or, where there is none, a broker), and the way to the host.
 * Called by the two doors through which RDP clients come.
 */
@NullMarked
package org.usher.gateway.admission;

import org.jspecify.annotations.NullMarked;
