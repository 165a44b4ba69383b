package org.usher.client.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.usher.wire.Seeded;

/** Whatever resources are called, an entry says that and nothing else, to a reader written from the specification. */
class DesktopEntryTest {

    @TempDir
    private Path directory;

    private static DesktopEntry entry(String name, List<String> command) {
        return new DesktopEntry.Builder()
                .text("Name", name)
                .exec(command, "%f")
                .list("Categories", List.of("Network"))
                .build();
    }

    private static String name(Random random) {
        String nasty = "\"'\\`$%;=[]#\n\r\t <>~|&*?()\u0000\u001b\u0085\u2028\ud800ä€😀abc%f";
        StringBuilder name = new StringBuilder();
        for (int i = random.nextInt(12); i >= 0; i--) {
            name.append(
                    random.nextBoolean()
                            ? nasty.charAt(random.nextInt(nasty.length()))
                            : (char) ('a' + random.nextInt(26)));
        }
        return name.toString();
    }

    /** What of a text a file can hold. */
    private static String writable(String text) {
        StringBuilder kept = new StringBuilder();
        text.codePoints().forEach(c -> {
            boolean control = Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t';
            kept.appendCodePoint(control || Character.getType(c) == Character.SURROGATE ? '_' : c);
        });
        return kept.toString();
    }

    @Test
    void saysTheNameAndStartsTheCommandWhateverTheyHold() {
        Seeded.rounds(3000, random -> {
            String name = name(random);
            List<String> command = new ArrayList<>(List.of("/opt/usher"));
            for (int i = random.nextInt(4); i > 0; i--) {
                command.add(name(random));
            }
            String text = entry(name, command).text();

            Map<String, String> read = read(text);
            assertThat(read).containsOnlyKeys("Type", "Name", "Exec", "Categories");
            assertThat(unescaped(read.getOrDefault("Name", ""))).isEqualTo(writable(name));
            List<String> expected =
                    command.stream().map(DesktopEntryTest::writable).collect(Collectors.toCollection(ArrayList::new));
            expected.add("<file>");
            assertThat(arguments(unescaped(read.getOrDefault("Exec", "")))).isEqualTo(expected);
        });
    }

    /** Desktop Entry Specification: Basic format of the file. */
    private static Map<String, String> read(String text) {
        List<String> lines = text.lines().toList();
        assertThat(lines.getFirst()).isEqualTo("[Desktop Entry]");
        return lines.stream()
                .skip(1)
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    /** Possible value types: string. */
    private static String unescaped(String value) {
        StringBuilder text = new StringBuilder();
        boolean escaped = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (escaped) {
                text.append(
                        switch (c) {
                            case 's' -> ' ';
                            case 'n' -> '\n';
                            case 't' -> '\t';
                            case 'r' -> '\r';
                            case '\\' -> '\\';
                            default -> throw new AssertionError("an escape that is none: " + value);
                        });
                escaped = false;
            } else if (c == '\\') {
                escaped = true;
            } else {
                text.append(c);
            }
        }
        assertThat(escaped).isFalse();
        return text.toString();
    }

    /** The Exec key. */
    private static List<String> arguments(String command) {
        List<String> arguments = new ArrayList<>();
        StringBuilder argument = new StringBuilder();
        boolean quoted = false;
        boolean any = false;
        char before = 0;
        for (int i = 0; i < command.length(); i++) {
            char c = command.charAt(i);
            if (before == '\\') {
                assertThat("\"`$\\").contains(String.valueOf(c));
                argument.append(c);
                before = 0;
                continue;
            }
            if (before == '%') {
                argument.append(
                        switch (c) {
                            case '%' -> "%";
                            case 'f' -> "<file>";
                            default -> throw new AssertionError("a field code that nobody meant: " + command);
                        });
                before = 0;
                continue;
            }
            if (c == '%' || (quoted && c == '\\')) {
                before = c;
            } else if (c == '"') {
                quoted = !quoted;
                any = true;
            } else if (c == ' ' && !quoted) {
                if (any || !argument.isEmpty()) {
                    arguments.add(argument.toString());
                }
                argument.setLength(0);
                any = false;
            } else {
                assertThat(quoted || "\t\n'\\><~|&;$*?#()`".indexOf(c) < 0)
                        .as("reserved characters are quoted: " + command)
                        .isTrue();
                argument.append(c);
            }
        }
        assertThat(quoted).isFalse();
        if (any || !argument.isEmpty()) {
            arguments.add(argument.toString());
        }
        return arguments;
    }

    @Test
    void theDesktopsOwnCheckerAgrees() throws Exception {
        Random random = new Random(1);
        List<String> command = new ArrayList<>(List.of("/usr/bin/desktop-file-validate"));
        for (int i = 0; i < 40; i++) {
            String name = name(random);
            command.add(Files.writeString(
                            directory.resolve(i + ".desktop"),
                            entry("x" + name, List.of("/bin/true", name)).text())
                    .toString());
        }
        Process checker = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(checker.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(checker.waitFor()).as(said).isZero();
    }
}
