package org.usher.wire.rdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.usher.wire.Captures;
import org.usher.wire.Decoding;
import org.usher.wire.Octets;

/** The rewrite: the host gets the account, the credential and the shell of the launch, and nothing that the client said. */
class ClientInfoTest {

    private static final PreludePdu.SignOn CLIENT =
            (PreludePdu.SignOn) Decoding.whole(Prelude.CHANNELS::decode, Captures.message("xfreerdp-client-info"));

    @Test
    void signsOnWithWhatTheLaunchSays() {
        ClientInfo rewritten = CLIENT.info().signingOn("account", "credential", "xterm -e top");

        ClientInfo read =
                ((PreludePdu.SignOn) Decoding.whole(Prelude.CHANNELS::decode, CLIENT.encode(rewritten))).info();

        assertThat(read).isEqualTo(rewritten);
        assertThat(read.userName()).isEqualTo("account");
        assertThat(read.password()).isEqualTo("credential");
        assertThat(read.alternateShell()).isEqualTo("xterm -e top");
        assertThat(read.domain()).isEmpty();
        assertThat(read.workingDir()).isEmpty();
        assertThat(read.extra()).isEqualTo(CLIENT.info().extra());
        assertThat(read.codePage()).isEqualTo(CLIENT.info().codePage());
    }

    @Test
    void asksForNoDialogAndNoRemoteProgramList() {
        ClientInfo rewritten =
                withFlags(ClientInfo.UNICODE | ClientInfo.RAIL | 0x4b0123).signingOn("account", "credential", "shell");

        assertThat(rewritten.flags()).isEqualTo(0x4b0123 | ClientInfo.UNICODE | ClientInfo.AUTOLOGON);
    }

    private static ClientInfo withFlags(int flags) {
        return new ClientInfo(0, flags, "", "", "", "", "", Octets.of(new byte[0]));
    }

    @Test
    void refusesTextsThatXrdpWouldCut() {
        // 170 characters of three bytes are 510 bytes of UTF-8, and xrdp keeps 511.
        String fits = "\u20ac".repeat(170) + "x";
        assertThat(CLIENT.info().signingOn("account", "credential", fits).alternateShell())
                .isEqualTo(fits);
        assertRefused("account", "credential", fits + "x");
        assertRefused("account", fits + "x", "shell");
        assertRefused(fits + "x", "credential", "shell");
        assertRefused("account", "credential", "x".repeat(ClientInfo.MAX_TEXT + 1));
    }

    @Test
    void saysBeforehandWhatItWouldRefuse() {
        for (String text : new String[] {
            "x".repeat(255), "\u20ac".repeat(170) + "x", "", "x".repeat(256), "\u20ac".repeat(171), "a\0b", "\ud800"
        }) {
            boolean taken = true;
            try {
                CLIENT.info().signingOn("account", "credential", text);
            } catch (IllegalArgumentException refused) {
                taken = false;
            }
            assertThat(ClientInfo.arrivesWhole(text))
                    .as(text.length() + " characters")
                    .isEqualTo(taken);
        }
    }

    @Test
    void refusesTextsThatEndOtherwiseForTheHost() {
        assertRefused("account", "credential", "shell\0 or another");
        assertRefused("account", "s3\0cret", "shell");
        assertRefused("acc\0ount", "credential", "shell");
        // Half a surrogate pair would go over as a question mark.
        assertRefused("account", "s3\ud800cret", "shell");
    }

    @Test
    void refusesToSignOnNobody() {
        assertRefused("", "credential", "shell");
        assertThat(CLIENT.info().signingOn("account", "", "").password()).isEmpty();
    }

    private static void assertRefused(String account, String credential, String shell) {
        assertThatThrownBy(() -> CLIENT.info().signingOn(account, credential, shell))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContainingAny("s3", "\u20ac");
    }

    @Test
    void isNotMadeWithWhatDoesNotFit() {
        assertThatThrownBy(() -> new ClientInfo(
                        0, 0, "", "", "x".repeat(ClientInfo.MAX_TEXT + 1), "", "", Octets.of(new byte[0])))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () -> new ClientInfo(0, 0, "", "", "", "", "", Octets.of(new byte[ClientInfo.MAX_EXTRA + 1])))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keepsThePasswordOutOfLogs() {
        assertThat(CLIENT.toString()).contains("alice").doesNotContain("secret");
    }
}
