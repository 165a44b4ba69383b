package org.usher.gateway;

import io.netty.channel.Channel;
import java.io.IOException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.usher.gateway.admission.BrokerClaims;
import org.usher.gateway.admission.FrontAdmissions;
import org.usher.gateway.admission.HostDoor;
import org.usher.gateway.dial.Dialler;
import org.usher.gateway.dial.HostAndPort;
import org.usher.gateway.dial.Names;
import org.usher.gateway.edge.EdgeDoor;
import org.usher.gateway.edge.EdgeServices;
import org.usher.gateway.edge.PublicCertificate;
import org.usher.gateway.host.CarriedLaunches;
import org.usher.gateway.host.Claims;
import org.usher.gateway.host.HostStreams;
import org.usher.gateway.host.HostTls;
import org.usher.gateway.http.Drain;
import org.usher.gateway.life.KeyRing;
import org.usher.gateway.life.Membership;
import org.usher.gateway.life.Reporting;
import org.usher.gateway.metrics.GatewayMetrics;
import org.usher.gateway.metrics.MetricsPort;
import org.usher.gateway.plain.Launches;
import org.usher.gateway.plain.RelayDoor;
import org.usher.gateway.port.Admission;
import org.usher.gateway.port.ClientPort;
import org.usher.gateway.settings.GatewaySettings;
import org.usher.gateway.settings.Patience;
import org.usher.gateway.stream.StreamCount;
import org.usher.gateway.stream.StreamEntry;
import org.usher.gateway.tsgu.Announcement;
import org.usher.gateway.tsgu.HalfOpen;
import org.usher.gateway.tsgu.TunnelDoor;
import org.usher.gateway.tunnel.Brokers;
import org.usher.gateway.tunnel.ControlTunnel;
import org.usher.link.client.BrokerClient;
import org.usher.link.identity.ComponentIdentity;
import org.usher.link.identity.FarmTrust;
import org.usher.link.refusal.RefusalBook;
import org.usher.relay.tls.TlsContext;
import org.usher.relay.tls.TlsCredentials;
import org.usher.relay.transport.RoomyReads;
import org.usher.relay.transport.Transport;
import org.usher.wire.component.ComponentRole;
import org.usher.wire.tsgu.TsguCodec;

