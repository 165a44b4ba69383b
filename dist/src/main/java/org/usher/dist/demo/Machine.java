package org.usher.dist.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.usher.agent.Command;
import org.usher.dist.program.UserError;

/** What a farm on one machine asks of it: the demo's, and those of the benchmarks. */
public final class Machine {

    private static final Duration INSTALLING = Duration.ofMinutes(15);
    private static final Duration SHORT = Duration.ofSeconds(20);
    private static final int TRIES = 200;

    private Machine() {}

    /** Boxes are namespaces. */
    public static void requireRootOnLinux() {
        if (!"root".equals(System.getProperty("user.name"))) {
            throw new UserError("session hosts in boxes run in namespaces, which takes root (try: sudo ./usher …)");
        }
        if (!Files.isDirectory(Path.of("/proc/self/ns"))) {
            throw new UserError("session hosts in boxes need Linux (expected: namespaces in /proc)");
        }
    }

    /** Which of these packages are not installed. */
    public static List<String> missing(List<String> packages) {
        return packages.stream()
                .filter(name -> !Command.run(List.of("dpkg-query", "-W", "-f=${db:Status-Status}", name), SHORT)
                        .output()
                        .equals("installed"))
                .toList();
    }

    /** Installs packages of Debian's. */
    public static void install(List<String> packages) {
        Command.Result result = aptInstall(packages);
        if (!result.worked()) {
            // The lists may be old, or never fetched.
            Command.run(List.of("apt-get", "update", "-q"), INSTALLING);
            result = aptInstall(packages);
        }
        if (!result.worked()) {
            throw new UserError("the packages " + packages + " cannot be installed:\n" + result.output());
        }
    }

    private static Command.Result aptInstall(List<String> packages) {
        List<String> command = new ArrayList<>(List.of("apt-get", "install", "-y", "-q", "--no-install-recommends"));
        command.addAll(packages);
        return Command.run(command, Map.of("DEBIAN_FRONTEND", "noninteractive"), "", INSTALLING);
    }

    /** Makes the user that the database runs as; false when it was there. */
    public static boolean makeSystemUser(String name) {
        if (Command.run(List.of("id", "-u", name), SHORT).worked()) {
            return false;
        }
        Command.Result made = Command.run(
                List.of("useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", name), SHORT);
        if (!made.worked()) {
            throw new UserError("the user " + name + " cannot be made: " + made.output());
        }
        return true;
    }

    /** The opposite of {@link #makeSystemUser}. */
    public static void removeSystemUser(String name) {
        Command.run(List.of("userdel", name), SHORT);
    }

    /** This port, or the next one that is free. */
    public static int freePort(int wished) {
        for (int port = wished; port < wished + TRIES; port++) {
            if (isFree(port)) {
                return port;
            }
        }
        throw new UserError("no port from " + wished + " to " + (wished + TRIES) + " is free");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /** A range of X displays that nobody uses, from this one or a later one. */
    public static int freeDisplays(int wished) {
        try {
            List<String> sockets = Files.readAllLines(Path.of("/proc/net/unix"));
            int first = wished;
            while (taken(sockets, first)) {
                first += 20;
            }
            return first;
        } catch (IOException unreadable) {
            throw new UserError("/proc/net/unix cannot be read", unreadable);
        }
    }

    private static boolean taken(List<String> sockets, int first) {
        for (int display = first; display < first + 20; display++) {
            String suffix = "/tmp/.X11-unix/X" + display;
            if (sockets.stream().anyMatch(line -> line.endsWith(suffix))) {
                return true;
            }
        }
        return false;
    }

    static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (IOException nameless) {
            return "localhost";
        }
    }

    static void delete(Path directory) {
        Command.Result removed =
                Command.run(List.of("rm", "-rf", "--one-file-system", directory.toString()), INSTALLING);
        if (!removed.worked()) {
            throw new UserError(directory + " cannot be removed: " + removed.output());
        }
    }
}
