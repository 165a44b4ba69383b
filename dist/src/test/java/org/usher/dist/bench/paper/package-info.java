/** Tests of the paper farm's own parts. */
@NullMarked
package org.usher.dist.bench.paper;

import org.jspecify.annotations.NullMarked;
