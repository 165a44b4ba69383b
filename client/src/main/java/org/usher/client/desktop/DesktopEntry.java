package org.usher.client.desktop;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A desktop entry (Desktop Entry Specification 1.5).
 *
 * @param lines keys with their values as they stand in the file
 */
record DesktopEntry(Map<String, String> lines) {

    // What has to be quoted in an argument (The Exec key).
    private static final String RESERVED = " \t\n\"'\\><~|&;$*?#()`";

    static final class Builder {

        private final Map<String, String> lines = new LinkedHashMap<>();

        Builder() {
            lines.put("Type", "Application");
        }

        /** A value of type string, localestring or iconstring. */
        Builder text(String key, String value) {
            lines.put(key, escaped(value));
            return this;
        }

        Builder flag(String key, boolean value) {
            lines.put(key, String.valueOf(value));
            return this;
        }

        /** A value of type string(s) or localestring(s). */
        Builder list(String key, List<String> values) {
            lines.put(
                    key,
                    values.stream()
                            .map(value -> escaped(value).replace(";", "\\;") + ";")
                            .collect(Collectors.joining()));
            return this;
        }

        /** The command: a program with its arguments, and a field code at the end of it. */
        Builder exec(List<String> command, String fieldCode) {
            String arguments = command.stream().map(DesktopEntry::argument).collect(Collectors.joining(" "));
            // The value of the key is a string, in which a backslash is escaped once more.
            return text("Exec", fieldCode.isEmpty() ? arguments : arguments + " " + fieldCode);
        }

        DesktopEntry build() {
            return new DesktopEntry(lines);
        }
    }

    /** An argument of the Exec key: percent signs doubled, quoted where it has to be. */
    private static String argument(String text) {
        String literal = text.replace("%", "%%");
        if (!literal.isEmpty() && literal.chars().noneMatch(c -> RESERVED.indexOf(c) >= 0)) {
            return literal;
        }
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < literal.length(); i++) {
            char c = literal.charAt(i);
            if (c == '"' || c == '`' || c == '$' || c == '\\') {
                quoted.append('\\');
            }
            quoted.append(c);
        }
        return quoted.append('"').toString();
    }

    /** A string as it stands in a file: on one line, whatever it holds. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> escaped.append("\\\\");
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                case '\t' -> escaped.append("\\t");
                case ' ' -> escaped.append(i == 0 || i == text.length() - 1 ? "\\s" : " ");
                // There is no way to write it, and no reader that shows it. What stands for it needs no quotes.
                default -> escaped.append(isUnwritable(text, i) ? '_' : c);
            }
        }
        return escaped.toString();
    }

    private static boolean isUnwritable(String text, int at) {
        char c = text.charAt(at);
        return Character.isISOControl(c) || (Character.isSurrogate(c) && isHalf(text, at));
    }

    /** Half a character has no encoding. */
    private static boolean isHalf(String text, int at) {
        char c = text.charAt(at);
        return Character.isHighSurrogate(c)
                ? at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1))
                : at == 0 || !Character.isHighSurrogate(text.charAt(at - 1));
    }

    /** The file's text. */
    String text() {
        return lines.entrySet().stream()
                .map(line -> line.getKey() + "=" + line.getValue() + "\n")
                .collect(Collectors.joining("", "[Desktop Entry]\n", ""));
    }
}
