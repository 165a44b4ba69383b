package org.usher.gateway.tsgu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.usher.gateway.settings.TunnelPatience;
import org.usher.gateway.testing.Browser;
import org.usher.gateway.testing.HttpMessage;
import org.usher.gateway.testing.RdpClient;
import org.usher.gateway.testing.RdpClient.Transport;
import org.usher.gateway.testing.RdpPeer;
import org.usher.gateway.testing.Running;
import org.usher.relay.testing.Pipe;
import org.usher.wire.admission.AdmissionFrame;
import org.usher.wire.tsgu.TsguCodec;
import org.usher.wire.tsgu.TsguPacket;

/** Tunnels that come about. */
@Tag("sockets")
class RdpTunnelTest {

    private static final Duration NEVER = Duration.ofMinutes(10);
    private static final Duration QUICK = Duration.ofMillis(300);

    private Running running;

    @BeforeEach
    void start(@TempDir Path state) throws IOException {
        running = Running.start(state);
    }

    /** Another gateway, with this patience. */
    private void restart(TunnelPatience patience) throws IOException {
        running.close();
        running = Running.start(Files.createTempDirectory("gateway"), settings -> Running.with(settings, patience));
    }

    private static TunnelPatience quiet() {
        return new TunnelPatience(NEVER, NEVER, QUICK, NEVER, NEVER, NEVER);
    }

    @AfterEach
    void stop() throws IOException {
        running.close();
    }

    private RdpClient open(Transport transport) throws IOException {
        return RdpClient.connect(running, transport)
                .open(running.rdpTicket(), running.rdpHost().address());
    }

    @ParameterizedTest
    @EnumSource
    void theFrontIsAskedAndHearsWhoComesAndThenTheClientsOwnBytes(Transport transport) throws Exception {
        String ticket = running.rdpTicket();
        running.rdpHost()
                .decide(ask -> new AdmissionFrame.Admitted(
                        ask.number(),
                        ((AdmissionFrame.Admitted) running.rdpHost().admit(ask, 0)).pass(),
                        true,
                        false,
                        true,
                        30));
        RdpClient client = RdpClient.connect(running, transport);
        assertThat(client.handshake()).isEqualTo(new TsguPacket.HandshakeResponse(0, 1, 0, 0, 2));
        TsguPacket.TunnelResponse tunnel = client.tunnel(ticket);
        assertThat(tunnel.statusCode()).isZero();
        assertThat(tunnel.tunnelId().orElseThrow()).isNotZero();
        assertThat(tunnel.capabilities()).isEqualTo(OptionalInt.of(0x08));
        AdmissionFrame.Ask ask = running.rdpHost().ask();
        assertThat(ask.ticket()).isEqualTo(ticket);
        assertThat(ask.client()).isEqualTo(InetAddress.getLoopbackAddress());
        TsguPacket.TunnelAuthResponse auth = client.authorise();
        assertThat(auth.redirectionFlags()).as("printers are denied").isEqualTo(OptionalInt.of(0x2));
        assertThat(auth.idleTimeout()).isEqualTo(OptionalInt.of(30));
        TsguPacket.ChannelResponse channel = client.channel(running.rdpHost().address());
        assertThat(channel).isEqualTo(new TsguPacket.ChannelResponse(0, OptionalInt.of(1)));
        byte[] up = "03 00 and so on".getBytes(StandardCharsets.US_ASCII);
        client.sendData(up);
        try (RdpPeer host = running.rdpHost().visit()) {
            assertThat(host.preface().client().getAddress()).isEqualTo(InetAddress.getLoopbackAddress());
            assertThat(host.preface().client().getPort())
                    .isEqualTo(client.in().socket().getLocalPort());
            assertThat(host.preface().gateway().getPort())
                    .isEqualTo(running.gateway().port());
            assertThat(host.readBytes(up.length)).isEqualTo(up);
            host.write("and back".getBytes(StandardCharsets.US_ASCII));
            assertThat(client.receiveData(8))
                    .asString(StandardCharsets.US_ASCII)
                    .isEqualTo("and back");
        }
    }

    @Test
    void thePassOfTheFrontIsWhatTheConnectionBeginsWith() throws Exception {
        List<AdmissionFrame.Admitted> given = new java.util.concurrent.CopyOnWriteArrayList<>();
        running.rdpHost().decide(ask -> {
            AdmissionFrame.Admitted admitted =
                    (AdmissionFrame.Admitted) running.rdpHost().admit(ask, 0);
            given.add(admitted);
            return admitted;
        });
        for (int i = 0; i < 2; i++) {
            open(Transport.WEBSOCKET);
            assertThat(running.rdpHost().visit().preface().pass())
                    .isEqualTo(given.get(i).pass());
        }
    }

