/**
 * Netty drivers that gateway and front share: sockets and event loops, TLS, deadlines, WebSocket framing, the stream's
 * frames, and the splice of two channels. They move bytes and decide nothing. Called by {@code gateway} and
 * {@code agent}; may use {@code wire} only.
 */
@NullMarked
package org.usher.relay;

import org.jspecify.annotations.NullMarked;
