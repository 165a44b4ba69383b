package org.usher.link.host;

import java.util.Map;
import java.util.UUID;

/**
 * What a broker wants of a host, as the answer to a report.
 *
 * @param site the host's site
 * @param ticketKeys the brokers' public keys: key id to SubjectPublicKeyInfo, base64url
 * @param wantApplications whether the broker needs the list of installed applications
 * @param reportEverySeconds how long to wait before the next report
 * @param sessionEndsAfterSeconds how long a session of applications lives on when its last window has closed
 */
public record HostDesired(
        UUID site,
        Map<String, String> ticketKeys,
        boolean wantApplications,
        int reportEverySeconds,
        int sessionEndsAfterSeconds) {

    public HostDesired {
        ticketKeys = Map.copyOf(ticketKeys);
    }
}
