package org.usher.dist.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A control group for each host. Hosts made of namespaces share the machine's processors, and each must have a load of its
 * own. Removed when closed, after the hosts.
 */
final class Cgroups implements AutoCloseable {

    private static final Path MOUNTED = Path.of("/sys/fs/cgroup");

    private final String farm = "usher-test-" + ProcessHandle.current().pid();
    private final List<Path> made = new ArrayList<>();

    /** The name of a host's group, as its agent's settings have it. */
    String group(int host) {
        return "/" + farm + "/host-" + host;
    }

    /** The command that starts another in a host's group, which this makes. */
    List<String> within(int host) {
        StringBuilder script = new StringBuilder();
        for (Path hierarchy : hierarchies()) {
            Path own = make(make(hierarchy.resolve(farm)).resolve("host-" + host));
            script.append("echo $$ > ").append(own.resolve("cgroup.procs")).append(" && ");
        }
        return List.of("sh", "-c", script + "exec \"$@\"", "sh");
    }

    /** Of the first version, where it is mounted, each controller has its own; the second has one for all. */
    private static List<Path> hierarchies() {
        if (Files.exists(MOUNTED.resolve("cpuacct"))) {
            return List.of(MOUNTED.resolve("cpuacct"), MOUNTED.resolve("memory"));
        }
        delegate(MOUNTED);
        return List.of(MOUNTED);
    }

    private static void delegate(Path group) {
        try {
            Files.writeString(group.resolve("cgroup.subtree_control"), "+cpu +memory");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Path make(Path group) {
        try {
            if (!Files.exists(group)) {
                Files.createDirectory(group);
                made.add(group);
                if (MOUNTED.equals(group.getParent())) {
                    delegate(group);
                }
            }
            return group;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        for (Path group : made.reversed()) {
            // The last process may still be on its way out.
            Await.until("the removal of " + group, () -> {
                Files.deleteIfExists(group);
                return true;
            });
        }
    }
}
