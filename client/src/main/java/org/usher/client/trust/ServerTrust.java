package org.usher.client.trust;

import java.security.cert.X509Certificate;
import org.usher.wire.Octets;

/** Whom a user takes for the farm at an address. */
public sealed interface ServerTrust {

    /** Who has a certificate of a public CA for the address's name. */
    record PublicAuthority() implements ServerTrust {}

    /** A gateway that the farm's own CA has certified as one. At which address it is does not matter. */
    record Farm(X509Certificate authority) implements ServerTrust {}

    /** Who has a certificate of this CA for the address's name. */
    record Authority(X509Certificate authority) implements ServerTrust {}

    /** Who has this very certificate. */
    record Pinned(Octets sha256) implements ServerTrust {}
}
