package org.usher.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.usher.client.doubles.DeskDouble;
import org.usher.client.doubles.Papers;
import org.usher.client.launcher.FreeRdp;
import org.usher.client.launcher.Pins;
import org.usher.client.launcher.RdpClient;
import org.usher.wire.Octets;

/** With a client that is a script, which looks at what it was given. */
class RunningClientTest {

    @TempDir
    private Path directory;

    private RdpClient.Ending run(DeskDouble desk, Path program) {
        return new RunningClient(desk.parts(), new FreeRdp(program))
                .run(
                        new RunningClient.Window(
                                Octets.of(new byte[] {1, 2, 3}),
                                "Terminal",
                                "class",
                                new Pins(List.of(), List.of(Papers.make().authority()), true),
                                true),
                        Optional.of("s-1"));
    }

    @Test
    void theFileIsTheUsersAloneAndGoneAfterwards() throws IOException {
        Path runtime = Files.createDirectory(directory.resolve("run"));
        DeskDouble desk = new DeskDouble(directory).with("XDG_RUNTIME_DIR", runtime.toString());
        Path seen = directory.resolve("seen");
        Path program = desk.program(
                "xfreerdp",
                "/usr/bin/stat -c '%a %s' \"$1\" \"$(/usr/bin/dirname \"$1\")\" > " + seen
                        + "; echo \"$SSL_CERT_FILE\" >> " + seen + "; /bin/cat "
                        + directory.resolve(".config/usher/attached/s-1") + " >> " + seen);

        assertThat(run(desk, program).well()).isTrue();

        List<String> lines = Files.readAllLines(seen);
        assertThat(lines.get(0)).isEqualTo("600 3");
        assertThat(lines.get(1)).startsWith("700 ");
        assertThat(lines.get(2)).startsWith(runtime.toString()).endsWith("authorities.pem");
        assertThat(lines.get(3)).startsWith(ProcessHandle.current().pid() + " ");
        try (Stream<Path> left = Files.list(runtime)) {
            assertThat(left).isEmpty();
        }
        assertThat(new Attachments(desk.desk().settings()).live()).isEmpty();
    }

    @Test
    void theFileIsGoneWhenTheClientFailsToo() throws IOException {
        Path runtime = Files.createDirectory(directory.resolve("run"));
        DeskDouble desk = new DeskDouble(directory).with("XDG_RUNTIME_DIR", runtime.toString());
        RdpClient.Ending ending = run(desk, desk.program("xfreerdp", "exit 131"));
        assertThat(ending.well()).isFalse();
        assertThat(ending.reached()).isFalse();
        try (Stream<Path> left = Files.list(runtime)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void onlySessionsOfLivingProcessesAreAttached() throws IOException {
        DeskDouble desk = new DeskDouble(directory);
        Attachments attachments = new Attachments(desk.desk().settings());
        attachments.add("s-2");
        assertThat(attachments.live()).containsExactly("s-2");
        Path attached = directory.resolve(".config/usher/attached");
        // A process of this number lives, but began at another time.
        Files.writeString(attached.resolve("s-3"), ProcessHandle.current().pid() + " 1999-01-01T00:00:00Z");
        Files.writeString(attached.resolve("s-4"), "nonsense");
        assertThat(attachments.live()).containsExactly("s-2");
        assertThat(attached.resolve("s-3")).doesNotExist();
        attachments.remove("s-2");
        assertThat(attachments.live()).isEmpty();
    }
}
