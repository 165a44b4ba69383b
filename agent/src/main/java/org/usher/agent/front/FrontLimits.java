package org.usher.agent.front;

import java.time.Duration;
import org.usher.relay.stream.StreamLimits;

/**
 * How long the front waits, and for how many.
 *
 * @param hello from a visitor's connecting to its hello, the TLS handshake included
 * @param strangers how many visitors may be between the two; one more, and of the address that has most of them the one that
 *     has been there longest must go
 * @param certificate how long an RDP client may take from TLS to its wishes: a person may be looking at a certificate
 * @param rdpServer from connecting to the RDP server to TLS with it. xrdp forks a process for it; a busy host takes its time
 * @param comingUp how long an RDP server that is not there is tried again: it may be about to start anew
 * @param prelude from the hello, or an RDP client's wishes, to the end of the prelude, during which the client may come back once from a broken network
 * @param picture how long after the sign-on a client counts as having its picture, however few bytes that has
 * @param wordOfAgent how long the agent may take to say whether a session is over when its RDP connection is
 * @param comeBack how long a stream waits for its client to come back: a little longer than the page tries
 * @param silence how long a transport may be silent before it is given up: pages in the background may ping once a minute
 * @param linger how long a client may take for what was sent before the end of its stream
 * @param farewell how long the RDP server may take to say goodbye to an RDP client that is to go
 * @param pass how long a gateway may take from being let in with an RDP client to its connection
 * @param lease for how long an RDP client may come back
 */
record FrontLimits(
        Duration hello,
        int strangers,
        Duration certificate,
        Duration rdpServer,
        Duration comingUp,
        Duration prelude,
        Duration picture,
        Duration wordOfAgent,
        Duration comeBack,
        Duration silence,
        Duration linger,
        Duration farewell,
        Duration pass,
        Duration lease) {

    /** How long a stream waits. */
    StreamLimits stream() {
        return new StreamLimits(comeBack, silence, linger);
    }

    /** What a front works with. */
    static FrontLimits standard() {
        return new FrontLimits(
                Duration.ofSeconds(10),
                1_000,
                Duration.ofMinutes(2),
                Duration.ofSeconds(15),
                Duration.ofSeconds(8),
                Duration.ofSeconds(60),
                Duration.ofSeconds(2),
                Duration.ofSeconds(2),
                Duration.ofMinutes(2),
                Duration.ofSeconds(150),
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofHours(24));
    }
}
