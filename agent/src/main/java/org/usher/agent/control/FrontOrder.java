package org.usher.agent.control;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.usher.link.host.Permissions;
import org.usher.wire.Octets;
import org.usher.wire.rdp.ClientInfo;

/** What the agent wants of the front. Orders are carried out in their sequence; each has a number for its answer. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "do")
@JsonSubTypes({
    @JsonSubTypes.Type(value = FrontOrder.Keys.class, name = "keys"),
    @JsonSubTypes.Type(value = FrontOrder.Expect.class, name = "expect"),
    @JsonSubTypes.Type(value = FrontOrder.SignOn.class, name = "sign-on"),
    @JsonSubTypes.Type(value = FrontOrder.LetGo.class, name = "let-go"),
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
     * @param client what its portal session digests to, or what stands for an RDP client, base64url
     * @param shell the command for xrdp to run, should the session not be there yet
     * @param codeDigest the SHA-256 of an RDP client's connect code, base64url; null for a browser
     * @param addressBound whether an RDP client may come back only from where it came first
     * @param permissions what the session may do with the client's machine, as far as this host can keep it to that
     */
    record Expect(
            long number,
            UUID launch,
            UUID session,
            UUID user,
            String account,
            String client,
            String shell,
            int validSeconds,
            @Nullable String codeDigest,
            boolean addressBound,
            Permissions permissions)
            implements FrontOrder {

        private static final int DIGEST = 32;

        public Expect {
            Objects.requireNonNull(permissions, "permissions");
            if (codeDigest != null && Octets.ofText(codeDigest).length() != DIGEST) {
                throw new IllegalArgumentException("codeDigest of " + codeDigest.length() + " characters (expected: "
                        + DIGEST + " bytes, base64url)");
            }
            if (account.isEmpty() || !ClientInfo.arrivesWhole(account) || !ClientInfo.arrivesWhole(shell)) {
                throw new IllegalArgumentException(
                        "account and shell: too long for a sign-on (expected: what xrdp gets whole)");
            }
        }
    }

    /** Make a sign-on credential for this account. */
    record SignOn(long number, String account) implements FrontOrder {}

    /**
     * Tell the pages of a session whose RDP connection has ended why it did. Whoever has come meanwhile is not touched, and an
     * RDP client that lost its connection may come back.
     */
    record LetGo(long number, UUID session, String reason) implements FrontOrder {}

    /** End the streams and leases of a session, and expect nobody for it; the pages are told why. */
    record EndSession(long number, UUID session, String reason) implements FrontOrder {}

    /** End the streams and leases of a portal session. */
    record EndClient(long number, String client) implements FrontOrder {}
}
