/** RDP clients of a desk: which one there is, how it is started with a connection file, and what its end means. */
@NullMarked
package org.usher.client.launcher;

import org.jspecify.annotations.NullMarked;
