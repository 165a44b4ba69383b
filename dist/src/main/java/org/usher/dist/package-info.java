/**
 * The one executable: its command line, the demo, the benchmarks. Wiring only; what the commands do is in the other modules.
 */
@NullMarked
package org.usher.dist;

import org.jspecify.annotations.NullMarked;
