package org.usher.broker.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.usher.broker.Waiting;

/** The private database through the deaths of those who work with it. */
class PrivatePostgresTest {

    @TempDir
    private Path directory;

    private Path home() throws IOException {
        // JUnit's directories are the owner's alone; the database runs as another user.
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
        return directory.resolve("p");
    }

    private static Database open(Path home) throws Exception {
        return Database.open(Optional.empty(), home);
    }

    private static Process process(Path home) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledBroker.class.getName(),
                        home.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** The first line of what the process says of its own accord; the log comes before it. */
    private static String said(Process process) throws IOException {
        StringBuilder all = new StringBuilder();
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = lines.readLine();
        while (line != null && !line.equals(KilledBroker.STARTED)) {
            all.append(line).append('\n');
            line = lines.readLine();
        }
        return line == null ? all.toString() : line;
    }

    private static ProcessHandle postgres(Path home) throws IOException {
        return ProcessHandle.of(pid(home)).orElseThrow();
    }

    private static long pid(Path home) throws IOException {
        return Long.parseLong(Files.readString(home.resolve("data/postmaster.pid"))
                .lines()
                .findFirst()
                .orElse("")
                .strip());
    }

    private static List<String> names(Database database) {
        return JdbcClient.create(database.dataSource())
                .sql("select name from site order by name")
                .query((row, number) -> row.getString(1))
                .list();
    }

    private static void write(Database database, String name) {
        JdbcClient.create(database.dataSource())
                .sql("insert into site (id, name) values (gen_random_uuid(), :name)")
                .param("name", name)
                .update();
    }

    @Test
    void itOutlivesABrokerThatIsKilledAndTheNextOneTakesItOverAlone() throws Exception {
        Path home = home();
        Process killed = process(home);
        try {
            assertThat(said(killed)).isEqualTo(KilledBroker.STARTED);
            // While that broker lives nobody else works there, and the refused one stops nothing.
            assertThatThrownBy(() -> open(home))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("another broker works on " + home);
        } finally {
            killed.destroyForcibly();
        }
        assertThat(killed.waitFor(30, TimeUnit.SECONDS)).isTrue();
        ProcessHandle left = postgres(home);
        assertThat(left.isAlive()).isTrue();
        try (Database taken = open(home)) {
            assertThat(postgres(home)).isEqualTo(left);
            write(taken, "kept");
            assertThatThrownBy(() -> open(home))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("another broker works on " + home);
            Process second = process(home);
            assertThat(said(second)).contains("another broker works on " + home);
            assertThat(names(taken)).containsExactly("kept");
        }
        // By its traces: nobody may have waited for an orphan, whose process then stays as a zombie.
        assertThat(home.resolve("data/postmaster.pid")).doesNotExist();
        assertThat(home.resolve("socket")).isEmptyDirectory();
    }

    @Test
    void itIsStartedAgainWhenItDiesAloneAndHasWhatWasWritten() throws Exception {
        try (Database database = open(home())) {
            write(database, "before");
            ProcessHandle killed = postgres(home());
            killed.destroyForcibly();
            killed.onExit().get(30, TimeUnit.SECONDS);
            Waiting.until(() -> {
                try {
                    // The dead one's last children may answer for a moment, and its lock file stays until the next
                    // one's.
                    return names(database).equals(List.of("before")) && pid(home()) != killed.pid();
                } catch (DataAccessException | NoSuchFileException | NumberFormatException notYet) {
                    return false;
                }
            });
            assertThat(postgres(home()).isAlive()).isTrue();
        }
    }

    @Test
    void lockFilesOfTheDeadAndFaultySettingsAreToldApart() throws Exception {
        Path home = home();
        try (Database database = open(home)) {
            write(database, "before");
        }
        // The lock file names a process that lives and is no database.
        Files.writeString(
                home.resolve("data/postmaster.pid"),
                ProcessHandle.current().pid() + "\n" + home.resolve("data") + "\n");
        try (Database again = open(home)) {
            assertThat(names(again)).containsExactly("before");
        }
        Files.writeString(home.resolve("data/postgresql.conf"), "this is = no setting at all\n");
        assertThatThrownBy(() -> open(home))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("ended at its start")
                .hasMessageContaining("postgresql.conf");
    }

    @Test
    void aPathThatIsTooLongForItsSocketIsRefusedBeforeAnythingIsMade() {
        Path deep = directory.resolve("x".repeat(60)).resolve("y".repeat(60));
        assertThatThrownBy(() -> open(deep))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("too long a path for a Unix socket");
        assertThat(deep).doesNotExist();
    }
}
