package org.usher.agent.control;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Map;
import java.util.UUID;
import org.usher.wire.rdp.ClientInfo;

/** What the agent wants of the front. Orders are carried out in their sequence; each has a number for its answer. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "do")
@JsonSubTypes({
    @JsonSubTypes.Type(value = FrontOrder.Keys.class, name = "keys"),
    @JsonSubTypes.Type(value = FrontOrder.Expect.class, name = "expect"),
    @JsonSubTypes.Type(value = FrontOrder.SignOn.class, name = "sign-on"),
    @JsonSubTypes.Type(value = FrontOrder.EndSession.class, name = "end-session"),
    @JsonSubTypes.Type(value = FrontOrder.EndClient.class, name = "end-client")
})
public sealed interface FrontOrder {

    /** The order's number. */
    long number();

    /** The brokers' public keys: key id to SubjectPublicKeyInfo, base64url. */
    record Keys(long number, UUID site, Map<String, String> keys) implements FrontOrder {}

    /**
     * Let this client in, once.
     *
     * @param client what its portal session digests to, base64url
     * @param shell the command for xrdp to run, should the session not be there yet
     */
    record Expect(
            long number,
            UUID launch,
            UUID session,
            UUID user,
            String account,
            String client,
            String shell,
            int validSeconds)
            implements FrontOrder {

        public Expect {
            if (account.isEmpty() || !ClientInfo.arrivesWhole(account) || !ClientInfo.arrivesWhole(shell)) {
                throw new IllegalArgumentException(
                        "account and shell: too long for a sign-on (expected: what xrdp gets whole)");
            }
        }
    }

    /** Make a sign-on credential for this account. */
    record SignOn(long number, String account) implements FrontOrder {}

    /** End the streams of a session; the pages are told why. */
    record EndSession(long number, UUID session, String reason) implements FrontOrder {}

    /** End the streams and leases of a portal session. */
    record EndClient(long number, String client) implements FrontOrder {}
}
