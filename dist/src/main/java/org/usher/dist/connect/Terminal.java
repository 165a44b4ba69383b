package org.usher.dist.connect;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.usher.client.Conversation;
import org.usher.dist.program.UserError;

/** The person at the terminal, if there is one. What is said goes to standard error: standard output is for answers. */
final class Terminal implements Conversation {

    private final @Nullable Console console;
    private boolean secretWaits;

    /** @param secretComes whether the first line of standard input is the secret that will be asked for */
    Terminal(boolean secretComes) {
        // Some versions of the JDK give none without a terminal, some give one that says so.
        this.console = Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .orElse(null);
        this.secretWaits = secretComes;
    }

    @Override
    public void tell(String words) {
        System.err.println(words);
    }

    @Override
    public Optional<String> ask(String question) {
        return console == null ? Optional.empty() : Optional.ofNullable(console.readLine("%s", question));
    }

    @Override
    public Optional<String> secret(String question) {
        if (secretWaits) {
            secretWaits = false;
            return Optional.of(line());
        }
        if (console == null) {
            return Optional.empty();
        }
        char[] typed = console.readPassword("%s", question);
        return typed == null ? Optional.empty() : Optional.of(new String(typed));
    }

    private static String line() {
        try {
            String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            if (line == null) {
                throw new UserError("standard input is empty (expected: the password on its first line)");
            }
            return line;
        } catch (IOException unreadable) {
            throw new UserError("standard input cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    @Override
    public boolean isThere() {
        return console != null;
    }
}
