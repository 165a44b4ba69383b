package org.usher.client.desktop;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which type files have by the ending of their name, as the machine knows it ({@code mime/globs2} of the Shared MIME-info
 * Database specification), and types for endings that it does not know.
 *
 * @param known types by ending
 */
record FileTypes(Map<String, String> known) {

    private static final String OWN = "application/x-usher-";

    /** What these directories say, the most important first. */
    static FileTypes of(List<Path> shared) throws IOException {
        Map<String, String> known = new HashMap<>();
        for (Path directory : shared) {
            Path globs = directory.resolve("mime").resolve("globs2");
            if (Files.isReadable(globs)) {
                read(globs, known);
            }
        }
        return new FileTypes(Map.copyOf(known));
    }

    /** Lines such as {@code 50:text/csv:*.csv}, those of more weight first. */
    private static void read(Path globs, Map<String, String> known) throws IOException {
        try {
            for (String line : Files.readAllLines(globs)) {
                String[] fields = line.split(":", -1);
                if (fields.length >= 3 && !line.startsWith("#") && fields[2].startsWith("*.")) {
                    known.putIfAbsent(fields[2].substring(2), fields[1]);
                }
            }
        } catch (MalformedInputException damaged) {
            throw new IOException(globs + " is no text (expected: what update-mime-database makes)", damaged);
        }
    }

    /** The types of these endings, each once. */
    List<String> typesOf(List<String> endings) {
        return endings.stream().map(this::typeOf).distinct().toList();
    }

    private String typeOf(String ending) {
        return known.getOrDefault(ending, OWN + ending);
    }

    /** The description of the types of these endings that the machine does not know; empty when it knows all. */
    Optional<String> own(List<String> endings) {
        String types = endings.stream()
                .filter(ending -> !known.containsKey(ending))
                .distinct()
                .map(ending -> """
                  <mime-type type="%s">
                    <comment>%s file</comment>
                    <glob pattern="*.%s"/>
                  </mime-type>
                """.formatted(OWN + ending, ending, ending))
                .collect(Collectors.joining());
        return types.isEmpty() ? Optional.empty() : Optional.of("""
                <?xml version="1.0" encoding="UTF-8"?>
                <mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
                """ + types + "</mime-info>\n");
    }
}
