/** A farm and a desk made of paper: the API as it is described, over real sockets and TLS, and programs that are scripts. */
@NullMarked
package org.usher.client.doubles;

import org.jspecify.annotations.NullMarked;
