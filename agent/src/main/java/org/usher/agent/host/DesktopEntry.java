package org.usher.agent.host;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The group {@code [Desktop Entry]} of a desktop file (freedesktop.org Desktop Entry Specification 1.5).
 *
 * @param name the name for users
 * @param comment what it is for
 * @param icon the icon's name or path; empty when there is none
 * @param command program and arguments, with the field codes taken out
 * @param shown whether menus show it
 */
record DesktopEntry(String name, String comment, String icon, List<String> command, boolean shown) {

    /** Reads an entry of type Application; empty for other types and for entries without a command. */
    static Optional<DesktopEntry> read(List<String> lines) {
        Map<String, String> values = new HashMap<>();
        boolean inGroup = false;
        for (String line : lines) {
            String text = line.strip();
            if (text.startsWith("[")) {
                inGroup = text.equals("[Desktop Entry]");
            } else if (inGroup && !text.startsWith("#") && text.indexOf('=') > 0) {
                int equals = text.indexOf('=');
                values.putIfAbsent(
                        text.substring(0, equals).strip(),
                        text.substring(equals + 1).strip());
            }
        }
        String type = values.getOrDefault("Type", "Application");
        String name = unescape(values.getOrDefault("Name", ""));
        List<String> command = command(values.getOrDefault("Exec", ""));
        boolean inTerminal = values.getOrDefault("Terminal", "false").equals("true");
        if (!(type.equals("Application") || type.equals("XSession"))
                || name.isEmpty()
                || command.isEmpty()
                || inTerminal) {
            return Optional.empty();
        }
        boolean shown = !values.getOrDefault("NoDisplay", "false").equals("true")
                && !values.getOrDefault("Hidden", "false").equals("true");
        return Optional.of(new DesktopEntry(
                name, unescape(values.getOrDefault("Comment", "")), values.getOrDefault("Icon", ""), command, shown));
    }

    /** A value of type string with its escapes resolved (section 4); what would begin a new line becomes a blank. */
    private static String unescape(String value) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c != '\\' || i + 1 == value.length()) {
                text.append(Character.isISOControl(c) ? ' ' : c);
                continue;
            }
            char escaped = value.charAt(++i);
            switch (escaped) {
                case 's', 'n', 't', 'r' -> text.append(' ');
                case '\\' -> text.append('\\');
                default -> text.append(c).append(escaped);
            }
        }
        return text.toString();
    }

    /** The words of an Exec line: blanks part them, double quotes keep them together, a percent sign begins a field code. */
    private static List<String> command(String exec) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        boolean any = false;
        String text = unescape(exec);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
                any = true;
            } else if (c == '\\' && quoted && i + 1 < text.length()) {
                word.append(text.charAt(++i));
            } else if (c == '%' && i + 1 < text.length()) {
                // %% is a percent sign; every other code stands for a file, a URL or the like, of which there is none.
                if (text.charAt(++i) == '%') {
                    word.append('%');
                }
            } else if (Character.isWhitespace(c) && !quoted) {
                add(words, word, any);
                any = false;
            } else {
                word.append(c);
            }
        }
        add(words, word, any);
        return words;
    }

    private static void add(List<String> words, StringBuilder word, boolean any) {
        if (any || !word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }
}
