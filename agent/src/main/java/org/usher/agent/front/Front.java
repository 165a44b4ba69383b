package org.usher.agent.front;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.LineBasedFrameDecoder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.usher.agent.AgentSettings;
import org.usher.agent.control.FrontOrder;
import org.usher.link.identity.ComponentIdentity;
import org.usher.link.identity.FarmTrust;
import org.usher.link.ticket.TicketKeyText;
import org.usher.relay.tls.TlsContext;
import org.usher.relay.tls.TlsCredentials;
import org.usher.relay.transport.Transport;
import org.usher.wire.Octets;
import org.usher.wire.component.ComponentRole;
import org.usher.wire.ticket.TicketKeys;

/**
 * The front of a host: it listens for gateways and RDP clients, for the agent and for PAM.
 *
 * <p>INVARIANT: everything that the front knows is owned by the one thread of its one event loop. A host's RDP traffic needs
 * no more, and nothing has to be guarded.
 */
public final class Front implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Front.class);
    private static final long GOODBYE_MILLIS = 500;
    private static final long TELL_MILLIS = 1_000;

    private final Transport transport;
    private final TlsContext gateways;
    private final TlsContext rdpClients;
    private final TlsContext rdpServer;
    private final List<Channel> listeners = new ArrayList<>();
    private final Expectations expectations = new Expectations(System::nanoTime);
    private final SignOns signOns;
    private final AgentConnections agent = new AgentConnections();
    private final Onlookers onlookers = new Onlookers(agent);
    private final Streams streams;
    private final RdpClients clients;
    private final Strangers strangers;
    private final FrontDoor.Inside inside;

    private Front(AgentSettings settings, ComponentIdentity identity, SecureRandom random, FrontLimits limits) {
        this.strangers = new Strangers(limits.strangers());
        this.transport = Transport.start("front", 1);
        TlsCredentials own = new TlsCredentials(identity.key(), List.of(identity.certificate(), identity.authority()));
        UUID site = identity.name().site();
        this.gateways = TlsContext.mutualServer(
                own,
                new FarmTrust(
                        identity.authority(),
                        peer -> peer.role() == ComponentRole.GATEWAY
                                && peer.site().equals(site)),
                GatewayDoor.STREAM,
                GatewayDoor.ADMISSION);
        this.rdpClients = TlsContext.server(own, TlsContext.Versions.TLS_12_AND_13);
        this.rdpServer = TlsContext.client(new WhoeverAnswers(), TlsContext.Versions.TLS_12_AND_13);
        this.signOns = new SignOns(random, System::nanoTime);
        List<Octets> certificates = List.of(der(identity.certificate()), der(identity.authority()));
        RdpConnection.Server server = new RdpConnection.Server(
                transport, settings.rdpSocket(), rdpServer, limits.rdpServer(), limits.comingUp());
        Surroundings surroundings = new Surroundings(
                certificates,
                (account, owner) -> RdpConnection.open(server, account, owner),
                signOns,
                agent,
                (after, what) -> transport.loops().next().schedule(what, after.toMillis(), TimeUnit.MILLISECONDS),
                onlookers,
                System::nanoTime,
                limits);
        TicketKeys none = new TicketKeys(site, Map.of());
        this.streams = new Streams(
                identity.name().id(),
                none,
                expectations,
                (launch, check, page) -> new CleanPathSide(launch, check, surroundings, page),
                this::pictureMovesTo,
                agent,
                random,
                limits);
        this.clients = new RdpClients(
                identity.name().id(),
                none,
                expectations,
                this::pictureMovesTo,
                agent,
                random,
                System::nanoTime,
                limits);
        this.inside = new FrontDoor.Inside(gateways, rdpClients, streams, clients, surroundings);
    }

    private void pictureMovesTo(FrontOrder.Expect launch) {
        streams.endSession(launch.session(), "taken-over");
        clients.takenOver(launch);
    }

    private static Octets der(X509Certificate certificate) {
        try {
            return Octets.of(certificate.getEncoded());
        } catch (CertificateException broken) {
            throw new IllegalStateException("certificate without an encoding", broken);
        }
    }

    /**
     * Starts a front.
     *
     * @throws IOException when a socket cannot be opened
     */
    public static Front start(AgentSettings settings, ComponentIdentity identity, SecureRandom random)
            throws IOException {
        return start(settings, identity, random, FrontLimits.standard());
    }

    static Front start(AgentSettings settings, ComponentIdentity identity, SecureRandom random, FrontLimits limits)
            throws IOException {
        Front front = new Front(settings, identity, random, limits);
        try {
            front.listen(settings);
            front.tellClients();
            LOG.info("front of {} listens on {}:{}", identity.name(), settings.frontListen(), settings.frontPort());
            return front;
        } catch (IOException | RuntimeException failed) {
            front.close();
            throw failed;
        }
    }

    private void listen(AgentSettings settings) throws IOException {
        Files.createDirectories(settings.run());
        listeners.add(bound(
                transport
                        .tcpServer()
                        .childHandler(each(() -> new FrontDoor(inside, strangers)))
                        // Whoever comes before the brokers' keys are known waits for them: a refusal would be wrong.
                        .option(ChannelOption.AUTO_READ, false)
                        .bind(new InetSocketAddress(settings.frontListen(), settings.frontPort())),
                settings.frontListen() + ":" + settings.frontPort()));
        listeners.add(unix(settings.signOnSocket(), () -> List.of(new SignOnVisit(signOns))));
        // Last: who finds the control socket finds a front that is ready.
        listeners.add(unix(
                settings.controlSocket(),
                () -> List.of(
                        new LineBasedFrameDecoder(ControlVisit.MAX_LINE), new ControlVisit(agent, this::carryOut))));
    }

    private void tellClients() {
        transport
                .loops()
                .next()
                .scheduleWithFixedDelay(onlookers::tell, TELL_MILLIS, TELL_MILLIS, TimeUnit.MILLISECONDS);
    }

    private Channel unix(Path socket, Supplier<List<ChannelHandler>> handlers) throws IOException {
        Files.deleteIfExists(socket);
        Channel listener = bound(
                transport
                        .unixServer()
                        .childHandler(new ChannelInitializer<>() {
                            @Override
                            protected void initChannel(Channel channel) {
                                handlers.get().forEach(channel.pipeline()::addLast);
                            }
                        })
                        .bind(Transport.unixAddress(socket)),
                socket.toString());
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
        return listener;
    }

    private static ChannelHandler each(Supplier<ChannelHandler> handler) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(handler.get());
            }
        };
    }

    private static Channel bound(io.netty.channel.ChannelFuture binding, String where) throws IOException {
        binding.awaitUninterruptibly();
        if (!binding.isSuccess()) {
            throw new IOException(
                    "cannot listen on " + where + ": " + binding.cause().getMessage()
                            + " (expected: an address of this machine that nobody else listens on)",
                    binding.cause());
        }
        return binding.channel();
    }

    private String carryOut(FrontOrder order) {
        switch (order) {
            case FrontOrder.Keys(long number, UUID site, Map<String, String> keys) -> {
                TicketKeys fresh = TicketKeyText.read(site, keys);
                streams.keys(fresh);
                clients.keys(fresh);
                if (!keys.isEmpty()) {
                    listeners.getFirst().config().setAutoRead(true);
                }
            }
            case FrontOrder.Expect expect -> expectations.expect(expect);
            case FrontOrder.SignOn(long number, String account) -> {
                return signOns.make(account, () -> {});
            }
            case FrontOrder.LetGo(long number, UUID session, String reason) -> streams.letGo(session, reason);
            case FrontOrder.EndSession(long number, UUID session, String reason) -> {
                expectations.forgetSession(session);
                streams.endSession(session, reason);
                clients.endSession(session, reason);
            }
            case FrontOrder.EndClient(long number, String client) -> {
                expectations.forgetClient(client);
                streams.endClient(client, "signed-out");
                clients.endClient(client, "signed-out");
            }
        }
        return "";
    }

    /** Where the front listens for gateways and RDP clients. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listeners.getFirst().localAddress();
    }

    /** Ends every stream, telling the pages, and closes everything. */
    @Override
    public void close() {
        transport
                .loops()
                .next()
                .submit(() -> {
                    streams.endAll("front-stopping");
                    clients.endAll("front-stopping");
                })
                .awaitUninterruptibly(GOODBYE_MILLIS);
        listeners.forEach(listener -> listener.close().awaitUninterruptibly(GOODBYE_MILLIS, TimeUnit.MILLISECONDS));
        transport.close();
        gateways.close();
        rdpClients.close();
        rdpServer.close();
    }
}
