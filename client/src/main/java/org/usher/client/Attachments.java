package org.usher.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.usher.client.store.DeskFiles;

/**
 * The sessions to which processes of this program are connected at the moment: a file of each, with the process in it. An
 * application of such a session opens there, without a connection that would take the session over.
 */
public final class Attachments {

    private final Path directory;

    public Attachments(Path settings) {
        this.directory = settings.resolve("attached");
    }

    private static String self() {
        return mark(ProcessHandle.current());
    }

    /** A process and its beginning: numbers are given out again. */
    private static String mark(ProcessHandle process) {
        return process.pid() + " "
                + process.info().startInstant().map(Object::toString).orElse("");
    }

    /** The sessions whose processes live. */
    public List<String> live() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            List<String> live = new ArrayList<>();
            for (Path file : files.filter(each -> !each.getFileName().toString().startsWith("."))
                    .toList()) {
                if (lives(Files.readString(file))) {
                    live.add(file.getFileName().toString());
                } else {
                    Files.deleteIfExists(file);
                }
            }
            return live;
        } catch (IOException unreadable) {
            throw DeskFiles.unusable(directory, unreadable);
        }
    }

    private static boolean lives(String mark) {
        String pid = mark.split(" ", 2)[0];
        return pid.matches("[0-9]{1,18}")
                && ProcessHandle.of(Long.parseLong(pid))
                        .filter(process -> process.isAlive() && mark(process).equals(mark))
                        .isPresent();
    }

    /** This process is connected to a session now. */
    void add(String session) {
        try {
            DeskFiles.privateDirectory(directory);
            DeskFiles.write(file(session), self().getBytes(StandardCharsets.UTF_8));
        } catch (IOException unwritable) {
            throw DeskFiles.unusable(directory, unwritable);
        }
    }

    private Path file(String session) {
        return directory.resolve(session.replaceAll("[^A-Za-z0-9-]", "_"));
    }

    /** And no longer; what another process has taken over since stays. */
    void remove(String session) {
        try {
            if (Files.exists(file(session)) && Files.readString(file(session)).equals(self())) {
                Files.deleteIfExists(file(session));
            }
        } catch (IOException unwritable) {
            throw DeskFiles.unusable(directory, unwritable);
        }
    }
}
