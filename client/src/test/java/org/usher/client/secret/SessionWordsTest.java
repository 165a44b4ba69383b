package org.usher.client.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.usher.client.doubles.DeskDouble;
import org.usher.client.store.Desk;

/** With keyrings that are scripts: what they are asked, and what happens when they fail. */
class SessionWordsTest {

    private static final String WORD = "word-of_a.session";

    @TempDir
    private Path directory;

    private SessionWords words(DeskDouble desk, Desk.Platform platform) {
        return SessionWords.of(
                new Desk(platform, Map.of(), directory), desk.parts().programs());
    }

    private Path file(Path place) {
        return place.resolve("sessions").resolve("work");
    }

    @Test
    void aLinuxDesktopsKeyringIsAskedFirst() throws IOException {
        DeskDouble desk = new DeskDouble(directory);
        Path kept = directory.resolve("keyring");
        desk.program("secret-tool", """
                echo "$@" >> %1$s.asked
                case $1 in
                store) /bin/cat > %1$s;;
                lookup) /bin/cat %1$s;;
                clear) /bin/rm %1$s;;
                esac""".formatted(kept));
        SessionWords words = words(desk, Desk.Platform.LINUX);
        Files.createDirectories(directory.resolve(".config/usher/sessions"));
        Files.writeString(directory.resolve(".config/usher/sessions/work"), "older");

        assertThat(words.keep("work", WORD)).contains("the desktop's keyring");
        assertThat(words.read("work")).contains(WORD);
        assertThat(directory.resolve(".config/usher/sessions/work")).doesNotExist();
        assertThat(Files.readString(Path.of(kept + ".asked")))
                .contains("store --label Usher: work service usher-connect connection work")
                .doesNotContain(WORD);
        words.forget("work");
        assertThat(words.read("work")).isEmpty();
    }

    @Test
    void withoutAKeyringThatWorksItIsAFile() throws IOException {
        DeskDouble desk = new DeskDouble(directory);
        desk.program("secret-tool", "exit 1");
        SessionWords words = words(desk, Desk.Platform.LINUX);
        assertThat(words.keep("work", WORD).orElseThrow()).contains("a file that only you can read");
        assertThat(words.read("work")).contains(WORD);
        assertThat(file(directory.resolve(".config/usher"))).hasContent(WORD);
    }

    @Test
    void theKeychainOfMacosHearsTheWordWhereNobodyElseDoes() throws IOException {
        DeskDouble desk = new DeskDouble(directory);
        Path kept = directory.resolve("keychain");
        desk.program("security", """
                echo "$@" >> %1$s.asked
                case $1 in
                -i) /bin/sed 's/.*-w //' > %1$s;;
                find-generic-password) /bin/cat %1$s;;
                delete-generic-password) /bin/rm %1$s;;
                esac""".formatted(kept));
        SessionWords words = words(desk, Desk.Platform.MACOS);
        assertThat(words.keep("work", WORD)).contains("the keychain");
        assertThat(words.read("work")).contains(WORD);
        assertThat(Files.readString(Path.of(kept + ".asked"))).doesNotContain(WORD);
        // A word that would need quotes is no word for it.
        assertThat(words.keep("work", "a\nb").orElseThrow()).contains("a file");
    }

    @Test
    void onWindowsTheFileIsEncrypted() throws IOException {
        DeskDouble desk = new DeskDouble(directory);
        desk.program("powershell.exe", """
                case "$4" in
                *AsPlainText*) printf 'encrypted:'; /bin/cat;;
                *) /bin/sed 's/encrypted://';;
                esac""");
        SessionWords words = words(desk, Desk.Platform.WINDOWS);
        assertThat(words.keep("work", WORD)).contains("a file that Windows encrypts for you");
        assertThat(words.read("work")).contains(WORD);
        assertThat(directory.resolve("AppData/Roaming/Usher/sessions/work.dpapi"))
                .hasContent("encrypted:" + WORD);
        words.forget("work");
        assertThat(words.read("work")).isEmpty();
    }
}
