package org.usher.wire.rdpfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.usher.wire.Octets;
import org.usher.wire.rdpfile.RdpSetting.Numeric;
import org.usher.wire.rdpfile.Redirections.Audio;
import org.usher.wire.rdpfile.Target.Carrier;

class ConnectionFileTest {

    private static final Route DIRECT = new Route.Direct("host.example:3389");
    private static final Route GATEWAY =
            new Route.ThroughGateway("host.example:3389", "gateway.example:8443", Optional.of("ut1.token"));
    private static final ConnectCode CODE = ConnectCode.of(Octets.of(new byte[ConnectCode.RANDOM_BYTES]));

    private static RdpFile managed(Route route, Carrier carrier) {
        return new ConnectionFile(route, new Target.ManagedSession("alice", CODE, carrier, false), Redirections.NONE)
                .file();
    }

    private static RdpFile windows(Redirections redirections) {
        Target application =
                new Target.WindowsApplication("||calc", "Calculator", "/a \"b c\"", "", Optional.of("LAB\\alice"));
        return new ConnectionFile(GATEWAY, application, redirections).file();
    }

    private static List<String> lines(RdpFile file) {
        return file.settings().stream().map(RdpSetting::line).toList();
    }

    @Test
    void aDirectFileNamesTheHostTwiceAndNoGateway() {
        assertThat(lines(managed(DIRECT, Carrier.PASSWORD)))
                .contains(
                        "full address:s:host.example:3389",
                        "alternate full address:s:host.example:3389",
                        "gatewayusagemethod:i:0",
                        "gatewayprofileusagemethod:i:1")
                .noneMatch(line -> line.startsWith("gatewayhostname") || line.startsWith("gatewayaccesstoken"));
    }

    @Test
    void aFileForTheGatewayForcesItAndBringsItsToken() {
        assertThat(lines(managed(GATEWAY, Carrier.PASSWORD)))
                .contains(
                        "full address:s:host.example:3389",
                        "gatewayhostname:s:gateway.example:8443",
                        "gatewayusagemethod:i:1",
                        "gatewayprofileusagemethod:i:1",
                        "gatewaycredentialssource:i:5",
                        "gatewayaccesstoken:s:ut1.token",
                        "promptcredentialonce:i:0");
        assertThat(lines(managed(
                        new Route.ThroughGateway("host.example", "gateway.example", Optional.empty()),
                        Carrier.PASSWORD)))
                .contains("gatewaycredentialssource:i:4")
                .noneMatch(line -> line.startsWith("gatewayaccesstoken"));
    }

    @Test
    void aManagedHostIsNeverAskedForARemoteAppNorToldWhatToRun() {
        for (Carrier carrier : Carrier.values()) {
            RdpFile file = managed(GATEWAY, carrier);
            assertThat(lines(file))
                    .contains("remoteapplicationmode:i:0", "username:s:alice", "enablecredsspsupport:i:0")
                    .noneMatch(
                            line -> line.startsWith("remoteapplicationprogram") || line.startsWith("alternate shell"));
        }
    }

    @Test
    void theConnectCodeIsWhereTheClientLooksAndNowhereElse() {
        assertThat(lines(managed(DIRECT, Carrier.PASSWORD)).stream().filter(line -> line.contains(CODE.text())))
                .containsExactly("password:s:" + CODE.text());
        RdpFile routed = managed(DIRECT, Carrier.ROUTING_TOKEN);
        assertThat(lines(routed).stream().filter(line -> line.contains(CODE.text())))
                .containsExactly("loadbalanceinfo:s:" + CODE.routingToken());
        assertThat(ConnectCode.ofRoutingToken(routed.text("loadbalanceinfo").orElseThrow()))
                .contains(CODE);
    }

    @Test
    void aDesktopFillsTheScreenAndAnApplicationDoesNot() {
        assertThat(lines(managed(DIRECT, Carrier.PASSWORD))).contains("screen mode id:i:1");
        Target desktop = new Target.ManagedSession("alice", CODE, Carrier.PASSWORD, true);
        assertThat(lines(new ConnectionFile(DIRECT, desktop, Redirections.NONE).file()))
                .contains("screen mode id:i:2");
    }

