package org.usher.gateway.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoop;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.usher.gateway.dial.Dialler;
import org.usher.gateway.dial.Names;
import org.usher.gateway.settings.HostPatience;
import org.usher.gateway.testing.RdpHostDouble;
import org.usher.relay.stream.Page;
import org.usher.relay.testing.Pipe;
import org.usher.relay.testing.TestAuthority;
import org.usher.relay.transport.Transport;
import org.usher.wire.Octets;
import org.usher.wire.rdcleanpath.RdCleanPath;
import org.usher.wire.rdp.ConnectionRequest;
import org.usher.wire.ticket.ClientBinding;
import org.usher.wire.ticket.HostProof;
import org.usher.wire.ticket.Ticket;

/** How long a connection to a host without a front may be left alone. */
@Tag("sockets")
class HostIdleTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration IDLE = Duration.ofMillis(300);

    private final Transport transport = Transport.start("host-idle-test", 1);
    private final TestAuthority authority = TestAuthority.create();

    @AfterEach
    void close() {
        transport.close();
    }

    @Test
    void aClientThatSendsNothingIsEnded() throws Exception {
        try (RdpHostDouble host = new RdpHostDouble(authority.server("host.example"));
                HostTls tls = new HostTls(authority.trust())) {
            Ended page = new Ended(new CompletableFuture<>());
            EventLoop loop = transport.loops().next();
            Ticket ticket = ticket(host);
            HostSide.Launch launch = new HostSide.Launch(ticket, "ticket", host.address(), IDLE);
            HostConnection.Reach reach = new HostConnection.Reach(
                    Dialler.plain(transport, Names.system(Runnable::run), PATIENCE), tls, PATIENCE);
            byte[] request = new RdCleanPath.Request(
                            ticket.target(),
                            "ticket",
                            Octets.of(new ConnectionRequest(
                                            Optional.empty(), ConnectionRequest.SSL | ConnectionRequest.HYBRID)
                                    .encode()))
                    .encode();
            loop.submit(() -> new HostSide(launch, reach, HostPatience.standard(), loop, page)
                            .fromClient(ByteBuffer.wrap(request)))
                    .get();

            assertThat(page.reason().get(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isEqualTo("idle-timeout");
            assertThat(host.visitor().isAtEnd()).isTrue();
        }
    }

    private static Ticket ticket(RdpHostDouble host) throws Exception {
        Instant now = Instant.parse("2026-11-23T12:00:00Z");
        return new Ticket(
                new UUID(0, 1),
                new UUID(0, 2),
                new UUID(0, 3),
                new UUID(0, 4),
                host.address().toString(),
                new HostProof.Pinned(Octets.digestOf(host.certificate().getEncoded())),
                ClientBinding.ofCookie("cookie"),
                now,
                now,
                now);
    }

    private record Ended(CompletableFuture<String> reason) implements Page {

        @Override
        public void toClient(ByteBuffer bytes) {}

        @Override
        public void flushToClient() {}

        @Override
        public boolean clientHasRoom() {
            return true;
        }

        @Override
        public void rdpHasRoom() {}

        @Override
        public void end(String why) {
            reason.complete(why);
        }
    }
}