/** A running gateway. */
public final class Gateway implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    private static final String STREAM_PROTOCOL = "usher-stream/1";

    /** What one read of a host's brings at most: with its headers one TLS record. */
    private static final RoomyReads HOST_READS = new RoomyReads(TunnelDoor.ROOM, TsguCodec.SENT_DATA);

    private final GatewaySettings settings;
    private final Admission admission;
    private final ClientPort listener;
    private final Optional<ClientPort> relay;
    private final OptionalInt managementPort;

    /** What is to be closed, the last one first. */
    private final Deque<AutoCloseable> parts;

    private Gateway(
            GatewaySettings settings,
            Admission admission,
            ClientPort listener,
            Optional<ClientPort> relay,
            OptionalInt managementPort,
            Deque<AutoCloseable> parts) {
        this.settings = settings;
        this.admission = admission;
        this.listener = listener;
        this.relay = relay;
        this.managementPort = managementPort;
        this.parts = parts;
    }

    /**
     * Starts a gateway; at its first start it joins the farm, and waits for a broker to do so. Returns when it listens.
     *
     * @throws GatewayException when it cannot start, with what to do about it
     */
    public static Gateway start(GatewaySettings settings, InstantSource clock, SecureRandom random)
            throws GatewayException, InterruptedException {
        Deque<AutoCloseable> parts = new ArrayDeque<>();
        try {
            Gateway gateway = assemble(settings, clock, random, parts);
            LOG.info("gateway: listening on {}, port {}", settings.listen().getAddress(), gateway.port());
            gateway.relayPort().ifPresent(port -> LOG.info("gateway: relay port {}", port));
            return gateway;
        } catch (GatewayException | InterruptedException | RuntimeException failed) {
            closeAll(parts);
            throw failed;
        }
    }

    private static Gateway assemble(
            GatewaySettings settings, InstantSource clock, SecureRandom random, Deque<AutoCloseable> parts)
            throws GatewayException, InterruptedException {
        Membership membership = Membership.establish(settings, version(), clock);
        ComponentIdentity identity = membership.identity();
        Brokers brokers = new Brokers(membership.brokers());
        KeyRing keys = new KeyRing(identity.name().site(), settings.stateDirectory());
        StreamCount streams = new StreamCount(settings.limits().streams());
        Admission admission = new Admission(settings.limits());
        GatewayMetrics metrics = opened(parts, new GatewayMetrics());
        metrics.watch(() -> admission.present().size(), streams::present, brokers::isUp);

        ExecutorService threads = opened(parts, Executors.newVirtualThreadPerTaskExecutor());
        Names names = Names.system(threads);
        TlsContext toBrokers = opened(parts, towards(ComponentRole.BROKER, identity));
        TlsContext toFronts = opened(parts, towards(ComponentRole.HOST, identity, STREAM_PROTOCOL));
        TlsContext forAdmission = opened(parts, towards(ComponentRole.HOST, identity, FrontAdmissions.PROTOCOL));
        List<String> brokerAddresses =
                membership.brokers().stream().map(HostAndPort::toString).toList();
        PublicCertificate certificate = opened(
                parts,
                PublicCertificate.of(
                        settings.certificate(), identity, settings.patience().handshake()));
        Transport transport = opened(parts, Transport.start("gateway", settings.loops()));
        ControlTunnel tunnel = new ControlTunnel(
                brokers,
                new Dialler(transport, names, toBrokers, "", settings.patience().broker()),
                settings.patience());
        RefusalBook refusals = new RefusalBook();
        CarriedLaunches carried = new CarriedLaunches(System::nanoTime);
        BrokerClient asking = opened(parts, BrokerClient.of(brokerAddresses, identity));
        Claims claims = Claims.ofBrokers(asking, threads, settings.patience().broker());
        HostStreams hostStreams = new HostStreams(
                claims,
                carried,
                Dialler.plain(transport, names, settings.patience().front()),
                opened(parts, HostTls.ofThisMachine()),
                settings.patience().hosts(),
                random,
                metrics,
                settings.limits().streams());
        StreamEntry entry = new StreamEntry(
                keys,
                new Dialler(
                        transport,
                        names,
                        toFronts,
                        STREAM_PROTOCOL,
                        settings.patience().front()),
                hostStreams,
                refusals,
                threads,
                clock,
                streams,
                metrics,
                settings.patience());
        Patience patience = settings.patience();
        HostDoor hosts = new HostDoor(
                keys,
                threads,
                clock,
                new FrontAdmissions(
                        transport,
                        new Dialler(transport, names, forAdmission, FrontAdmissions.PROTOCOL, patience.front()),
                        patience.front()),
                new BrokerClaims(claims),
                Dialler.plain(transport, names, patience.front(), HOST_READS),
                carried);
        HalfOpen halfOpen = new HalfOpen(settings.limits().halfOpenPerAddress());
        metrics.watchHalfOpen(halfOpen::present);
        TunnelDoor tunnels = new TunnelDoor(hosts, streams, halfOpen, metrics, refusals, patience.tunnels());
        EdgeServices services = new EdgeServices(patience, metrics, clock, tunnel::open, entry, tunnels, brokers::isUp);
        ClientPort listener =
                new ClientPort(transport, settings.listen(), admission, metrics, new EdgeDoor(services, certificate));
        Optional<ClientPort> relay = Optional.empty();
        if (settings.relay().isPresent()) {
            RelayDoor door = new RelayDoor(
                    new Launches(asking, patience.broker()),
                    threads,
                    hosts,
                    streams,
                    metrics,
                    refusals,
                    patience.tunnels());
            relay = Optional.of(new ClientPort(transport, settings.relay().get(), admission, metrics, door));
        }
        opened(
                parts,
                new Reporting(
                        BrokerClient.of(brokerAddresses, identity),
                        keys,
                        brokers,
                        streams::present,
                        refusals,
                        carried,
                        version(),
                        relay.map(ClientPort::port).orElse(0),
                        List.of(certificate::reload)));
        OptionalInt management = management(settings, metrics, parts);
        return new Gateway(settings, admission, listener, relay, management, parts);
    }

    private static OptionalInt management(GatewaySettings settings, GatewayMetrics metrics, Deque<AutoCloseable> parts)
            throws GatewayException {
        if (settings.management().isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(
                    opened(parts, new MetricsPort(settings.management().get(), metrics))
                            .port());
        } catch (IOException taken) {
            throw new GatewayException(
                    "management port " + settings.management().get() + ": " + taken.getMessage()
                            + " (expected: a free loopback port)",
                    taken);
        }
    }

    private static <T extends AutoCloseable> T opened(Deque<AutoCloseable> parts, T part) {
        parts.push(part);
        return part;
    }

    /** TLS towards components of this role in our own site. */
    private static TlsContext towards(ComponentRole role, ComponentIdentity self, String... protocols) {
        List<X509Certificate> chain = List.of(self.certificate(), self.authority());
        FarmTrust trust = new FarmTrust(
                self.authority(),
                peer -> peer.role() == role && peer.site().equals(self.name().site()));
        return TlsContext.mutualClient(new TlsCredentials(self.key(), chain), trust, protocols);
    }

    private static String version() {
        return Optional.ofNullable(Gateway.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    /** The public port. */
    public int port() {
        return listener.port();
    }

    /** The relay port, if there is one. */
    public OptionalInt relayPort() {
        return relay.stream().mapToInt(ClientPort::port).findFirst();
    }

    /** The port for metrics, if there is one. */
    public OptionalInt managementPort() {
        return managementPort;
    }

    /** Shows the users of RDP clients' tunnels something to read, where their clients do so. */
    public void announce(String text) {
        tell(List.copyOf(admission.present()), new Announcement(text));
    }

    private static void tell(List<Channel> channels, Object event) {
        for (Channel channel : channels) {
            channel.eventLoop().execute(() -> channel.pipeline().fireUserEventTriggered(event));
        }
    }

    /**
     * Stops: accepts nobody any more, sends the streams elsewhere, lets requests end, and waits for that no longer than a
     * few seconds.
     */
    @Override
    public void close() {
        listener.close();
        relay.ifPresent(ClientPort::close);
        List<Channel> present = List.copyOf(admission.present());
        CountDownLatch gone = new CountDownLatch(present.size());
        present.forEach(channel -> channel.closeFuture().addListener(closed -> gone.countDown()));
        tell(present, Drain.NOW);
        try {
            if (!gone.await(settings.patience().drain().toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.info("gateway: {} connections are cut off", gone.getCount());
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        closeAll(parts);
        LOG.info("gateway: stopped");
    }

    private static void closeAll(Deque<AutoCloseable> parts) {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception failed) {
                // The others are to be closed all the same.
                LOG.warn("stopping: {}", failed.toString());
            }
        }
    }
}