    @Test
    void aWindowsApplicationIsARemoteAppWithTheUsersOwnCredentials() {
        assertThat(lines(windows(Redirections.NONE)))
                .contains(
                        "remoteapplicationmode:i:1",
                        "remoteapplicationprogram:s:||calc",
                        "alternate shell:s:||calc",
                        "remoteapplicationname:s:Calculator",
                        "remoteapplicationcmdline:s:/a \"b c\"",
                        "enablecredsspsupport:i:1",
                        "username:s:LAB\\alice")
                .noneMatch(line -> line.startsWith("password") || line.startsWith("loadbalanceinfo"));
    }

    @Test
    void aHostWithoutAFrontOpensItsDesktop() {
        Target desktop = new Target.HostDesktop(true, Optional.empty());
        assertThat(lines(new ConnectionFile(DIRECT, desktop, Redirections.NONE).file()))
                .contains("remoteapplicationmode:i:0", "enablecredsspsupport:i:1")
                .noneMatch(line -> line.startsWith("username") || line.startsWith("password"));
        Target old = new Target.HostDesktop(false, Optional.of("alice"));
        assertThat(lines(new ConnectionFile(DIRECT, old, Redirections.NONE).file()))
                .contains("enablecredsspsupport:i:0", "username:s:alice");
    }

    @Test
    void nothingIsRedirectedThatThePolicyDoesNotAllow() {
        assertThat(lines(windows(Redirections.NONE)))
                .contains(
                        "redirectclipboard:i:0",
                        "redirectdrives:i:0",
                        "drivestoredirect:s:",
                        "redirectprinters:i:0",
                        "audiomode:i:2",
                        "audiocapturemode:i:0",
                        "redirectcomports:i:0",
                        "redirectsmartcards:i:0",
                        "redirectposdevices:i:0",
                        "devicestoredirect:s:",
                        "usbdevicestoredirect:s:",
                        "camerastoredirect:s:");
        RdpFile all = windows(new Redirections(true, true, true, Audio.PLAY_AND_RECORD));
        assertThat(lines(all))
                .contains(
                        "redirectclipboard:i:1",
                        "redirectdrives:i:1",
                        "drivestoredirect:s:*",
                        "redirectprinters:i:1",
                        "audiomode:i:0",
                        "audiocapturemode:i:1",
                        "redirectcomports:i:0",
                        "devicestoredirect:s:");
        assertThat(lines(windows(new Redirections(false, false, false, Audio.PLAY))))
                .contains("audiomode:i:0", "audiocapturemode:i:0");
    }

    @Test
    void theSignatureCoversWhatDecidesWhereAndWithWhat() {
        RdpFile file = windows(Redirections.NONE);
        for (String name : List.of(
                "full address",
                "alternate full address",
                "gatewayhostname",
                "gatewayusagemethod",
                "remoteapplicationprogram",
                "remoteapplicationmode",
                "redirectdrives",
                "redirectclipboard",
                "authentication level")) {
            List<RdpSetting> changed = file.settings().stream()
                    .map(setting -> setting.name().equals(name) ? changed(setting) : setting)
                    .toList();
            assertThat(new RdpFile(changed).toSign()).as(name).isNotEqualTo(file.toSign());
        }
    }

    private static RdpSetting changed(RdpSetting setting) {
        return switch (setting) {
            case Numeric(String name, int value) -> new Numeric(name, value + 1);
            case RdpSetting.Text(String name, String value) -> new RdpSetting.Text(name, value + "x");
        };
    }

