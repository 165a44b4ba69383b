/** Tests of the session benchmarks' own parts. */
@NullMarked
package org.usher.dist.bench.session;

import org.jspecify.annotations.NullMarked;
