/** Tests of the relay benchmark's own parts. */
@NullMarked
package org.usher.dist.bench.relay;

import org.jspecify.annotations.NullMarked;
