package org.usher.gateway.http;

import io.netty.util.NetUtil;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** What counts as one client where there is a limit for one. */
public final class ClientNetwork {

    private ClientNetwork() {}

    /** The address itself; of IPv6 its network, since one subscriber has 64 bits of it, and 2^64 addresses in there. */
    public static InetAddress of(InetAddress client) {
        if (client instanceof Inet4Address) {
            return client;
        }
        byte[] network = client.getAddress();
        Arrays.fill(network, 8, network.length, (byte) 0);
        try {
            return InetAddress.getByAddress(network);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(NetUtil.toAddressString(client), impossible);
        }
    }
}
