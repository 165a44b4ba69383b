package org.usher.dist.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.usher.link.Json;

class DemoPageTest {

    @TempDir
    private Path home;

    @Test
    void theDocumentLiesWhereTheHostsSeeItAndMayBeReadByAll() throws IOException {
        new DemoPage(home).write();
        // The boxes have this directory as their /home.
        Path document = home.resolve("home" + DemoPage.DOCUMENT.substring("/home".length()));
        assertThat(document).content().contains("Welcome");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(document)))
                .isEqualTo("rw-r--r--");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(document.resolveSibling("."))))
                .isEqualTo("rwxr-xr-x");
    }

    @Test
    void thePageIsShownWhereItIsPublished() throws Exception {
        DemoPage page = new DemoPage(home);
        page.write();
        page.write();
        int port = Machine.freePort(23480);
        Process server = new ProcessBuilder(page.server(port))
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("log").toFile())
                .start();
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertThat(server.toHandle().info().command()).isPresent();
            assertThat(Files.readString(Path.of("/proc", String.valueOf(server.pid()), "cmdline")))
                    .as("by which it is found again")
                    .contains(DemoPage.SERVER)
                    .contains(home.toString());
            assertThat(body(client, URI.create(DemoPage.address(port)), server)).contains("<title>Time sheet</title>");
        } finally {
            server.destroy();
            server.onExit().join();
        }
    }

    private String body(HttpClient client, URI address, Process server) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (true) {
            try {
                return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                        .body();
            } catch (ConnectException notYet) {
                assertThat(server.isAlive())
                        .as(Files.readString(home.resolve("log")))
                        .isTrue();
                assertThat(System.nanoTime()).isLessThan(deadline);
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
        }
    }

    @Test
    void theStateOfADemoThatHadNoPageIsRead() {
        DemoState before = Json.read("""
                {"port": 1, "brokerPort": 2, "frontPorts": [3, 4], "sessionPorts": [5, 6], "displays": [7, 8],
                 "passwords": {}, "server": 9, "boxes": [10], "madeSystemUser": true, "complete": true}
                """, DemoState.class);
        assertThat(before.page()).isNull();
        DemoState showing = before.showing(11, 12);
        assertThat(Json.read(Json.write(showing), DemoState.class)).isEqualTo(showing);
        assertThat(showing.port()).isEqualTo(1);
        assertThat(showing.complete()).isTrue();
    }
}
