package org.usher.gateway.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.usher.gateway.dial.Dialler;
import org.usher.gateway.dial.HostAndPort;
import org.usher.gateway.dial.Names;
import org.usher.gateway.testing.RdpHostDouble;
import org.usher.relay.testing.Pipe;
import org.usher.relay.testing.TestAuthority;
import org.usher.relay.tls.TlsCredentials;
import org.usher.relay.transport.Transport;
import org.usher.wire.Octets;
import org.usher.wire.rdp.ConnectionRequest;
import org.usher.wire.ticket.HostProof;

/** Who is believed to be a host, and who is not. */
@Tag("sockets")
class HostTlsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Octets REQUEST = Octets.of(
            new ConnectionRequest(Optional.empty(), ConnectionRequest.SSL | ConnectionRequest.HYBRID).encode());

    private final TestAuthority authority = TestAuthority.create();
    private final Transport transport = Transport.start("host-tls-test", 1);
    private final HostTls tls = new HostTls(authority.trust());

    @AfterEach
    void close() {
        tls.close();
        transport.close();
    }

    @Test
    void anAuthoritysWordCountsForTheNameThatItIsFor() throws Exception {
        try (RdpHostDouble host = new RdpHostDouble(authority.server("host.example"))) {
            assertThat(verdict(host, "host.example", new HostProof.Authority())).isEqualTo("proven");
            assertThat(verdict(host, "other.example", new HostProof.Authority()))
                    .isEqualTo("host-certificate");
            assertThat(verdict(host, "127.0.0.1", new HostProof.Authority())).isEqualTo("host-certificate");
        }
        try (RdpHostDouble host = new RdpHostDouble(authority.server("127.0.0.1"))) {
            assertThat(verdict(host, "127.0.0.1", new HostProof.Authority())).isEqualTo("proven");
        }
    }

    @Test
    void aStrangersWordDoesNotCount() throws Exception {
        try (RdpHostDouble host = new RdpHostDouble(TestAuthority.create().server("host.example"))) {
            assertThat(verdict(host, "host.example", new HostProof.Authority())).isEqualTo("host-certificate");
        }
        try (RdpHostDouble host = new RdpHostDouble(TestAuthority.windowsHost())) {
            assertThat(verdict(host, "host.example", new HostProof.Authority())).isEqualTo("host-certificate");
        }
    }

    @Test
    void aPinnedCertificateCountsWhateverItSaysOfItself() throws Exception {
        for (TlsCredentials credentials :
                new TlsCredentials[] {authority.server("host.example"), TestAuthority.windowsHost()}) {
            try (RdpHostDouble host = new RdpHostDouble(credentials)) {
                HostProof own =
                        new HostProof.Pinned(Octets.digestOf(host.certificate().getEncoded()));
                assertThat(verdict(host, "any.example", own)).isEqualTo("proven");
            }
        }
    }

    @Test
    void anotherCertificateThanThePinnedOneDoesNotCountWhoeverSignedIt() throws Exception {
        try (RdpHostDouble host = new RdpHostDouble(authority.server("host.example"))) {
            HostProof others =
                    new HostProof.Pinned(Octets.digestOf(authority.certificate().getEncoded()));
            assertThat(verdict(host, "host.example", others)).isEqualTo("host-certificate");
        }
    }

    /** What becomes of a connection to the host under this name. */
    private String verdict(RdpHostDouble host, String name, HostProof proof) throws Exception {
        Names loopback = asked -> CompletableFuture.completedFuture(InetAddress.getLoopbackAddress());
        CompletableFuture<String> verdict = new CompletableFuture<>();
        EventLoop loop = transport.loops().next();
        HostConnection connection = CompletableFuture.supplyAsync(
                        () -> HostConnection.open(
                                new HostConnection.Reach(Dialler.plain(transport, loopback, PATIENCE), tls, PATIENCE),
                                new HostConnection.Wanted(
                                        new HostAndPort(name, host.address().port()), proof, REQUEST),
                                loop,
                                new Told(verdict)),
                        loop)
                .get(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS);
        try {
            return verdict.get(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS);
        } finally {
            loop.submit(connection::close).get();
        }
    }

    private record Told(CompletableFuture<String> verdict) implements HostConnection.Owner {

        @Override
        public void hostReady(HostConnection.Ready ready) {
            verdict.complete("proven");
        }

        @Override
        public void hostBytes(ByteBuffer bytes) {}

        @Override
        public void hostReadComplete() {}

        @Override
        public void hostWritable() {}

        @Override
        public void hostClosed(HostFault fault) {
            verdict.complete(fault.code());
        }
    }
}
