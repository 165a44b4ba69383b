package org.usher.agent.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The processes of the host at one moment, read from {@code /proc} (proc(5)). */
final class ProcessTable {

    private static final Path PROC = Path.of("/proc");

    private final Map<Integer, Entry> entries;

    private ProcessTable(Map<Integer, Entry> entries) {
        this.entries = entries;
    }

    /**
     * A process.
     *
     * @param state its state letter; Z is a zombie
     * @param session the process that leads its session (setsid(2))
     * @param startTicks when it started, in clock ticks since boot
     * @param command its words
     */
    record Entry(int pid, int parent, int session, int uid, char state, long startTicks, List<String> command) {

        /** The program's name without its directory. */
        String program() {
            String first = command.isEmpty() ? "" : command.getFirst();
            return first.substring(first.lastIndexOf('/') + 1);
        }
    }

    static ProcessTable read() {
        Map<Integer, Entry> entries = new HashMap<>();
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path directory : directories) {
                entry(directory).ifPresent(entry -> entries.put(entry.pid(), entry));
            }
        } catch (IOException unreadable) {
            throw new IllegalStateException("/proc cannot be read (expected: mounted, as on every Linux)", unreadable);
        }
        return new ProcessTable(entries);
    }

    private static Optional<Entry> entry(Path directory) {
        try {
            String stat = Files.readString(directory.resolve("stat"), StandardCharsets.ISO_8859_1);
            // The name in parentheses may hold anything, parentheses too: what counts begins after the last one.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            int pid = Integer.parseInt(directory.getFileName().toString());
            int uid = (Integer) Files.getAttribute(directory, "unix:uid");
            List<String> command = words(Files.readString(directory.resolve("cmdline"), StandardCharsets.UTF_8));
            return Optional.of(new Entry(
                    pid,
                    Integer.parseInt(fields[1]),
                    Integer.parseInt(fields[3]),
                    uid,
                    fields[0].charAt(0),
                    Long.parseLong(fields[19]),
                    command));
        } catch (IOException | RuntimeException gone) {
            // It ended while it was looked at, or is not ours to see.
            return Optional.empty();
        }
    }

    /** Words that each end with a NUL. */
    private static List<String> words(String text) {
        return text.isEmpty()
                ? List.of()
                : Arrays.asList(text.substring(0, text.length() - 1).split("\0", -1));
    }

    Optional<Entry> find(int pid) {
        return Optional.ofNullable(entries.get(pid)).filter(entry -> entry.state() != 'Z');
    }

    List<Entry> living() {
        return entries.values().stream().filter(entry -> entry.state() != 'Z').toList();
    }

    List<Entry> childrenOf(int pid) {
        return living().stream().filter(entry -> entry.parent() == pid).toList();
    }

    /** A variable of a process's environment as it was at its start. */
    static Optional<String> environment(int pid, String name) {
        try {
            String all = Files.readString(PROC.resolve(String.valueOf(pid)).resolve("environ"), StandardCharsets.UTF_8);
            return words(all).stream()
                    .filter(variable -> variable.startsWith(name + "="))
                    .map(variable -> variable.substring(name.length() + 1))
                    .findFirst();
        } catch (IOException | RuntimeException gone) {
            return Optional.empty();
        }
    }

    /** How long ago a process started, in seconds. */
    static long secondsSince(long startTicks) {
        try {
            // USER_HZ is 100 on every Linux that Java runs on.
            return Math.max(0, Math.round(uptime() - startTicks / 100.0));
        } catch (IOException | RuntimeException unreadable) {
            return 0;
        }
    }

    private static double uptime() throws IOException {
        String uptime = Files.readString(PROC.resolve("uptime"));
        return Double.parseDouble(uptime.substring(0, uptime.indexOf(' ')));
    }

    /** How long the machine has been up, in seconds: a clock that nobody sets. */
    static long uptimeSeconds() {
        try {
            return (long) uptime();
        } catch (IOException unreadable) {
            throw new IllegalStateException("/proc cannot be read (expected: mounted, as on every Linux)", unreadable);
        }
    }
}
