package org.usher.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.usher.link.host.Permissions.Clipboard;

/** What sesman.ini(5) of xrdp 0.9.21 says about the clipboard. */
class SesmanSettingsTest {

    @TempDir
    Path directory;

    private Clipboard clipboard(String text) throws Exception {
        return SesmanSettings.clipboard(Files.writeString(directory.resolve("sesman.ini"), text));
    }

    @ParameterizedTest
    @CsvSource({
        "none, none, BOTH",
        "all, none, TO_SESSION",
        "none, all, FROM_SESSION",
        "all, all, NONE",
        "true, false, TO_SESSION",
        "false, yes, FROM_SESSION",
        "ALL, None, TO_SESSION",
        "'text,file', none, BOTH",
        "'text, all', 'image', TO_SESSION",
        "'all,none', none, BOTH",
        "'', '', BOTH"
    })
    void saysWhatIsLeftOpen(String outbound, String inbound, Clipboard open) throws Exception {
        assertThat(clipboard("[Security]\nRestrictOutboundClipboard=" + outbound + "\n; RestrictInboundClipboard=all\n"
                        + "restrictinboundclipboard = " + inbound + "\n[Sessions]\nRestrictInboundClipboard=all\n"))
                .isEqualTo(open);
    }

    @Test
    void restrictsNothingThatIsNotRestricted() throws Exception {
        assertThat(clipboard("[Globals]\nRestrictOutboundClipboard=all\n")).isEqualTo(Clipboard.BOTH);
        assertThat(SesmanSettings.clipboard(directory.resolve("missing"))).isEqualTo(Clipboard.BOTH);
    }
}
