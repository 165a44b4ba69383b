package org.usher.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Starting on an operator's database, and what is said when a broker cannot start. */
class BrokerStartTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @RegisterExtension
    static final SharedBroker SHARED = new SharedBroker();

    @TempDir
    private Path directory;

    private BrokerSettings settings(String state, int port, String url) {
        return new BrokerSettings(
                directory.resolve(state),
                "127.0.0.1",
                port,
                List.of("127.0.0.1"),
                Optional.of(url),
                "Another site",
                "chief");
    }

    @Test
    void anOperatorsDatabaseIsTakenAsItIsAndWhatIsMissingIsSaid() throws Exception {
        String url = DATABASE.create("operators");
        int occupied = SHARED.running().port();
        // Everything is made, and only then the port is found to be taken.
        assertThatThrownBy(() -> Broker.start(settings("one", occupied, url)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("broker-port: 127.0.0.1:" + occupied + " cannot be opened")
                .hasMessageContaining("expected: an address of this machine and a free port");
        assertThat(SHARED.running().administrator().get("/api/v1/me").statusCode())
                .isEqualTo(200);
        // Another broker of the farm needs the farm key, and must not make one of its own.
        assertThatThrownBy(() -> Broker.start(settings("two", occupied, url)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(directory.resolve("two/farm.key") + " is missing")
                .hasMessageContaining("backup");
        assertThat(directory.resolve("two/farm.key")).doesNotExist();
        assertThat(directory.resolve("one/postgres")).doesNotExist();
    }
}
