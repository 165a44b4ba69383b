package org.usher.wire.rdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.usher.wire.Captures;
import org.usher.wire.Decoding;
import org.usher.wire.Octets;

/**
 * What xfreerdp 2.11.7 and the browser's client (iron-remote-desktop-rdp 0.7.0) sent to xrdp 0.9.21.1 behind TLS on
 * 2026-11-23, and what that and freerdp-shadow-cli answered; see the captures.
 */
class PreludeBytesTest {

    @Test
    void followsXfreerdpToTheRelay() {
        follow("xfreerdp", 8);
    }

    @Test
    void followsTheBrowserToTheRelay() {
        follow("iron", 4);
    }

    private static void follow(String client, int housekeeping) {
        Prelude state = Prelude.WISHES;
        byte[] wishes = Captures.message(client + "-connect-initial");
        PreludePdu first = Decoding.whole(state::decode, wishes);
        assertThat(((PreludePdu.Wishes) first).connectInitial().encode()).isEqualTo(wishes);
        state = state.after(first);

        List<byte[]> channels = Captures.messages(client + "-channels");
        assertThat(channels).hasSize(housekeeping);
        for (byte[] frame : channels) {
            PreludePdu pdu = Decoding.whole(state::decode, frame);
            assertThat(pdu).isEqualTo(new PreludePdu.Housekeeping(Octets.of(frame)));
            state = state.after(pdu);
            assertThat(state).isEqualTo(Prelude.CHANNELS);
        }

        byte[] info = Captures.message(client + "-client-info");
        PreludePdu.SignOn signOn = (PreludePdu.SignOn) Decoding.whole(state::decode, info);
        assertThat(signOn.encode(signOn.info())).isEqualTo(info);
        state = state.after(signOn);
        assertThat(state).isEqualTo(Prelude.LICENSING);

        state = state.after(Decoding.whole(ServerLicensing::decode, Captures.message("xrdp-license-request")));
        assertThat(state).isEqualTo(Prelude.LICENSING);
        byte[] license = Captures.message(client + "-license");
        PreludePdu last = Decoding.whole(state::decode, license);
        assertThat(last).isEqualTo(new PreludePdu.License(Octets.of(license)));
        assertThat(state.after(last)).isEqualTo(Prelude.DONE);
    }

    @Test
    void readsEveryMessageHoweverItArrives() {
        for (String client : List.of("xfreerdp", "iron")) {
            Decoding.arrives(Prelude.WISHES::decode, Captures.message(client + "-connect-initial"));
            Decoding.arrives(
                    Prelude.CHANNELS::decode,
                    Captures.messages(client + "-channels").getFirst());
            Decoding.arrives(Prelude.CHANNELS::decode, Captures.message(client + "-client-info"));
            Decoding.arrives(Prelude.LICENSING::decode, Captures.message(client + "-license"));
        }
        Decoding.arrives(ServerLicensing::decode, Captures.message("xrdp-license-request"));
        Decoding.arrives(ServerLicensing::decode, Captures.message("freerdp-shadow-valid-client"));
    }

    @Test
    void readsWhatXfreerdpSignsOnWith() {
        ClientInfo info = info("xfreerdp-client-info");

        assertThat(info.domain()).isEqualTo("EXAMPLE");
        assertThat(info.userName()).isEqualTo("alice");
        assertThat(info.password()).isEqualTo("secret");
        assertThat(info.alternateShell()).isEqualTo("xterm -e top");
        assertThat(info.workingDir()).isEmpty();
        assertThat(info.flags() & ClientInfo.AUTOLOGON).isEqualTo(ClientInfo.AUTOLOGON);
    }

    @Test
    void readsWhatTheBrowserSignsOnWith() {
        ClientInfo info = info("iron-client-info");

        assertThat(info.domain()).isEmpty();
        assertThat(info.userName()).isEqualTo("alice");
        assertThat(info.password()).isEqualTo("secret");
        assertThat(info.alternateShell()).isEmpty();
        assertThat(info.flags()).isEqualTo(0x4b0173);
        assertThat(info.extra().length()).isEqualTo(270);
    }

