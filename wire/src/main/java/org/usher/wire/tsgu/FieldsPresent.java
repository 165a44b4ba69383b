package org.usher.wire.tsgu;

/** Which optional fields a packet has (MS-TSGU 2.2.5.3): the bits of its fieldsPresent. */
final class FieldsPresent {

    /** HTTP_TUNNEL_PACKET. */
    static final int PAA_COOKIE = 0x1;

    static final int REAUTH = 0x2;

    /** HTTP_TUNNEL_RESPONSE. */
    static final int TUNNEL_ID = 0x1;

    static final int CAPABILITIES = 0x2;
    static final int SOH_REQUEST = 0x4;
    static final int CONSENT = 0x10;

    /** HTTP_TUNNEL_AUTH_PACKET. */
    static final int SOH = 0x1;

    /** HTTP_TUNNEL_AUTH_RESPONSE. */
    static final int REDIRECTIONS = 0x1;

    static final int IDLE = 0x2;
    static final int SOH_RESPONSE = 0x4;

    /** HTTP_CHANNEL_RESPONSE. */
    static final int CHANNEL_ID = 0x1;

    private FieldsPresent() {}
}
