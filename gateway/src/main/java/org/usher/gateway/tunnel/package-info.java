/**
 * The control tunnel: requests to a broker over pooled connections with mutual TLS. Called by the edge.
 */
@NullMarked
package org.usher.gateway.tunnel;

import org.jspecify.annotations.NullMarked;
