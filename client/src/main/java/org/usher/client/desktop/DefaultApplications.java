package org.usher.client.desktop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.usher.client.store.DeskFiles;

/**
 * A user's {@code mimeapps.list} (MIME applications associations, 1.0.1). Lines that are not meant stay as they are.
 *
 * @param file where it is, if it is there
 */
record DefaultApplications(Path file) {

    private static final String GROUP = "[Default Applications]";

    /** The application of this type, as the user has it. */
    Optional<String> of(String type) throws IOException {
        boolean inside = false;
        for (String line : lines()) {
            if (line.startsWith("[")) {
                inside = line.strip().equals(GROUP);
            } else if (inside && isFor(line, type)) {
                return Optional.of(line.substring(line.indexOf('=') + 1).strip());
            }
        }
        return Optional.empty();
    }

    private static boolean isFor(String line, String type) {
        int equals = line.indexOf('=');
        return equals > 0 && line.substring(0, equals).strip().equals(type);
    }

    private List<String> lines() throws IOException {
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    /** Sets the application of this type; with none, takes the line away. */
    void set(String type, Optional<String> application) throws IOException {
        List<String> lines = new ArrayList<>();
        boolean inside = false;
        int group = -1;
        for (String line : lines()) {
            if (line.startsWith("[")) {
                inside = line.strip().equals(GROUP);
            }
            if (inside && isFor(line, type)) {
                continue;
            }
            lines.add(line);
            if (inside && line.startsWith("[") && group < 0) {
                group = lines.size();
            }
        }
        if (application.isPresent()) {
            if (group < 0) {
                lines.add(GROUP);
                group = lines.size();
            }
            lines.add(group, type + "=" + application.get());
        }
        if (lines.isEmpty() && !Files.exists(file)) {
            return;
        }
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        DeskFiles.write(file, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
