package org.usher.wire.tsgu;

/** How a client authenticates inside the tunnel: HTTP_EXTENDED_AUTH (MS-TSGU 2.2.5.3), bits of a number. */
public final class ExtendedAuthType {

    /** Not at all. */
    public static final int NONE = 0x0;

    /** A smart card. */
    public static final int SMART_CARD = 0x1;

    /** Pluggable authentication: a cookie, which is our ticket. */
    public static final int PAA = 0x2;

    /** NTLM in packets. */
    public static final int SSPI_NTLM = 0x4;

    private ExtendedAuthType() {}
}
