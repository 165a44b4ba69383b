package org.usher.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the project's documents and sources say about where to read on is there. */
class DocsTest {

    private static final Set<String> NOT_OURS = Set.of("target", "node_modules", ".git");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+)$");
    private static final Pattern MENTION = Pattern.compile("docs/[a-z0-9/-]+\\.md");
    private static final Pattern CODE_BLOCK = Pattern.compile("(?ms)^```.*?^```");

    @TempDir
    private Path directory;

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        Path root = root();
        List<Path> documents = files(root, ".md");
        assertThat(documents)
                .contains(root.resolve("README.md"), root.resolve("ARCHITECTURE.md"), root.resolve("SECURITY.md"));
        assertThat(brokenLinks(documents)).isEmpty();
    }

    @Test
    void aLinkToNothingIsFound() throws IOException {
        Files.writeString(directory.resolve("there.md"), "# A heading, with `code`\n");
        Path document = Files.writeString(directory.resolve("document.md"), """
                [good](there.md) [good](there.md#a-heading-with-code) [good](https://example.org/x.md) [good](#here)
                [bad](gone.md) [bad](there.md#nothing)
                ## Here
                [bad](#there)
                ```
                [no link](in.code)
                ```
                """);

        assertThat(brokenLinks(List.of(document)))
                .containsExactly("document.md: gone.md", "document.md: there.md#nothing", "document.md: #there");
    }

    @Test
    void everyDocumentThatASourceMentionsIsThere() throws IOException {
        Path root = root();
        List<String> mentions = new ArrayList<>();
        for (Path source : files(root, ".java", ".ts", ".tsx", ".sql", ".sh")) {
            MENTION.matcher(Files.readString(source))
                    .results()
                    .map(MatchResult::group)
                    .forEach(mentions::add);
        }
        assertThat(mentions)
                .contains("docs/protocol/ticket.md")
                .allSatisfy(mention -> assertThat(root.resolve(mention)).exists());
    }

    private static Path root() {
        Path module = Path.of("").toAbsolutePath();
        return module.endsWith("dist") ? module.resolve("..").normalize() : module;
    }

    private static List<Path> files(Path root, String... endings) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
                return NOT_OURS.contains(visited.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (List.of(endings).stream().anyMatch(file.toString()::endsWith)) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }

    private static List<String> brokenLinks(List<Path> documents) throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path document : documents) {
            Matcher links = LINK.matcher(textOf(document));
            while (links.find()) {
                String link = links.group(1);
                if (!link.contains("://") && !link.startsWith("mailto:") && !leadsSomewhere(document, link)) {
                    broken.add(document.getFileName() + ": " + link);
                }
            }
        }
        return broken;
    }

    private static boolean leadsSomewhere(Path document, String link) throws IOException {
        String[] parts = link.split("#", 2);
        Path file = parts[0].isEmpty()
                ? document
                : document.resolveSibling(parts[0]).normalize();
        if (!Files.exists(file)) {
            return false;
        }
        return parts.length == 1
                || !file.toString().endsWith(".md")
                || anchorsOf(file).contains(parts[1]);
    }

    /** The names by which the usual hosts let headings be linked to. */
    private static List<String> anchorsOf(Path document) throws IOException {
        return HEADING.matcher(textOf(document))
                .results()
                .map(found -> found.group(1)
                        .strip()
                        .toLowerCase(java.util.Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }

    private static String textOf(Path document) throws IOException {
        return CODE_BLOCK.matcher(Files.readString(document)).replaceAll("");
    }
}
