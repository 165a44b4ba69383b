package org.usher.dist.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a process has used, as {@code /proc} tells (proc(5)). */
public final class ProcessUse {

    /** USER_HZ, which is 100 on every Linux that Java runs on. */
    private static final double TICKS_PER_SECOND = 100;

    // Fields of /proc/PID/stat, counted behind the command's closing parenthesis, where field 3 is the first.
    private static final int USER_TIME = 14 - 3;
    private static final int SYSTEM_TIME = 15 - 3;

    private final Path directory;

    public ProcessUse(long pid) {
        this.directory = Path.of("/proc", String.valueOf(pid));
    }

    /** CPU seconds so far, user and system, of all its threads; in steps of 10 ms. */
    public double cpuSeconds() throws IOException {
        return cpuSeconds(Files.readString(directory.resolve("stat")));
    }

    /** Memory in kB: its own pages, and its share of those that it has together with others (PSS). */
    public long memoryKilobytes() throws IOException {
        return memoryKilobytes(Files.readString(directory.resolve("smaps_rollup")));
    }

    static double cpuSeconds(String stat) {
        // The command may hold blanks and parentheses; the last one is its end.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).strip().split(" ", -1);
        return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME])) / TICKS_PER_SECOND;
    }

    static long memoryKilobytes(String smaps) {
        for (String line : smaps.split("\n", -1)) {
            if (line.startsWith("Pss:")) {
                return Long.parseLong(line.substring(4).replace("kB", "").strip());
            }
        }
        throw new IllegalArgumentException("smaps_rollup: no line Pss (expected: a kernel from 4.14 on)");
    }
}
