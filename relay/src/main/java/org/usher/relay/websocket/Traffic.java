package org.usher.relay.websocket;

import java.util.concurrent.atomic.LongAdder;

/**
 * Payload that went through all WebSockets of a process.
 *
 * @param in bytes that came from clients
 * @param out bytes that went to clients
 */
public record Traffic(LongAdder in, LongAdder out) {

    /** Nothing yet. */
    public Traffic() {
        this(new LongAdder(), new LongAdder());
    }
}
