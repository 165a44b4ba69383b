/**
 * WebSocket framing (RFC 6455) for a server that relays: payload goes through, and is never gathered. Called by whoever
 * has answered the opening handshake.
 */
@NullMarked
package org.usher.relay.websocket;

import org.jspecify.annotations.NullMarked;
