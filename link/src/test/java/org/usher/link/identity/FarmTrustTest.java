package org.usher.link.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.KeyPair;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.usher.link.testing.SmallAuthority;
import org.usher.wire.component.ComponentName;
import org.usher.wire.component.ComponentRole;

class FarmTrustTest {

    private static boolean anybody(ComponentName name) {
        return true;
    }

    private final SmallAuthority farm = new SmallAuthority();

    private static X509Certificate[] chain(ComponentIdentity identity) {
        return new X509Certificate[] {identity.certificate(), identity.authority()};
    }

    private void assertTrusted(Predicate<ComponentName> expected, X509Certificate... chain) {
        FarmTrust trust = new FarmTrust(farm.certificate(), expected);
        assertThatCode(() -> trust.checkServerTrusted(chain, "ECDHE_ECDSA")).doesNotThrowAnyException();
        assertThatCode(() -> trust.checkClientTrusted(chain, "ECDHE_ECDSA")).doesNotThrowAnyException();
    }

    private void assertRefused(String why, Predicate<ComponentName> expected, X509Certificate... chain) {
        FarmTrust trust = new FarmTrust(farm.certificate(), expected);
        assertThatThrownBy(() -> trust.checkServerTrusted(chain, "ECDHE_ECDSA"))
                .isInstanceOf(CertificateException.class)
                .hasMessageContaining(why);
        assertThatThrownBy(() -> trust.checkClientTrusted(chain, "ECDHE_ECDSA"))
                .isInstanceOf(CertificateException.class)
                .hasMessageContaining(why);
    }

    @Test
    void aComponentOfTheFarmIsTrusted() {
        ComponentIdentity broker = farm.component(ComponentRole.BROKER);
        assertTrusted(FarmTrustTest::anybody, chain(broker));
        assertTrusted(FarmTrustTest::anybody, broker.certificate());
        assertTrusted(broker.name()::equals, chain(broker));
    }

    @Test
    void theWrongRoleIsNotTrusted() {
        ComponentIdentity host = farm.component(ComponentRole.HOST);
        assertRefused(host.name().toString(), name -> name.role() == ComponentRole.BROKER, chain(host));
    }

    @Test
    void anotherSiteIsNotTrustedWhereItIsNotExpected() {
        ComponentIdentity elsewhere = farm.component(
                new ComponentName(UUID.randomUUID(), ComponentRole.BROKER, UUID.randomUUID()), Duration.ofDays(1));
        assertRefused("peer is", name -> name.site().equals(farm.site()), chain(elsewhere));
    }

    @Test
    void anotherFarmsComponentIsNotTrustedWhateverItIsCalled() {
        SmallAuthority other = new SmallAuthority();
        ComponentIdentity impostor = other.component(
                new ComponentName(farm.site(), ComponentRole.BROKER, UUID.randomUUID()), Duration.ofDays(1));
        assertRefused("", FarmTrustTest::anybody, chain(impostor));
        assertRefused("", FarmTrustTest::anybody, impostor.certificate(), farm.certificate());
    }

    @Test
    void aComponentCertifiesNobody() {
        ComponentIdentity host = farm.component(ComponentRole.HOST);
        SmallAuthority other = new SmallAuthority();
        assertRefused(
                "",
                FarmTrustTest::anybody,
                other.component(ComponentRole.BROKER).certificate(),
                host.certificate());
    }

    @Test
    void anExpiredCertificateIsNotTrusted() {
        ComponentIdentity expired = farm.component(
                new ComponentName(farm.site(), ComponentRole.BROKER, UUID.randomUUID()), Duration.ofDays(-1));
        assertRefused("", FarmTrustTest::anybody, chain(expired));
    }

    @Test
    void aCertificateWithoutANameIsNotTrusted() {
        KeyPair keys = ComponentIdentity.newKeyPair();
        assertRefused("no component name", FarmTrustTest::anybody, farm.named(keys, Duration.ofDays(1)));
        assertRefused(
                "no component name",
                FarmTrustTest::anybody,
                farm.named(keys, Duration.ofDays(1), "https://example.org/"));
        assertRefused("no component name", FarmTrustTest::anybody, farm.certificate());
    }

    @Test
    void aCertificateWithTwoNamesIsNotTrusted() {
        String one = new ComponentName(farm.site(), ComponentRole.BROKER, UUID.randomUUID()).uri();
        String two = new ComponentName(farm.site(), ComponentRole.HOST, UUID.randomUUID()).uri();
        assertRefused(
                "no component name",
                FarmTrustTest::anybody,
                farm.named(ComponentIdentity.newKeyPair(), Duration.ofDays(1), one, two));
    }

    // On the wire

    private static String spoken(SSLServerSocket server, Future<?> other) throws Exception {
        try (Socket accepted = server.accept()) {
            return String.valueOf((char) accepted.getInputStream().read());
        } finally {
            other.get();
        }
    }

    private String talk(ComponentIdentity server, ComponentIdentity client, Predicate<ComponentName> wanted)
            throws Exception {
        try (SSLServerSocket socket = (SSLServerSocket) FarmTls.mutual(server, wanted)
                        .getServerSocketFactory()
                        .createServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            socket.setNeedClientAuth(true);
            Future<?> speaker = threads.submit(() -> {
                try (SSLSocket out = (SSLSocket) FarmTls.mutual(client, name -> name.role() == ComponentRole.BROKER)
                        .getSocketFactory()
                        .createSocket(InetAddress.getLoopbackAddress(), socket.getLocalPort())) {
                    out.getOutputStream().write('x');
                    out.getOutputStream().flush();
                } catch (IOException refused) {
                    // The other side says what is wrong.
                }
            });
            return spoken(socket, speaker);
        }
    }

    @Test
    void whoIsExpectedOnBothSidesCanTalkWhateverTheAddress() throws Exception {
        ComponentIdentity gateway = farm.component(ComponentRole.GATEWAY);
        assertThat(talk(farm.component(ComponentRole.BROKER), gateway, gateway.name()::equals))
                .isEqualTo("x");
    }

    @Test
    void aClientOfTheWrongRoleIsRefusedInTheHandshake() {
        assertThatThrownBy(() -> talk(
                        farm.component(ComponentRole.BROKER),
                        farm.component(ComponentRole.HOST),
                        name -> name.role() == ComponentRole.GATEWAY))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aServerOfTheWrongRoleIsRefusedInTheHandshake() {
        assertThatThrownBy(() -> talk(
                        farm.component(ComponentRole.HOST),
                        farm.component(ComponentRole.GATEWAY),
                        FarmTrustTest::anybody))
                .isInstanceOf(IOException.class);
    }
}
