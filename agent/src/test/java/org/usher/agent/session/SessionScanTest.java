package org.usher.agent.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SessionScanTest {

    @TempDir
    Path directory;

    private final UUID session = UUID.randomUUID();

    private static Optional<RunningSession> find(SessionScan scan, UUID session) {
        return scan.scan().stream()
                .filter(found -> found.id().equals(Optional.of(session)))
                .findFirst();
    }

    @Test
    void findsASessionByItsProcesses() throws Exception {
        Path sockets =
                Files.writeString(directory.resolve("sockets"), "Num RefCount Protocol Flags Type St Inode Path\n");
        try (SessionTree tree = SessionTree.start(directory.resolve("host"), session, 4077)) {
            SessionScan scan = new SessionScan(sockets, tree.launcher().toString());
            Waiting.until("the session", () -> find(scan, session).isPresent());
            RunningSession found = find(scan, session).orElseThrow();
            assertThat(found.display()).isEqualTo(4077);
            assertThat(found.displayName()).isEqualTo(":4077");
            assertThat(found.uid()).isEqualTo(uid());
            assertThat(found.attached()).isFalse();
            assertThat(found.orphan()).isFalse();
            assertThat(ProcessHandle.of(found.manager())).isPresent();
            assertThat(ProcessHandle.of(found.server())).isPresent();

            // Two states of which one is a client, and another display.
            Files.writeString(sockets, """
                    0000000000000000: 00000003 00000000 00000000 0001 03 12345 /run/xrdp/sockdir/xrdp_display_407
                    0000000000000000: 00000002 00000000 00010000 0001 01 12346 /run/xrdp/sockdir/xrdp_display_4077
                    """);
            assertThat(find(scan, session).orElseThrow().attached()).isFalse();
            Files.writeString(
                    sockets,
                    "0000000000000000: 00000003 00000000 00000000 0001 03 12347 /run/xrdp/sockdir/xrdp_display_4077\n");
            assertThat(find(scan, session).orElseThrow().attached()).isTrue();
        }
        SessionScan scan =
                new SessionScan(sockets, directory.resolve("host/session").toString());
        Waiting.until("its end", () -> find(scan, session).isEmpty());
    }

    private static int uid() throws IOException {
        return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    }

    @Test
    void tellsASessionThatItsServerHasLost() throws Exception {
        Path sockets = Files.writeString(directory.resolve("sockets"), "");
        try (SessionTree tree = SessionTree.start(directory.resolve("host"), session, 4078)) {
            SessionScan scan = new SessionScan(sockets, tree.launcher().toString());
            Waiting.until("the session", () -> find(scan, session).isPresent());
            tree.killMain();
            Waiting.until(
                    "the orphan",
                    () -> find(scan, session).map(RunningSession::orphan).orElse(false));
        }
    }

    @Test
    void knowsNoIdOfASessionThatIsNotOurs() throws Exception {
        Path sockets = Files.writeString(directory.resolve("sockets"), "");
        try (SessionTree tree = SessionTree.start(directory.resolve("host"), session, 4079)) {
            assertThat(tree.launcher()).isNotNull();
            SessionScan scan = new SessionScan(sockets, "/somewhere/else/session");
            Waiting.until("the session", () -> scan.scan().stream().anyMatch(found -> found.display() == 4079));
            assertThat(scan.scan()).noneMatch(found -> found.id().equals(Optional.of(session)));
        }
    }
}
