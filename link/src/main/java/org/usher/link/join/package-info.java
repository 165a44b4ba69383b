/** How a machine becomes a component of the farm. */
@NullMarked
package org.usher.link.join;

import org.jspecify.annotations.NullMarked;