    @ParameterizedTest
    @EnumSource
    void packetsMayComeInAnyPieces(Transport transport) throws Exception {
        byte[] create = TsguCodec.encode(RdpClient.tunnelCreate(running.rdpTicket(), 0));
        byte[] data = TsguCodec.encode(new TsguPacket.Data(ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5})));
        // Every place in a data packet, and as many in a long one with a ticket, are looked at in one connection each.
        for (int cut = 1; cut < data.length; cut++) {
            try (RdpClient client = RdpClient.connect(running, transport)) {
                client.handshake();
                int at = cut * (create.length - 1) / data.length + 1;
                client.sendBytes(slice(create, 0, at)).sendBytes(slice(create, at, create.length));
                assertThat(client.receive(TsguPacket.TunnelResponse.class).statusCode())
                        .isZero();
                client.authorise();
                client.channel(running.rdpHost().address());
                client.sendBytes(slice(data, 0, cut)).sendBytes(slice(data, cut, data.length));
                try (RdpPeer host = running.rdpHost().visit()) {
                    assertThat(host.readBytes(5)).isEqualTo(new byte[] {1, 2, 3, 4, 5});
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void manyPacketsMayComeAtOnceAndByteByByte(Transport transport) throws Exception {
        RdpClient client = open(transport);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte i = 0; i < 100; i++) {
            all.writeBytes(TsguCodec.encode(new TsguPacket.Data(ByteBuffer.wrap(new byte[] {i, i}))));
            all.writeBytes(TsguCodec.encode(new TsguPacket.KeepAlive()));
            all.writeBytes(TsguCodec.encode(new TsguPacket.Data(ByteBuffer.allocate(0))));
        }
        client.sendBytes(all.toByteArray());
        for (byte one : all.toByteArray()) {
            client.sendBytes(new byte[] {one});
        }
        try (RdpPeer host = running.rdpHost().visit()) {
            for (int round = 0; round < 2; round++) {
                for (byte i = 0; i < 100; i++) {
                    assertThat(host.readBytes(2)).isEqualTo(new byte[] {i, i});
                }
            }
        }
    }

    @Test
    void messagesMayBeFragmentedAndEmpty() throws Exception {
        RdpClient client = open(Transport.WEBSOCKET);
        byte[] data = TsguCodec.encode(new TsguPacket.Data(ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5})));
        client.in()
                .sendFrame(0x02, slice(data, 0, 3))
                .sendFrame(0x00, new byte[0])
                .sendFrame(0x89, new byte[] {7})
                .sendFrame(0x80, slice(data, 3, data.length))
                .sendFrame(0x82, new byte[0]);
        assertThat(running.rdpHost().visit().readBytes(5)).isEqualTo(new byte[] {1, 2, 3, 4, 5});
        assertThat(client.out().readFrame().first()).isEqualTo(0x8a);
    }

    @Test
    void chunksMayHaveExtensionsAndCapitals() throws Exception {
        RdpClient client = open(Transport.TWO_CHANNELS);
        byte[] data = TsguCodec.encode(new TsguPacket.Data(ByteBuffer.wrap(new byte[] {1, 2})));
        client.in().send("000C;name=value\n").sendRaw(data).send("\n");
        assertThat(running.rdpHost().visit().readBytes(2)).isEqualTo(new byte[] {1, 2});
    }

    @ParameterizedTest
    @EnumSource
    void muchGoesBothWaysUnchanged(Transport transport) throws Exception {
        RdpClient client = open(transport);
        byte[] up = new byte[5_000_000];
        byte[] down = new byte[5_000_000];
        new Random(1).nextBytes(up);
        new Random(2).nextBytes(down);
        try (RdpPeer host = running.rdpHost().visit()) {
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> unchecked(() -> {
                for (int at = 0; at < up.length; at += 50_000) {
                    client.sendData(slice(up, at, at + 50_000));
                }
            }));
            CompletableFuture<Void> answering = CompletableFuture.runAsync(() -> unchecked(() -> host.write(down)));
            CompletableFuture<byte[]> receiving = CompletableFuture.supplyAsync(() -> received(client, down.length));
            assertThat(host.readBytes(up.length)).isEqualTo(up);
            assertThat(receiving.get(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(down);
            sending.get();
            answering.get();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClientThatDoesNotReadHoldsTheHostBack(Transport transport) throws Exception {
        RdpClient client = open(transport);
        byte[] all = new byte[100_000_000];
        try (RdpPeer host = running.rdpHost().visit()) {
            long before = directMemory();
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> unchecked(() -> host.write(all)));
            assertThatThrownBy(() -> sending.get(1, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
            assertThat(directMemory() - before).as("memory held").isLessThan(16 * 1024 * 1024);
            assertThat(client.receiveData(all.length)).hasSize(all.length);
            sending.get(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aHostThatDoesNotReadHoldsTheClientBack(Transport transport) throws Exception {
        RdpClient client = open(transport);
        byte[] piece = new byte[50_000];
        try (RdpPeer host = running.rdpHost().visit()) {
            long before = directMemory();
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> unchecked(() -> {
                for (int i = 0; i < 2000; i++) {
                    client.sendData(piece);
                }
            }));
            assertThatThrownBy(() -> sending.get(1, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
            assertThat(directMemory() - before).as("memory held").isLessThan(16 * 1024 * 1024);
            for (int i = 0; i < 2000; i++) {
                host.readBytes(piece.length);
            }
            sending.get(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theEndOfTheHostIsToldBehindItsLastBytes(Transport transport) throws Exception {
        RdpClient client = open(transport);
        RdpPeer host = running.rdpHost().visit();
        byte[] last = new byte[1_000_000];
        new Random(3).nextBytes(last);
        host.write(last);
        host.close();
        assertThat(client.receiveData(last.length)).isEqualTo(last);
        assertThat(client.receive()).isEqualTo(new TsguPacket.CloseChannel(0));
        client.send(new TsguPacket.CloseChannelResponse(0));
        assertThat(client.isAtEnd()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void aClientThatDoesNotSayThatItHasHeardIsNotWaitedForLong(Transport transport) throws Exception {
        restart(new TunnelPatience(NEVER, NEVER, NEVER, QUICK, NEVER, NEVER));
        RdpClient client = open(transport);
        running.rdpHost().visit().close();
        assertThat(client.receive()).isEqualTo(new TsguPacket.CloseChannel(0));
        assertThat(client.isAtEnd()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void aClientMayEndTheChannel(Transport transport) throws Exception {
        RdpClient client = open(transport);
        RdpPeer host = running.rdpHost().visit();
        client.sendData(new byte[] {1, 2, 3}).send(new TsguPacket.CloseChannel(0));
        assertThat(client.receive()).isEqualTo(new TsguPacket.CloseChannelResponse(0));
        assertThat(client.isAtEnd()).isTrue();
        assertThat(host.readBytes(3)).isEqualTo(new byte[] {1, 2, 3});
        assertThat(host.isAtEnd()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void theEndOfAnyConnectionIsTheEndOfTheHosts(Transport transport) throws Exception {
        RdpClient inLost = open(transport);
        RdpPeer first = running.rdpHost().visit();
        inLost.in().close();
        assertThat(first.isAtEnd()).isTrue();
        RdpClient outLost = open(transport);
        RdpPeer second = running.rdpHost().visit();
        outLost.out().close();
        assertThat(second.isAtEnd()).isTrue();
        if (transport == Transport.TWO_CHANNELS) {
            assertThat(inLost.out().isAtEnd()).isTrue();
            assertThat(outLost.in().isAtEnd()).isTrue();
        }
    }

    @Test
    void theEndOfTheBodyIsTheEndOfTheTunnelAndIsAnswered() throws Exception {
        RdpClient client = open(Transport.TWO_CHANNELS);
        RdpPeer host = running.rdpHost().visit();
        client.sendData(new byte[] {9});
        client.in().send("0\n\n");
        HttpMessage answer = client.in().read();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.field("content-length")).contains("0");
        assertThat(host.readBytes(1)).isEqualTo(new byte[] {9});
        assertThat(host.isAtEnd()).isTrue();
        assertThat(client.isAtEnd()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void aQuietTunnelIsKeptAliveByPacketsAndTheClientsAreNotAnswered(Transport transport) throws Exception {
        restart(quiet());
        RdpClient client = open(transport);
        RdpPeer host = running.rdpHost().visit();
        assertThat(client.receive()).isEqualTo(new TsguPacket.KeepAlive());
        client.send(new TsguPacket.KeepAlive());
        assertThat(client.receive()).isEqualTo(new TsguPacket.KeepAlive());
        client.sendData(new byte[] {1});
        assertThat(host.readBytes(1)).isEqualTo(new byte[] {1});
    }

    @ParameterizedTest
    @EnumSource
    void anEchoOfAKeepAliveNeverComes(Transport transport) throws Exception {
        RdpClient client = open(transport);
        RdpPeer host = running.rdpHost().visit();
        for (int i = 0; i < 10; i++) {
            client.send(new TsguPacket.KeepAlive());
        }
        client.sendData(new byte[] {1});
        host.write(host.readBytes(1));
        assertThat(client.receiveData(1)).as("the first packet that comes").isEqualTo(new byte[] {1});
    }

    @ParameterizedTest
    @EnumSource
    void theWholeSessionHasALimitAndClientsAreToldInTheirOwnWords(Transport transport) throws Exception {
        restart(new TunnelPatience(NEVER, NEVER, NEVER, NEVER, QUICK, NEVER));
        RdpClient knowsIdle = RdpClient.connect(running, transport)
                .open(running.rdpTicket(), running.rdpHost().address(), RdpClient.IDLE_TIMEOUT);
        RdpPeer host = running.rdpHost().visit();
        assertThat(knowsIdle.receive()).isEqualTo(new TsguPacket.CloseChannel(0x59f6));
        assertThat(host.isAtEnd()).isTrue();
        RdpClient other = RdpClient.connect(running, transport)
                .open(running.rdpTicket(), running.rdpHost().address(), 0);
        assertThat(other.receive()).isEqualTo(new TsguPacket.CloseChannel(0x4d4));
    }

    @ParameterizedTest
    @EnumSource
    void aStoppingGatewaySaysSo(Transport transport) throws Exception {
        RdpClient client = open(transport);
        RdpPeer host = running.rdpHost().visit();
        RdpClient early = RdpClient.connect(running, transport);
        early.handshake();
        CompletableFuture<Void> stopping =
                CompletableFuture.runAsync(() -> running.gateway().close());
        assertThat(client.receive()).isEqualTo(new TsguPacket.CloseChannel(0x4ca));
        assertThat(early.receive(TsguPacket.TunnelResponse.class).statusCode()).isEqualTo(0x800704ca);
        client.send(new TsguPacket.CloseChannelResponse(0));
        assertThat(client.isAtEnd()).isTrue();
        assertThat(host.isAtEnd()).isTrue();
        early.close();
        client.close();
        stopping.get(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @EnumSource
    void anAnnouncementIsShownToThoseWhoShowIt(Transport transport) throws Exception {
        RdpClient client = open(transport);
        RdpClient without = RdpClient.connect(running, transport)
                .open(running.rdpTicket(), running.rdpHost().address(), 0);
        running.gateway().announce("Maintenance at noon");
        assertThat(client.receive()).isEqualTo(new TsguPacket.ServiceMessage("Maintenance at noon"));
        running.rdpHost().visit().write(new byte[] {1});
        running.rdpHost().visit().write(new byte[] {1});
        assertThat(without.receiveData(1)).isEqualTo(new byte[] {1});
    }

    @Test
    void oneConnectionToAFrontDoesForAllQuestionsAndALostOneIsReplaced() throws Exception {
        for (int i = 0; i < 5; i++) {
            open(Transport.WEBSOCKET);
        }
        assertThat(running.rdpHost().askingConnections()).isEqualTo(1);
        running.rdpHost().cutConnections();
        open(Transport.WEBSOCKET);
        assertThat(running.rdpHost().askingConnections()).isEqualTo(2);
    }

    @Test
    void theSameTicketOpensAgainAsLongAsTheFrontSaysSo() throws Exception {
        String ticket = running.rdpTicket();
        for (int i = 0; i < 3; i++) {
            RdpClient.connect(running, Transport.WEBSOCKET)
                    .open(ticket, running.rdpHost().address())
                    .close();
        }
        assertThat(running.rdpHost().asked()).isEqualTo(3);
    }

    @Test
    void whatIsCarriedIsCounted() throws Exception {
        RdpClient client = open(Transport.TWO_CHANNELS);
        RdpPeer host = running.rdpHost().visit();
        client.sendData(new byte[1000]);
        host.readBytes(1000);
        host.write(new byte[500]);
        client.receiveData(500);
        assertThat(running.metrics())
                .contains("usher_gateway_tunnels_opened_total{transport=\"two-channels\"} 1.0")
                .contains("usher_gateway_tunnel_received_bytes_total 1000.0")
                .contains("usher_gateway_tunnel_sent_bytes_total 500.0")
                .contains("usher_gateway_streams 1.0")
                .contains("usher_gateway_tunnels_half_open 0.0");
    }

    @Test
    void aKeyThatIsNoBase64IsTakenAndTheSubprotocolIsSaidBack() throws Exception {
        Browser browser = running.browser();
        HttpMessage answer = RdpClient.upgrade(browser, "Sec-WebSocket-Protocol: binary");
        assertThat(answer.status()).isEqualTo(101);
        assertThat(answer.field("sec-websocket-accept")).contains("+jDd8A6bwOMaGiEWEuWKkBDsPHY=");
        assertThat(answer.field("sec-websocket-protocol")).contains("binary");
        assertThat(answer.field("sec-websocket-extensions")).isEmpty();
    }

    private static byte[] slice(byte[] bytes, int from, int to) {
        return java.util.Arrays.copyOfRange(bytes, from, to);
    }

    private static byte[] received(RdpClient client, int length) {
        try {
            return client.receiveData(length);
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    private static long directMemory() {
        return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT)
                .metric()
                .usedDirectMemory();
    }

    private interface Io {
        void run() throws IOException;
    }

    private static void unchecked(Io io) {
        try {
            io.run();
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }
}
