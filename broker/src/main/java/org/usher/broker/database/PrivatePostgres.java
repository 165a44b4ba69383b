package org.usher.broker.database;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The broker's own PostgreSQL: a child process on a Unix socket, with nothing listening on the network. Who may connect is
 * decided by the operating system's user (peer authentication), so there is no password.
 *
 * <p>It outlives a broker that is killed; the next one finds it running and goes on with it.
 */
public final class PrivatePostgres implements AutoCloseable {

    /** PostgreSQL refuses to run as root; started by root, it runs as this user, who must exist. */
    public static final String SYSTEM_USER = "usher";

    private static final Logger LOG = LoggerFactory.getLogger(PrivatePostgres.class);
    private static final String DATABASE_USER = "usher";
    private static final String SOCKET_FILE = ".s.PGSQL.5432";
    private static final int LONGEST_SOCKET_PATH = 107;
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(30);

    /** How often it is looked whether it still answers. */
    private static final Duration WATCH = Duration.ofSeconds(1);

    private final Path home;
    private final Path programs;
    private final Path data;
    private final Path sockets;
    private final StateLock lock;
    private final Thread watch;

    /** What we have started ourselves, and not found running. */
    private volatile @Nullable Process child;

    private PrivatePostgres(Path home, Path sockets, StateLock lock) throws IOException {
        this.home = home;
        this.programs = PostgresBinaries.in(home);
        this.data = home.resolve("data");
        this.sockets = sockets;
        this.lock = lock;
        this.watch = Thread.ofVirtual().name("database-watch").unstarted(this::watchForEver);
    }

    /**
     * Starts it, creating it at the first start, and waits until it answers.
     *
     * @param home where everything of it lies; the path of the socket in there is at most 107 bytes long
     */
    public static PrivatePostgres start(Path home) throws DatabaseException, InterruptedException {
        try {
            Path sockets = home.resolve("socket");
            if (sockets.resolve(SOCKET_FILE).toString().length() > LONGEST_SOCKET_PATH) {
                throw new DatabaseException(
                        "state directory: " + home + " is too long a path for a Unix socket (expected: at most "
                                + (LONGEST_SOCKET_PATH - "/socket/".length() - SOCKET_FILE.length()) + " characters)");
            }
            Files.createDirectories(home);
            StateLock lock = lock(home);
            try {
                return start(home, sockets, lock);
            } catch (IOException | DatabaseException | InterruptedException | RuntimeException failed) {
                lock.close();
                throw failed;
            }
        } catch (IOException broken) {
            throw new DatabaseException(
                    "the private database in " + home + " cannot be started: " + broken.getMessage(), broken);
        }
    }

    private static PrivatePostgres start(Path home, Path sockets, StateLock lock)
            throws IOException, DatabaseException, InterruptedException {
        PrivatePostgres database = new PrivatePostgres(home, sockets, lock);
        if (answers(sockets)) {
            LOG.info("database: found running in {}", home);
        } else {
            prepare(home, sockets);
            requireReachable(database.programs);
            if (!Files.exists(database.data.resolve("PG_VERSION"))) {
                create(database.programs, database.data);
            }
            database.launch();
            LOG.info("database: started in {}", home);
        }
        database.watch.start();
        return database;
    }

    private void launch() throws IOException, DatabaseException, InterruptedException {
        removeStaleLocks(data, sockets);
        Path log = home.resolve("postgres.log");
        Process fresh = launch(programs, data, sockets, log);
        awaitAnswer(fresh, sockets, log);
        child = fresh;
    }

    /** Starts it again when it ends by itself; the broker has no other memory. */
    private void watchForEver() {
        try {
            while (true) {
                Thread.sleep(WATCH);
                if (!answers(sockets)) {
                    revive();
                }
            }
        } catch (InterruptedException closed) {
            LOG.debug("database: no longer watched");
        }
    }

    private void revive() throws InterruptedException {
        LOG.error("database: does not answer any more and is started again");
        try {
            launch();
            LOG.info("database: started again in {}", home);
        } catch (IOException | DatabaseException failed) {
            LOG.error("database: not started, and tried again: {}", failed.getMessage());
        }
    }

    /**
     * Takes the directory for this broker alone. The database outlives a broker that is killed and the lock does not, so a
     * database that is found running is nobody's; stopping a second broker must not stop the first one's.
     */
    private static StateLock lock(Path home) throws IOException, DatabaseException {
        Optional<StateLock> lock = StateLock.take(home);
        if (lock.isEmpty()) {
            throw new DatabaseException("state directory: another broker works on " + home
                    + " (expected: one broker for each state directory; stop the other one, or set `state`)");
        }
        return lock.get();
    }

    /** What the JDBC driver needs to connect. */
    public String url() {
        return "jdbc:postgresql://localhost/postgres?user=" + DATABASE_USER
                + "&socketFactory=" + UnixSocketFactory.class.getName()
                + "&socketFactoryArg=" + sockets.resolve(SOCKET_FILE)
                + "&sslmode=disable&gssEncMode=disable";
    }

    private static void prepare(Path home, Path sockets) throws IOException, DatabaseException, InterruptedException {
        Files.createDirectories(sockets);
        if (runsAsRoot()) {
            run(List.of("chown", SYSTEM_USER + ":", home.toString(), sockets.toString()));
        }
        Files.setPosixFilePermissions(sockets, PosixFilePermissions.fromString("rwxr-x---"));
    }

