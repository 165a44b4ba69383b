package org.usher.gateway.edge;

import org.usher.gateway.settings.Patience;
import org.usher.relay.deadline.Deadline;

/** The stages of a connection that speaks HTTP, each with its deadline and the reason code of its passing. */
record Stages(Deadline deadline, Patience patience) {

    /** A new connection says nothing. */
    static final String NO_REQUEST = "no-request";

    /** A header does not end. */
    static final String HEADER = "header-timeout";

    /** A body does not go on. */
    static final String BODY = "body-timeout";

    /** The client takes nothing of an answer. */
    static final String SLOW_READER = "slow-reader";

    /** Nothing was asked for a while. */
    static final String IDLE = "idle";

    /** The client could have read the last answer by now. */
    static final String LINGER = "linger";

    void open() {
        // RDP clients show the certificate to a person before they say a word.
        deadline.armIdle(patience.idle(), NO_REQUEST, patience.header(), HEADER);
    }

    void idle() {
        deadline.armIdle(patience.idle(), IDLE, patience.header(), HEADER);
    }

    void body() {
        deadline.arm(patience.bodySilence(), BODY);
    }

    void slowReader() {
        deadline.arm(patience.slowReader(), SLOW_READER);
    }

    void linger() {
        deadline.arm(patience.linger(), LINGER);
    }

    /** It is not the client whom we wait for. */
    void working() {
        deadline.disarm();
    }
}
