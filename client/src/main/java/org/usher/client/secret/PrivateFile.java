package org.usher.client.secret;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.usher.client.store.DeskFiles;

/**
 * A file that only the user can read.
 *
 * @param directory where such files are
 */
record PrivateFile(Path directory) implements SessionPlace {

    @Override
    public String words() {
        return "a file that only you can read (" + directory + ")";
    }

    @Override
    public Optional<String> read(String connection) {
        try {
            return Optional.of(Files.readString(directory.resolve(connection)).strip())
                    .filter(word -> !word.isEmpty());
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    @Override
    public boolean keep(String connection, String word) {
        try {
            DeskFiles.privateDirectory(directory);
            DeskFiles.write(directory.resolve(connection), word.getBytes(StandardCharsets.UTF_8));
            return true;
        } catch (IOException unwritable) {
            return false;
        }
    }

    @Override
    public void forget(String connection) {
        try {
            Files.deleteIfExists(directory.resolve(connection));
        } catch (IOException unwritable) {
            throw new java.io.UncheckedIOException(unwritable);
        }
    }
}
