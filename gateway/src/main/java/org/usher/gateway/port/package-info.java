/** Ports that clients reach, and how many of them are let in. What a connection becomes is decided by whoever opens the port. */
@NullMarked
package org.usher.gateway.port;

import org.jspecify.annotations.NullMarked;
