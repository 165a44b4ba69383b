/** Other programs of the desk: whether they are there, and running them. */
@NullMarked
package org.usher.client.program;

import org.jspecify.annotations.NullMarked;
