package org.usher.client.secret;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.usher.client.program.Programs;
import org.usher.client.store.DeskFiles;

/**
 * A file that Windows encrypts for the user (DPAPI), by way of PowerShell: the form of its secure strings.
 *
 * @param program PowerShell
 * @param directory where such files are
 */
record DataProtection(Path program, Path directory) implements SessionPlace {

    private static final String PROTECT =
            "[Console]::In.ReadToEnd() | ConvertTo-SecureString -AsPlainText -Force | ConvertFrom-SecureString";
    private static final String UNPROTECT =
            "$s = [Console]::In.ReadToEnd().Trim() | ConvertTo-SecureString; [Net.NetworkCredential]::new('', $s).Password";

    @Override
    public String words() {
        return "a file that Windows encrypts for you";
    }

    private Path file(String connection) {
        return directory.resolve(connection + ".dpapi");
    }

    private Programs.Said shell(String script, String input) throws IOException {
        return Programs.run(List.of(program.toString(), "-NoProfile", "-NonInteractive", "-Command", script), input);
    }

    @Override
    public Optional<String> read(String connection) {
        try {
            Programs.Said said = shell(UNPROTECT, Files.readString(file(connection)));
            return said.well() ? Optional.of(said.output().strip()).filter(word -> !word.isEmpty()) : Optional.empty();
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    @Override
    public boolean keep(String connection, String word) {
        try {
            Programs.Said said = shell(PROTECT, word);
            if (!said.well() || said.output().isBlank()) {
                return false;
            }
            DeskFiles.privateDirectory(directory);
            DeskFiles.write(file(connection), said.output().strip().getBytes(StandardCharsets.UTF_8));
            return true;
        } catch (IOException noShell) {
            return false;
        }
    }

    @Override
    public void forget(String connection) {
        try {
            Files.deleteIfExists(file(connection));
        } catch (IOException unwritable) {
            throw new java.io.UncheckedIOException(unwritable);
        }
    }
}
