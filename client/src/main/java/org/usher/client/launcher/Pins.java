package org.usher.client.launcher;

import java.security.cert.X509Certificate;
import java.util.List;
import org.usher.wire.Octets;

/**
 * Which certificates an RDP client is to take for the farm's.
 *
 * @param fingerprints SHA-256 of such certificates. FreeRDP takes them for whatever it connects to, gateway or host
 * @param authorities CAs; a certificate of theirs has to carry the name that the client connects to
 * @param strict whether any other certificate ends the connection. If not, the client asks its user
 */
public record Pins(List<Octets> fingerprints, List<X509Certificate> authorities, boolean strict) {

    /** Nothing is known: the client asks its user. */
    public static final Pins NONE = new Pins(List.of(), List.of(), false);

    public Pins {
        fingerprints = fingerprints.stream().distinct().toList();
        authorities = List.copyOf(authorities);
    }
}
