/**
 * The public port: TLS, HTTP within hard limits, and the choice between tunnel, stream and the gateway's own pages.
 */
@NullMarked
package org.usher.gateway.edge;

import org.jspecify.annotations.NullMarked;
