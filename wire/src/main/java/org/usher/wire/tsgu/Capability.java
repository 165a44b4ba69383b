package org.usher.wire.tsgu;

/** What the ends of a tunnel can do: HTTP_CAPABILITY_TYPE (MS-TSGU 2.2.5.3), bits of a number. */
public final class Capability {

    /** Statements of health. Never agreed to: clients disagree on how the nonce is laid out. */
    public static final int QUAR_SOH = 0x1;

    /** The client ends an idle session by itself, and knows the code for it. */
    public static final int IDLE_TIMEOUT = 0x2;

    /** Messages that the user must agree to. */
    public static final int MESSAGING_CONSENT_SIGN = 0x4;

    /** Messages that the user is shown. */
    public static final int MESSAGING_SERVICE_MSG = 0x8;

    /** Authenticating again on a second tunnel. */
    public static final int REAUTH = 0x10;

    /** A side channel over UDP. */
    public static final int UDP_TRANSPORT = 0x20;

    /** Those that {@link ServerTunnel} agrees to, when the client offers them. */
    static final int SERVED = IDLE_TIMEOUT | MESSAGING_SERVICE_MSG;

    private Capability() {}
}
