package org.usher.relay.stream;

import java.nio.ByteBuffer;

/** Where the client is, as its RDP side sees it. */
public interface Page {

    /** Bytes for the client; they are the callee's for the length of the call. */
    void toClient(ByteBuffer bytes);

    /** Sends what was given to {@link #toClient}. */
    void flushToClient();

    /** Whether more may be given. */
    boolean clientHasRoom();

    /** The RDP server takes more of the client's bytes again. */
    void rdpHasRoom();

    /** Ends the client's stream for this reason. */
    void end(String reason);
}
