package org.usher.client.secret;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.usher.client.program.Programs;

/**
 * The keyring of a Linux desktop (Secret Service), by libsecret's {@code secret-tool}. The word goes in by standard input, so
 * that no list of processes shows it.
 *
 * @param program where it is
 */
record SecretTool(Path program) implements SessionPlace {

    @Override
    public String words() {
        return "the desktop's keyring";
    }

    private List<String> command(String verb, String connection, String... more) {
        List<String> command = new ArrayList<>(List.of(program.toString(), verb));
        command.addAll(List.of(more));
        command.addAll(List.of("service", "usher-connect", "connection", connection));
        return command;
    }

    @Override
    public Optional<String> read(String connection) {
        try {
            Programs.Said said = Programs.run(command("lookup", connection), "");
            return said.well() ? Optional.of(said.output().strip()).filter(word -> !word.isEmpty()) : Optional.empty();
        } catch (IOException noKeyring) {
            return Optional.empty();
        }
    }

    @Override
    public boolean keep(String connection, String word) {
        try {
            return Programs.run(command("store", connection, "--label", "Usher: " + connection), word)
                    .well();
        } catch (IOException noKeyring) {
            return false;
        }
    }

    @Override
    public void forget(String connection) {
        try {
            Programs.run(command("clear", connection), "");
        } catch (IOException noKeyring) {
            // Then it holds nothing of ours either.
        }
    }
}
