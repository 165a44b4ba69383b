package org.usher.dist.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.usher.link.Json;

/**
 * What the demo must remember from one call to the next.
 *
 * @param port where the gateway listens
 * @param passwords the users' passwords by their names
 * @param server the server's process
 * @param boxes the boxes' first processes
 * @param madeSystemUser whether the database's user was made by us, and is to be taken away again
 * @param complete whether everything was published
 * @param pagePort where the page is shown; null in the state of a demo that had none
 * @param page the process that shows it
 */
record DemoState(
        int port,
        int brokerPort,
        List<Integer> frontPorts,
        List<Integer> sessionPorts,
        List<Integer> displays,
        Map<String, String> passwords,
        long server,
        List<Long> boxes,
        boolean madeSystemUser,
        boolean complete,
        @Nullable Integer pagePort,
        @Nullable Long page) {

    private static Path file() {
        return DemoPlan.HOME.resolve("demo.json");
    }

    static Optional<DemoState> read() throws IOException {
        return Files.exists(file())
                ? Optional.of(Json.read(Files.readString(file()), DemoState.class))
                : Optional.empty();
    }

    void write() throws IOException {
        Path fresh = Files.createTempFile(
                DemoPlan.HOME,
                "demo",
                ".json",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, Json.write(this));
        Files.move(fresh, file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    DemoState with(long newServer, List<Long> newBoxes) {
        return new DemoState(
                port,
                brokerPort,
                frontPorts,
                sessionPorts,
                displays,
                passwords,
                newServer,
                newBoxes,
                madeSystemUser,
                complete,
                pagePort,
                page);
    }

    /** With this process for its page. */
    DemoState showing(int port, long process) {
        return new DemoState(
                this.port,
                brokerPort,
                frontPorts,
                sessionPorts,
                displays,
                passwords,
                server,
                boxes,
                madeSystemUser,
                complete,
                port,
                process);
    }

    DemoState whole() {
        return new DemoState(
                port,
                brokerPort,
                frontPorts,
                sessionPorts,
                displays,
                passwords,
                server,
                boxes,
                madeSystemUser,
                true,
                pagePort,
                page);
    }
}
