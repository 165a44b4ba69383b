/** {@code usher connect}: what a person at a desk types, and what is said back. */
@NullMarked
package org.usher.dist.connect;

import org.jspecify.annotations.NullMarked;
