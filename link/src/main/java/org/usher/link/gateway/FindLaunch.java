package org.usher.link.gateway;

import java.util.Objects;

/**
 * A gateway looks for the launch of an RDP client that brings a connect code and no ticket. The answer is a
 * {@link FoundLaunch}, or a problem with the code {@value #UNKNOWN}.
 *
 * @param codeDigest the SHA-256 of the code, base64url; the code itself is not the broker's to know
 * @param address where the client is, without a port, for the audit log
 */
public record FindLaunch(String codeDigest, String address) {

    /** The reason code when no launch that is still good has this code. */
    public static final String UNKNOWN = "launch-unknown";

    /** Where to ask. */
    public static final String PATH = "/link/v1/gateway/find";

    public FindLaunch {
        Objects.requireNonNull(codeDigest, "codeDigest");
        Objects.requireNonNull(address, "address");
    }

    @Override
    public String toString() {
        return "FindLaunch[codeDigest=•••, address=" + address + "]";
    }
}
