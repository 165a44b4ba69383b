package org.usher.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.usher.link.settings.Settings;
import org.usher.link.settings.SettingsException;

class BrokerSettingsTest {

    @TempDir
    private Path directory;

    private BrokerSettings read(String text) throws Exception {
        Path file = directory.resolve("broker.yaml");
        Files.writeString(file, text);
        Settings settings = Settings.read(file);
        BrokerSettings read = BrokerSettings.from(settings);
        settings.finish();
        return read;
    }

    @Test
    void withoutAFileEverythingHasItsDefault() throws Exception {
        assertThat(read(""))
                .isEqualTo(new BrokerSettings(
                        Path.of("/var/lib/usher"),
                        "0.0.0.0",
                        BrokerSettings.PORT,
                        List.of("127.0.0.1", "localhost"),
                        Optional.empty(),
                        "Usher",
                        "admin"));
    }

    @Test
    void everySettingCanBeSet() throws Exception {
        Path secret = directory.resolve("url");
        Files.writeString(secret, "jdbc:postgresql://db.example/usher?user=usher&password=hidden\n");
        BrokerSettings settings = read("""
                state: /srv/usher
                broker-listen: 192.0.2.1
                broker-port: 9444
                broker-addresses: [broker.example, 192.0.2.1]
                database-url: file:%s
                site-name: Head office
                administrator: chief
                """.formatted(secret));
        assertThat(settings)
                .isEqualTo(new BrokerSettings(
                        Path.of("/srv/usher"),
                        "192.0.2.1",
                        9444,
                        List.of("broker.example", "192.0.2.1"),
                        Optional.of("jdbc:postgresql://db.example/usher?user=usher&password=hidden"),
                        "Head office",
                        "chief"));
        assertThat(settings.toString()).doesNotContain("hidden");
    }

    @Test
    void allFaultsAreToldTogether() {
        assertThatThrownBy(() -> read("""
                state: {}
                broker-listen: somewhere else
                broker-port: 70000
                broker-addresses: []
                database-url: jdbc:postgresql://db.example/usher?password=hidden
                site-name: ""
                administrator: "not a name"
                broker-prot: 1
                """))
                .isInstanceOf(SettingsException.class)
                .message()
                .contains("state:")
                .contains("broker-listen: somewhere else (expected: ")
                .contains("broker-port: 70000 (expected: a whole number from 1 to 65535)")
                .contains("broker-addresses: [] (expected: ")
                .contains("database-url: a plain value (expected: a reference, file:PATH or env:NAME)")
                .contains("site-name:")
                .contains("administrator: not a name (expected: ")
                .contains("broker-prot: unknown (expected: one of administrator,")
                .doesNotContain("hidden");
    }

    @Test
    void anAddressThatCannotStandInACertificateIsAFault() {
        assertThatThrownBy(() -> read("broker-addresses: [broker.example, 'a b', 'https://x', '']"))
                .isInstanceOf(SettingsException.class)
                .message()
                .contains("broker-addresses: a b (expected: ")
                .contains("broker-addresses: https://x (expected: ")
                .contains("broker-addresses:  (expected: ");
    }
}