    @Test
    void anAddressIsAnAddress() {
        for (String address : List.of(
                "",
                " ",
                "a b",
                "a\r\nb",
                "a:0",
                "a:b",
                "a:123456",
                "-a",
                "/v",
                "a/b",
                "user@a",
                "2001:db8::7",
                "[a",
                "ä")) {
            assertThatThrownBy(() -> new Route.Direct(address))
                    .as(address)
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new Route.ThroughGateway("host", address, Optional.empty()))
                    .as(address)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (String address : List.of("a", "A-1.example:3389", "192.0.2.7", "[2001:db8::7]:3389", "my_host")) {
            assertThat(new Route.Direct(address).address()).isEqualTo(address);
        }
    }

    @Test
    void aTokenHasNoRoomForALine() {
        for (String token : List.of("", "a b", "a\r\n", "ä")) {
            assertThatThrownBy(() -> new Route.ThroughGateway("host", "gateway", Optional.of(token)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    void textsOfPeopleStayOnTheirLine() {
        Target application =
                new Target.WindowsApplication("||calc", "a\r\nfull address:s:evil", "", "", Optional.empty());
        assertThatThrownBy(() -> new ConnectionFile(DIRECT, application, Redirections.NONE).file())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("remoteapplicationname");
    }

    @Test
    void secretsDoNotShowThemselves() {
        ConnectionFile file = new ConnectionFile(
                GATEWAY, new Target.ManagedSession("alice", CODE, Carrier.PASSWORD, false), Redirections.NONE);
        assertThat(file.toString())
                .contains("alice")
                .doesNotContain(CODE.text())
                .doesNotContain("ut1.token");
    }

    @Test
    void aConnectCodeIsKnownByItsForm() {
        assertThat(CODE.text()).hasSize(32);
        assertThat(ConnectCode.ofPassword(CODE.text())).contains(CODE);
        Stream.of("", "password", CODE.text() + "A", CODE.text().substring(1) + "+", "usher:" + CODE.text())
                .forEach(other -> assertThat(ConnectCode.ofPassword(other)).isEmpty());
        Stream.of(
                        "",
                        "usher:",
                        CODE.text(),
                        "Cookie: mstshash=alice",
                        "usher:" + CODE.text() + " ",
                        "Usher:" + CODE.text())
                .forEach(other -> assertThat(ConnectCode.ofRoutingToken(other)).isEmpty());
        assertThatThrownBy(() -> new ConnectCode("short")).hasMessageNotContaining("short");
    }

    @Test
    void aClientThatMayGoDirectTakesTheGatewayOnlyWhenItMust() {
        Route automatic =
                new Route.ThroughGateway("host.example:3389", "gateway.example", Optional.of("ut1.token"), false);
        assertThat(lines(managed(automatic, Carrier.PASSWORD)))
                .contains(
                        "gatewayusagemethod:i:2",
                        "gatewayhostname:s:gateway.example",
                        "gatewayaccesstoken:s:ut1.token",
                        "authentication level:i:2");
    }

    @Test
    void aHostThatMustProveItselfIsRefusedWhenItDoesNot() {
        assertThat(lines(managed(new Route.Direct("host.example:3389", true), Carrier.PASSWORD)))
                .contains("authentication level:i:1");
        assertThat(lines(managed(DIRECT, Carrier.PASSWORD))).contains("authentication level:i:2");
    }

    @Test
    void aRelayFindsTheHostByTheCodeInTheRoutingTokenWhateverElseCarriesIt() {
        Route relayed = new Route.Relayed("gateway.example:3390", CODE);
        for (Carrier carrier : Carrier.values()) {
            assertThat(lines(managed(relayed, carrier)))
                    .contains(
                            "full address:s:gateway.example:3390",
                            "gatewayusagemethod:i:0",
                            "loadbalanceinfo:s:" + CODE.routingToken());
        }
        assertThat(lines(managed(relayed, Carrier.PASSWORD))).contains("password:s:" + CODE.text());
        assertThat(lines(managed(relayed, Carrier.ROUTING_TOKEN))).noneMatch(line -> line.startsWith("password"));
        Target desktop = new Target.HostDesktop(true, Optional.empty());
        assertThat(lines(new ConnectionFile(relayed, desktop, Redirections.NONE).file()))
                .contains("loadbalanceinfo:s:" + CODE.routingToken());
    }
}
