/**
 * RD Gateway (MS-TSGU) for RDP clients, over a WebSocket or over two HTTP connections ({@code docs/protocol/ms-tsgu.md}).
 * {@link org.usher.wire.tsgu.ServerTunnel} decides what is said; here it is said, and RDP is relayed between the client and
 * its host. The edge hands its connections over to {@link org.usher.gateway.tsgu.TunnelDoor}.
 */
@NullMarked
package org.usher.gateway.tsgu;

import org.jspecify.annotations.NullMarked;
