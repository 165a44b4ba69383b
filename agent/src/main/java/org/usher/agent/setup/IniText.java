package org.usher.agent.setup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An ini file as lines, so that a value can be changed and every other line, comments too, stays as it was. */
final class IniText {

    private final List<String> lines;

    IniText(String text) {
        this.lines = new ArrayList<>(text.lines().toList());
    }

    /** The value in this section, if it is set. */
    Optional<String> value(String section, String key) {
        int at = indexOf(section, key);
        return at < 0
                ? Optional.empty()
                : Optional.of(
                        lines.get(at).substring(lines.get(at).indexOf('=') + 1).strip());
    }

    /** Sets a value: in its line if there is one, else at the head of its section, which is added if it is missing. */
    void set(String section, String key, String value) {
        int at = indexOf(section, key);
        String line = key + "=" + value;
        if (at >= 0) {
            lines.set(at, line);
            return;
        }
        int head = lines.indexOf("[" + section + "]");
        if (head < 0) {
            lines.add("[" + section + "]");
            head = lines.size() - 1;
        }
        lines.add(head + 1, line);
    }

    private int indexOf(String section, String key) {
        boolean inside = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.startsWith("[")) {
                inside = line.equals("[" + section + "]");
            } else if (inside && line.matches("(?i)" + java.util.regex.Pattern.quote(key) + "\\s*=.*")) {
                return i;
            }
        }
        return -1;
    }

    String text() {
        return String.join("\n", lines) + "\n";
    }
}
