package org.usher.client.api;

import java.util.Optional;
import org.usher.wire.Octets;

/**
 * What came of asking for a resource.
 *
 * @param id the launch's
 * @param session the session's
 * @param file what opens it; empty when it opens in a session that this desk is connected to
 */
public record Launch(String id, String session, Optional<File> file) {

    /**
     * A connection file.
     *
     * @param name what a person would call it, with its ending
     * @param content its bytes, signed
     * @param mode how it gets to the host
     * @param hostSignOn whether the host asks for credentials of its own
     * @param hostCertificate SHA-256 of the host's certificate, when the farm names it
     */
    public record File(String name, Octets content, Mode mode, boolean hostSignOn, Optional<Octets> hostCertificate) {}

    /** Where in the file the client finds the connect code. */
    public enum Carrier {
        /** As password, which FreeRDP takes from a file. */
        PASSWORD("password"),
        /** As routing token, which every client sends. */
        ROUTING_TOKEN("routing-token");

        private final String word;

        Carrier(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }
}
