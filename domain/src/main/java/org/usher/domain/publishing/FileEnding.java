package org.usher.domain.publishing;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The endings of the names of files that an application opens, such as {@code odt}: without the dot, in small letters. */
final class FileEnding {

    /** How many of them one application may have. */
    static final int MOST = 100;

    private static final Pattern ENDING = Pattern.compile("[a-z0-9][a-z0-9+_-]{0,31}(?:\\.[a-z0-9][a-z0-9+_-]{0,31})?");

    private FileEnding() {}

    /** As they are kept: each once, however they were typed. */
    static List<String> all(List<String> typed) {
        List<String> endings = typed.stream().map(FileEnding::of).distinct().toList();
        if (endings.size() > MOST) {
            throw new IllegalArgumentException(
                    "extensions: " + endings.size() + " of them (expected: at most " + MOST + ")");
        }
        return endings;
    }

    private static String of(String typed) {
        String ending = typed.strip().toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", "");
        if (!ENDING.matcher(ending).matches()) {
            throw new IllegalArgumentException(
                    "extensions: " + typed + " (expected: the ending of a file's name, such as odt or tar.gz)");
        }
        return ending;
    }
}
