package org.usher.broker.farm;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.usher.domain.farm.SiteId;
import org.usher.domain.hosts.Host;
import org.usher.domain.hosts.HostKind;
import org.usher.domain.identity.UserId;
import org.usher.domain.launch.ConnectCode;
import org.usher.domain.launch.LaunchId;
import org.usher.domain.launch.LaunchRequest;
import org.usher.domain.launch.TicketOffice;
import org.usher.wire.Octets;
import org.usher.wire.ticket.ClientBinding;
import org.usher.wire.ticket.HostProof;
import org.usher.wire.ticket.Ticket;
import org.usher.wire.ticket.TicketSigner;

/**
 * Signs tickets with the farm's key, and makes connect codes of another.
 *
 * <p>A connect code is a keyed digest (HMAC, RFC 2104) of its launch. So the same click gets the same file again, and yet the
 * database holds nothing that a code could be made of: the key in it is sealed.
 */
public final class TicketsByKey implements TicketOffice {

    /** The longest that a client may come back to one stream; after that it asks for another launch. */
    static final Duration RETURNS = Duration.ofHours(24);

    private static final String PURPOSE = "usher-connect-code:";

    private final TicketSigner signer;
    private final Octets codeKey;
    private final InstantSource clock;

    public TicketsByKey(TicketSigner signer, Octets codeKey, InstantSource clock) {
        this.signer = signer;
        this.codeKey = codeKey;
        this.clock = clock;
    }

    /** What a launch's ticket is bound to. */
    public static Octets binding(LaunchId launch, LaunchRequest.Client client) {
        return switch (client) {
            case LaunchRequest.Browser(String portal) -> Octets.ofText(portal);
            case LaunchRequest.RdpClient rdp -> ClientBinding.ofRdpClient(launch.value());
        };
    }

    @Override
    public String issue(LaunchId launch, SiteId site, UserId user, Host host, LaunchRequest.Client client) {
        return sign(launch, site, user, host, binding(launch, client), clock.instant(), client.opens());
    }

    /**
     * The ticket of an RDP client's launch once more.
     *
     * @param at when the click came: the copy is good for no longer than the first one was
     */
    public String copy(
            LaunchId launch, SiteId site, UserId user, Host host, Instant at, LaunchRequest.RdpClient client) {
        return sign(launch, site, user, host, binding(launch, client), at, client.opens());
    }

    private String sign(
            LaunchId launch, SiteId site, UserId user, Host host, Octets client, Instant issued, Duration opens) {
        return signer.sign(new Ticket(
                launch.value(),
                site.value(),
                user.value(),
                host.id().value(),
                host.target(),
                proof(host.kind()),
                client,
                issued,
                issued.plus(opens),
                issued.plus(RETURNS)));
    }

    private static HostProof proof(HostKind kind) {
        return switch (kind) {
            case HostKind.Managed managed -> new HostProof.Front();
            case HostKind.Unmanaged(HostKind.Platform platform, HostKind.Pinned(String sha256)) ->
                new HostProof.Pinned(Octets.of(HexFormat.of().parseHex(sha256)));
            case HostKind.Unmanaged(HostKind.Platform platform, HostKind.Authority authority) ->
                new HostProof.Authority();
        };
    }

    @Override
    public ConnectCode code(LaunchId launch) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(codeKey.bytes(), "HmacSHA256"));
            byte[] digest = mac.doFinal((PURPOSE + launch).getBytes(StandardCharsets.US_ASCII));
            byte[] part = Arrays.copyOf(digest, org.usher.wire.rdpfile.ConnectCode.RANDOM_BYTES);
            String text = org.usher.wire.rdpfile.ConnectCode.of(Octets.of(part)).text();
            return new ConnectCode(text, Octets.digestOf(text).text());
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("HMAC is missing from this Java runtime", missing);
        }
    }
}
