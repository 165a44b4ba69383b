package org.usher.agent.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * The load of a control group, for hosts that are containers: what the machine's own figures tell there is the load of all
 * its containers together.
 *
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v2.html">Control Group v2</a>
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v1/index.html">Control Groups version 1</a>
 */
final class CgroupLoad implements LoadSource {

    /** Where Linux mounts the hierarchies. */
    static final Path MOUNTED = Path.of("/sys/fs/cgroup");

    private static final long NANOS_PER_MICRO = 1000;

    /** What one version of control groups tells. */
    private interface Figures {

        /** The time of processors that was used so far, in nanoseconds. */
        long busyNanos() throws IOException;

        /** The memory that is in use and would not be given back at once, in bytes. */
        long memoryUsed() throws IOException;

        /** How much memory may be used, in bytes; a number beyond every machine's memory where there is no limit. */
        long memoryLimit() throws IOException;
    }

    private final Figures figures;
    private final int processors;
    private final long machineMemory;
    private final LongSupplier nanoTime;
    private long busyBefore;
    private long readAt;

    /**
     * @param mounted where the hierarchies are mounted
     * @param group the group's path in them
     * @param processors how many there are to use
     * @param machineMemory in bytes
     * @throws IOException when there is no such group, or its figures cannot be read
     */
    CgroupLoad(Path mounted, String group, int processors, long machineMemory, LongSupplier nanoTime)
            throws IOException {
        String relative = group.replaceFirst("^/+", "");
        // Where both versions are there, the first has the controllers.
        this.figures = Files.exists(mounted.resolve("cpuacct"))
                ? new First(
                        mounted.resolve("cpuacct").resolve(relative),
                        mounted.resolve("memory").resolve(relative))
                : new Second(mounted.resolve(relative));
        this.processors = processors;
        this.machineMemory = machineMemory;
        this.nanoTime = nanoTime;
        this.busyBefore = figures.busyNanos();
        this.readAt = nanoTime.getAsLong();
        memory(figures);
    }

    @Override
    public double processors() {
        try {
            long before = busyBefore;
            long since = readAt;
            busyBefore = figures.busyNanos();
            readAt = nanoTime.getAsLong();
            long passed = readAt - since;
            return passed <= 0 ? 0 : (double) (busyBefore - before) / processors / passed;
        } catch (IOException gone) {
            throw new UncheckedIOException("the control group's load cannot be read", gone);
        }
    }

    @Override
    public double memory() {
        try {
            return memory(figures);
        } catch (IOException gone) {
            throw new UncheckedIOException("the control group's memory cannot be read", gone);
        }
    }

    private double memory(Figures now) throws IOException {
        return (double) now.memoryUsed() / Math.min(now.memoryLimit(), machineMemory);
    }

    private record First(Path time, Path memory) implements Figures {

        @Override
        public long busyNanos() throws IOException {
            return number(time.resolve("cpuacct.usage"));
        }

        @Override
        public long memoryUsed() throws IOException {
            return number(memory.resolve("memory.usage_in_bytes"))
                    - value(memory.resolve("memory.stat"), "total_inactive_file");
        }

        @Override
        public long memoryLimit() throws IOException {
            return number(memory.resolve("memory.limit_in_bytes"));
        }
    }

    private record Second(Path group) implements Figures {

        @Override
        public long busyNanos() throws IOException {
            return value(group.resolve("cpu.stat"), "usage_usec") * NANOS_PER_MICRO;
        }

        @Override
        public long memoryUsed() throws IOException {
            return number(group.resolve("memory.current")) - value(group.resolve("memory.stat"), "inactive_file");
        }

        @Override
        public long memoryLimit() throws IOException {
            return number(group.resolve("memory.max"));
        }
    }

    private static long number(Path file) throws IOException {
        return number(file, Files.readString(file).strip());
    }

    /** The value of a key in a file with one key and its value in each line. */
    private static long value(Path file, String key) throws IOException {
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith(key + " ")) {
                return number(file, line.substring(key.length() + 1).strip());
            }
        }
        throw new IOException(file + " has no " + key);
    }

    private static long number(Path file, String text) throws IOException {
        try {
            return text.equals("max") ? Long.MAX_VALUE : Long.parseLong(text);
        } catch (NumberFormatException odd) {
            throw new IOException(file + " has no number where one is expected: " + text, odd);
        }
    }
}
