package org.usher.gateway.tsgu;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpResponseStatus;
import org.usher.relay.deadline.Deadline;
import org.usher.wire.Octets;

/** What becomes of a request for a tunnel. */
public sealed interface Opening {

    /** It is refused, and the connection ends. The answer has no body: clients of this path trip over one. */
    record Refused(HttpResponseStatus status) implements Opening {}

    /**
     * It is answered, and another request may follow.
     *
     * @param answer the whole of it
     */
    record Answered(Octets answer) implements Opening {}

    /**
     * The connection is a part of a tunnel from now on.
     *
     * @param answer what is said first, once the takeover has been made; nothing, when the request's body goes on
     */
    record TakenOver(Octets answer, Takeover takeover) implements Opening {}

    /** Who goes on with a connection. */
    interface Takeover {

        /**
         * Adds its handlers to the end of the pipeline; the caller takes out its own.
         *
         * @param deadline the handler in the channel's pipeline
         */
        void enter(Channel channel, Deadline deadline);
    }
}
