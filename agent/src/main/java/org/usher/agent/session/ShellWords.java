package org.usher.agent.session;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.usher.link.host.Order;

/** A program with its arguments as one line for a POSIX shell, in which nothing means anything but itself. */
final class ShellWords {

    private ShellWords() {}

    /** The script beside the launcher that opens what is no program. */
    private static final String OPEN = "\"$USHER_LAUNCHER_FILES/open\" ";

    static String of(Order.Program program) {
        String command = "exec " + (program.way() == null ? "" : OPEN)
                + words(program).stream().map(ShellWords::quote).collect(Collectors.joining(" "));
        return program.startIn().isEmpty() ? command : "cd " + quote(program.startIn()) + " && " + command;
    }

    /**
     * What the program reads on its standard input, base64: the credentials of a service account, so that they stand in no
     * command line; empty for nothing.
     */
    static String input(Order.Program program) {
        if (!(program.way() instanceof Order.Folder folder) || folder.credentials() != Order.Credentials.ACCOUNT) {
            return "";
        }
        int domain = folder.account().indexOf('\\');
        String lines = folder.account().substring(domain + 1) + "\n"
                + (domain < 0 ? "" : folder.account().substring(0, domain)) + "\n" + folder.password() + "\n";
        return Base64.getEncoder().encodeToString(lines.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> words(Order.Program program) {
        List<String> words = new ArrayList<>();
        switch (program.way()) {
            case null -> words.add(program.target());
            case Order.Document(String opener) -> words.addAll(List.of("document", program.target(), opener));
            case Order.Web(String opener, boolean kiosk) ->
                words.addAll(List.of("web", program.target(), opener, kiosk ? "kiosk" : "window"));
            case Order.Folder(String opener, Order.Credentials credentials, String account, String password) ->
                words.addAll(List.of(
                        "folder", program.target(), opener, credentials.name().toLowerCase(Locale.ROOT)));
        }
        words.addAll(program.arguments());
        return words;
    }

    static String quote(String word) {
        if (word.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a word with control characters (expected: one line of text)");
        }
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
