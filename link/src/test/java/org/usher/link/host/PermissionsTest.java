package org.usher.link.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.usher.link.host.Permissions.Clipboard;

class PermissionsTest {

    @ParameterizedTest
    @CsvSource({
        "BOTH, BOTH, BOTH",
        "BOTH, TO_SESSION, TO_SESSION",
        "BOTH, FROM_SESSION, FROM_SESSION",
        "BOTH, NONE, NONE",
        "TO_SESSION, BOTH, NONE",
        "TO_SESSION, TO_SESSION, TO_SESSION",
        "TO_SESSION, FROM_SESSION, NONE",
        "TO_SESSION, NONE, NONE",
        "FROM_SESSION, BOTH, NONE",
        "FROM_SESSION, TO_SESSION, NONE",
        "FROM_SESSION, FROM_SESSION, FROM_SESSION",
        "FROM_SESSION, NONE, NONE",
        "NONE, BOTH, NONE",
        "NONE, TO_SESSION, NONE",
        "NONE, FROM_SESSION, NONE",
        "NONE, NONE, NONE"
    })
    void aHostKeepsOneWayOfTheClipboardOnlyIfTheOtherIsClosedToEverybody(
            Clipboard permitted, Clipboard host, Clipboard left) {
        assertThat(permitted.onHost(host)).isEqualTo(left);
    }
}
