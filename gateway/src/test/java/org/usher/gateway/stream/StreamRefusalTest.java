package org.usher.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.usher.gateway.settings.Limits;
import org.usher.gateway.testing.Browser;
import org.usher.gateway.testing.FrontDouble;
import org.usher.gateway.testing.HttpMessage;
import org.usher.gateway.testing.Running;
import org.usher.gateway.testing.Running.Stage;
import org.usher.gateway.testing.StreamPeer;
import org.usher.gateway.testing.TestFarm;
import org.usher.link.identity.ComponentIdentity;
import org.usher.link.refusal.RefusedClient;
import org.usher.wire.Decoded;
import org.usher.wire.Octets;
import org.usher.wire.component.ComponentName;
import org.usher.wire.component.ComponentRole;
import org.usher.wire.rdcleanpath.RdCleanPath;
import org.usher.wire.stream.StreamCodec;
import org.usher.wire.stream.StreamFrame;
import org.usher.wire.ticket.ClientBinding;
import org.usher.wire.ticket.Ticket;
import org.usher.wire.ticket.TicketKeyId;
import org.usher.wire.ticket.TicketSigner;
import org.usher.wire.ticket.TicketVerdict;

/** Streams that do not come about, and how the page hears of it. */
@Tag("sockets")
class StreamRefusalTest {

    private static final Optional<Octets> NO_LEASE = Optional.empty();
    private static final Optional<Octets> LEASE = Optional.of(Octets.of(new byte[StreamFrame.LEASE]));

    private Running running;

    @BeforeEach
    void start(@TempDir Path state) throws IOException {
        running = Running.start(state, settings -> Running.with(settings, Running.quick(Stage.FRONT)));
    }

    @AfterEach
    void stop() throws IOException {
        running.close();
    }

