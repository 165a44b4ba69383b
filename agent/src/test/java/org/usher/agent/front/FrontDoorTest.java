package org.usher.agent.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.usher.agent.front.TestFront.Stage;
import org.usher.link.identity.ComponentIdentity;
import org.usher.relay.testing.TestAuthority;
import org.usher.wire.Captures;
import org.usher.wire.Decoded;
import org.usher.wire.component.ComponentName;
import org.usher.wire.component.ComponentRole;
import org.usher.wire.rdp.ConnectionConfirm;
import org.usher.wire.rdp.ConnectionRequest;
import org.usher.wire.stream.StreamFrame;

/** Who comes to the port, before anything is known of them. */
@Timeout(60)
class FrontDoorTest {

    @TempDir
    Path directory;

    private static ConnectionConfirm answer(Socket visitor, byte[] request) throws IOException {
        visitor.getOutputStream().write(request);
        byte[] all = visitor.getInputStream().readNBytes(ConnectionConfirm.LENGTH);
        // That is all that a health check wants. Who goes then is no news.
        visitor.shutdownOutput();
        assertThat(visitor.getInputStream().readAllBytes()).isEmpty();
        if (ConnectionConfirm.decode(ByteBuffer.wrap(all))
                        instanceof Decoded.Message<ConnectionConfirm>(ConnectionConfirm confirm, int consumed)
                && consumed == all.length) {
            return confirm;
        }
        throw new AssertionError("no confirm but " + all.length + " bytes");
    }

    @Test
    void answersWhoOnlyLooksWhetherThereIsAnRdpServer() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            assertThat(answer(front.stranger(), RdpTalk.REQUEST))
                    .isEqualTo(new ConnectionConfirm.Selected(ConnectionRequest.SSL));
            assertThat(answer(front.stranger(), Captures.message("xfreerdp-connection-request-plain")))
                    .isEqualTo(new ConnectionConfirm.Refused(ConnectionConfirm.SSL_REQUIRED_BY_SERVER));
            assertThat(front.rdp().requests()).isEmpty();
            assertThat(front.told()).isEmpty();
        }
    }

    @Test
    void readsARequestThatComesByteByByte() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            Socket visitor = front.stranger();
            visitor.setTcpNoDelay(true);
            byte[] request = RdpTalk.REQUEST;
            for (int i = 0; i < request.length - 1; i++) {
                visitor.getOutputStream().write(request[i]);
            }
            assertThat(answer(visitor, Arrays.copyOfRange(request, request.length - 1, request.length)))
                    .isEqualTo(new ConnectionConfirm.Selected(ConnectionRequest.SSL));
        }
    }

    private static void assertTurnedAway(Socket visitor, byte... bytes) throws IOException {
        visitor.getOutputStream().write(bytes);
        assertThat(visitor.getInputStream().readAllBytes()).isEmpty();
    }

    @Test
    void closesOnWhoIsNeither() throws Exception {
        byte[] lying = Arrays.copyOf(new byte[] {3, 0, 0x20, 0, 6, (byte) 0xe0}, 1100);
        try (TestFront front = TestFront.start(directory)) {
            assertTurnedAway(front.stranger(), (byte) 'G', (byte) 'E', (byte) 'T');
            assertTurnedAway(front.stranger(), (byte) 0);
            // More than any request has.
            assertTurnedAway(front.stranger(), (byte) 3, (byte) 0, (byte) 0xff, (byte) 0xff);
            // A length that is not kept.
            assertTurnedAway(front.stranger(), lying);
            // A data TPDU in place of a request.
            assertTurnedAway(front.stranger(), RdpTalk.CHANNELS.getFirst());
            // TLS that is none.
            Socket visitor = front.stranger();
            visitor.getOutputStream().write(new byte[] {0x16, 3, 1, 0, 5, 9, 9, 9, 9, 9});
            // An alert may come before the end.
            assertThat(visitor.getInputStream().readAllBytes().length).isLessThan(16);
            assertThat(front.told()).isEmpty();
        }
    }

    @Test
    void closesOnWhoCutsItShort() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            for (int length : new int[] {1, 3, 4, 20}) {
                Socket visitor = front.stranger();
                visitor.getOutputStream().write(RdpTalk.REQUEST, 0, length);
                visitor.shutdownOutput();
                assertThat(visitor.getInputStream().readAllBytes()).isEmpty();
            }
        }
    }

    @Test
    void doesNotWaitForWhoHesitates() throws Exception {
        try (TestFront front = TestFront.start(directory, Stage.HELLO)) {
            Socket silent = front.stranger();
            Socket halfTpkt = front.stranger();
            halfTpkt.getOutputStream().write(new byte[] {3, 0});
            Socket halfHandshake = front.stranger();
            halfHandshake.getOutputStream().write(new byte[] {0x16, 3, 1, 2, 0});
            Visit nothing = front.visit();
            Visit halfOrigin = front.visit();
            halfOrigin.write((byte) 0x10, (byte) 0, (byte) 0);
            Visit noHello = front.visit().origin();

            for (Socket visitor : List.of(silent, halfTpkt, halfHandshake)) {
                assertThat(visitor.getInputStream().readAllBytes()).isEmpty();
            }
            for (Visit visit : List.of(nothing, halfOrigin, noHello)) {
                assertThat(visit.isAtEnd()).isTrue();
            }
        }
    }

    @Test
    void makesRoomForTheNextByClosingOnWhoHesitatedLongest() throws Exception {
        try (TestFront front = TestFront.withRoomFor(directory, 2)) {
            PageDouble inside = PageDouble.open(front, front.launch().ticket());
            Visit first = front.visit();
            Visit second = front.visit();
            Visit third = front.visit();

            assertThat(first.isAtEnd()).isTrue();
            // Who is in does not count, and the others can still come in.
            second.origin().write(new StreamFrame.Hello(front.launch().ticket(), Optional.empty(), 0));
            assertThat(second.readFrame()).isInstanceOf(StreamFrame.Welcome.class);
            third.origin().write(new StreamFrame.Hello(front.launch().ticket(), Optional.empty(), 0));
            assertThat(third.readFrame()).isInstanceOf(StreamFrame.Welcome.class);
            inside.visit().write(new StreamFrame.Ping(7, 0));
            assertThat(inside.visit().readFrame()).isEqualTo(new StreamFrame.Pong(7, 0));
        }
    }

    /** TLS 1.3 clients learn only from their first read that they were not wanted. */
    private static void assertNotWanted(TestFront front, ComponentIdentity visitor) {
        assertThatThrownBy(() -> {
                    Visit visit = front.visit(visitor);
                    visit.origin();
                    if (visit.isAtEnd()) {
                        throw new IOException("closed");
                    }
                })
                .isInstanceOf(IOException.class);
    }

    @Test
    void letsInNobodyButGatewaysOfItsSite() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            assertNotWanted(
                    front, front.identity(new ComponentName(front.site(), ComponentRole.HOST, UUID.randomUUID())));
            assertNotWanted(
                    front, front.identity(new ComponentName(UUID.randomUUID(), ComponentRole.GATEWAY, front.host())));
            assertNotWanted(
                    front,
                    TestFront.identity(
                            TestAuthority.create(),
                            new ComponentName(front.site(), ComponentRole.GATEWAY, front.host())));
            assertThat(front.told()).isEmpty();
        }
    }
}
