package org.usher.client.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.usher.client.DeskParts;
import org.usher.client.api.Icon;
import org.usher.client.doubles.DeskDouble;
import org.usher.wire.Octets;

class MenuTest {

    @TempDir
    private Path directory;

    private DeskDouble desk;
    private Menu menu;

    @BeforeEach
    void desk() throws IOException {
        desk = new DeskDouble(directory);
        desk.program("update-desktop-database", "echo \"$1\" >> " + directory.resolve("updated"));
        DeskParts parts = desk.parts();
        menu = new Menu(parts.desk(), parts.programs(), List.of("/opt/usher/usher"));
    }

    private static Menu.Entry entry(
            String connection, String id, String name, String folder, boolean icon, String... extensions) {
        return new Menu.Entry(
                connection,
                "Paper farm",
                id,
                name,
                folder,
                "usher-" + connection + "-" + id,
                icon ? Optional.of(new Icon("png", Octets.of(new byte[] {1, 2}))) : Optional.empty(),
                List.of(extensions));
    }

    /** What the machine knows of types. */
    private void globs(String text) throws IOException {
        Path share = directory.resolve("share");
        Files.createDirectories(share.resolve("mime"));
        Files.writeString(share.resolve("mime/globs2"), text);
        DeskParts parts =
                desk.with("XDG_DATA_DIRS", share + ":/nowhere:relative").parts();
        menu = new Menu(parts.desk(), parts.programs(), List.of("/opt/usher/usher"));
    }

    @Test
    void aResourceIsOfferedForTheFilesThatItOpens() throws IOException {
        globs("""
                # comment
                80:application/better:*.odt
                50:application/worse:*.odt
                50:text/csv:*.csv
                50:text/csv:*.CSV:cs
                50:text/x-makefile:makefile
                """);
        menu.show("work", List.of(entry("work", "r-1", "Writer", "", false, "odt", "csv", "own")));
        assertThat(text("usher-connect-work..r-1.desktop"))
                .contains("Exec=/opt/usher/usher connect open --menu --connection work -- r-1 %f\n")
                .contains("MimeType=application/better;text/csv;application/x-usher-own;\n");
        Path types = directory.resolve(".local/share/mime/packages/usher-connect-work...xml");
        assertThat(types)
                .content()
                .contains("<mime-type type=\"application/x-usher-own\">", "<glob pattern=\"*.own\"/>")
                .doesNotContain("odt");

        menu.show("work", List.of(entry("work", "r-1", "Writer", "", false)));
        assertThat(types).doesNotExist();
        assertThat(text("usher-connect-work..r-1.desktop")).contains("-- r-1\n").doesNotContain("MimeType");
        menu.show("work", List.of(entry("work", "r-1", "Writer", "", false, "own")));
        menu.removeAll();
        assertThat(types).doesNotExist();
    }

    private List<String> files() throws IOException {
        Path applications = directory.resolve(".local/share/applications");
        if (!Files.isDirectory(applications)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(applications)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private String text(String name) throws IOException {
        return Files.readString(directory.resolve(".local/share/applications").resolve(name));
    }

    @Test
    void everyResourceIsAnEntryWithItsIconInTheCategoryOfItsFolder() throws IOException {
        menu.show(
                "work",
                List.of(
                        entry("work", "r-1", "Terminal", "Tools/More", true),
                        entry("work", "r-2", "Text", "Office", false)));

        assertThat(files()).containsExactly("usher-connect-work..r-1.desktop", "usher-connect-work..r-2.desktop");
        String icon = directory
                .resolve(".local/share/usher/icons/usher-connect-work..r-1.png")
                .toString();
        assertThat(text("usher-connect-work..r-1.desktop"))
                .contains("Name=Terminal\n")
                .contains("Exec=/opt/usher/usher connect open --menu --connection work -- r-1\n")
                .contains("StartupWMClass=usher-work-r-1\n")
                .contains("Categories=Network;RemoteAccess;X-Usher;X-Usher-Tools-More;\n")
                .contains("Icon=" + icon + "\n");
        assertThat(Path.of(icon)).hasBinaryContent(new byte[] {1, 2});
        assertThat(text("usher-connect-work..r-2.desktop")).contains("Categories=Office;X-Usher;X-Usher-Office;\n");
        assertThat(directory.resolve("updated"))
                .content()
                .contains(directory.resolve(".local/share/applications").toString());
    }

    @Test
    void anotherListReplacesThatOfTheConnectionAndOfNoOther() throws IOException {
        menu.show("work", List.of(entry("work", "r-1", "One", "", true)));
        menu.show("work.home", List.of(entry("work.home", "r-1", "One", "", true)));
        menu.show("work", List.of(entry("work", "r-2", "Two", "", false)));
        assertThat(files()).containsExactly("usher-connect-work..r-2.desktop", "usher-connect-work.home..r-1.desktop");
        menu.remove("work");
        assertThat(files()).containsExactly("usher-connect-work.home..r-1.desktop");
    }

    @Test
    void connectionFilesComeHereAndGoBackToWhomTheyBelonged() throws IOException {
        Path list = directory.resolve(".config/mimeapps.list");
        Files.createDirectories(list.getParent());
        String before = """
                [Added Associations]
                application/x-rdp=other.desktop

                [Default Applications]
                text/plain=editor.desktop
                application/x-rdp=other.desktop
                """;
        Files.writeString(list, before);

        menu.takeFiles();
        assertThat(text("usher-connect-file.desktop"))
                .contains("MimeType=application/x-rdp;\n")
                .contains("Exec=/opt/usher/usher connect file --menu %f\n");
        assertThat(Files.readString(list))
                .contains("[Default Applications]\napplication/x-rdp=usher-connect-file.desktop\ntext/plain")
                .contains("[Added Associations]\napplication/x-rdp=other.desktop\n");
        menu.takeFiles();
        menu.removeAll();
        assertThat(files()).isEmpty();
        assertThat(Files.readString(list))
                .contains("[Default Applications]\napplication/x-rdp=other.desktop\ntext/plain");
        assertThat(directory.resolve(".local/share/mime/packages/usher-connect.xml"))
                .doesNotExist();
    }

    @Test
    void aListIsMadeWhereThereIsNoneAndLosesOnlyOurLine() throws IOException {
        Path list = directory.resolve(".config/mimeapps.list");
        menu.takeFiles();
        assertThat(Files.readString(list))
                .isEqualTo("[Default Applications]\napplication/x-rdp=usher-connect-file.desktop\n");
        menu.removeAll();
        assertThat(Files.readString(list)).isEqualTo("[Default Applications]\n");
    }
}
