package org.usher.client.secret;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.usher.client.program.Programs;

/**
 * The keychain of macOS, by its {@code security}, whose commands go in by standard input: no list of processes shows the word.
 *
 * @param program where it is
 */
record MacKeychain(Path program) implements SessionPlace {

    private static final String SERVICE = "usher-connect";

    // What needs no quotes in a command of that program.
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9._~+/=-]{1,4096}");

    @Override
    public String words() {
        return "the keychain";
    }

    @Override
    public Optional<String> read(String connection) {
        try {
            Programs.Said said = Programs.run(
                    List.of(program.toString(), "find-generic-password", "-s", SERVICE, "-a", connection, "-w"), "");
            return said.well() ? Optional.of(said.output().strip()).filter(word -> !word.isEmpty()) : Optional.empty();
        } catch (IOException noKeychain) {
            return Optional.empty();
        }
    }

    @Override
    public boolean keep(String connection, String word) {
        if (!WORD.matcher(word).matches()) {
            return false;
        }
        try {
            // Interactive, it ends well whatever its commands did: the word is asked for to be sure.
            Programs.run(
                    List.of(program.toString(), "-i"),
                    "add-generic-password -U -s " + SERVICE + " -a " + connection + " -w " + word + "\n");
        } catch (IOException noKeychain) {
            return false;
        }
        return read(connection).filter(word::equals).isPresent();
    }

    @Override
    public void forget(String connection) {
        try {
            Programs.run(List.of(program.toString(), "delete-generic-password", "-s", SERVICE, "-a", connection), "");
        } catch (IOException noKeychain) {
            // Then it holds nothing of ours either.
        }
    }
}
