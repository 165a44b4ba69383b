package org.usher.client.launcher;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.usher.client.store.DeskFiles;

/** A private directory for one connection; gone with all that is in it when it is closed. */
public final class Room implements AutoCloseable {

    private final Path directory;

    private Room(Path directory) {
        this.directory = directory;
    }

    /** Makes one: in memory where the desk has a place for such things, else where temporary files are. */
    public static Room make(Map<String, String> environment) throws IOException {
        Optional<Path> runtime = Optional.ofNullable(environment.get("XDG_RUNTIME_DIR"))
                .filter(text -> !text.isEmpty())
                .map(Path::of)
                .filter(path -> path.isAbsolute() && Files.isWritable(path));
        // Made with mode 0700.
        Path made = runtime.isPresent()
                ? Files.createTempDirectory(runtime.get(), "usher-")
                : Files.createTempDirectory("usher-");
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwx------"));
        }
        return new Room(made);
    }

    public Path directory() {
        return directory;
    }

    /** Writes a file that nobody else can read. */
    public Path write(String name, byte[] content) throws IOException {
        Path file = directory.resolve(name);
        DeskFiles.write(file, content);
        return file;
    }

    /** May be called more than once, and by another thread: what is gone is gone. */
    @Override
    public void close() throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        List<Path> inside;
        try (Stream<Path> files = Files.list(directory)) {
            inside = files.toList();
        }
        for (Path file : inside) {
            Files.deleteIfExists(file);
        }
        Files.deleteIfExists(directory);
    }
}
