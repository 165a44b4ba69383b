package org.usher.dist.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.usher.dist.box.HostBox;

/** A session host in a box, with what a test wants to know of its inside. */
final class TestHost implements AutoCloseable {

    /** The parts of a host, each by what prints its main processes' ids. */
    static final String AGENT = "pgrep -f 'dist[.]Main agent'";

    static final String FRONT = "pgrep -f 'dist[.]Main front'";
    static final String XRDP = "pgrep -x xrdp";
    static final String SESMAN = "pgrep -ox xrdp-sesman";

    private final HostBox.Plan plan;
    private final Path homes;
    private HostBox box;

    TestHost(HostBox.Plan plan) throws IOException {
        this.plan = plan;
        this.homes = plan.homes();
        this.box = HostBox.start(plan);
    }

    String name() {
        return plan.name();
    }

    /** The box's first process, as the machine numbers it. */
    String inside() {
        return Await.value(
                        "the box " + name(),
                        () -> box.first().children().findFirst().map(ProcessHandle::pid))
                .toString();
    }

    /** Runs a command in the box, as root. */
    String run(String... command) {
        List<String> all = new ArrayList<>(List.of("nsenter", "-t", inside(), "-m", "-p", "-n", "-u", "--wd=/", "--"));
        all.addAll(List.of(command));
        return Shell.run(all.toArray(String[]::new));
    }

    /** A file in an account's home directory, if it is there. */
    Optional<String> file(String account, String name) throws IOException {
        Path file = homes.resolve(account).resolve(name);
        return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    }

    Path home(String account) {
        return homes.resolve(account);
    }

    /** The pids of the processes in the box whose command line matches, as the box numbers them. */
    List<String> pids(String pattern) {
        try {
            return run("pgrep", "-f", pattern).lines().toList();
        } catch (AssertionError none) {
            return List.of();
        }
    }

    /** kill -9 of a part. */
    void killPart(String part) {
        run("sh", "-c", "kill -9 $(" + part + ")");
    }

    boolean runs(String part) {
        return !run("sh", "-c", part + " || :").isBlank();
    }

    /** The X displays of an account's sessions. */
    List<String> displays(String account) {
        return run("ps", "-o", "args=", "-C", "Xorg", "-u", account)
                .lines()
                .filter(line -> line.contains("Xorg"))
                .map(line -> line.replaceFirst(".*(:\\d+) .*", "$1"))
                .toList();
    }

    /** What is on an account's display, as PNG. */
    Path screenshot(String account, Path to) {
        String display = displays(account).getFirst();
        String inBox = "/home/" + account + "/screenshot.png";
        run(
                "env",
                "DISPLAY=" + display,
                "XAUTHORITY=/home/" + account + "/.Xauthority",
                "import",
                "-window",
                "root",
                inBox);
        try {
            Files.copy(
                    homes.resolve(account).resolve("screenshot.png"),
                    to,
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            return to;
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    /** How many RDP connections xrdp has served so far, by its own log. */
    long rdpConnections() throws IOException {
        Path log = plan.directory().resolve("log/xrdp.log");
        return Files.exists(log)
                ? Files.readAllLines(log).stream()
                        .filter(line -> line.contains("Connected client computer name"))
                        .count()
                : 0;
    }

    /** Power cut. */
    void powerOff() {
        box.kill();
    }

    /** Starts it, if it is off. */
    void powerOn() throws IOException {
        if (!box.first().isAlive()) {
            box = HostBox.start(plan);
        }
    }

    Path directory() {
        return plan.directory();
    }

    @Override
    public void close() {
        box.kill();
    }
}
