package org.usher.agent.session;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.usher.link.host.Order;

/** A program with its arguments as one line for a POSIX shell, in which nothing means anything but itself. */
final class ShellWords {

    private ShellWords() {}

    static String of(Order.Program program) {
        List<String> words = new ArrayList<>();
        words.add(program.target());
        words.addAll(program.arguments());
        String command = "exec " + words.stream().map(ShellWords::quote).collect(Collectors.joining(" "));
        return program.startIn().isEmpty() ? command : "cd " + quote(program.startIn()) + " && " + command;
    }

    static String quote(String word) {
        if (word.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a word with control characters (expected: one line of text)");
        }
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