    private static void requireReachable(Path programs) throws IOException, InterruptedException, DatabaseException {
        try {
            run(asDatabaseUser(List.of("ls", programs.resolve("lib").toString())));
        } catch (DatabaseException hidden) {
            throw new DatabaseException(
                    "state directory: the user " + SYSTEM_USER + " cannot reach " + programs
                            + " (expected: every directory above it lets others pass, `chmod o+x`)",
                    hidden);
        }
    }

    private static void create(Path programs, Path data) throws IOException, DatabaseException, InterruptedException {
        run(asDatabaseUser(List.of(
                programs.resolve("bin/initdb").toString(),
                "--pgdata=" + data,
                "--username=" + DATABASE_USER,
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C",
                "--auth-local=peer",
                "--auth-host=reject")));
        // Whoever may start the broker may connect: the user that runs it, under the database's one user.
        String owner = System.getProperty("user.name");
        StringBuilder map = new StringBuilder("own " + owner + " " + DATABASE_USER + "\n");
        if (!owner.equals(SYSTEM_USER)) {
            map.append("own " + SYSTEM_USER + " " + DATABASE_USER + "\n");
        }
        Files.writeString(data.resolve("pg_ident.conf"), map);
        Files.writeString(data.resolve("pg_hba.conf"), "local all " + DATABASE_USER + " peer map=own\n");
    }

    private static Process launch(Path programs, Path data, Path sockets, Path log) throws IOException {
        List<String> command = asDatabaseUser(List.of(
                programs.resolve("bin/postgres").toString(),
                "-D",
                data.toString(),
                "-c",
                "listen_addresses=",
                "-c",
                "unix_socket_directories=" + sockets,
                "-c",
                "unix_socket_permissions=0770",
                "-c",
                "max_connections=60",
                "-c",
                "shared_buffers=64MB",
                "-c",
                "password_encryption=scram-sha-256",
                "-c",
                "log_line_prefix=%m [%p] "));
        // A session of its own, so that a signal to the broker's terminal does not stop the database under it.
        List<String> detached = new ArrayList<>(List.of("setsid"));
        detached.addAll(command);
        return new ProcessBuilder(detached)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    private static void awaitAnswer(Process child, Path sockets, Path log)
            throws DatabaseException, InterruptedException, IOException {
        long deadline = System.nanoTime() + START.toNanos();
        while (!answers(sockets)) {
            if (child.waitFor(20, TimeUnit.MILLISECONDS)) {
                throw new DatabaseException(
                        "the private database ended at its start; the end of " + log + ":\n" + tail(log));
            }
            if (System.nanoTime() - deadline > 0) {
                child.destroy();
                throw new DatabaseException("the private database did not answer within " + START.toSeconds()
                        + " s; the end of " + log + ":\n" + tail(log));
            }
        }
    }

    private static String tail(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 8), lines.size()));
    }

    private static boolean answers(Path sockets) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(sockets.resolve(SOCKET_FILE)))) {
            return channel.isConnected();
        } catch (IOException nobody) {
            return false;
        }
    }

    /**
     * After a kill -9 the lock files name a process that is gone, is a zombie, or is somebody else by now, and PostgreSQL
     * believes them. They are removed when no living process works on this directory.
     */
    private static void removeStaleLocks(Path data, Path sockets) throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (Files.exists(pidFile)) {
            String pid = Files.readAllLines(pidFile).getFirst().strip();
            if (!worksOn(pid, data)) {
                Files.delete(pidFile);
                Files.deleteIfExists(sockets.resolve(SOCKET_FILE + ".lock"));
                Files.deleteIfExists(sockets.resolve(SOCKET_FILE));
            }
        }
    }

    private static boolean worksOn(String pid, Path data) {
        try {
            String command = Files.readString(Path.of("/proc", pid, "cmdline")).replace('\0', ' ');
            return command.contains(data.toString());
        } catch (IOException gone) {
            return false;
        }
    }

    private static List<String> asDatabaseUser(List<String> command) {
        if (!runsAsRoot()) {
            return command;
        }
        List<String> dropped = new ArrayList<>(
                List.of("setpriv", "--reuid=" + SYSTEM_USER, "--regid=" + SYSTEM_USER, "--clear-groups", "--"));
        dropped.addAll(command);
        return dropped;
    }

    private static boolean runsAsRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static void run(List<String> command) throws IOException, DatabaseException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new DatabaseException(String.join(" ", command) + " failed:\n" + said.strip());
        }
    }

    /** Stops it, letting transactions under way be rolled back, and waits until it is gone. */
    @Override
    public void close() {
        watch.interrupt();
        try {
            watch.join();
            // By pg_ctl and not by the child's handle: the process may have been found running.
            run(asDatabaseUser(List.of(
                    programs.resolve("bin/pg_ctl").toString(),
                    "stop",
                    "-D",
                    data.toString(),
                    "-m",
                    "fast",
                    "-t",
                    String.valueOf(STOP.toSeconds()))));
            Process own = child;
            if (own != null) {
                own.waitFor();
            }
        } catch (IOException | DatabaseException broken) {
            LOG.warn("database: did not stop cleanly: {}", broken.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            lock.close();
        }
    }
}
