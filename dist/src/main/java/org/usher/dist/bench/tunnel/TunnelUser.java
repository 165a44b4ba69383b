package org.usher.dist.bench.tunnel;

import io.netty.buffer.ByteBuf;

/** Who uses a tunnel. Called on the tunnel's event loop. */
public interface TunnelUser {

    /** Bytes can go both ways. */
    void opened(Tunnel tunnel);

    /** Bytes came; they are the user's for the length of the call. */
    void received(Tunnel tunnel, ByteBuf bytes);

    /** There is room to write again. */
    default void writable(Tunnel tunnel) {}

    /** It is over, at once or later; told once, also when the user has closed it. */
    void ended(Tunnel tunnel, String why);
}
