/**
 * RD Gateway over HTTP and WebSocket (MS-TSGU, sections 2.2.10 and 3.7): the packets, the server's side of the conversation
 * and what the requests around it say. Stock RDP clients speak it to a gateway.
 *
 * <p>A driver reads requests with {@link org.usher.wire.tsgu.TsguRequest}, packets with
 * {@link org.usher.wire.tsgu.TsguCodec}, asks {@link org.usher.wire.tsgu.ServerTunnel} about each, and does what it says.
 * The only credential is a ticket in the PAA cookie.
 */
@NullMarked
package org.usher.wire.tsgu;

import org.jspecify.annotations.NullMarked;
