package org.usher.dist.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A desk on the network of the farm: a namespace with a screen, and a user with an empty home. */
final class UserDesk implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final long PATIENCE_SECONDS = 90;

    private final String namespace;
    private final Path home;
    private final Part screen;
    private final String display;
    private int runs;

    UserDesk(String namespace, Path home, int display) throws IOException {
        this.namespace = namespace;
        this.home = Files.createDirectories(home);
        this.display = ":" + display;
        // Its socket is a file, which every namespace of networks sees.
        this.screen = Part.start(
                "screen", List.of("Xvfb", this.display, "-screen", "0", "1600x1000x24", "-nolisten", "tcp"), home);
        Await.until("the screen", () -> Files.exists(Path.of("/tmp/.X11-unix/X" + display)));
    }

    Path home() {
        return home;
    }

    /** Gives the desk a browser that only writes down what it shows, in a file that is the answer. */
    Path browser() throws IOException {
        Path shown = home.resolve("shown");
        Path program = Files.writeString(home.resolve("browser"), "#!/bin/sh\necho \"$1\" >> " + shown + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path applications = Files.createDirectories(home.resolve(".local/share/applications"));
        Files.writeString(applications.resolve("test-browser.desktop"), """
                [Desktop Entry]
                Type=Application
                Name=Browser
                Exec=%s %%u
                MimeType=x-scheme-handler/https;
                """.formatted(program));
        Path settings = Files.createDirectories(home.resolve(".config"));
        Files.writeString(settings.resolve("mimeapps.list"), """
                [Default Applications]
                x-scheme-handler/https=test-browser.desktop
                """);
        return shown;
    }

    private Map<String, String> environment() {
        return Map.of("HOME", home.toString(), "DISPLAY", display, "XDG_RUNTIME_DIR", home.toString());
    }

    private List<String> here(List<String> command) {
        List<String> all = new ArrayList<>(List.of(
                "ip",
                "netns",
                "exec",
                namespace,
                "env",
                // Whoever started the tests in the background made everything deaf to it.
                "--default-signal=INT"));
        environment().forEach((name, value) -> all.add(name + "=" + value));
        all.addAll(command);
        return all;
    }

    /** Something that was started, and has not ended perhaps. */
    final class Run implements AutoCloseable {

        private final Process process;
        private final Path out;
        private final Path words;

        private Run(List<String> command, String input) throws IOException {
            int number = ++runs;
            this.out = home.resolve("run-" + number + ".out");
            this.words = home.resolve("run-" + number + ".err");
            this.process = new ProcessBuilder(here(command))
                    .redirectOutput(out.toFile())
                    .redirectError(words.toFile())
                    .start();
            try (var in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            }
        }

        /** What it said on standard error. */
        String words() throws IOException {
            return Files.readString(words);
        }

        boolean isAlive() {
            return process.isAlive();
        }

        /** As ctrl-C does. */
        void interrupt() {
            Shell.run("kill", "-INT", String.valueOf(process.pid()));
        }

        int exitCode() throws InterruptedException, IOException {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("it does not end:\n" + words());
            }
            return process.exitValue();
        }

        /** Its answer, when it has ended well. */
        JsonNode answer() throws InterruptedException, IOException {
            int code = exitCode();
            if (code != 0) {
                throw new AssertionError("exit code " + code + ":\n" + words());
            }
            return JSON.readTree(Files.readString(out));
        }

        @Override
        public void close() {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
            process.onExit().join();
        }
    }

    /** Starts {@code usher connect} with these arguments. */
    Run connect(String... arguments) throws IOException {
        return connect("", arguments);
    }

    /** The same, with something on its standard input. */
    Run connectWith(String input, String... arguments) throws IOException {
        return connect(input, arguments);
    }

    private Run connect(String input, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(TestProgram.command("connect"));
        command.addAll(List.of(arguments));
        return new Run(command, input);
    }

    /** Starts any other program of the machine. */
    Run start(String... command) throws IOException {
        return new Run(List.of(command), "");
    }

    /** Whether a window of this class is on the screen. */
    boolean hasWindow(String windowClass) {
        return !windows(windowClass).isEmpty();
    }

    private List<String> windows(String windowClass) {
        try {
            return Shell.run("env", "DISPLAY=" + display, "xdotool", "search", "--onlyvisible", "--class", windowClass)
                    .lines()
                    .toList();
        } catch (AssertionError none) {
            return List.of();
        }
    }

    /** Types into the window of this class, and a line end behind it. */
    void type(String windowClass, String text) {
        String window = windows(windowClass).getFirst();
        Shell.run("env", "DISPLAY=" + display, "xdotool", "windowfocus", window);
        Shell.run("env", "DISPLAY=" + display, "xdotool", "type", "--delay", "30", text);
        Shell.run("env", "DISPLAY=" + display, "xdotool", "key", "Return");
    }

    /** Lets nothing out to RDP ports of hosts. */
    void cutOff(int port) {
        inNamespace("nft", "add table inet cut");
        inNamespace("nft", "add chain inet cut out { type filter hook output priority 0 ; }");
        inNamespace("nft", "add rule inet cut out tcp dport " + port + " drop");
    }

    void letOut() {
        inNamespace("nft", "delete table inet cut");
    }

    private void inNamespace(String... command) {
        List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
        all.addAll(List.of(command));
        Shell.run(all.toArray(String[]::new));
    }

    @Override
    public void close() {
        screen.close();
    }
}
