/** Tests of the explanations for a terminal. */
@NullMarked
package org.usher.dist.explain;

import org.jspecify.annotations.NullMarked;
