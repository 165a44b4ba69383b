package org.usher.broker.database;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs as they lie in our jar, unpacked once beside the data. */
final class PostgresBinaries {

    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";

    /** Names what the archive holds; another archive is unpacked into another directory. */
    private static final String VERSION = "18.1";

    private PostgresBinaries() {}

    /** The directory with {@code bin}, {@code lib} and {@code share}; unpacked now if it was not before. */
    static Path in(Path parent) throws IOException {
        Path directory = parent.resolve("programs-" + VERSION);
        if (Files.isDirectory(directory)) {
            return directory;
        }
        Files.createDirectories(parent);
        Path fresh = Files.createTempDirectory(parent, "unpacking");
        try (InputStream archive = PostgresBinaries.class.getResourceAsStream(ARCHIVE)) {
            if (archive == null) {
                throw new IOException("PostgreSQL's programs are not in this build (expected: " + ARCHIVE
                        + " for Linux on x86-64; elsewhere set database-url to a PostgreSQL of your own)");
            }
            unpack(archive, fresh);
        }
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
        // Moved in one step, so that a directory with this name is always whole.
        Files.move(fresh, directory, StandardCopyOption.ATOMIC_MOVE);
        return directory;
    }

    private static void unpack(InputStream archive, Path into) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive)))) {
            TarArchiveEntry entry = tar.getNextEntry();
            while (entry != null) {
                Path path = into.resolve(entry.getName()).normalize();
                if (!path.startsWith(into)) {
                    throw new IOException("archive entry " + entry.getName() + " (expected: inside the archive)");
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else if (entry.isSymbolicLink()) {
                    Files.createDirectories(path.getParent());
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else {
                    Files.createDirectories(path.getParent());
                    Files.copy(tar, path);
                    Files.setPosixFilePermissions(path, permissions(entry.getMode()));
                }
                entry = tar.getNextEntry();
            }
        }
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        return PosixFilePermissions.fromString((mode & 0100) != 0 ? "rwxr-xr-x" : "rw-r--r--");
    }
}
