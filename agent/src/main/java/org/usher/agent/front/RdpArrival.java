package org.usher.agent.front;

import java.net.InetAddress;
import java.util.Optional;
import org.usher.wire.rdp.ConnectionRequest;
import org.usher.wire.rdpfile.ConnectCode;

/**
 * What is known of an RDP client when TLS begins.
 *
 * @param client where it comes from: the address that its connection has, or that its gateway has told
 * @param lease the lease that its gateway's pass stands for, if it came through one
 * @param request what it has asked for
 */
record RdpArrival(InetAddress client, Optional<Lease> lease, ConnectionRequest request) {

    /** The connect code in the routing token. */
    Optional<ConnectCode> code() {
        return request.cookie().flatMap(ConnectCode::ofRoutingToken);
    }
}
