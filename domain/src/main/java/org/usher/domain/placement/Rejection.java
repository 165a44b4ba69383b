package org.usher.domain.placement;

/** Why a host was not a candidate; {@link #code} is for answer, log, metric and audit. */
public enum Rejection {
    /** The resource is not published on it. */
    NOT_OFFERED("host-not-offered"),
    /** An administrator has disabled it. */
    DISABLED("host-disabled"),
    /** It is draining and takes nobody new. */
    DRAINING("host-draining"),
    /** It is in maintenance and takes nobody new. */
    MAINTENANCE("host-maintenance"),
    /** It never reported. */
    NEVER_REPORTED("host-never-reported"),
    /** Its last report is older than the dead time. */
    SILENT("host-silent"),
    /** Its agent takes no orders at the moment. */
    NOT_LISTENING("host-not-listening"),
    /** Its RDP port does not answer as RDP. */
    RDP_FAILS("host-rdp-fails"),
    /** It has as many sessions as it may. */
    FULL("host-full"),
    /** As many sessions begin on it as may at once. */
    LOGONS_FULL("host-logons-full"),
    /** Launches that came earlier wait for it. */
    LOGONS_QUEUED("host-logons-queued"),
    /** The user has a session of another kind there, and xrdp keeps one per user and host. */
    OTHER_SESSION("host-other-session"),
    /** The user maps to no account on it. */
    NO_ACCOUNT("host-no-account"),
    /** It shows desktops only. */
    DESKTOP_ONLY("host-desktop-only"),
    /** It shows single applications to RDP clients only. */
    RDP_CLIENT_ONLY("host-rdp-client-only"),
    /** It has no address that the client could go straight to. */
    NO_RDP_ADDRESS("host-no-rdp-address"),
    /** It was asked in this launch already and did not take it. */
    DECLINED("host-declined");

    private final String code;

    Rejection(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }
}
