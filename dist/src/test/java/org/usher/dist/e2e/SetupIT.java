package org.usher.dist.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.usher.link.join.JoinToken;
import org.usher.wire.Octets;
import org.usher.wire.component.ComponentRole;

/**
 * {@code usher agent setup} on the files that Debian's packages of xrdp and PAM have put there, in a mount namespace with an
 * {@code /etc} of its own: done, done again, undone.
 */
@Timeout(180)
class SetupIT {

    private static final Path XRDP = Path.of("/etc/xrdp/xrdp.ini");
    private static final Path PAM = Path.of("/etc/pam.d/xrdp-sesman");

    @TempDir
    Path directory;

    private Process box;

    @BeforeEach
    void open() throws IOException {
        Path ready = directory.resolve("ready");
        Files.createDirectories(directory.resolve("etc"));
        Files.createDirectories(directory.resolve("etc-work"));
        Files.createDirectories(directory.resolve("lib"));
        String mount = "cd " + directory + " && mount -t overlay overlay"
                + " -o lowerdir=/etc,upperdir=etc,workdir=etc-work /etc && touch ready && exec sleep 300";
        box = new ProcessBuilder("unshare", "--mount", "--propagation", "private", "sh", "-c", mount)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("box.log").toFile())
                .start();
        Await.until("the box with an /etc of its own", () -> Files.exists(ready));
    }

    @AfterEach
    void close() throws InterruptedException {
        box.destroyForcibly();
        assertThat(box.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    private String run(String... command) {
        List<String> all = new ArrayList<>(List.of("nsenter", "-t", String.valueOf(box.pid()), "-m", "--wd=/", "--"));
        all.addAll(List.of(command));
        return Shell.run(all.toArray(String[]::new));
    }

    private String setup(String... options) {
        List<String> arguments = new ArrayList<>(List.of(
                "agent",
                "setup",
                "--launcher",
                directory.resolve("lib/usher").toString(),
                "--book",
                directory.resolve("lib/setup").toString()));
        arguments.addAll(List.of(options));
        return run(TestProgram.command(arguments.toArray(String[]::new)).toArray(String[]::new));
    }

    /** Everything below /etc, its bytes, its owners and modes, and every account that the machine knows. */
    private String everything() {
        return run(
                "sh",
                "-c",
                "cd /etc && find . -printf '%p %y %m %U %G %l\\n' | sort"
                        + " && find . -type f -print0 | sort -z | xargs -0 sha256sum && getent passwd && getent group");
    }

    private static String token() {
        return new JoinToken(
                        List.of("broker.example:8444"),
                        Octets.of(new byte[32]),
                        UUID.randomUUID(),
                        ComponentRole.HOST,
                        Instant.parse("2030-01-01T00:00:00Z"),
                        Octets.of(new byte[32]))
                .text();
    }

    @Test
    void canBeDoneAgainAndUndoneWithoutATrace() {
        String before = everything();
        String xrdpBefore = run("cat", XRDP.toString());
        assertThat(xrdpBefore).doesNotContain("front.socket");

        String said = setup("--join", token());
        assertThat(said)
                .contains(XRDP + " changed: [Globals] port = unix://./run/xrdp/front.socket (was 3389)")
                .contains(PAM + " changed")
                .contains("/etc/usher/join-token written")
                .contains("this machine is set up as a session host")
                .doesNotContain("usher-join.");
        assertThat(run("cat", XRDP.toString()))
                .isEqualTo(xrdpBefore.replaceFirst("(?m)^port=3389$", "port=unix://./run/xrdp/front.socket"));
        assertThat(run("stat", "-c", "%a", "/etc/usher/join-token").strip()).isEqualTo("600");
        String after = everything();

        assertThat(setup().lines()).containsExactly("nothing to do: this machine is set up already");
        assertThat(everything()).isEqualTo(after);

        assertThat(setup("--undo")).contains(XRDP + " brought back").contains(PAM + " brought back");
        assertThat(everything()).isEqualTo(before);
        assertThat(directory.resolve("lib")).isEmptyDirectory();
        assertThat(setup("--undo").lines()).containsExactly("nothing to undo: this machine was not set up");
    }

    @Test
    void tellsWhenSomebodyElseChangedAFileMeanwhile() {
        setup();
        run("sh", "-c", "echo '# ours' >> " + PAM);
        String theirs = run("cat", PAM.toString());

        assertThat(setup()).contains(PAM + " had been changed by somebody else; how they had it is kept in ");
        assertThat(run("cat", PAM.toString())).doesNotContain("# ours");
        assertThat(run("sh", "-c", "cat " + directory.resolve("lib/setup") + "/changed-0-xrdp-sesman"))
                .isEqualTo(theirs);
    }
}