    @ParameterizedTest
    @CsvSource({
        "Origin: https://evil.example, 403, origin-refused",
        "Origin: https://gw.example.evil.example, 403, origin-refused",
        "Origin: http://gw.example, 403, origin-refused",
        "Origin: https://gw.example:8443, 403, origin-refused",
        "Origin: null, 403, origin-refused",
        "X: no origin, 403, origin-refused",
        "Origin: https://gw.example, 401, sign-in-required",
    })
    void onlyOwnPagesWithASessionGetIn(String field, int status, String code) throws Exception {
        String cookie = status == 401 ? "Cookie: __Host-usher-csrf=x; usher=y" : "Cookie: __Host-usher=x";
        HttpMessage answer = running.browser().upgrade(field, cookie);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text()).contains("\"code\":\"" + code + "\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Cookie: __Host-usher=",
                "Cookie: __Host-usher=a; __Host-usher=b",
                "Cookie: __Host-usher=a\nCookie: __Host-usher=b",
                "Cookie: __Host-usher=a b",
                "Cookie: __Host-usher=\"a\"",
                "Cookie: x__Host-usher=a",
                "Cookie: __host-usher=a"
            })
    void aSessionIsOneCookieThatCouldBeOurs(String cookie) throws Exception {
        assertThat(running.browser()
                        .upgrade("Origin: https://gw.example", cookie)
                        .status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /stream HTTP/1.0", "GET /stream HTTP/1.1", "POST /stream HTTP/1.1"})
    void whatIsNoWebSocketIsToldSo(String first) throws Exception {
        Browser browser = running.browser();
        browser.send(first + "\nHost: gw.example\nOrigin: https://gw.example\nCookie: __Host-usher=x\n"
                + "Connection: Upgrade\nSec-WebSocket-Version: 8\nUpgrade: websocket\nContent-Length: 0\n\n");
        HttpMessage answer = browser.read();
        assertThat(answer.status()).isEqualTo(first.startsWith("POST") ? 405 : 426);
        if (answer.status() == 426) {
            assertThat(answer.field("sec-websocket-version")).contains("13");
            assertThat(answer.field("upgrade")).contains("websocket");
        }
    }

    @Test
    void nothingMayBeAskedBehindTheUpgrade() throws Exception {
        Browser browser = running.browser();
        browser.send("""
                GET /stream HTTP/1.1
                Host: gw.example
                Connection: Upgrade
                Upgrade: websocket
                Sec-WebSocket-Version: 13
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
                Origin: https://gw.example
                Cookie: __Host-usher=x

                GET /smuggled HTTP/1.1
                Host: gw.example

                """);
        HttpMessage answer = browser.read();
        if (answer.status() == 101) {
            // The bytes behind were no request any more, but a frame, and a broken one.
            assertThat(browser.readFrame().closeCode()).isEqualTo(1002);
        } else {
            assertThat(answer.status()).isEqualTo(400);
        }
        assertThat(running.broker().requests()).isEmpty();
    }

    @Test
    void theAgreementIsTheOneOfTheRfcWithoutExtensions() throws Exception {
        HttpMessage answer =
                running.browser().upgrade("Origin: https://gw.example", "Cookie: __Host-usher=" + TestFarm.COOKIE);
        assertThat(answer.status()).isEqualTo(101);
        // RFC 6455, 1.3.
        assertThat(answer.field("sec-websocket-accept")).contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        assertThat(answer.field("sec-websocket-extensions")).isEmpty();
        assertThat(answer.field("strict-transport-security")).isPresent();
    }

    @ParameterizedTest
    @EnumSource
    void everyVerdictOverATicketReachesThePage(TicketVerdict.Reason reason) throws Exception {
        String ticket = badTicket(reason);
        int status = switch (reason) {
            case OTHER_SITE, OTHER_CLIENT -> 403;
            default -> 401;
        };
        assertRefusedAtFirst(ticket, reason.code(), OptionalInt.of(status), OptionalInt.empty(), OptionalInt.empty());
        if (reason == TicketVerdict.Reason.UNKNOWN_KEY) {
            assertTriesAgain(ticket);
        } else {
            assertEnds(ticket, reason.code());
        }
        assertThat(running.front().waiting()).as("nobody came to the front").isZero();
        // The broker hears of it with the next report, for the audit log.
        RefusedClient told = running.broker().refused();
        while (told != null && !told.reason().equals(reason.code())) {
            told = running.broker().refused();
        }
        assertThat(told).isNotNull();
        assertThat(told.address()).isEqualTo("127.0.0.1");
    }

    private String badTicket(TicketVerdict.Reason reason) throws Exception {
        Instant now = Instant.now();
        Ticket good = new Ticket(
                UUID.randomUUID(),
                running.farm().site(),
                UUID.randomUUID(),
                running.host(),
                running.front().address().toString(),
                ClientBinding.ofCookie(TestFarm.COOKIE),
                now.minusSeconds(100),
                now.plusSeconds(60),
                now.plusSeconds(600));
        TicketSigner other = new TicketSigner(
                new TicketKeyId(0x1234L),
                java.security.KeyPairGenerator.getInstance("Ed25519")
                        .generateKeyPair()
                        .getPrivate());
        return switch (reason) {
            case MALFORMED -> "ut1.nonsense";
            case UNKNOWN_KEY ->
                new TicketSigner(
                                new TicketKeyId(99L),
                                java.security.KeyPairGenerator.getInstance("Ed25519")
                                        .generateKeyPair()
                                        .getPrivate())
                        .sign(good);
            case FORGED -> other.sign(good);
            case EXPIRED -> sign(good, good.site(), good.client(), now.minusSeconds(200), Duration.ofSeconds(60));
            case NOT_YET -> sign(good, good.site(), good.client(), now.plusSeconds(60), Duration.ofSeconds(60));
            case OTHER_SITE -> sign(good, UUID.randomUUID(), good.client(), now, Duration.ofSeconds(60));
            case OTHER_CLIENT ->
                sign(good, good.site(), ClientBinding.ofCookie("somebody else"), now, Duration.ofSeconds(60));
        };
    }

    private String sign(Ticket good, UUID site, Octets client, Instant issued, Duration life) {
        return running.farm()
                .sign(new Ticket(
                        good.launch(),
                        site,
                        good.user(),
                        good.host(),
                        good.target(),
                        client,
                        issued,
                        issued.plus(life),
                        issued.plus(life).plusSeconds(1)));
    }

    @Test
    void anExpiredTicketStillShowsTheWayBack() throws Exception {
        Instant now = Instant.now();
        String ticket = running.farm()
                .sign(new Ticket(
                        UUID.randomUUID(),
                        running.farm().site(),
                        UUID.randomUUID(),
                        running.host(),
                        running.front().address().toString(),
                        ClientBinding.ofCookie(TestFarm.COOKIE),
                        now.minusSeconds(3600),
                        now.minusSeconds(3540),
                        now.plusSeconds(3600)));
        assertRefusedAtFirst(ticket, "ticket-expired", OptionalInt.of(401), OptionalInt.empty(), OptionalInt.empty());
        running.browser().openStream().sendMessage(hello(ticket, LEASE));
        try (StreamPeer front = running.front().visit()) {
            assertThat(front.readFrame()).isInstanceOf(StreamFrame.Origin.class);
        }
    }

    @Test
    void aHostThatRefusesIsUnreachable() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }
        String ticket = running.farm().ticket(running.host(), "127.0.0.1:" + port);
        assertRefusedAtFirst(
                ticket, "host-unreachable", OptionalInt.of(502), OptionalInt.of(10061), OptionalInt.empty());
        assertTriesAgain(ticket);
    }

    @Test
    void aHostWithoutAnAddressIsUnreachable() throws Exception {
        String ticket = running.farm().ticket(running.host(), "no-such-host.invalid:3389");
        assertRefusedAtFirst(
                ticket, "host-unreachable", OptionalInt.of(502), OptionalInt.of(11001), OptionalInt.empty());
        for (String target : List.of("no-port", "[::1:3389", "host:0", "host:99999", "a:b:c")) {
            assertRefusedAtFirst(
                    running.farm().ticket(running.host(), target),
                    "host-unreachable",
                    OptionalInt.of(502),
                    OptionalInt.of(11001),
                    OptionalInt.empty());
        }
    }

    @Test
    void aHostThatAcceptsAndSaysNothingIsATimeout() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            String ticket = running.farm().ticket(running.host(), "127.0.0.1:" + silent.getLocalPort());
            assertRefusedAtFirst(
                    ticket, "host-timeout", OptionalInt.of(504), OptionalInt.of(10060), OptionalInt.empty());
            assertTriesAgain(ticket);
        }
    }

    @Test
    void aHostThatBreaksOffIsUnreachable() throws Exception {
        try (ServerSocket rude = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try {
                    while (true) {
                        rude.accept().close();
                    }
                } catch (IOException closed) {
                    // The end of the test.
                }
            });
            String ticket = running.farm().ticket(running.host(), "127.0.0.1:" + rude.getLocalPort());
            assertRefusedAtFirst(
                    ticket, "host-unreachable", OptionalInt.of(502), OptionalInt.of(10065), OptionalInt.empty());
        }
    }

    @Test
    void whoIsNotTheHostOfTheTicketHearsNothing() throws Exception {
        TestFarm farm = running.farm();
        List<ComponentIdentity> impostors = List.of(
                farm.identity(ComponentRole.HOST, UUID.randomUUID()),
                farm.identity(ComponentRole.BROKER, running.host()),
                farm.identity(new ComponentName(UUID.randomUUID(), ComponentRole.HOST, running.host())),
                new TestFarm().identity(new ComponentName(farm.site(), ComponentRole.HOST, running.host())));
        for (ComponentIdentity impostor : impostors) {
            try (FrontDouble front = new FrontDouble(impostor, "usher-stream/1")) {
                String ticket = farm.ticket(running.host(), front.address().toString());
                assertRefusedAtFirst(
                        ticket, "host-certificate", OptionalInt.of(502), OptionalInt.empty(), OptionalInt.of(42));
                assertEnds(ticket, "host-certificate");
                while (front.waiting() > 0) {
                    assertHeardNothing(front);
                }
            }
        }
    }

    private static void assertHeardNothing(FrontDouble front) throws Exception {
        try (StreamPeer peer = front.visit()) {
            assertThat(peer.isAtEnd()).isTrue();
        } catch (javax.net.ssl.SSLException brokenOff) {
            assertThat(brokenOff)
                    .as("the gateway broke off, which says nothing either")
                    .isNotNull();
        }
    }

    @Test
    void aHostThatSpeaksAnotherProtocolIsNotTheFront() throws Exception {
        try (FrontDouble front = new FrontDouble(running.farm().identity(ComponentRole.HOST, running.host()))) {
            assertRefusedAtFirst(
                    running.farm().ticket(running.host(), front.address().toString()),
                    "host-certificate",
                    OptionalInt.of(502),
                    OptionalInt.empty(),
                    OptionalInt.of(42));
        }
    }

    @Test
    void asManyStreamsAsThereMayBe(@TempDir Path other) throws Exception {
        try (Running small = Running.start(other, settings -> Running.with(settings, new Limits(50, 50, 1)))) {
            byte[] hello = StreamCodec.encode(new StreamFrame.Hello(small.ticket(), NO_LEASE, 0))
                    .array();
            Browser first = small.browser().openStream().sendMessage(hello);
            StreamPeer front = small.front().visit();
            Browser second = small.browser().openStream().sendMessage(hello);
            assertThat(refusal(second).getLast()).isEqualTo(new StreamFrame.End("gateway-busy"));
            Browser returning = small.browser()
                    .openStream()
                    .sendMessage(StreamCodec.encode(new StreamFrame.Hello(small.ticket(), LEASE, 5)));
            assertThat(returning.readFrame().closeCode()).isEqualTo(1013);
            first.close();
            assertThat(front.readFrame()).isInstanceOf(StreamFrame.Origin.class);
            front.readFrame();
            assertThat(front.isAtEnd()).isTrue();
            small.browser().openStream().sendMessage(hello);
            small.front().visit();
        }
    }

    @Test
    void helloMustComeSoon(@TempDir Path other) throws Exception {
        try (Running hasty = Running.start(other, settings -> Running.with(settings, Running.quick(Stage.HELLO)))) {
            for (int pieces : new int[] {0, 1, 50}) {
                Browser slow = hasty.browser().openStream();
                if (pieces > 0) {
                    byte[] hello = StreamCodec.encode(new StreamFrame.Hello(hasty.ticket(), NO_LEASE, 0))
                            .array();
                    slow.sendMessage(ByteBuffer.wrap(hello, 0, pieces));
                }
                assertThat(refusal(slow).getLast()).isEqualTo(new StreamFrame.End("stream-malformed"));
            }
            // A frame that says that much is coming, and then nothing.
            Browser lying = hasty.browser().openStream();
            lying.sendRaw(new byte[] {(byte) 0x82, (byte) 0xff, 0, 0, 0, 0, 0, (byte) 0xff, 0, 0, 1, 2, 3, 4, 5});
            assertThat(refusal(lying).getLast()).isEqualTo(new StreamFrame.End("stream-malformed"));
        }
    }

    @Test
    void whatIsNoHelloIsMalformed() throws Exception {
        byte[] tooLong = ByteBuffer.allocate(4 + 2049).putInt(0x01000801).array();
        for (byte[] first : List.of(
                StreamCodec.encode(new StreamFrame.Ping(1, 2)).array(),
                StreamCodec.encode(new StreamFrame.Data(0, ByteBuffer.wrap(new byte[10])))
                        .array(),
                StreamCodec.encode(new StreamFrame.Origin(InetAddress.getLoopbackAddress()))
                        .array(),
                "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII),
                tooLong)) {
            Browser browser = running.browser().openStream().sendMessage(first);
            List<StreamFrame> frames = refusal(browser);
            assertThat(frames.getLast()).isEqualTo(new StreamFrame.End("stream-malformed"));
            assertThat(failure(frames).httpStatus()).hasValue(400);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "82 05 68 65 6c 6c 6f, 1002",
        "81 80 00 00 00 00, 1003",
        "82 ff 7f ff ff ff ff ff ff ff 00 00 00 00, 1009"
    })
    void brokenWebSocketRulesAreSaidBeforeHello(String bytes, int code) throws Exception {
        byte[] raw = java.util.HexFormat.of().parseHex(bytes.replace(" ", ""));
        Browser browser = running.browser().openStream().sendRaw(raw);
        assertThat(browser.readFrame().closeCode()).isEqualTo(code);
        assertThat(browser.isAtEnd()).isTrue();
    }

    @Test
    void aClientThatLeavesWhileWeDialLeavesNothingBehind() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            String ticket = running.farm().ticket(running.host(), "127.0.0.1:" + silent.getLocalPort());
            Browser browser = running.browser().openStream().sendMessage(hello(ticket, NO_LEASE));
            try (var dialled = silent.accept()) {
                browser.close();
                dialled.setSoTimeout(20_000);
                while (dialled.getInputStream().read() >= 0) {
                    // The gateway's ClientHello.
                }
            }
        }
    }

    private void assertRefusedAtFirst(
            String ticket, String code, OptionalInt status, OptionalInt socketError, OptionalInt alert)
            throws IOException {
        Browser browser = running.browser().openStream().sendMessage(hello(ticket, NO_LEASE));
        List<StreamFrame> frames = refusal(browser);
        assertThat(frames).hasSize(2);
        assertThat(failure(frames)).isEqualTo(new RdCleanPath.Failure(1, status, socketError, alert));
        assertThat(frames.getLast()).isEqualTo(new StreamFrame.End(code));
    }

    /** Somebody who comes back is told that it is over, and nothing more: offset 0 was long ago. */
    private void assertEnds(String ticket, String code) throws IOException {
        Browser browser = running.browser().openStream().sendMessage(hello(ticket, LEASE));
        assertThat(refusal(browser)).containsExactly(new StreamFrame.End(code));
    }

    /** Somebody who comes back is not told that it is over, when it may not be. */
    private void assertTriesAgain(String ticket) throws IOException {
        Browser browser = running.browser().openStream().sendMessage(hello(ticket, LEASE));
        assertThat(browser.readFrame().closeCode()).isEqualTo(1013);
        browser.close();
    }

    private static RdCleanPath.Failure failure(List<StreamFrame> frames) {
        assertThat(frames.getFirst()).isInstanceOf(StreamFrame.Data.class);
        StreamFrame.Data data = (StreamFrame.Data) frames.getFirst();
        assertThat(data.offset()).isZero();
        assertThat(RdCleanPath.decode(data.bytes())).isInstanceOf(Decoded.Message.class);
        return (RdCleanPath.Failure) ((Decoded.Message<RdCleanPath>) RdCleanPath.decode(data.bytes())).message();
    }

    private static byte[] hello(String ticket, Optional<Octets> lease) {
        return StreamCodec.encode(new StreamFrame.Hello(ticket, lease, lease.isPresent() ? 77 : 0))
                .array();
    }

    /** What comes until the Close, which must be a good one. */
    private static List<StreamFrame> refusal(Browser browser) throws IOException {
        Browser.Frame message = browser.readFrame();
        assertThat(message.first()).isEqualTo(0x82);
        List<StreamFrame> frames = new ArrayList<>();
        ByteBuffer bytes = ByteBuffer.wrap(message.bytes());
        while (bytes.hasRemaining()) {
            if (!(StreamCodec.decode(bytes) instanceof Decoded.Message<StreamFrame>(StreamFrame frame, int consumed))) {
                throw new AssertionError("no frame at " + bytes.position());
            }
            frames.add(frame);
            bytes.position(bytes.position() + consumed);
        }
        assertThat(browser.readFrame().closeCode()).isEqualTo(1000);
        browser.close();
        return frames;
    }
}
