package org.usher.relay.stream;

import java.time.Duration;

/**
 * How long a stream waits.
 *
 * @param comeBack for its client to come back: a little longer than the page tries
 * @param silence how long a transport may be silent before it is given up: pages in the background may ping once a minute
 * @param linger how long a client may take for what was sent before the end of its stream
 */
public record StreamLimits(Duration comeBack, Duration silence, Duration linger) {}
