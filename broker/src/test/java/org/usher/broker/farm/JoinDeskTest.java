package org.usher.broker.farm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.usher.broker.TestDatabase;
import org.usher.broker.store.JdbcHosts;
import org.usher.domain.audit.AuditFact;
import org.usher.domain.farm.SiteId;
import org.usher.domain.testing.InMemoryAudit;
import org.usher.link.client.Joining;
import org.usher.link.identity.ComponentIdentity;
import org.usher.link.identity.Pem;
import org.usher.link.join.JoinAnswer;
import org.usher.link.join.JoinRequest;
import org.usher.link.join.JoinToken;
import org.usher.wire.Octets;
import org.usher.wire.component.ComponentName;
import org.usher.wire.component.ComponentRole;

class JoinDeskTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final InstantSource CLOCK = InstantSource.system();
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    private static Path directory;

    private final SiteId site = DATABASE.site();
    private final InMemoryAudit audit = new InMemoryAudit();
    private final KeyPair keys = ComponentIdentity.newKeyPair();
    private FarmAuthority authority;
    private JoinDesk desk;

    @BeforeEach
    void open() throws Exception {
        KeySeal seal = KeySeal.of(directory.resolve("farm.key"), true, RANDOM);
        authority = new FarmKeys(DATABASE.sql(), seal).authority(site.value(), CLOCK.instant(), RANDOM);
        desk = deskOf(site);
    }

    private JoinDesk deskOf(SiteId of) {
        return new JoinDesk(
                DATABASE.sql(),
                DATABASE.transaction(),
                authority,
                of,
                List.of("broker.example:8444"),
                audit,
                CLOCK,
                RANDOM,
                UUID::randomUUID);
    }

    private static byte[] signature(KeyPair by, Octets what, String algorithm) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(by.getPrivate());
        signature.update(what.bytes());
        return signature.sign();
    }

    private static JoinRequest request(JoinToken token, KeyPair with, byte[] proof, String name, String... addresses) {
        return new JoinRequest(
                token.secret().text(),
                name,
                Octets.of(with.getPublic().getEncoded()).text(),
                Octets.of(proof).text(),
                List.of(addresses),
                "test");
    }

    private JoinRequest request(JoinToken token, String name, String... addresses) throws GeneralSecurityException {
        return request(token, keys, signature(keys, token.secret(), "SHA256withECDSA"), name, addresses);
    }

    private JoinAnswer join(JoinRequest request) throws JoinDesk.RefusedException {
        return desk.join(request, "192.0.2.7");
    }

    private void requireRefused(JoinRequest request, String message) {
        assertThatThrownBy(() -> join(request))
                .isInstanceOf(JoinDesk.RefusedException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aHostGetsACertificateForItsKeyNameAndAddresses() throws Exception {
        JoinToken token = desk.newToken(ComponentRole.HOST, HOUR);
        assertThat(token.authority()).isEqualTo(Joining.fingerprint(authority.certificate()));
        assertThat(token.brokers()).containsExactly("broker.example:8444");
        JoinAnswer answer = join(request(token, "Host 1", "host-1.example", "192.0.2.7", "2001:db8::7"));
        X509Certificate certificate = Pem.certificates(answer.certificate()).getFirst();
        certificate.verify(authority.certificate().getPublicKey());
        assertThat(certificate.getPublicKey()).isEqualTo(keys.getPublic());
        ComponentName name = ComponentName.of(certificate).orElseThrow();
        assertThat(name.role()).isEqualTo(ComponentRole.HOST);
        assertThat(name.site()).isEqualTo(site.value());
        assertThat(certificate.getSubjectAlternativeNames().toString())
                .contains("host-1.example")
                .contains("192.0.2.7")
                .contains("2001:db8:0:0:0:0:0:7");
        assertThat(new JdbcHosts(DATABASE.sql()).ofSite(site)).singleElement().satisfies(known -> {
            assertThat(known.host().name()).isEqualTo("Host 1");
            assertThat(known.host().target()).isEqualTo("host-1.example:3389");
            assertThat(known.host().id().value()).isEqualTo(name.id());
        });
        assertThat(audit.facts()).singleElement().satisfies(fact -> {
            assertThat(fact.action()).isEqualTo("component.join");
            assertThat(fact.outcome()).isEqualTo(AuditFact.Outcome.DONE);
            assertThat(fact.address()).isEqualTo("192.0.2.7");
        });
    }

    @Test
    void theTokenSaysWhichRoleAMachineGets() throws Exception {
        JoinAnswer answer = join(request(desk.newToken(ComponentRole.GATEWAY, HOUR), "edge", "edge.example"));
        X509Certificate certificate = Pem.certificates(answer.certificate()).getFirst();
        assertThat(ComponentName.of(certificate).map(ComponentName::role)).contains(ComponentRole.GATEWAY);
        assertThat(new JdbcHosts(DATABASE.sql()).ofSite(site)).isEmpty();
    }

    @Test
    void aTokenThatHasExpiredIsRefusedAndAudited() throws Exception {
        JoinToken token = desk.newToken(ComponentRole.HOST, Duration.ofSeconds(-1));
        requireRefused(request(token, "late", "late.example"), "unknown, used or expired");
        assertThat(audit.facts()).singleElement().satisfies(fact -> {
            assertThat(fact.outcome()).isEqualTo(AuditFact.Outcome.REFUSED);
            assertThat(fact.reason()).contains(JoinDesk.TOKEN_REFUSED);
            assertThat(fact.object()).isEqualTo("late");
        });
        assertThat(new JdbcHosts(DATABASE.sql()).ofSite(site)).isEmpty();
    }

    @Test
    void aTokenThatIsSpentIsRefusedAndTheFirstMachineStays() throws Exception {
        JoinToken token = desk.newToken(ComponentRole.HOST, HOUR);
        join(request(token, "first", "first.example"));
        requireRefused(request(token, "second", "second.example"), "unknown, used or expired");
        assertThat(new JdbcHosts(DATABASE.sql()).ofSite(site)).hasSize(1);
    }

    @Test
    void aTokenThatWasNeverMadeOrIsAnotherSitesIsRefused() throws Exception {
        JoinToken token = desk.newToken(ComponentRole.HOST, HOUR);
        byte[] invented = new byte[32];
        RANDOM.nextBytes(invented);
        JoinToken unknown = new JoinToken(
                token.brokers(), token.authority(), token.site(), token.role(), token.expires(), Octets.of(invented));
        requireRefused(request(unknown, "guess", "guess.example"), "unknown, used or expired");
        JoinToken foreign = deskOf(DATABASE.site()).newToken(ComponentRole.HOST, HOUR);
        requireRefused(request(foreign, "stray", "stray.example"), "unknown, used or expired");
    }

    @Test
    void ofTwoMachinesWithOneTokenAtOnceOneGetsIn() throws Exception {
        JoinToken token = desk.newToken(ComponentRole.HOST, HOUR);
        List<Callable<Boolean>> machines = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            JoinRequest request = request(token, "machine-" + i, "machine.example");
            machines.add(() -> {
                try {
                    join(request);
                    return true;
                } catch (JoinDesk.RefusedException refused) {
                    return false;
                }
            });
        }
        int in = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> machine : threads.invokeAll(machines)) {
                in += machine.get() ? 1 : 0;
            }
        }
        assertThat(in).isEqualTo(1);
        assertThat(new JdbcHosts(DATABASE.sql()).ofSite(site)).hasSize(1);
    }

    @Test
    void aRequestWithAFaultIsRefusedAndTheTokenIsStillGood() throws Exception {
        JoinToken token = desk.newToken(ComponentRole.HOST, HOUR);
        for (String name : List.of("", " ", "a/b", "a\nb", "x".repeat(64), "<b>")) {
            requireRefused(request(token, name, "host.example"), "name");
        }
        for (String address : List.of("", " ", "a b", "host.example/", "-x", "a\n", "x".repeat(300), "[::1]")) {
            requireRefused(request(token, "host", address), "address");
        }
        requireRefused(request(token, "host"), "addresses");
        requireRefused(request(token, "host", "a,".repeat(17).split(",", 0)), "addresses");
        join(request(token, "host", "host.example"));
    }

    @Test
    void aKeyHasToBeAProvenOneOnTheRightCurve() throws Exception {
        JoinToken token = desk.newToken(ComponentRole.HOST, HOUR);
        KeyPair other = ComponentIdentity.newKeyPair();
        requireRefused(
                request(token, keys, signature(other, token.secret(), "SHA256withECDSA"), "host", "host.example"),
                "not proven");
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp384r1"));
        KeyPair wide = generator.generateKeyPair();
        requireRefused(
                request(token, wide, signature(wide, token.secret(), "SHA256withECDSA"), "host", "host.example"),
                "P-256");
        KeyPair rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        requireRefused(
                request(token, rsa, signature(rsa, token.secret(), "SHA256withRSA"), "host", "host.example"), "key");
        requireRefused(request(token, keys, new byte[] {1, 2, 3}, "host", "host.example"), "key");
        join(request(token, "host", "host.example"));
    }
}
