package org.usher.wire.rdpfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.usher.wire.Octets;

class RdpLinkTest {

    private static final ConnectCode CODE = ConnectCode.of(Octets.of(new byte[ConnectCode.RANDOM_BYTES]));

    private static RdpFile managed(Target.Carrier carrier) {
        return new ConnectionFile(
                        new Route.Direct("[2001:db8::7]:3389"),
                        new Target.ManagedSession("a.lice@lab", CODE, carrier, false),
                        Redirections.NONE)
                .file();
    }

    @Test
    void aLinkSaysWhereAndWhoAndBringsTheCode() {
        String link = RdpLink.of(managed(Target.Carrier.ROUTING_TOKEN));
        assertThat(link)
                .startsWith("rdp://")
                .contains(
                        "full%20address=s:%5B2001%3Adb8%3A%3A7%5D%3A3389",
                        "&username=s:a.lice%40lab",
                        "&loadbalanceinfo=s:usher%3A" + CODE.text(),
                        "&authentication%20level=i:2")
                .doesNotContain(" ", "+");
        assertThat(URI.create(link).getScheme()).isEqualTo("rdp");
    }

    @Test
    void aLinkHasNeitherPasswordNorSignatureNorSettingsThatItDoesNotKnow() {
        assertThat(RdpLink.of(managed(Target.Carrier.PASSWORD)))
                .doesNotContain("password", CODE.text(), "signature", "smart", "gatewayusagemethod");
    }

    @Test
    void whatWouldEndAnAttributeIsEscaped() {
        RdpFile file = new RdpFile(List.of(
                new RdpSetting.Text("full address", "h"),
                new RdpSetting.Text("alternate full address", "h"),
                new RdpSetting.Text("remoteapplicationcmdline", "a&b=s:c #d%\u00e4")));
        assertThat(RdpLink.of(file)).endsWith("remoteapplicationcmdline=s:a%26b%3Ds%3Ac%20%23d%25%C3%A4");
        assertThat(RdpLink.of(new ConnectionFile(
                                new Route.Direct("h:1"),
                                new Target.WindowsApplication("||calc", "Calculator", "", "", Optional.empty()),
                                Redirections.NONE)
                        .file()))
                .contains("remoteapplicationprogram=s:%7C%7Ccalc");
    }
}
