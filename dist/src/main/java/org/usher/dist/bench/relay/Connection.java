package org.usher.dist.bench.relay;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.util.List;

/** A client's way through a relay to the other end, from the moment at which it is dialled. */
interface Connection {

    /** What it was opened for. */
    Work work();

    /** The TLS version and cipher suite that were agreed on, of each of its TCP connections. */
    List<String> protections();

    /** Ends it, and waits until it has ended on this side. */
    void close();

    /** The TLS version and cipher suite of a channel. */
    static String protection(Channel channel) {
        var session = channel.pipeline().get(SslHandler.class).engine().getSession();
        return session.getProtocol() + " " + session.getCipherSuite();
    }
}
