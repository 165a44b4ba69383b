/** Tests of the simulated clients' and hosts' own parts. */
@NullMarked
package org.usher.dist.bench.tunnel;

import org.jspecify.annotations.NullMarked;
