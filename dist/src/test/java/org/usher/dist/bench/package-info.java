/** Tests of what the benchmarks compute. */
@NullMarked
package org.usher.dist.bench;

import org.jspecify.annotations.NullMarked;
