/**
 * {@code usher bench}: measurements beside a peer that does the same work, in the same run. What they have in common;
 * called by the commands.
 */
@NullMarked
package org.usher.dist.bench;

import org.jspecify.annotations.NullMarked;
