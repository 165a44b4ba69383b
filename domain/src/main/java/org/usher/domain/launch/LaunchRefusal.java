package org.usher.domain.launch;

/** Why a launch came to nothing; {@link #code} is for answer, log, metric and audit. */
public enum LaunchRefusal {
    /** There is no such resource for this user. Whether there is one for others is not told. */
    RESOURCE_UNKNOWN("resource-unknown"),
    /** There is no such session of this user. */
    SESSION_UNKNOWN("session-unknown"),
    /** The user maps to no account on the hosts. */
    ACCOUNT_NONE("account-none"),
    /** The host does not let the account be used: it is a system account, an administrator's, or somebody else's. */
    ACCOUNT_REFUSED("account-refused"),
    /** No host offers the resource. */
    NO_HOST_OFFERS("no-host-offers"),
    /** Every host that could take it is full. */
    ALL_FULL("all-full"),
    /** Every host that could take it is silent, disabled or draining. */
    NO_HOST_AVAILABLE("no-host-available"),
    /** Hosts that could take it are in maintenance, and no other one can. */
    HOST_MAINTENANCE("host-maintenance"),
    /** The user's session runs on a host that an administrator has disabled. */
    HOST_DISABLED("host-disabled"),
    /** The user's session of another kind is in the way on every host that could take it. */
    SESSION_CONFLICT("session-conflict"),
    /** The program is not installed on the host. */
    PROGRAM_MISSING("program-missing"),
    /** The document is not on the host. */
    DOCUMENT_MISSING("document-missing"),
    /** An administrator has closed it for a while. */
    RESOURCE_UNAVAILABLE("resource-unavailable"),
    /** As many users as may have it open at the same time. */
    RESOURCE_IN_USE("resource-in-use"),
    /** The user's session runs on a host whose agent does not answer at the moment. */
    HOST_NOT_ANSWERING("host-not-answering"),
    /** The user's RDP clients may not come by this way. */
    MODE_NOT_ALLOWED("mode-not-allowed"),
    /** There is no address for this way that the client could go to. */
    NO_RDP_ADDRESS("no-rdp-address"),
    /** It opens in an RDP client only: the host shows single applications to no browser. */
    RDP_CLIENT_REQUIRED("rdp-client-required"),
    /** It has waited in the queue for as long as it may. */
    QUEUE_TIMEOUT("queue-timeout"),
    /** It was given up while it waited in the queue. */
    GIVEN_UP("launch-given-up"),
    /** The same click is being worked on already. */
    UNDER_WAY("launch-under-way"),
    /** The host tried and failed. */
    HOST_FAILED("host-failed");

    private final String code;

    LaunchRefusal(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }
}
