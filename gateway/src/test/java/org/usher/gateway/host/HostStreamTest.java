package org.usher.gateway.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.usher.gateway.settings.GatewaySettings;
import org.usher.gateway.settings.HostPatience;
import org.usher.gateway.settings.Limits;
import org.usher.gateway.testing.Browser;
import org.usher.gateway.testing.HostPage;
import org.usher.gateway.testing.RdpHostDouble;
import org.usher.gateway.testing.Running;
import org.usher.link.gateway.ClaimLaunch;
import org.usher.link.gateway.GatewayReport;
import org.usher.relay.stream.StreamLimits;
import org.usher.relay.testing.Pipe;
import org.usher.relay.testing.TestAuthority;
import org.usher.wire.Der;
import org.usher.wire.Octets;
import org.usher.wire.rdcleanpath.RdCleanPath;
import org.usher.wire.rdp.ConnectionConfirm;
import org.usher.wire.rdp.ConnectionRequest;
import org.usher.wire.stream.StreamFrame;
import org.usher.wire.ticket.HostProof;

/** Browsers' streams to a host without a front, whose end is the gateway. */
@Tag("sockets")
class HostStreamTest {

    private static final int HYBRID_EX = 8;
    private static final byte[] REQUEST = new ConnectionRequest(
                    Optional.of("Cookie: mstshash=alice"), ConnectionRequest.SSL | ConnectionRequest.HYBRID | HYBRID_EX)
            .encode();
    private static final byte[] TSREQUEST = Der.element(Der.SEQUENCE, new byte[40]);
    private static final byte[] TPKT = {3, 0, 0, 5, 1};
    private static final Duration QUICK = Duration.ofMillis(300);
    private static final HostPatience PATIENT = new HostPatience(
            Duration.ofMinutes(5),
            Duration.ofMinutes(5),
            new StreamLimits(Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofSeconds(10)));

