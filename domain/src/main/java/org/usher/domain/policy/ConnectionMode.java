package org.usher.domain.policy;

/**
 * By which way an RDP client comes to its session. A browser always comes by {@link #GATEWAY_SSL}. In the order of their
 * strictness, the strictest first.
 */
public enum ConnectionMode {
    /** RDP inside the gateway's TLS. */
    GATEWAY_SSL,
    /** RDP through the gateway's plain relay port; RDP's own TLS runs from end to end. */
    GATEWAY,
    /** Straight to the host, which must prove itself with a certificate that the client trusts. */
    DIRECT_SSL,
    /** Straight to the host. */
    DIRECT,
    /** Straight to the host when the client reaches it, else by {@link #GATEWAY_SSL}. */
    AUTOMATIC;

    /** Whether the client goes, or may go, to the host itself. */
    public boolean mayGoDirect() {
        return switch (this) {
            case GATEWAY_SSL, GATEWAY -> false;
            case DIRECT_SSL, DIRECT, AUTOMATIC -> true;
        };
    }

    /** Whether there is no way but straight to the host. */
    public boolean onlyDirect() {
        return switch (this) {
            case GATEWAY_SSL, GATEWAY, AUTOMATIC -> false;
            case DIRECT_SSL, DIRECT -> true;
        };
    }
}
