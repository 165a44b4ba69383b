package org.usher.agent.setup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.usher.link.Json;
import org.usher.wire.Octets;

/**
 * The files that setup has changed, each with the way it was before. Kept in a directory of its own, so that they can be
 * brought back by a later version as well.
 *
 * <p>Files are bytes here, in texts of ISO 8859-1: an administrator may have written a comment in any encoding.
 */
final class ChangedFiles {

    private final Path directory;
    private final Path book;

    /** {@code before} is the name of the copy; null when the file was not there. */
    record Change(String path, @Nullable String before, String digest) {}

    /** {@code directories} are those that were made for the files, outer ones first. */
    private record Book(List<Change> changes, List<String> directories) {

        Book {
            changes = List.copyOf(Objects.requireNonNull(changes, "changes"));
            directories = List.copyOf(Objects.requireNonNull(directories, "directories"));
        }
    }

    /**
     * What writing a file did.
     *
     * @param changed whether it was different before
     * @param theirs where the copy is of what somebody else had made of it since it was written last
     */
    record Outcome(boolean changed, Optional<Path> theirs) {}

    ChangedFiles(Path directory) {
        this.directory = directory;
        this.book = directory.resolve("changes.json");
    }

    List<Change> changes() throws IOException {
        return book().changes();
    }

    private Book book() throws IOException {
        try {
            return Json.read(Files.readString(book), Book.class);
        } catch (NoSuchFileException none) {
            return new Book(List.of(), List.of());
        } catch (IllegalArgumentException damaged) {
            throw new IOException(
                    book + " is damaged: " + damaged.getMessage() + " (expected: as it was written; the copies of the"
                            + " files as they were before lie beside it)",
                    damaged);
        }
    }

    /**
     * Writes a file, keeping what was there before the first time, and what somebody else has made of it since.
     *
     * @param permissions the most that anybody may do with it; a file that allowed less before goes on to
     */
    Outcome write(Path path, String content, String permissions) throws IOException {
        Optional<String> present = read(path);
        boolean same = present.equals(Optional.of(content));
        Book old = book();
        List<Change> changes = new ArrayList<>(old.changes());
        List<String> directories = new ArrayList<>(old.directories());
        Optional<Change> known = changes.stream()
                .filter(change -> change.path().equals(path.toString()))
                .findFirst();
        if (same && (known.isEmpty() || known.get().digest().equals(digest(content)))) {
            return new Outcome(false, Optional.empty());
        }
        Optional<Path> theirs = Optional.empty();
        if (known.isEmpty()) {
            changes.add(new Change(path.toString(), keep(path, "before"), digest(content)));
        } else {
            Change before = known.get();
            if (!same && present.isPresent() && !digest(present.get()).equals(before.digest())) {
                theirs = Optional.ofNullable(keep(path, "changed")).map(directory::resolve);
            }
            changes.set(changes.indexOf(before), new Change(path.toString(), before.before(), digest(content)));
        }
        for (Path parent : missingParents(path)) {
            directories.add(parent.toString());
        }
        // The book first: if we die in between, the way back is known.
        Files.createDirectories(directory);
        replace(book, Json.write(new Book(changes, directories)), PosixFilePermissions.fromString("rw-------"));
        if (!same) {
            Files.createDirectories(path.toAbsolutePath().getParent());
            replace(path, content, PosixFilePermissions.fromString(permissions));
        }
        return new Outcome(!same, theirs);
    }

    /** The directories that have to be made for this file, outer ones first. */
    private static List<Path> missingParents(Path path) {
        List<Path> missing = new ArrayList<>();
        Path parent = path.toAbsolutePath().getParent();
        while (parent != null && !Files.exists(parent)) {
            missing.addFirst(parent);
            parent = parent.getParent();
        }
        return missing;
    }

    private @Nullable String keep(Path path, String what) throws IOException {
        if (!Files.exists(path)) {
            return null;
        }
        Files.createDirectories(directory);
        // Copies from an earlier time may still lie there, for who was told of them.
        int number = 0;
        String name = what + "-0-" + path.getFileName();
        while (Files.exists(directory.resolve(name))) {
            number++;
            name = what + "-" + number + "-" + path.getFileName();
        }
        Files.copy(path, directory.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
        return name;
    }

    /** Brings one file back; empty when that worked, else why it was left alone. */
    Optional<String> restore(Change change) throws IOException {
        Path path = Path.of(change.path());
        Optional<String> present = read(path);
        String before = change.before();
        if (present.isPresent() && !digest(present.get()).equals(change.digest())) {
            return Optional.of(path + " was changed by somebody else since; it is left as it is"
                    + (before == null ? "" : ", and how it was before lies in " + directory.resolve(before)));
        }
        if (before == null) {
            Files.deleteIfExists(path);
        } else {
            Path target = Files.exists(path) ? path.toRealPath() : path;
            Files.copy(
                    directory.resolve(before),
                    target,
                    StandardCopyOption.COPY_ATTRIBUTES,
                    StandardCopyOption.REPLACE_EXISTING);
        }
        return Optional.empty();
    }

    /** Forgets all changes, the copies of what could be brought back, and directories of ours that are empty now. */
    void forget(List<Change> restored) throws IOException {
        for (Change change : restored) {
            if (change.before() != null) {
                Files.deleteIfExists(directory.resolve(change.before()));
            }
        }
        List<String> directories = book().directories();
        Files.deleteIfExists(book);
        for (String made : directories.reversed()) {
            deleteIfEmpty(Path.of(made));
        }
        deleteIfEmpty(directory);
    }

    private static void deleteIfEmpty(Path path) throws IOException {
        try {
            Files.deleteIfExists(path);
        } catch (DirectoryNotEmptyException used) {
            // Somebody else keeps something there.
        }
    }

    /** Puts a whole file in the place of another, whose owner it takes over. */
    private static void replace(Path path, String content, Set<PosixFilePermission> permissions) throws IOException {
        boolean there = Files.exists(path);
        Path target = there ? path.toRealPath() : path;
        Path fresh = target.resolveSibling(target.getFileName() + ".usher-new");
        Files.deleteIfExists(fresh);
        // Never readable for more people than the file will be: it may hold a secret.
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, content, StandardCharsets.ISO_8859_1);
        if (there) {
            Files.setAttribute(fresh, "unix:uid", Files.getAttribute(target, "unix:uid"));
            Files.setAttribute(fresh, "unix:gid", Files.getAttribute(target, "unix:gid"));
        }
        Set<PosixFilePermission> allowed = new HashSet<>(permissions);
        if (there) {
            allowed.retainAll(Files.getPosixFilePermissions(target));
        }
        Files.setPosixFilePermissions(fresh, allowed);
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Optional<String> read(Path path) throws IOException {
        return Files.exists(path) ? Optional.of(Files.readString(path, StandardCharsets.ISO_8859_1)) : Optional.empty();
    }

    private static String digest(String content) {
        return Octets.digestOf(content).text();
    }
}
