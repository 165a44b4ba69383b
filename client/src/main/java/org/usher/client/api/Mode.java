package org.usher.client.api;

import java.util.Arrays;
import java.util.Optional;

/** How an RDP client gets to its host. */
public enum Mode {
    /** Through the gateway's plain relay port. */
    GATEWAY("gateway", "through the gateway's plain port"),
    /** Straight to the host. */
    DIRECT("direct", "straight to the host"),
    /** Inside the gateway's TLS. */
    GATEWAY_SSL("gateway-ssl", "through the gateway"),
    /** Straight to the host, whose certificate has to be the right one. */
    DIRECT_SSL("direct-ssl", "straight to the host, with its certificate checked"),
    /** Straight where the host can be reached from here, else through the gateway. */
    AUTOMATIC("automatic", "straight to the host where it can be reached, else through the gateway");

    private final String word;
    private final String sentence;

    Mode(String word, String sentence) {
        this.word = word;
        this.sentence = sentence;
    }

    /** As it is written in the API and on the command line. */
    public String word() {
        return word;
    }

    /** The way, in words. */
    public String sentence() {
        return sentence;
    }

    /** Whether the client goes to the host itself. */
    public boolean isDirect() {
        return this == DIRECT || this == DIRECT_SSL;
    }

    /** The mode with this {@link #word()}. */
    public static Optional<Mode> ofWord(String word) {
        return Arrays.stream(values()).filter(mode -> mode.word.equals(word)).findFirst();
    }
}
