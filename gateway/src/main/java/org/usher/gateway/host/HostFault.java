package org.usher.gateway.host;

import org.usher.gateway.dial.Dialled;
import org.usher.wire.rdcleanpath.RdCleanPath;

/**
 * Why there is no connection to a host, or none any more.
 *
 * @param code the reason code
 * @param failure what the RDP client in the page is told, when it still waits for its answer
 * @param detail for the log
 */
record HostFault(String code, RdCleanPath.Failure failure, String detail) {

    static final String MALFORMED = "rdp-malformed";

    static HostFault of(Dialled.Cause cause, String detail) {
        return new HostFault(cause.code(), cause.failure(), detail);
    }

    static HostFault refused(String detail) {
        return new HostFault("rdp-refused", Dialled.Cause.REFUSED.failure(), detail);
    }

    static HostFault malformed(String detail) {
        return new HostFault(MALFORMED, RdCleanPath.Failure.ofHttp(BAD_GATEWAY), detail);
    }

    static HostFault timedOut(String detail) {
        return new HostFault("rdp-timeout", Dialled.Cause.TIMED_OUT.failure(), detail);
    }

    static HostFault closed(String detail) {
        return new HostFault("rdp-closed", Dialled.Cause.REFUSED.failure(), detail);
    }

    private static final int BAD_GATEWAY = 502;
}
