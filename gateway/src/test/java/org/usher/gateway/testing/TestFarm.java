package org.usher.gateway.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.usher.gateway.dial.HostAndPort;
import org.usher.gateway.settings.GatewaySettings;
import org.usher.gateway.settings.Limits;
import org.usher.gateway.settings.Patience;
import org.usher.link.identity.ComponentIdentity;
import org.usher.relay.testing.TestAuthority;
import org.usher.relay.tls.TlsCredentials;
import org.usher.wire.Octets;
import org.usher.wire.component.ComponentName;
import org.usher.wire.component.ComponentRole;
import org.usher.wire.ticket.ClientBinding;
import org.usher.wire.ticket.HostProof;
import org.usher.wire.ticket.Ticket;
import org.usher.wire.ticket.TicketKeyId;
import org.usher.wire.ticket.TicketSigner;

/** A farm of one site: its CA, its ticket key, its components' identities. */
public final class TestFarm {

    /** The value of the portal session's cookie. */
    public static final String COOKIE = "c2Vzc2lvbi1vZi1hbGljZQ";

    private static final TicketKeyId KEY_ID = new TicketKeyId(0x1234L);

    private final TestAuthority authority = TestAuthority.create();
    private final UUID site = UUID.randomUUID();
    private final KeyPair ticketKeys = newTicketKeys();
    private final TicketSigner signer = new TicketSigner(KEY_ID, ticketKeys.getPrivate());

    public TestAuthority authority() {
        return authority;
    }

    public UUID site() {
        return site;
    }

    /** A new component of this farm, reachable on loopback. */
    public ComponentIdentity identity(ComponentRole role, UUID id) {
        return identity(new ComponentName(site, role, id));
    }

    /** A component with any name, certified by this farm's CA. */
    public ComponentIdentity identity(ComponentName name) {
        TlsCredentials credentials = authority.component(name, "127.0.0.1", "localhost", "gw.example");
        return new ComponentIdentity(credentials.key(), credentials.chain().getFirst(), authority.certificate());
    }

    /** The brokers' public keys, as a report's answer has them. */
    public Map<String, String> ticketKeys() {
        return Map.of(
                KEY_ID.text(), Octets.of(ticketKeys.getPublic().getEncoded()).text());
    }

    /** A good ticket of the test's own session. */
    public String ticket(UUID host, String target) {
        Instant now = Instant.now();
        return sign(new Ticket(
                UUID.randomUUID(),
                site,
                UUID.randomUUID(),
                host,
                target,
                ClientBinding.ofCookie(COOKIE),
                now.minusSeconds(1),
                now.plusSeconds(60),
                now.plus(Duration.ofHours(12))));
    }

    /** A good ticket of the test's own session for a host without a front. */
    public String ticket(UUID launch, UUID host, String target, HostProof proof) {
        Instant now = Instant.now();
        return sign(new Ticket(
                launch,
                site,
                UUID.randomUUID(),
                host,
                target,
                proof,
                ClientBinding.ofCookie(COOKIE),
                now.minusSeconds(1),
                now.plusSeconds(60),
                now.plus(Duration.ofHours(12))));
    }

    /** A good ticket for an RDP client. */
    public Ticket rdpTicket(UUID host, String target, HostProof proof) {
        Instant now = Instant.now();
        UUID launch = UUID.randomUUID();
        return new Ticket(
                launch,
                site,
                UUID.randomUUID(),
                host,
                target,
                proof,
                ClientBinding.ofRdpClient(launch),
                now.minusSeconds(1),
                now.plusSeconds(600),
                now.plus(Duration.ofHours(24)));
    }

    public String sign(Ticket ticket) {
        return signer.sign(ticket);
    }

    public TicketSigner signer() {
        return signer;
    }

    /** Settings of a gateway that has joined already. */
    public GatewaySettings settings(Path state, Limits limits, Patience patience, List<HostAndPort> brokers)
            throws IOException {
        identity(ComponentRole.GATEWAY, UUID.randomUUID()).save(state.resolve("identity"));
        return new GatewaySettings(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Optional.empty(),
                List.of("gw.example"),
                "gateway of the test",
                brokers,
                state,
                Optional.empty(),
                Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                2,
                limits,
                patience);
    }

    private static KeyPair newTicketKeys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
