package org.usher.dist.bench.relay;

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
final class Relays {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Workshop workshop;
    private final ComponentIdentity identity;
    private final int frontPort;
    private final PaperBroker broker;
    private final int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
    private int started;

    Relays(Workshop workshop, ComponentIdentity identity, int frontPort, PaperBroker broker) {
        this.workshop = workshop;
        this.identity = identity;
        this.frontPort = frontPort;
        this.broker = broker;
    }

    /** {@code usher gateway}, as everybody runs it. */
    Relay gateway() throws IOException, InterruptedException {
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
                """.formatted(port, state, broker.port(), PaperFarm.PUBLIC_NAME, threads));
        int reports = broker.reports();
        Process process =
                workshop.start(name, ThisProgram.command("gateway", "--config", settings.toString()), Map.of());
        workshop.await(
                "the gateway", name, PATIENCE, () -> process.isAlive() && broker.reports() > reports && listens(port));
        return new Relay("gateway", process, port, true);
    }

    /** HAProxy, TLS on both sides, with its own defaults otherwise. */
    Relay haproxy() throws IOException, InterruptedException {
        String name = "haproxy-" + ++started;
        int port = Workshop.freePort();
        Path certificate = secret(
                name + ".pem", Pem.of(identity.certificate()) + Pem.of(identity.authority()) + Pem.of(identity.key()));
        Path authority = secret(name + "-authority.pem", Pem.of(identity.authority()));
        Path settings = workshop.directory().resolve(name + ".cfg");
        Files.writeString(settings, """
                global
                    maxconn 6000
                    nbthread %1$d
                defaults
                    mode tcp
                    timeout connect 5s
                    timeout client 10m
                    timeout server 10m
                frontend clients
                    bind 127.0.0.1:%2$d ssl crt %3$s alpn http/1.1 ssl-min-ver TLSv1.3 ciphersuites %6$s curves X25519
                    default_backend fronts
                backend fronts
                    server front 127.0.0.1:%5$d ssl crt %3$s ca-file %4$s verify required alpn %7$s ssl-min-ver TLSv1.3 ciphersuites %6$s
                """.formatted(
                        threads, port, certificate, authority, frontPort, RelayBench.CIPHER, PaperFront.PROTOCOL));
        Process process = workshop.start(name, List.of("haproxy", "-db", "-f", settings.toString()), Map.of());
        workshop.await("HAProxy", name, PATIENCE, () -> process.isAlive() && listens(port));
        return new Relay("HAProxy", process, port, false);
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