    private final RdpHostDouble host = new RdpHostDouble(TestAuthority.windowsHost());
    private final UUID launch = UUID.randomUUID();
    private Path state;
    private Running running;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        state = directory;
        running = started(settings -> Running.with(settings, PATIENT));
    }

    private Running started(java.util.function.UnaryOperator<GatewaySettings> changed) throws IOException {
        return Running.start(state, changed);
    }

    /** Another gateway in the place of the usual one. */
    private void restart(java.util.function.UnaryOperator<GatewaySettings> changed) throws IOException {
        running.close();
        running = started(changed);
    }

    @AfterEach
    void stop() throws IOException {
        running.close();
        host.close();
    }

    private HostProof pinned() throws Exception {
        return new HostProof.Pinned(Octets.digestOf(host.certificate().getEncoded()));
    }

    private String ticket() throws Exception {
        return ticket(pinned());
    }

    private String ticket(HostProof proof) {
        return running.farm().ticket(launch, running.host(), target(), proof);
    }

    private String target() {
        return host.address().toString();
    }

    /** A page that is connected to the host, and the host's end of that. */
    private record Connected(HostPage page, RdpHostDouble.Visitor visitor) {}

    private Connected connected() throws Exception {
        String ticket = ticket();
        HostPage page = HostPage.open(running, ticket);
        page.ask(target(), ticket, REQUEST);
        assertThat(page.cleanPath()).isInstanceOf(RdCleanPath.Response.class);
        return new Connected(page, host.visitor());
    }

    @Test
    void theHostHearsTheClientsOwnRequestAndTheClientTheHostsOwnAnswer() throws Exception {
        byte[] confirm = new ConnectionConfirm.Selected(HYBRID_EX).encode();
        // What a host says of itself, which nobody reads here.
        confirm[12] = 0x1f;
        host.answers(confirm);
        String ticket = ticket();
        HostPage page = HostPage.open(running, ticket);
        assertThat(page.epoch()).isEqualTo(1);
        page.ask(target(), ticket, REQUEST);

        assertThat(page.cleanPath())
                .isEqualTo(new RdCleanPath.Response(
                        "127.0.0.1",
                        Octets.of(confirm),
                        List.of(Octets.of(host.certificate().getEncoded()))));
        assertThat(host.request()).isEqualTo(Octets.of(REQUEST));

        RdpHostDouble.Visitor visitor = host.visitor();
        byte[] up = "client's words".getBytes(StandardCharsets.US_ASCII);
        byte[] down = "host's words".getBytes(StandardCharsets.US_ASCII);
        page.send(up);
        assertThat(visitor.read(up.length)).isEqualTo(up);
        visitor.write(down);
        assertThat(page.read(down.length)).isEqualTo(down);
    }

    @Test
    void theBrokerIsToldWhoClaimsAndALaunchIsClaimedOnce() throws Exception {
        String ticket = ticket();
        HostPage.open(running, ticket);
        assertThat(running.broker().claim()).isEqualTo(new ClaimLaunch(launch, ticket, "127.0.0.1", false));

        HostPage.Refusal refusal = HostPage.hello(running, ticket).refusal();

        assertThat(refusal.reason()).isEqualTo("ticket-used");
        assertThat(refusal.failure()).isEqualTo(RdCleanPath.Failure.ofHttp(403));
        assertThat(host.asked()).as("nobody came to the host").isZero();
    }

    @Test
    void withoutABrokerNobodyGetsThrough() throws Exception {
        connected();
        String another = running.farm().ticket(UUID.randomUUID(), running.host(), target(), pinned());
        running.broker().close();

        HostPage.Refusal refusal = HostPage.hello(running, another).refusal();

        assertThat(refusal.reason()).isEqualTo("broker-unavailable");
        assertThat(refusal.failure()).isEqualTo(RdCleanPath.Failure.ofHttp(503));
        assertThat(host.asked()).as("only the first one came to the host").isEqualTo(1);
    }

    @Test
    void whoComesBackMissesNothing() throws Exception {
        Connected connected = connected();
        HostPage page = connected.page();
        Random random = new Random(7);
        // Event loops take turns: some of these connections are another loop's than the stream.
        for (int round = 2; round < 8; round++) {
            byte[] up = new byte[random.nextInt(200_000) + 1];
            byte[] down = new byte[random.nextInt(200_000) + 1];
            random.nextBytes(up);
            random.nextBytes(down);
            page.lose();
            page.send(up);
            connected.visitor().write(down);
            page.comeBack();
            assertThat(page.epoch()).isEqualTo(round);
            assertThat(connected.visitor().read(up.length)).isEqualTo(up);
            assertThat(page.read(down.length)).isEqualTo(down);
            page.send(down);
            connected.visitor().write(up);
            assertThat(connected.visitor().read(down.length)).isEqualTo(down);
            assertThat(page.read(up.length)).isEqualTo(up);
        }
    }

    @Test
    void aNewConnectionEndsTheOneBefore() throws Exception {
        HostPage page = connected().page();
        Browser before = page.browser();
        page.comeBack();
        assertThat(before.readFrame().closeCode()).isEqualTo(1000);
    }

    @Test
    void nobodyComesBackWithoutTheLeaseOrWithAnothersTicket() throws Exception {
        HostPage page = connected().page();
        Octets right = page.lease();
        byte[] wrong = right.bytes();
        wrong[31] ^= 1;
        page.sayAgain(ticket(), Octets.of(wrong));
        assertThat(page.end()).isEqualTo("lease-unknown");
        page.sayAgain(running.farm().ticket(UUID.randomUUID(), running.host(), target(), pinned()), right);
        assertThat(page.end()).isEqualTo("lease-unknown");
        page.comeBack();
        assertThat(page.epoch()).isEqualTo(2);
    }

    @Test
    void aFirstHelloWantsNothingFromBefore() throws Exception {
        Browser browser = running.browser().openStream();
        browser.sendMessage(
                org.usher.wire.stream.StreamCodec.encode(new StreamFrame.Hello(ticket(), Optional.empty(), 1)));
        assertThat(new String(browser.readFrame().bytes(), StandardCharsets.ISO_8859_1))
                .endsWith("stream-offset");
    }

    @Test
    void aHostWithAnotherCertificateIsRefusedAndHearsNothing() throws Exception {
        String ticket = ticket(new HostProof.Pinned(Octets.digestOf("another certificate")));
        HostPage page = HostPage.open(running, ticket);
        page.ask(target(), ticket, REQUEST);

        assertThat(page.cleanPath())
                .isEqualTo(new RdCleanPath.Failure(1, OptionalInt.of(502), OptionalInt.empty(), OptionalInt.of(42)));
        assertThat(page.end()).isEqualTo("host-certificate");
        assertThat(host.waiting()).as("TLS did not come about").isZero();
    }

    @Test
    void theReasonComesWithTheAnswerAndNotBehindIt() throws Exception {
        String ticket = ticket(new HostProof.Pinned(Octets.digestOf("another certificate")));
        HostPage page = HostPage.open(running, ticket);
        page.ask(target(), ticket, REQUEST);

        // A page's RDP client acts upon the answer before the page sees another message.
        String message = new String(page.browser().readFrame().bytes(), StandardCharsets.ISO_8859_1);
        assertThat(message).endsWith("host-certificate");
    }

    @Test
    void aCertificateThatNoAuthorityKnowsIsRefused() throws Exception {
        String ticket = ticket(new HostProof.Authority());
        HostPage page = HostPage.open(running, ticket);
        page.ask(target(), ticket, REQUEST);

        assertThat(page.cleanPath()).isInstanceOf(RdCleanPath.Failure.class);
        assertThat(page.end()).isEqualTo("host-certificate");
        assertThat(host.waiting()).isZero();
    }

    @Test
    void theRequestHasToAgreeWithTheTicket() throws Exception {
        assertRequestRefused("ticket-forged", 401, (page, ticket) -> page.ask(target(), ticket + "x", REQUEST));
        assertRequestRefused("destination-mismatch", 403, (page, ticket) -> page.ask("10.0.0.1:3389", ticket, REQUEST));
        byte[] plain = new ConnectionRequest(Optional.empty(), 0).encode();
        assertRequestRefused("rdp-malformed", 400, (page, ticket) -> page.ask(target(), ticket, plain));
        assertRequestRefused("rdp-malformed", 400, (page, ticket) -> page.ask(target(), ticket, new byte[] {3, 0}));
        assertRequestRefused("rdp-malformed", 400, (page, ticket) -> page.send(TPKT));
        assertThat(host.asked()).as("nobody came to the host").isZero();
    }

    private interface Asking {
        void ask(HostPage page, String ticket);
    }

    private void assertRequestRefused(String reason, int status, Asking asking) throws Exception {
        String ticket = running.farm().ticket(UUID.randomUUID(), running.host(), target(), pinned());
        HostPage page = HostPage.open(running, ticket);
        asking.ask(page, ticket);
        assertThat(page.cleanPath()).isEqualTo(RdCleanPath.Failure.ofHttp(status));
        assertThat(page.end()).isEqualTo(reason);
    }

    @Test
    void theRequestMayComeInAnyPieces() throws Exception {
        String ticket = ticket();
        HostPage page = HostPage.open(running, ticket);
        for (byte one : new RdCleanPath.Request(target(), ticket, Octets.of(REQUEST)).encode()) {
            page.send(one);
        }
        assertThat(page.cleanPath()).isInstanceOf(RdCleanPath.Response.class);
    }

    @Test
    void whatComesBeforeTheAnswerGoesToTheHostBehindIt() throws Exception {
        String ticket = ticket();
        HostPage page = HostPage.open(running, ticket);
        page.ask(target(), ticket, REQUEST);
        page.send(TSREQUEST);
        assertThat(host.visitor().read(TSREQUEST.length)).isEqualTo(TSREQUEST);
    }

    @Test
    void tooMuchBeforeTheAnswerIsTheEnd() throws Exception {
        host.answers();
        String ticket = ticket();
        HostPage page = HostPage.open(running, ticket);
        page.ask(target(), ticket, REQUEST);
        host.request();
        page.send(new byte[65_537]);
        assertThat(page.cleanPath()).isEqualTo(RdCleanPath.Failure.ofHttp(502));
        assertThat(page.end()).isEqualTo("rdp-malformed");
    }

    @Test
    void whatHostsAnswerThatTheyShouldNotIsRefused() throws Exception {
        int rdstls = 4;
        assertHostRefused("rdp-refused", new ConnectionConfirm.Refused(5).encode());
        assertHostRefused("rdp-refused", new ConnectionConfirm.Selected(0).encode());
        assertHostRefused("rdp-refused", new ConnectionConfirm.Selected(rdstls).encode());
        assertHostRefused("rdp-malformed", "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        byte[] confirm = new ConnectionConfirm.Selected(ConnectionRequest.HYBRID).encode();
        byte[] more = java.util.Arrays.copyOf(confirm, confirm.length + 1);
        assertHostRefused("rdp-malformed", more);
        assertThat(host.waiting()).isZero();
    }

    @Test
    void aHostMayChooseOnlyWhatTheClientOffers() throws Exception {
        byte[] tlsOnly = new ConnectionRequest(Optional.empty(), ConnectionRequest.SSL).encode();
        host.answers(new ConnectionConfirm.Selected(ConnectionRequest.HYBRID).encode());
        String ticket = ticket();
        HostPage page = HostPage.open(running, ticket);
        page.ask(target(), ticket, tlsOnly);
        assertThat(page.cleanPath()).isInstanceOf(RdCleanPath.Failure.class);
        assertThat(page.end()).isEqualTo("rdp-refused");
    }

    private void assertHostRefused(String reason, byte[] confirm) throws Exception {
        host.answers(confirm);
        String ticket = running.farm().ticket(UUID.randomUUID(), running.host(), target(), pinned());
        HostPage page = HostPage.open(running, ticket);
        page.ask(target(), ticket, REQUEST);
        assertThat(page.cleanPath()).isInstanceOf(RdCleanPath.Failure.class);
        assertThat(page.end()).isEqualTo(reason);
    }

    @Test
    void aHostThatEndsInsteadOfTlsHasRefused() throws Exception {
        host.endsInsteadOfTls();
        assertHostRefused("rdp-refused", new ConnectionConfirm.Selected(ConnectionRequest.SSL).encode());
    }

    @Test
    void aHostThatIsNotThereIsUnreachable() throws Exception {
        String ticket = ticket();
        host.close();
        HostPage page = HostPage.open(running, ticket);
        page.ask(target(), ticket, REQUEST);
        assertThat(page.cleanPath()).isEqualTo(RdCleanPath.Failure.ofSocket(10061));
        assertThat(page.end()).isEqualTo("host-unreachable");
    }

    @Test
    void aHostThatSaysNothingIsGivenUp() throws Exception {
        restart(settings -> Running.with(settings, new HostPatience(PATIENT.request(), QUICK, PATIENT.stream())));
        host.answers();
        String ticket = ticket();
        HostPage page = HostPage.open(running, ticket);
        page.ask(target(), ticket, REQUEST);
        assertThat(page.cleanPath())
                .isEqualTo(new RdCleanPath.Failure(1, OptionalInt.of(504), OptionalInt.of(10060), OptionalInt.empty()));
        assertThat(page.end()).isEqualTo("rdp-timeout");
    }

    @Test
    void aPageThatAsksForNothingIsGivenUp() throws Exception {
        restart(settings -> Running.with(settings, new HostPatience(QUICK, PATIENT.negotiation(), PATIENT.stream())));
        assertThat(HostPage.open(running, ticket()).end()).isEqualTo("rdp-timeout");
    }

    @Test
    void nobodyIsWaitedForLongerThanTheLeaseLives() throws Exception {
        restart(settings -> Running.with(
                settings,
                new HostPatience(
                        PATIENT.request(),
                        PATIENT.negotiation(),
                        new StreamLimits(QUICK, PATIENT.stream().silence(), QUICK))));
        Connected connected = connected();
        connected.page().lose();
        assertThat(connected.visitor().isAtEnd()).isTrue();
        connected.page().sayAgain(ticket(), connected.page().lease());
        assertThat(connected.page().end()).isEqualTo("lease-unknown");
    }

    @Test
    void aHostThatGoesAwayDuringTheSignOnHasRefusedIt() throws Exception {
        Connected connected = connected();
        connected.visitor().write(TSREQUEST);
        connected.visitor().socket().close();
        assertThat(connected.page().read(TSREQUEST.length)).isEqualTo(TSREQUEST);
        assertThat(connected.page().end()).isEqualTo("sign-on-failed");
    }

    @Test
    void aHostThatGoesAwayLaterHasClosed() throws Exception {
        Connected connected = connected();
        connected.visitor().write(TSREQUEST);
        connected.visitor().write(TPKT);
        connected.visitor().socket().close();
        assertThat(connected.page().end()).isEqualTo("rdp-closed");
    }

    @Test
    void withoutCredSspThereIsNoSignOnToRefuse() throws Exception {
        host.answers(new ConnectionConfirm.Selected(ConnectionRequest.SSL).encode());
        Connected connected = connected();
        connected.visitor().socket().close();
        assertThat(connected.page().end()).isEqualTo("rdp-closed");
    }

    @Test
    void thePagesEndIsTheHostsEnd() throws Exception {
        Connected connected = connected();
        connected.page().send(new StreamFrame.End("closed"));
        assertThat(connected.visitor().isAtEnd()).isTrue();
        assertThat(connected.page().browser().readFrame().closeCode()).isEqualTo(1000);
    }

    @Test
    void nonsenseFromThePageIsTheEnd() throws Exception {
        Connected connected = connected();
        connected.page().browser().sendMessage(new byte[] {0x7f, 0, 0, 0});
        assertThat(connected.page().end()).isEqualTo("stream-malformed");
        assertThat(connected.visitor().isAtEnd()).isTrue();
    }

    @Test
    void aStoppingGatewaySaysThatItIsOver() throws Exception {
        Connected connected = connected();
        CompletableFuture<Void> stopping =
                CompletableFuture.runAsync(() -> running.gateway().close());
        assertThat(connected.page().end()).isEqualTo("gateway-stopping");
        connected.page().browser().close();
        stopping.get(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(connected.visitor().isAtEnd()).isTrue();
    }

    @Test
    void whatIsCarriedIsReportedUntilItIsOver() throws Exception {
        Connected connected = connected();
        connected.page().lose();
        GatewayReport.Carried carried = running.broker()
                .report(report -> report.streams() == 0 && !report.carried().isEmpty())
                .carried()
                .getFirst();
        assertThat(carried.launch()).isEqualTo(launch);
        assertThat(carried.address()).isEqualTo("127.0.0.1");
        connected.page().comeBack();
        connected.page().send(new StreamFrame.End("closed"));
        running.broker().report(report -> report.carried().isEmpty());
    }

    @Test
    void theBrokerEndsWhatHasEnded() throws Exception {
        Connected connected = connected();
        running.broker().end(UUID.randomUUID(), launch);
        assertThat(connected.page().end()).isEqualTo("session-ended");
        assertThat(connected.visitor().isAtEnd()).isTrue();
    }

    @Test
    void streamsThatWaitForTheirClientsCountToo() throws Exception {
        restart(settings -> Running.with(Running.with(settings, PATIENT), new Limits(100, 100, 1)));
        Connected first = connected();
        first.page().lose();
        running.broker().report(report -> report.streams() == 0);
        String another = running.farm().ticket(UUID.randomUUID(), running.host(), target(), pinned());
        HostPage refused = HostPage.hello(running, another);
        assertThat(refused.refusal().reason()).isEqualTo("gateway-busy");
        refused.browser().close();
        assertThat(running.broker().claim().launch()).isEqualTo(launch);
        running.broker().report(report -> report.streams() == 0);
        first.page().comeBack();
    }

    @Test
    void muchGoesBothWaysUnchanged() throws Exception {
        Connected connected = connected();
        byte[] up = new byte[3_000_000];
        byte[] down = new byte[3_000_000];
        new Random(1).nextBytes(up);
        new Random(2).nextBytes(down);
        CompletableFuture<byte[]> arriving = CompletableFuture.supplyAsync(
                () -> unchecked(() -> connected.visitor().read(up.length)));
        CompletableFuture<Void> answering = CompletableFuture.runAsync(() -> unchecked(() -> {
            connected.visitor().write(down);
            return down;
        }));
        for (int at = 0; at < up.length; at += 50_000) {
            connected.page().send(java.util.Arrays.copyOfRange(up, at, at + 50_000));
        }
        assertThat(connected.page().read(down.length)).isEqualTo(down);
        assertThat(arriving.get(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(up);
        answering.get(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void aClientThatDoesNotReadHoldsTheHostBack() throws Exception {
        Connected connected = connected();
        byte[] all = new byte[40_000_000];
        CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> unchecked(() -> {
            connected.visitor().write(all);
            return all;
        }));
        assertThatThrownBy(() -> sending.get(1, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
        connected.page().skip(all.length);
        sending.get(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private interface Io {
        byte[] run() throws IOException;
    }

    private static byte[] unchecked(Io io) {
        try {
            return io.run();
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }
}
