package org.usher.agent.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An ini file as lines, so that a value can be changed and every other line, comments too, stays as it was. As for xrdp,
 * names are the same in capitals, and of two lines with the same name in a section the later one counts.
 */
public final class IniText {

    private final List<String> lines;

    public IniText(String text) {
        this.lines = new ArrayList<>(List.of(text.split("\n", -1)));
    }

    /** The value in this section, if it is set. */
    public Optional<String> value(String section, String key) {
        List<Integer> at = indexesOf(section, key);
        return at.isEmpty()
                ? Optional.empty()
                : Optional.of(lines.get(at.getLast())
                        .substring(lines.get(at.getLast()).indexOf('=') + 1)
                        .strip());
    }

    /** Sets a value: in its lines if there are any, else at the head of its section, which is added if it is missing. */
    public void set(String section, String key, String value) {
        List<Integer> at = indexesOf(section, key);
        String line = key + "=" + value;
        if (!at.isEmpty()) {
            at.forEach(index -> lines.set(index, line));
            return;
        }
        int head = 0;
        while (head < lines.size() && !isHead(lines.get(head), section)) {
            head++;
        }
        if (head == lines.size()) {
            if (lines.getLast().isEmpty()) {
                lines.removeLast();
            }
            lines.addAll(List.of("[" + section + "]", line, ""));
        } else {
            lines.add(head + 1, line);
        }
    }

    private static boolean isHead(String line, String section) {
        return line.strip().equalsIgnoreCase("[" + section + "]");
    }

    private List<Integer> indexesOf(String section, String key) {
        List<Integer> indexes = new ArrayList<>();
        boolean inside = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.startsWith("[")) {
                inside = isHead(line, section);
            } else if (inside
                    && line.indexOf('=') > 0
                    && line.substring(0, line.indexOf('=')).strip().equalsIgnoreCase(key)) {
                indexes.add(i);
            }
        }
        return indexes;
    }

    /** The file's text. */
    public String text() {
        return String.join("\n", lines);
    }
}
