package org.usher.dist.bench.paper;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.usher.dist.bench.Workshop;
import org.usher.dist.program.ThisProgram;
import org.usher.link.identity.ComponentIdentity;
import org.usher.link.identity.Pem;

/** Starts the relays, both with the same certificates, towards the same front, with as many threads. */
public final class Relays {

    /** The cipher suite of HAProxy's connections, which is Usher's first choice too. */
    public static final String CIPHER = "TLS_AES_128_GCM_SHA256";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Workshop workshop;
    private final ComponentIdentity identity;
    private final PaperBroker broker;
    private final int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
    private int started;

    /**
     * @param identity a gateway's
     * @param broker where gateways report
     */
    public Relays(Workshop workshop, ComponentIdentity identity, PaperBroker broker) {
        this.workshop = workshop;
        this.identity = identity;
        this.broker = broker;
    }

    /** {@code usher gateway}, as everybody runs it. */
    public Relay gateway() throws IOException, InterruptedException {
        return gateway("");
    }

    /**
     * {@code usher gateway}.
     *
     * @param more lines of its settings
     */
    public Relay gateway(String more) throws IOException, InterruptedException {
        String name = "gateway-" + ++started;
        int port = Workshop.freePort();
        Path state = workshop.directory().resolve(name);
        identity.save(state.resolve("identity"));
        Path settings = workshop.directory().resolve(name + ".yaml");
        Files.writeString(settings, """
                listen: 127.0.0.1
                port: %d
                state: %s
                brokers: [127.0.0.1:%d]
                public-names: [%s]
                loops: %d
                """.formatted(port, state, broker.port(), PaperFarm.PUBLIC_NAME, threads) + more);
        int reports = broker.reports();
        Process process =
                workshop.start(name, ThisProgram.command("gateway", "--config", settings.toString()), Map.of());
        workshop.await(
                "the gateway", name, PATIENCE, () -> process.isAlive() && broker.reports() > reports && listens(port));
        return new Relay("gateway", process, port);
    }

    /**
     * HAProxy, TLS on both sides.
     *
     * @param protocol the application protocol that the front wants
     */
    public Relay haproxyToTls(int frontPort, String protocol) throws IOException, InterruptedException {
        String name = "haproxy-" + ++started;
        Path authority = secret(name + "-authority.pem", Pem.of(identity.authority()));
        return haproxy(
                name,
                "127.0.0.1:%d ssl crt %s ca-file %s verify required alpn %s ssl-min-ver TLSv1.3 ciphersuites %s"
                        .formatted(frontPort, certificate(name), authority, protocol, CIPHER));
    }

    /** HAProxy, TLS on the clients' side only. */
    public Relay haproxyToTcp(int port) throws IOException, InterruptedException {
        String name = "haproxy-" + ++started;
        certificate(name);
        return haproxy(name, "127.0.0.1:" + port);
    }

    /** With its own defaults otherwise. */
    private Relay haproxy(String name, String server) throws IOException, InterruptedException {
        int port = Workshop.freePort();
        Path settings = workshop.directory().resolve(name + ".cfg");
        Files.writeString(
                settings, """
                global
                    maxconn 8000
                    nbthread %d
                defaults
                    mode tcp
                    timeout connect 5s
                    timeout client 10m
                    timeout server 10m
                frontend clients
                    bind 127.0.0.1:%d ssl crt %s alpn http/1.1 ssl-min-ver TLSv1.3 ciphersuites %s curves X25519
                    default_backend fronts
                backend fronts
                    server front %s
                """.formatted(threads, port, workshop.directory().resolve(name + ".pem"), CIPHER, server));
        Process process = workshop.start(name, List.of("haproxy", "-db", "-f", settings.toString()), Map.of());
        workshop.await("HAProxy", name, PATIENCE, () -> process.isAlive() && listens(port));
        return new Relay("HAProxy", process, port);
    }

    private Path certificate(String name) throws IOException {
        return secret(
                name + ".pem", Pem.of(identity.certificate()) + Pem.of(identity.authority()) + Pem.of(identity.key()));
    }

    private Path secret(String name, String text) throws IOException {
        Path file = workshop.directory().resolve(name);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, text);
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }
}
