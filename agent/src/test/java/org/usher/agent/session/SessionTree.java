package org.usher.agent.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Processes that look like one of xrdp's sessions: a main sesman, the session's own, and below it an X server and our launcher.
 * They do nothing and belong to whoever runs the test.
 */
final class SessionTree implements AutoCloseable {

    private static final String WAIT = "mkfifo wait-$$; read -r line <>wait-$$\n";

    private final Process main;
    private final Path directory;

    private SessionTree(Process main, Path directory) {
        this.main = main;
        this.directory = directory;
    }

    /** {@code directory} becomes the launcher's as well. */
    static SessionTree start(Path directory, UUID session, int display) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve(":" + display), WAIT);
        Files.writeString(directory.resolve("session"), WAIT);
        Files.writeString(
                directory.resolve("own"),
                // As sesman does: it waits for the launcher's end, and ends the X server then.
                "(exec -a Xorg bash :" + display + " -auth x) & server=$!\n(exec -a sh bash "
                        + directory.resolve("session") + " " + session + ") &\nwait $!\nkill $server\n");
        Files.writeString(directory.resolve("main"), "(exec -a xrdp-sesman bash own) &\nwait\n");
        Process main = new ProcessBuilder("bash", "-c", "exec -a xrdp-sesman bash main")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("tree.log").toFile())
                .start();
        return new SessionTree(main, directory);
    }

    Path launcher() {
        return directory.resolve("session");
    }

    /** The main sesman dies, and the session is an orphan. */
    void killMain() {
        ProcessHandle own = main.children().findFirst().orElseThrow();
        main.destroyForcibly();
        main.onExit().join();
        orphan = own;
    }

    private ProcessHandle orphan = ProcessHandle.current();

    @Override
    public void close() {
        if (!orphan.equals(ProcessHandle.current())) {
            orphan.descendants().forEach(ProcessHandle::destroyForcibly);
            orphan.destroyForcibly();
        }
        main.descendants().forEach(ProcessHandle::destroyForcibly);
        main.destroyForcibly();
        main.onExit().join();
    }
}
