package org.usher.gateway.http;

import io.netty.buffer.ByteBuf;

/** Somebody who answers one request: gets its body, and writes to an {@link Answer}. On the connection's event loop. */
public interface Exchange {

    /**
     * More of the body.
     *
     * @param bytes the callee's from here on; may be empty
     * @param last whether the request is whole with them
     */
    void body(ByteBuf bytes, boolean last);

    /** The client takes more of the answer, after it took none for a while. */
    void writable();

    /** The client is gone, or the request was broken off; nobody wants an answer. */
    void gone();
}