    @Test
    void takesTheLongestShellThatXrdpTakes() {
        assertThat(info("xfreerdp-client-info-longest-shell").alternateShell()).isEqualTo("x".repeat(255));
        assertThat(Decoding.malformed(
                        Prelude.CHANNELS::decode, Captures.message("xfreerdp-client-info-too-long-shell")))
                .isEqualTo("AlternateShell");
    }

    private static ClientInfo info(String capture) {
        PreludePdu pdu = Decoding.whole(Prelude.CHANNELS::decode, Captures.message(capture));
        return ((PreludePdu.SignOn) pdu).info();
    }

    @Test
    void readsThePictureThatClientsWant() {
        assertThat(size("xfreerdp-connect-initial")).isEqualTo("1024x700");
        assertThat(size("xfreerdp-connect-initial-32-bit")).isEqualTo("1100x800");
        assertThat(size("xfreerdp-connect-initial-16-bit")).isEqualTo("800x600");
        assertThat(size("iron-connect-initial")).isEqualTo("1024x700");
    }

    private static String size(String capture) {
        ConnectInitial initial = ConnectInitials.read(Captures.message(capture));
        return initial.width() + "x" + initial.height();
    }

    @Test
    void asksForFullColourInTheBrowsersStead() {
        byte[] captured = Captures.message("iron-connect-initial");
        byte[] expected = captured.clone();
        assertThat(ConnectInitials.coreOf(captured)).isEqualTo(0x8d);
        changed(expected, 0x8d + 136, 0x10, 24);
        changed(expected, 0x8d + 138, 0x0f, 0x0f);
        changed(expected, 0x8d + 140, 0x29, 0x2b);
        changed(expected, 0x8d + 206, 0x06, 6);

        byte[] coloured = ConnectInitials.read(captured).inFullColour().encode();

        assertThat(coloured).isEqualTo(expected);
        assertThat(ConnectInitials.read(coloured).inFullColour().encode()).isEqualTo(coloured);
    }

    @Test
    void asksForFullColourInXfreerdpsStead() {
        byte[] captured = Captures.message("xfreerdp-connect-initial-16-bit");
        byte[] expected = captured.clone();
        int core = ConnectInitials.coreOf(captured);
        changed(expected, core + 136, 0x10, 24);
        changed(expected, core + 138, 0x07, 0x0f);
        changed(expected, core + 140, 0xe1, 0xe3);
        changed(expected, core + 206, 0x01, 6);

        assertThat(ConnectInitials.read(captured).inFullColour().encode()).isEqualTo(expected);
    }

    private static void changed(byte[] frame, int at, int from, int to) {
        assertThat(frame[at] & 0xff).as("captured byte %d", at).isEqualTo(from);
        frame[at] = (byte) to;
    }

    @Test
    void refusesSecurityThatIsNotTls() {
        assertThat(Decoding.malformed(Prelude.CHANNELS::decode, Captures.message("xfreerdp-security-exchange")))
                .isEqualTo("security header");
        assertThat(Decoding.malformed(Prelude.CHANNELS::decode, Captures.message("xfreerdp-client-info-encrypted")))
                .isEqualTo("security header");
    }

    @Test
    void learnsWhetherTheHostWantsALicense() {
        assertThat(Decoding.whole(ServerLicensing::decode, Captures.message("xrdp-license-request")))
                .isEqualTo(ServerLicensing.LICENSE_REQUEST);
        assertThat(Decoding.whole(ServerLicensing::decode, Captures.message("freerdp-shadow-valid-client")))
                .isEqualTo(ServerLicensing.VALID_CLIENT);
        assertThat(Decoding.malformed(ServerLicensing::decode, Captures.message("xrdp-demand-active")))
                .isEqualTo("security header");
    }

    @Test
    void letsNothingButTheLicensePastLicensing() {
        assertThat(Decoding.malformed(Prelude.LICENSING::decode, Captures.message("xfreerdp-confirm-active")))
                .isEqualTo("security header");
    }
}
