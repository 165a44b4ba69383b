package org.usher.dist.box;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A session host in a box. Starting it takes root; ending its first process ends everything in it, and nothing stays but
 * its directory.
 */
public final class HostBox {

    /**
     * What a box is made of.
     *
     * @param directory its own directory
     * @param homes the home directories, which boxes may share
     * @param settings the agent's settings, as YAML
     * @param firstDisplay the first X display
     * @param sessionPort where its session server listens
     * @param within the command that starts the box where it shall live, such as in a network namespace; empty for here
     * @param program how the program is started, to which a command and its options are added
     */
    public record Plan(
            String name,
            Path directory,
            Path homes,
            String settings,
            int firstDisplay,
            int sessionPort,
            List<String> within,
            List<String> program) {

        public Plan {
            within = List.copyOf(within);
            program = List.copyOf(program);
        }

        private String command(String... arguments) {
            List<String> words = new ArrayList<>(program);
            words.addAll(List.of(arguments));
            return HostBox.words(words);
        }
    }

    private final Plan plan;
    private final ProcessHandle first;

    private HostBox(Plan plan, ProcessHandle first) {
        this.plan = plan;
        this.first = first;
    }

    /** Starts a box. It is there when its agent has reported, which the broker knows. */
    public static HostBox start(Plan plan) throws IOException {
        Path directory = plan.directory();
        Files.createDirectories(directory);
        Path script = directory.resolve("host-box");
        copy("host-box", script);
        Path settings = directory.resolve("agent.yaml");
        Files.writeString(settings, plan.settings());
        Path launcher = directory.resolve("launcher");
        Path log = directory.resolve("box.log");
        List<String> command = new ArrayList<>(plan.within());
        command.addAll(List.of(
                "setsid",
                "unshare",
                "--mount",
                "--uts",
                "--pid",
                "--fork",
                "--kill-child",
                "--mount-proc",
                "--propagation",
                "private",
                script.toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment()
                .putAll(Map.of(
                        "BOX_DIR", directory.toString(),
                        "BOX_NAME", plan.name(),
                        "BOX_HOME", plan.homes().toString(),
                        "BOX_DISPLAY", String.valueOf(plan.firstDisplay()),
                        "BOX_PORT", String.valueOf(plan.sessionPort()),
                        "BOX_KEEP", kept(plan),
                        "BOX_AGENT", plan.command("agent", "--config", settings.toString()),
                        "BOX_SETUP",
                                plan.command(
                                        "agent",
                                        "setup",
                                        "--launcher",
                                        launcher.toString(),
                                        "--book",
                                        directory.resolve("setup").toString())));
        Process process = builder.start();
        return new HostBox(plan, process.toHandle());
    }

    /** Where the launcher lies for a box in this directory. */
    public static Path launcher(Path directory) {
        return directory.resolve("launcher");
    }

    /** Directories below /tmp that the box must see although it has a /tmp of its own. */
    private static String kept(Plan plan) {
        List<Path> paths = new ArrayList<>(List.of(plan.directory(), plan.homes()));
        for (String word : plan.program()) {
            for (String part : word.split(":", -1)) {
                if (part.startsWith("/")) {
                    Path path = Path.of(part);
                    paths.add(Files.isDirectory(path) ? path : path.getParent());
                }
            }
        }
        return paths.stream()
                .filter(path -> path.startsWith("/tmp"))
                .map(Path::toString)
                .distinct()
                .collect(Collectors.joining(" "));
    }

    /** A command for a shell that parts at blanks; nothing of ours has any. */
    private static String words(List<String> command) {
        for (String word : command) {
            if (word.chars().anyMatch(Character::isWhitespace)) {
                throw new IllegalArgumentException("a path with blanks: " + word
                        + " (expected: none, for hosts in boxes; move the program to another directory)");
            }
        }
        return String.join(" ", command);
    }

    private static void copy(String resource, Path to) throws IOException {
        try (InputStream in = HostBox.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("the file " + resource + " is missing from this build");
            }
            Files.write(to, in.readAllBytes());
        }
        Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    public Plan plan() {
        return plan;
    }

    /** The first process of the box as the machine sees it: {@code unshare}, whose child lives in the box. */
    public ProcessHandle first() {
        return first;
    }

    /** Everything in the box ends at once, as by a power cut. */
    public void kill() {
        first.descendants().forEach(ProcessHandle::destroyForcibly);
        first.destroyForcibly();
        first.onExit().join();
    }
}
