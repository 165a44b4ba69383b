package org.usher.wire.tsgu;

/**
 * The return codes that a gateway gives (MS-TSGU 2.2.6), as HRESULTs.
 *
 * <p>INVARIANT: a response carries {@link #hresult}, a close packet {@link #closeStatus}. Clients look at the sign of a
 * response's code only, so the short form in a response would be taken for success.
 */
public enum ReturnCode {
    /** All is well. */
    ERROR_SUCCESS(0),
    /** The end, by order or because the host is done. */
    ERROR_GRACEFUL_DISCONNECT(0x800704CA),
    /** A time-out, for clients that know no {@link #E_PROXY_SESSIONTIMEOUT}. */
    ERROR_CONNECTION_ABORTED(0x800704D4),
    /** Anything unexpected, a packet in the wrong state among it. */
    E_PROXY_INTERNALERROR(0x800759D8),
    /** The target is not allowed. */
    E_PROXY_RAP_ACCESSDENIED(0x800759DA),
    /** A policy refuses the user or the connection. */
    E_PROXY_NAP_ACCESSDENIED(0x800759DB),
    /** The target does not answer. */
    E_PROXY_TS_CONNECTFAILED(0x800759DD),
    /** A limit is reached. */
    E_PROXY_MAXCONNECTIONSREACHED(0x800759E6),
    /** A version or protocol that is not served. */
    E_PROXY_NOTSUPPORTED(0x800759E8),
    /** The client offers no ticket, and nothing else is taken. */
    E_PROXY_CAPABILITYMISMATCH(0x800759E9),
    /** The session has lasted, or lain idle, as long as it may. */
    E_PROXY_SESSIONTIMEOUT(0x800759F6),
    /** The PAA cookie is missing, empty or no text. */
    E_PROXY_COOKIE_BADPACKET(0x800759F7),
    /** The ticket in the PAA cookie opens nothing. */
    E_PROXY_COOKIE_AUTHENTICATION_ACCESS_DENIED(0x800759F8),
    /** The client wants to authenticate in a way that is not offered. */
    E_PROXY_UNSUPPORTED_AUTHENTICATION_METHOD(0x800759F9),
    /** There is no tunnel to authenticate again. */
    E_PROXY_REAUTH_AUTHN_FAILED(0x800759FA);

    private final int hresult;

    ReturnCode(int hresult) {
        this.hresult = hresult;
    }

    /** The whole value, for responses. */
    public int hresult() {
        return hresult;
    }

    /** The low 16 bits (HRESULT_CODE), for {@link TsguPacket.CloseChannel} and its response. */
    public int closeStatus() {
        return hresult & 0xffff;
    }
}
