package org.usher.client.store;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.usher.client.ClientException;
import org.usher.client.ClientException.Reason;

/** Files and directories that are their user's alone: mode 0600 and 0700 where the file system knows modes. */
public final class DeskFiles {

    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private DeskFiles() {}

    /** Makes a directory where there is none, and takes others' rights from it where there is one. */
    public static Path privateDirectory(Path directory) throws IOException {
        Files.createDirectories(directory, mode("rwx------"));
        if (POSIX) {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        }
        return directory;
    }

    /** Writes a file that nobody else can read at any moment; a reader sees the old one or the new one, whole. */
    public static void write(Path file, byte[] content) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null) {
            throw new IOException(file + " is no file");
        }
        // Such files are made with mode 0600.
        Path fresh = Files.createTempFile(directory, ".usher", "", mode("rw-------"));
        try {
            Files.write(fresh, content);
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** What is said where a desk's own files cannot be read or written. */
    public static ClientException unusable(Path place, IOException why) {
        return new ClientException(
                Reason.DESK, "settings-unusable", place + " cannot be used: " + why.getMessage(), why);
    }

    private static FileAttribute<?>[] mode(String permissions) {
        return POSIX
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
