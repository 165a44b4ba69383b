/**
 * The ticket: a broker's signed permission for one launch ({@code docs/protocol/ticket.md}). Minted by the broker, read by
 * gateway and front. The other two kinds of secret, connect code and lease, are random bytes and need no format.
 */
@NullMarked
package org.usher.wire.ticket;

import org.jspecify.annotations.NullMarked;
