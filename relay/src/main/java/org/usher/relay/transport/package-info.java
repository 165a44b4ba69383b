/** Event loops and sockets, with the options that every connection of ours has. Called by whoever listens or dials. */
@NullMarked
package org.usher.relay.transport;

import org.jspecify.annotations.NullMarked;
