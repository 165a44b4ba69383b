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
import org.usher.agent.host.Accounts;

@Timeout(60)
class XrdpSessionsTest {

    @TempDir
    Path directory;

    private final UUID session = UUID.randomUUID();

    private XrdpSessions sessions(SessionTree tree) throws IOException {
        Path sockets = Files.writeString(directory.resolve("sockets"), "");
        return new XrdpSessions(new SessionScan(sockets, tree.launcher().toString()), tree.launcher(), account -> "");
    }

    private RunningSession find(XrdpSessions sessions, boolean orphan) {
        Waiting.until(
                "the session",
                () -> look(sessions).filter(found -> found.orphan() == orphan).isPresent());
        return look(sessions).orElseThrow();
    }

    private Optional<RunningSession> look(XrdpSessions sessions) {
        return sessions.sessions().stream()
                .filter(found -> found.id().equals(Optional.of(session)))
                .findFirst();
    }

    private static Process program(UUID ofSession) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sleep", "60");
        builder.environment().put("USHER_SESSION", ofSession.toString());
        Process process = builder.start();
        Waiting.until(
                "the program's environment",
                () -> ProcessTable.environment((int) process.pid(), "USHER_SESSION")
                        .isPresent());
        return process;
    }

    @Test
    void endsASessionWithItsProgramsAndNoOthers() throws Exception {
        try (SessionTree tree = SessionTree.start(directory.resolve("host"), session, 4201)) {
            XrdpSessions sessions = sessions(tree);
            RunningSession running = find(sessions, false);
            Process inside = program(session);
            Process outside = program(UUID.randomUUID());
            try {
                assertThat(sessions.end(running)).isTrue();
                assertThat(look(sessions)).isEmpty();
                Waiting.until("the program's end", () -> !inside.isAlive());
                assertThat(outside.isAlive()).isTrue();
            } finally {
                inside.destroyForcibly();
                outside.destroyForcibly();
            }
        }
    }

    @Test
    void endsASessionThatItsServerHasLost() throws Exception {
        try (SessionTree tree = SessionTree.start(directory.resolve("host"), session, 4202)) {
            XrdpSessions sessions = sessions(tree);
            find(sessions, false);
            tree.killMain();
            assertThat(sessions.end(find(sessions, true))).isTrue();
            assertThat(look(sessions)).isEmpty();
        }
    }

    @Test
    void asksSesmanForNothingWithoutACredential() throws Exception {
        try (SessionTree tree = SessionTree.start(directory.resolve("host"), session, 4203)) {
            String failure =
                    sessions(tree).start(new Accounts.Entry("alice", 2000, 2000, "/home/alice"), session, 1024, 700);
            assertThat(failure).isEqualTo("the front gives no sign-on credential");
        }
    }
}
