package org.usher.wire.rdpfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.usher.wire.Octets;
import org.usher.wire.Seeded;
import org.usher.wire.rdpfile.RdpSetting.Numeric;
import org.usher.wire.rdpfile.RdpSetting.Text;

class SignedSettingsTest {

    /** Everything that Microsoft's tool signs, in its order; written down apart from the code on purpose. */
    private static final List<String> TOOL =
            List.of(("full address:s|alternate full address:s|pcb:s|use redirection server name:i|server port:i"
                            + "|negotiate security layer:i|enablecredsspsupport:i|disableconnectionsharing:i"
                            + "|autoreconnection enabled:i|gatewayhostname:s|gatewayusagemethod:i"
                            + "|gatewayprofileusagemethod:i|gatewaycredentialssource:i|support url:s"
                            + "|promptcredentialonce:i|require pre-authentication:i"
                            + "|pre-authentication server address:s|alternate shell:s|shell working directory:s"
                            + "|remoteapplicationprogram:s|remoteapplicationexpandworkingdir:s|remoteapplicationmode:i"
                            + "|remoteapplicationguid:s|remoteapplicationname:s|remoteapplicationicon:s"
                            + "|remoteapplicationfile:s|remoteapplicationfileextensions:s|remoteapplicationcmdline:s"
                            + "|remoteapplicationexpandcmdline:s|prompt for credentials:i|authentication level:i"
                            + "|audiomode:i|redirectdrives:i|redirectprinters:i|redirectcomports:i"
                            + "|redirectsmartcards:i|redirectposdevices:i|redirectclipboard:i|devicestoredirect:s"
                            + "|drivestoredirect:s|loadbalanceinfo:s|redirectdirectx:i|rdgiskdcproxy:i|kdcproxyname:s"
                            + "|eventloguploadaddress:s")
                    .split("\\|", -1));

    static String anyName(Random random) {
        String entry = TOOL.get(random.nextInt(TOOL.size()));
        return entry.substring(0, entry.length() - 2);
    }

    private static RdpSetting setting(String entry) {
        String name = entry.substring(0, entry.length() - 2);
        return entry.endsWith("i") ? new Numeric(name, 7) : new Text(name, "seven");
    }

    private static String text(RdpFile file) {
        return new String(file.toSign(), StandardCharsets.UTF_16LE);
    }

    @Test
    void everythingThatTheToolSignsIsSignedInItsOrder() {
        List<RdpSetting> all =
                TOOL.reversed().stream().map(SignedSettingsTest::setting).toList();

        String[] lines = text(new RdpFile(all)).split("\r\n", -1);

        assertThat(lines).hasSize(TOOL.size() + 2);
        for (int i = 0; i < TOOL.size(); i++) {
            assertThat(lines[i]).isEqualTo(setting(TOOL.get(i)).line());
        }
        String names = lines[TOOL.size()].substring("signscope:s:".length());
        assertThat(names.toLowerCase(Locale.ROOT).split(",", -1))
                .containsExactly(TOOL.stream()
                        .map(entry -> entry.substring(0, entry.length() - 2))
                        .toArray(String[]::new));
        assertThat(lines[TOOL.size() + 1]).isEqualTo("\0");
    }

    @Test
    void aLineOfAnotherTypeIsNotTheOneThatIsSigned() {
        List<RdpSetting> settings = List.of(
                new Numeric("remoteapplicationexpandcmdline", 1),
                new Text("server port", "3389"),
                new Text("gatewayhostname", "gateway.example"));

        assertThat(text(new RdpFile(settings)))
                .isEqualTo("gatewayhostname:s:gateway.example\r\nsignscope:s:GatewayHostname\r\n\0");
    }

    @Test
    void aNameThatBeginsLikeAnotherIsAnother() {
        assertThat(text(new RdpFile(List.of(new Text("pcb", "a"), new Text("pcb name", "b"), new Text("pc", "c")))))
                .isEqualTo("pcb:s:a\r\nsignscope:s:PCB\r\n\0");
    }

    @Test
    void aFileWithNothingToSignTakesNoSignature() {
        RdpSignature signature = new RdpSignature(Octets.of(new byte[] {0x30, 0}));
        assertThatThrownBy(() -> new RdpFile(List.of(new Text("username", "alice")), Optional.of(signature)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("signscope");
    }

    @Test
    void whatIsNotCoveredMayBeAnythingAndWhatIsMayNot() {
        Seeded.rounds(100, random -> {
            RdpFile file = RdpFiles.any(random);
            List<RdpSetting> more = new ArrayList<>(file.settings());
            more.add(random.nextInt(more.size()), new Text("workspace id", RdpFiles.value(random, 20)));
            assertThat(new RdpFile(more).toSign()).isEqualTo(file.toSign());
        });
    }
}
