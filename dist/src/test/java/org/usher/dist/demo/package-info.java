/** Tests of the demo, as far as it needs no host. */
@NullMarked
package org.usher.dist.demo;

import org.jspecify.annotations.NullMarked;
