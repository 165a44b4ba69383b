package org.usher.relay.websocket;

/** Why a WebSocket is closed (RFC 6455, 7.4.1, and the IANA registry of close codes). */
public enum CloseCode {
    /** Everything is said. */
    NORMAL(1000),
    /** The peer broke the protocol. */
    PROTOCOL_ERROR(1002),
    /** A kind of message that is not spoken here. */
    UNSUPPORTED(1003),
    /** The peer did what it must not. */
    POLICY(1008),
    /** A frame that is too big. */
    TOO_BIG(1009),
    /** Something behind us went away. */
    INTERNAL(1011),
    /** We stop; come back, here or elsewhere. */
    SERVICE_RESTART(1012),
    /** Not now; come back a little later. */
    TRY_AGAIN(1013);

    private final int number;

    CloseCode(int number) {
        this.number = number;
    }

    /** The code on the wire. */
    public int number() {
        return number;
    }

    /** Whether a peer may send this code (RFC 6455, 7.4.2; 3000 and above are an application's own). */
    static boolean mayBeSent(int number) {
        return (number >= 1000 && number <= 1003)
                || (number >= 1007 && number <= 1014)
                || (number >= 3000 && number <= 4999);
    }
}
