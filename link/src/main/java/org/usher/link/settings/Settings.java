package org.usher.link.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Reads a settings file (YAML, flat: one key, one value or list) into a record. Faults are gathered while reading;
 * {@link #finish} throws all of them, unknown keys among them, at once.
 *
 * <p>A secret is written as a reference, {@code file:PATH} or {@code env:NAME}, never as itself.
 */
public final class Settings {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

    /** A key that is written twice is a fault: one of the two would be lost in silence. */
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final String source;
    private final Map<?, ?> values;
    private final Set<String> known = new LinkedHashSet<>();
    private final List<String> faults = new ArrayList<>();

    private Settings(String source, Map<?, ?> values) {
        this.source = source;
        this.values = values;
    }

    /** No file: every setting has its default. */
    public static Settings defaults() {
        return new Settings("the defaults", Map.of());
    }

    /**
     * The settings in this file.
     *
     * @throws SettingsException when it is not there or is no map in YAML
     */
    public static Settings read(Path file) throws SettingsException {
        try {
            JsonNode tree = YAML.readTree(Files.readString(file));
            if (tree.isMissingNode() || tree.isNull()) {
                return new Settings(file.toString(), Map.of());
            }
            if (tree.isObject()) {
                return new Settings(file.toString(), YAML.treeToValue(tree, Map.class));
            }
            throw new SettingsException(file.toString(), List.of("the file: no map (expected: lines of `key: value`)"));
        } catch (IOException unreadable) {
            throw new SettingsException(
                    file.toString(),
                    List.of("the file: cannot be read, " + unreadable + " (expected: a readable file)"));
        } catch (JacksonException malformed) {
            // Only its first line: the others repeat what stands in the file, and that may be a secret.
            String problem = malformed.getOriginalMessage().lines().findFirst().orElse("broken");
            throw new SettingsException(
                    file.toString(),
                    List.of("the file: line " + malformed.getLocation().getLineNr() + ": " + problem
                            + " (expected: YAML)"));
        }
    }

    /** A text. */
    public String text(String key, String otherwise) {
        return text(key).orElse(otherwise);
    }

    /** A text that may be missing. */
    public Optional<String> text(String key) {
        Object value = value(key);
        if (value instanceof Map || value instanceof List) {
            fault(key, value, "a text");
            return Optional.empty();
        }
        return Optional.ofNullable(value).map(String::valueOf);
    }

    /** A list of texts; a single text counts as a list of one. */
    public List<String> texts(String key, List<String> otherwise) {
        return switch (value(key)) {
            case null -> otherwise;
            case List<?> list -> list.stream().map(String::valueOf).toList();
            case Object single -> List.of(String.valueOf(single));
        };
    }

    /** A path. */
    public Path path(String key, Path otherwise) {
        Optional<String> text = text(key);
        try {
            return text.map(Path::of).orElse(otherwise);
        } catch (InvalidPathException broken) {
            fault(key, String.valueOf(broken.getMessage()), "a path");
            return otherwise;
        }
    }

    /** A whole number within limits, both included. */
    public int number(String key, int otherwise, int least, int most) {
        Object value = value(key);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Integer number && number >= least && number <= most) {
            return number;
        }
        fault(key, value, "a whole number from " + least + " to " + most);
        return otherwise;
    }

    /** A TCP port. */
    public int port(String key, int otherwise) {
        return number(key, otherwise, 1, 65535);
    }

    /** Yes or no. */
    public boolean flag(String key, boolean otherwise) {
        Object value = value(key);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Boolean flag) {
            return flag;
        }
        fault(key, value, "true or false");
        return otherwise;
    }

    /** A time span such as {@code 250ms}, {@code 10s}, {@code 5m}, {@code 8h} or {@code 1d}. */
    public Duration duration(String key, Duration otherwise) {
        Object value = value(key);
        if (value == null) {
            return otherwise;
        }
        Matcher matcher = DURATION.matcher(String.valueOf(value));
        if (!matcher.matches()) {
            fault(key, value, "a number with its unit, such as 250ms, 10s, 5m, 8h or 1d");
            return otherwise;
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    /** A secret, looked up where the reference says; empty when there is no such key. */
    public Optional<String> secret(String key) {
        Object value = value(key);
        if (value == null) {
            return Optional.empty();
        }
        String reference = String.valueOf(value);
        if (reference.startsWith("file:")) {
            try {
                return whole(key, reference, Files.readString(Path.of(reference.substring("file:".length()))));
            } catch (IOException | InvalidPathException unreadable) {
                faults.add(key + ": " + reference + " cannot be read (expected: a readable file with the secret)");
                return Optional.empty();
            }
        }
        if (reference.startsWith("env:")) {
            String found = System.getenv(reference.substring("env:".length()));
            if (found == null) {
                faults.add(key + ": " + reference + " is not set (expected: an environment variable with the secret)");
                return Optional.empty();
            }
            return whole(key, reference, found);
        }
        // The value is not repeated: it may be the secret itself, and this goes to a log.
        faults.add(key + ": a plain value (expected: a reference, file:PATH or env:NAME)");
        return Optional.empty();
    }

    private Optional<String> whole(String key, String reference, String secret) {
        if (secret.isBlank()) {
            faults.add(key + ": " + reference + " is empty (expected: the secret)");
            return Optional.empty();
        }
        return Optional.of(secret.strip());
    }

    /** Adds a fault that only the caller could see. */
    public void fault(String key, Object found, String expected) {
        faults.add(key + ": " + found + " (expected: " + expected + ")");
    }

    /** To be called when every key was asked for. */
    public void finish() throws SettingsException {
        for (Object key : values.keySet()) {
            if (!known.contains(String.valueOf(key))) {
                faults.add(key + ": unknown (expected: one of " + String.join(", ", new TreeSet<>(known)) + ")");
            }
        }
        if (!faults.isEmpty()) {
            throw new SettingsException(source, faults);
        }
    }

    private @Nullable Object value(String key) {
        known.add(key);
        return values.get(key);
    }
}
