/**
 * The drivers of the resumable stream: its frames, whose bytes are in {@code wire}, and the end of it that has the RDP
 * connection behind it. Called by front and gateway.
 */
@NullMarked
package org.usher.relay.stream;

import org.jspecify.annotations.NullMarked;
