package org.usher.gateway.settings;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.usher.gateway.dial.HostAndPort;
import org.usher.link.join.JoinToken;
import org.usher.link.settings.Settings;

/**
 * What an operator can set.
 *
 * @param listen where clients come; port 0 takes any free one
 * @param certificate the certificate for browsers; without one the farm CA's is shown
 * @param publicNames host names and addresses under which clients reach the gateway, for the farm CA's certificate
 * @param name what people shall call the gateway
 * @param brokers where brokers are; empty takes those of the join token, or those of last time
 * @param stateDirectory where identity and keys are kept
 * @param joinToken the right to join, needed at the first start only
 * @param management a loopback port for metrics
 * @param relay where RDP clients come whose connections are relayed as they are; port 0 takes any free one
 * @param loops how many threads carry the traffic
 * @param limits how much is taken on
 * @param patience how long is waited
 */
public record GatewaySettings(
        InetSocketAddress listen,
        Optional<CertificateFiles> certificate,
        List<String> publicNames,
        String name,
        List<HostAndPort> brokers,
        Path stateDirectory,
        Optional<JoinToken> joinToken,
        Optional<InetSocketAddress> management,
        Optional<InetSocketAddress> relay,
        int loops,
        Limits limits,
        Patience patience) {

    /** Open files that are no client's: the program's own, listeners, metrics, brokers' idle connections. */
    private static final int RESERVED_FILES = 400;

    private static final int MOST_CONNECTIONS = 9000;
    private static final int ONE_ADDRESS = 4096;

    /**
     * An operator's certificate.
     *
     * @param chain PEM, the gateway's own certificate first
     * @param key PEM, PKCS #8
     */
    public record CertificateFiles(Path chain, Path key) {}

    public GatewaySettings {
        publicNames = List.copyOf(publicNames);
        brokers = List.copyOf(brokers);
    }

    /**
     * Reads them; {@code settings} gathers the faults.
     *
     * @param hostName the machine's own name, the default for names
     */
    public static GatewaySettings from(Settings settings, String hostName) {
        InetSocketAddress listen = address(settings, "listen", "0.0.0.0", settings.port("port", 8443));
        Optional<CertificateFiles> certificate = certificate(settings);
        List<String> publicNames = settings.texts("public-names", List.of(hostName));
        String name = settings.text("name", hostName);
        List<HostAndPort> brokers = brokers(settings);
        Path stateDirectory = settings.path("state", Path.of("/var/lib/usher-gateway"));
        Optional<JoinToken> joinToken = joinToken(settings);
        int management = settings.number("management-port", 0, 0, 65535);
        int relay = settings.number("relay-port", 0, 0, 65535);
        if (relay != 0 && relay == listen.getPort()) {
            settings.fault("relay-port", relay, "another port than `port`");
        }
        int loops = settings.number("loops", Runtime.getRuntime().availableProcessors(), 1, 256);
        Limits limits = limits(settings);
        return new GatewaySettings(
                listen,
                certificate,
                publicNames,
                name,
                brokers,
                stateDirectory,
                joinToken,
                management == 0
                        ? Optional.empty()
                        : Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), management)),
                relay == 0 ? Optional.empty() : Optional.of(new InetSocketAddress(listen.getAddress(), relay)),
                loops,
                limits,
                Patience.standard());
    }

    /** The same gateway in one process with a broker: its state lies below the broker's, which gives it its token. */
    public GatewaySettings beside(Path brokerState, HostAndPort broker, Optional<JoinToken> token) {
        return new GatewaySettings(
                listen,
                certificate,
                publicNames,
                name,
                List.of(broker),
                brokerState.resolve("gateway"),
                token,
                management,
                relay,
                loops,
                limits,
                patience);
    }

    /** The same gateway with this right to join, which goes before the one in the settings. */
    public GatewaySettings joining(JoinToken token) {
        return new GatewaySettings(
                listen,
                certificate,
                publicNames,
                name,
                brokers,
                stateDirectory,
                Optional.of(token),
                management,
                relay,
                loops,
                limits,
                patience);
    }

    private static InetSocketAddress address(Settings settings, String key, String otherwise, int port) {
        String text = settings.text(key, otherwise);
        Optional<InetSocketAddress> found =
                new HostAndPort(text, port).literal().map(address -> new InetSocketAddress(address, port));
        if (found.isEmpty()) {
            settings.fault(key, text, "an IP address of this machine, or 0.0.0.0 or :: for all");
        }
        return found.orElseGet(() -> new InetSocketAddress(port));
    }

    private static Optional<CertificateFiles> certificate(Settings settings) {
        Optional<Path> chain = file(settings, "certificate");
        Optional<Path> key = file(settings, "certificate-key");
        if (chain.isPresent() != key.isPresent()) {
            settings.fault(
                    chain.isPresent() ? "certificate-key" : "certificate",
                    "missing",
                    "certificate and certificate-key together, or neither");
        }
        return chain.flatMap(c -> key.map(k -> new CertificateFiles(c, k)));
    }

    private static Optional<Path> file(Settings settings, String key) {
        Optional<Path> path = settings.text(key).map(Path::of);
        path.filter(p -> !Files.isReadable(p)).ifPresent(p -> settings.fault(key, p, "a readable PEM file"));
        return path;
    }

    private static List<HostAndPort> brokers(Settings settings) {
        List<HostAndPort> brokers = new ArrayList<>();
        for (String text : settings.texts("brokers", List.of())) {
            Optional<HostAndPort> broker = HostAndPort.parse(text);
            broker.ifPresentOrElse(brokers::add, () -> settings.fault("brokers", text, "host:port"));
        }
        return brokers;
    }

    private static Optional<JoinToken> joinToken(Settings settings) {
        Optional<String> text = settings.secret("join-token");
        try {
            return text.map(JoinToken::ofText);
        } catch (IllegalArgumentException broken) {
            settings.fault("join-token", "no token", "the whole word that the console or `usher join-token` printed");
            return Optional.empty();
        }
    }

    private static Limits limits(Settings settings) {
        // A client needs two files at most: its own connection, and one to a broker or a front.
        int room = Math.clamp((openFiles() - RESERVED_FILES) / 2, 16, 1_000_000);
        int connections = settings.number("connections", Math.min(MOST_CONNECTIONS, room), 1, 1_000_000);
        if (connections > room) {
            settings.fault(
                    "connections", connections, "at most " + room + ": two open files each; raise the limit of files");
        }
        return new Limits(
                connections,
                settings.number("connections-per-address", ONE_ADDRESS, 1, 1_000_000),
                settings.number("streams", connections, 1, 1_000_000),
                settings.number("half-open-per-address", Limits.HALF_OPEN, 1, 1_000_000));
    }

    private static long openFiles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : Integer.MAX_VALUE;
    }
}
