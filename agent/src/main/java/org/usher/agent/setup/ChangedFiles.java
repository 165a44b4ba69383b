package org.usher.agent.setup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.usher.link.Json;
import org.usher.wire.Octets;

/**
 * The files that setup has changed, each with the way it was before. Kept in a directory of its own, so that they can be
 * brought back by a later version as well.
 */
final class ChangedFiles {

    private final Path directory;
    private final Path book;

    /** {@code before} is the name of the copy; null when the file was not there. */
    record Change(String path, @Nullable String before, String digest) {}

    private record Book(List<Change> changes) {}

    ChangedFiles(Path directory) {
        this.directory = directory;
        this.book = directory.resolve("changes.json");
    }

    List<Change> changes() throws IOException {
        try {
            return Json.read(Files.readString(book), Book.class).changes();
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }

    /**
     * Writes a file, keeping what was there before the first time.
     *
     * @return whether it was different before
     */
    boolean write(Path path, String content, String permissions) throws IOException {
        Optional<String> present = read(path);
        boolean same = present.equals(Optional.of(content));
        List<Change> changes = new ArrayList<>(changes());
        Optional<Change> known = changes.stream()
                .filter(change -> change.path().equals(path.toString()))
                .findFirst();
        if (known.isEmpty()) {
            if (same) {
                return false;
            }
            changes.add(new Change(path.toString(), keep(path, changes.size()), digest(content)));
        } else {
            changes.set(
                    changes.indexOf(known.get()),
                    new Change(path.toString(), known.get().before(), digest(content)));
        }
        // The book first: if we die in between, the way back is known.
        Files.createDirectories(directory);
        replace(book, Json.write(new Book(changes)), PosixFilePermissions.fromString("rw-------"));
        if (!same) {
            Files.createDirectories(path.getParent());
            replace(path, content, PosixFilePermissions.fromString(permissions));
        }
        return !same;
    }

    private @Nullable String keep(Path path, int number) throws IOException {
        if (!Files.exists(path)) {
            return null;
        }
        Files.createDirectories(directory);
        String name = "before-" + number + "-" + path.getFileName();
        Files.copy(
                path, directory.resolve(name), StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
        return name;
    }

    /** Brings one file back; empty when that worked, else why it was left alone. */
    Optional<String> restore(Change change) throws IOException {
        Path path = Path.of(change.path());
        Optional<String> present = read(path);
        if (present.isPresent() && !digest(present.get()).equals(change.digest())) {
            return Optional.of(path + " was changed by somebody else since; it is left as it is"
                    + (change.before() == null
                            ? ""
                            : ", and how it was before lies in " + directory.resolve(change.before())));
        }
        if (change.before() == null) {
            Files.deleteIfExists(path);
        } else {
            Files.copy(
                    directory.resolve(change.before()),
                    path,
                    StandardCopyOption.COPY_ATTRIBUTES,
                    StandardCopyOption.REPLACE_EXISTING);
        }
        return Optional.empty();
    }

    /** Forgets all changes, and the copies of what could be brought back. */
    void forget(List<Change> restored) throws IOException {
        for (Change change : restored) {
            if (change.before() != null) {
                Files.deleteIfExists(directory.resolve(change.before()));
            }
        }
        Files.deleteIfExists(book);
    }

    private static void replace(Path path, String content, Set<PosixFilePermission> permissions) throws IOException {
        Path fresh = path.resolveSibling(path.getFileName() + ".usher-new");
        Files.writeString(fresh, content);
        Files.setPosixFilePermissions(fresh, permissions);
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Optional<String> read(Path path) throws IOException {
        return Files.exists(path) ? Optional.of(Files.readString(path, StandardCharsets.UTF_8)) : Optional.empty();
    }

    private static String digest(String content) {
        return Octets.digestOf(content).text();
    }
}
