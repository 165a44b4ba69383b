/**
 * A farm that exists on paper only, and the relays that carry traffic into it: real gateways and HAProxy. What the benchmarks
 * of the gateway have in common.
 */
@NullMarked
package org.usher.dist.bench.paper;

import org.jspecify.annotations.NullMarked;
