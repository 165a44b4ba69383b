package org.usher.link.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    @TempDir
    private Path directory;

    private Settings settings(String yaml) throws IOException, SettingsException {
        return Settings.read(file(yaml));
    }

    private Path file(String content) throws IOException {
        return Files.writeString(directory.resolve("usher.yaml"), content);
    }

    private static String faults(Settings settings) {
        SettingsException thrown = catchThrowableOfType(SettingsException.class, settings::finish);
        assertThat(thrown).as("faults").isNotNull();
        return String.valueOf(thrown.getMessage());
    }

    @Test
    void whatIsWrittenIsRead() throws Exception {
        Settings settings = settings("""
                name: a site
                port: 8443
                flag: true
                state: /var/lib/usher
                brokers: [one:1, two:2]
                single: one:1
                wait: 90s
                """);
        assertThat(settings.text("name", "")).isEqualTo("a site");
        assertThat(settings.port("port", 1)).isEqualTo(8443);
        assertThat(settings.flag("flag", false)).isTrue();
        assertThat(settings.path("state", Path.of("/"))).isEqualTo(Path.of("/var/lib/usher"));
        assertThat(settings.texts("brokers", List.of())).containsExactly("one:1", "two:2");
        assertThat(settings.texts("single", List.of())).containsExactly("one:1");
        assertThat(settings.duration("wait", Duration.ZERO)).hasSeconds(90);
        settings.finish();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "# nothing but a remark\n", "name:\n"})
    void whatIsNotWrittenHasItsDefault(String yaml) throws Exception {
        Settings settings = settings(yaml);
        assertThat(settings.text("name", "otherwise")).isEqualTo("otherwise");
        assertThat(settings.text("name")).isEmpty();
        assertThat(settings.texts("texts", List.of("a"))).containsExactly("a");
        assertThat(settings.number("number", 7, 1, 9)).isEqualTo(7);
        assertThat(settings.flag("flag", true)).isTrue();
        assertThat(settings.duration("wait", Duration.ofSeconds(3))).hasSeconds(3);
        assertThat(settings.path("path", Path.of("/x"))).isEqualTo(Path.of("/x"));
        assertThat(settings.secret("secret")).isEmpty();
        settings.finish();
    }

    @Test
    void allFaultsAreToldAtOnceEachWithWhatWasExpected() throws Exception {
        Settings settings = settings("""
                port: 70000
                workers: many
                flag: yes please
                wait: 10
                sirte-name: typo
                secret: hunter2
                """);
        settings.port("port", 1);
        settings.number("workers", 1, 1, 64);
        settings.flag("flag", false);
        settings.duration("wait", Duration.ZERO);
        settings.text("site-name", "");
        settings.secret("secret");
        settings.fault("workers", 65, "no more than there are processors");
        assertThat(faults(settings))
                .contains("usher.yaml cannot be used:")
                .contains("\n  - port: 70000 (expected: a whole number from 1 to 65535)")
                .contains("\n  - workers: many (expected: a whole number from 1 to 64)")
                .contains("\n  - flag: yes please (expected: true or false)")
                .contains("\n  - wait: 10 (expected: a number with its unit")
                .contains("\n  - secret: a plain value (expected: a reference, file:PATH or env:NAME)")
                .contains("\n  - workers: 65 (expected: no more than there are processors)")
                .contains("\n  - sirte-name: unknown (expected: one of flag, port, secret, site-name, wait, workers)");
    }

    @Test
    void whatWasWrongHasItsDefaultSoThatReadingGoesOn() throws Exception {
        Settings settings = settings("port: none\nflag: 1\nwait: soon\n");
        assertThat(settings.port("port", 8444)).isEqualTo(8444);
        assertThat(settings.flag("flag", true)).isTrue();
        assertThat(settings.duration("wait", Duration.ofSeconds(3))).hasSeconds(3);
    }

    @ParameterizedTest
    @CsvSource({"250ms,250", "10s,10000", "5m,300000", "8h,28800000", "1d,86400000", "0s,0", "999999999s,999999999000"})
    void durationsHaveUnits(String text, long milliseconds) throws Exception {
        Settings settings = settings("wait: " + text + "\n");
        assertThat(settings.duration("wait", Duration.ofDays(99))).hasMillis(milliseconds);
        settings.finish();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10", "s", "-1s", "1.5h", "10 s", "10S", "1h30m", "9999999999s", "[1s]"})
    void whatIsNoDurationIsToldSo(String text) throws Exception {
        Settings settings = settings("wait: " + text + "\n");
        settings.duration("wait", Duration.ZERO);
        assertThat(faults(settings)).contains("wait: ").contains("250ms, 10s, 5m, 8h or 1d");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "-1", "99999999999", "1.5", "'80'", "[80]", "true"})
    void whatIsNoPortIsToldSo(String text) throws Exception {
        Settings settings = settings("port: " + text + "\n");
        settings.port("port", 1);
        assertThat(faults(settings)).contains("port: ").contains("from 1 to 65535");
    }

    // Secrets

    @Test
    void aSecretIsLookedUpWhereTheReferenceSays() throws Exception {
        Path word = Files.writeString(directory.resolve("word"), "hunter2\n");
        Settings settings = settings("word: file:" + word + "\nhome: env:PATH\n");
        assertThat(settings.secret("word")).contains("hunter2");
        assertThat(settings.secret("home")).isEqualTo(Optional.ofNullable(System.getenv("PATH")));
        settings.finish();
    }

    @Test
    void aPlainSecretIsNeitherTakenNorShown() throws Exception {
        Settings settings = settings("word: hunter2\n");
        assertThat(settings.secret("word")).isEmpty();
        assertThat(faults(settings)).contains("word: a plain value").doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "word: \"hunter2\nport: 1\n",
                "word: hunter2\n  port: 1\n",
                "word: [hunter2\n",
                "word: {hunter2\n",
                "hunter2"
            })
    void aFileThatIsNoYamlDoesNotShowWhatStandsInIt(String yaml) throws Exception {
        Path file = file(yaml);
        assertThatThrownBy(() -> Settings.read(file))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("the file:")
                .hasMessageContaining("expected:")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void aSecretThatIsNotThereIsToldWithItsReference() throws Exception {
        Settings settings =
                settings("word: file:" + directory.resolve("nowhere") + "\nhome: env:USHER_NO_SUCH_THING\n");
        assertThat(settings.secret("word")).isEmpty();
        assertThat(settings.secret("home")).isEmpty();
        assertThat(faults(settings))
                .contains("word: file:" + directory.resolve("nowhere") + " cannot be read")
                .contains("home: env:USHER_NO_SUCH_THING is not set");
    }

    @Test
    void anEmptySecretIsNone() throws Exception {
        Path empty = Files.writeString(directory.resolve("empty"), "\n");
        Settings settings = settings("word: file:" + empty + "\n");
        assertThat(settings.secret("word")).isEmpty();
        assertThat(faults(settings)).contains("word: file:" + empty + " is empty");
    }

    // Files

    @Test
    void aFileThatIsNotThereIsToldWithItsName() {
        assertThatThrownBy(() -> Settings.read(directory.resolve("nowhere.yaml")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("nowhere.yaml")
                .hasMessageContaining("a readable file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"- a\n- b\n", "just a text\n", "42\n"})
    void aFileThatIsNoMapIsToldSo(String yaml) throws Exception {
        Path file = file(yaml);
        assertThatThrownBy(() -> Settings.read(file)).hasMessageContaining("lines of `key: value`");
    }

    @Test
    void aKeyThatIsWrittenTwiceIsNotLostInSilence() throws Exception {
        Path file = file("port: 1\nname: x\nport: 2\n");
        assertThatThrownBy(() -> Settings.read(file))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("line 3")
                .hasMessageContaining("port");
    }

    @Test
    void aPathThatIsNoneIsAFaultLikeAnyOther() throws Exception {
        Settings settings = settings("state: \"a\\0b\"\nword: \"file:a\\0b\"\n");
        assertThat(settings.path("state", Path.of("/x"))).isEqualTo(Path.of("/x"));
        assertThat(settings.secret("word")).isEmpty();
        assertThat(faults(settings)).contains("state: ").contains("word: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[a, b]", "{a: b}"})
    void aListIsNoText(String value) throws Exception {
        Settings settings = settings("name: " + value + "\n");
        assertThat(settings.text("name", "otherwise")).isEqualTo("otherwise");
        assertThat(faults(settings)).contains("name: ").contains("expected: a text");
    }
}
