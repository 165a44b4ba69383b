/** Tests of farms on paper. */
@NullMarked
package org.usher.dist.simulate;

import org.jspecify.annotations.NullMarked;
