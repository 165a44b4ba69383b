package org.usher.gateway.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.usher.gateway.Gateway;
import org.usher.gateway.GatewayException;
import org.usher.gateway.dial.HostAndPort;
import org.usher.gateway.settings.GatewaySettings;
import org.usher.gateway.settings.HostPatience;
import org.usher.gateway.settings.Limits;
import org.usher.gateway.settings.Patience;
import org.usher.gateway.settings.TunnelPatience;
import org.usher.wire.ticket.HostProof;

/** A gateway with everything around it: one broker, one host's front, and browsers as many as the test opens. */
public final class Running implements AutoCloseable {

    private static final Duration NEVER = Duration.ofMinutes(10);
    private static final Duration QUICK = Duration.ofMillis(300);

    private final TestFarm farm;
    private final UUID host = UUID.randomUUID();
    private final BrokerDouble broker;
    private final FrontDouble front;
    private final HostDouble rdpHost;
    private final Gateway gateway;
    private final List<Browser> browsers = new ArrayList<>();

    private Running(TestFarm farm, BrokerDouble broker, GatewaySettings settings) {
        this.farm = farm;
        this.broker = broker;
        this.front = new FrontDouble(farm, host);
        try {
            this.rdpHost = new HostDouble(farm, host);
            this.gateway = Gateway.start(settings, InstantSource.system(), new SecureRandom());
        } catch (IOException | GatewayException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** With the deadlines that a gateway has. */
    public static Running start(Path state) throws IOException {
        return start(state, settings -> settings);
    }

    /** With settings that the test has a hand in. */
    public static Running start(Path state, UnaryOperator<GatewaySettings> changed) throws IOException {
        return start(state, new TestFarm(), changed);
    }

    /** In a farm in which the test has started more already. */
    public static Running start(Path state, TestFarm farm, UnaryOperator<GatewaySettings> changed) throws IOException {
        BrokerDouble broker = new BrokerDouble(farm);
        return new Running(
                farm,
                broker,
                changed.apply(farm.settings(
                        state, new Limits(3000, 2000, 1000), Patience.standard(), List.of(broker.address()))));
    }

    /** The same settings with these deadlines. */
    public static GatewaySettings with(GatewaySettings settings, Patience patience) {
        return new GatewaySettings(
                settings.listen(),
                settings.certificate(),
                settings.publicNames(),
                settings.name(),
                settings.brokers(),
                settings.stateDirectory(),
                settings.joinToken(),
                settings.management(),
                settings.relay(),
                settings.loops(),
                settings.limits(),
                patience);
    }

    /** The same settings with these limits. */
    public static GatewaySettings with(GatewaySettings settings, Limits limits) {
        return new GatewaySettings(
                settings.listen(),
                settings.certificate(),
                settings.publicNames(),
                settings.name(),
                settings.brokers(),
                settings.stateDirectory(),
                settings.joinToken(),
                settings.management(),
                settings.relay(),
                settings.loops(),
                limits,
                settings.patience());
    }

    /** The same settings with these brokers. */
    public static GatewaySettings with(GatewaySettings settings, List<HostAndPort> brokers) {
        return new GatewaySettings(
                settings.listen(),
                settings.certificate(),
                settings.publicNames(),
                settings.name(),
                brokers,
                settings.stateDirectory(),
                settings.joinToken(),
                settings.management(),
                settings.relay(),
                settings.loops(),
                settings.limits(),
                settings.patience());
    }

    /** What may be quick, and what must not come between. */
    public enum Stage {
        HANDSHAKE,
        HEADER,
        IDLE,
        BODY,
        SLOW_READER,
        HELLO,
        FRONT,
        FIRST_BYTE
    }

    /** Deadlines of which one is short, and the others never pass. */
    public static Patience quick(Stage quick) {
        return new Patience(
                quick == Stage.HANDSHAKE ? QUICK : NEVER,
                quick == Stage.HEADER ? QUICK : NEVER,
                quick == Stage.IDLE ? QUICK : NEVER,
                quick == Stage.BODY ? QUICK : NEVER,
                quick == Stage.SLOW_READER ? QUICK : NEVER,
                quick == Stage.HELLO ? QUICK : NEVER,
                quick == Stage.FRONT ? QUICK : Duration.ofSeconds(20),
                Duration.ofSeconds(20),
                quick == Stage.FIRST_BYTE ? QUICK : NEVER,
                NEVER,
                QUICK,
                Duration.ofSeconds(5),
                TunnelPatience.standard(),
                HostPatience.standard());
    }

    public TestFarm farm() {
        return farm;
    }

    public UUID host() {
        return host;
    }

    public BrokerDouble broker() {
        return broker;
    }

    public FrontDouble front() {
        return front;
    }

    public Gateway gateway() {
        return gateway;
    }

    /** A new connection of a client. */
    public Browser browser() throws IOException {
        Browser browser = Browser.connect(farm, gateway.port());
        browsers.add(browser);
        return browser;
    }

    /** The same from this address of the loopback. */
    public Browser browserFrom(String address) throws IOException {
        Browser browser = Browser.connect(farm, gateway.port(), address);
        browsers.add(browser);
        return browser;
    }

    /** A good ticket for the front. */
    public String ticket() {
        return farm.ticket(host, front.address().toString());
    }

    /** What the gateway counts. */
    public String metrics() throws IOException {
        URI address = URI.create("http://127.0.0.1:" + gateway.managementPort().orElseThrow() + "/metrics");
        try (InputStream in = address.toURL().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Where RDP clients' tickets lead. */
    public HostDouble rdpHost() {
        return rdpHost;
    }

    /** A good ticket of an RDP client's. */
    public String rdpTicket() {
        return farm.sign(farm.rdpTicket(host, rdpHost.address().toString(), new HostProof.Front()));
    }

    /** The same settings with this patience for RDP clients. */
    public static GatewaySettings with(GatewaySettings settings, TunnelPatience tunnels) {
        return with(
                settings,
                patience(settings.patience(), tunnels, settings.patience().hosts()));
    }

    /** The same settings with this patience for hosts. */
    public static GatewaySettings with(GatewaySettings settings, HostPatience hosts) {
        return with(settings, patience(settings.patience(), settings.patience().tunnels(), hosts));
    }

    private static Patience patience(Patience otherwise, TunnelPatience tunnels, HostPatience hosts) {
        return new Patience(
                otherwise.handshake(),
                otherwise.header(),
                otherwise.idle(),
                otherwise.bodySilence(),
                otherwise.slowReader(),
                otherwise.hello(),
                otherwise.front(),
                otherwise.broker(),
                otherwise.firstByte(),
                otherwise.brokerIdle(),
                otherwise.linger(),
                otherwise.drain(),
                tunnels,
                hosts);
    }

    @Override
    public void close() throws IOException {
        for (Browser browser : browsers) {
            browser.close();
        }
        gateway.close();
        front.close();
        rdpHost.close();
        broker.close();
    }
}
