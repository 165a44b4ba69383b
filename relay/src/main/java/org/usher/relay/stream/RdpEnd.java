package org.usher.relay.stream;

import java.nio.ByteBuffer;

/** What a stream's bytes go to, as the stream sees it: the RDP connection, from its first byte to its last. */
public interface RdpEnd {

    /** Bytes of the client; they are the callee's for the length of the call. */
    void fromClient(ByteBuffer bytes);

    /** Sends what was given to {@link #fromClient}. */
    void flush();

    /** Whether more may be given. */
    boolean writable();

    /** The client has room: reads on, if there is something to read from. */
    void readMore();

    /** Whether there was a connection to the RDP server, and it has ended. */
    boolean hostHasLeft();

    /** Closes the connection; nobody wants it any more. */
    void close();
}
