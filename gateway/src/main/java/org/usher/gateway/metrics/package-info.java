/**
 * What the gateway counts, and the loopback port where it can be read.
 */
@NullMarked
package org.usher.gateway.metrics;

import org.jspecify.annotations.NullMarked;
