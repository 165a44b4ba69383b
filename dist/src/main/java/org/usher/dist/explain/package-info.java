/** {@code usher explain}: what became of a launch and why, for a terminal. Called by the command line. */
@NullMarked
package org.usher.dist.explain;

import org.jspecify.annotations.NullMarked;
