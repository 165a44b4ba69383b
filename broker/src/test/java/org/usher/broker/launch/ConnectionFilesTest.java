package org.usher.broker.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.usher.broker.farm.FileSigners;
import org.usher.domain.farm.SiteId;
import org.usher.domain.hosts.Host;
import org.usher.domain.hosts.HostId;
import org.usher.domain.hosts.HostKind;
import org.usher.domain.hosts.HostState;
import org.usher.domain.launch.ConnectCode;
import org.usher.domain.launch.LaunchId;
import org.usher.domain.launch.LaunchOutcome;
import org.usher.domain.policy.Clipboard;
import org.usher.domain.policy.ConnectionMode;
import org.usher.domain.policy.PartialPolicy;
import org.usher.domain.policy.SessionPolicy;
import org.usher.domain.publishing.Availability;
import org.usher.domain.publishing.Opening;
import org.usher.domain.publishing.PerHost;
import org.usher.domain.publishing.PublishedResource;
import org.usher.domain.publishing.ResourceId;
import org.usher.domain.publishing.ResourceKind;
import org.usher.domain.sessions.SessionId;
import org.usher.domain.sessions.SessionKind;
import org.usher.wire.Decoded;
import org.usher.wire.rdpfile.FileTrust;
import org.usher.wire.rdpfile.FileVerdict;
import org.usher.wire.rdpfile.RdpFile;
import org.usher.wire.rdpfile.RdpSetting;
import org.usher.wire.rdpfile.Target.Carrier;

class ConnectionFilesTest {

    private static final SiteId SITE = new SiteId(new UUID(0, 1));
    private static final String CODE = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    private static final FileSigners SIGNERS = new FileSigners();
    private final ConnectionFiles files = new ConnectionFiles(SIGNERS.signer());

    private static Host host(HostKind kind) {
        return new Host(new HostId(new UUID(0, 2)), SITE, "host", "host.example:3389", HostState.ENABLED, 5, kind);
    }

    private static final Host MANAGED = host(new HostKind.Managed());
    private static final Host WINDOWS =
            host(new HostKind.Unmanaged(HostKind.Platform.WINDOWS, new HostKind.Authority()));

    private static PublishedResource application(String name, String target, String... arguments) {
        return new PublishedResource(
                new ResourceId(new UUID(0, 3)),
                SITE,
                ResourceKind.APPLICATION,
                name,
                "",
                target,
                List.of(arguments),
                "",
                Optional.empty(),
                true,
                Set.of(),
                Set.of(),
                Set.of());
    }

    private static LaunchOutcome.File launch(
            Host host, ConnectionMode mode, SessionPolicy policy, Optional<PublishedResource> resource) {
        return new LaunchOutcome.File(
                new LaunchId(new UUID(0, 4)),
                new SessionId(new UUID(0, 5)),
                resource.isPresent() ? SessionKind.APPLICATIONS : SessionKind.DESKTOP,
                resource,
                host,
                "ut1.ticket",
                new ConnectCode(CODE, "digest"),
                mode,
                policy);
    }

    private ConnectionFiles.Made made(LaunchOutcome.File launch, Carrier carrier) {
        return files.make(launch, new ConnectionFiles.Wish("gateway.example:8443", 3390, "alice", carrier));
    }

    private static RdpFile read(ConnectionFiles.Made made) {
        Decoded<RdpFile> decoded = RdpFile.decode(ByteBuffer.wrap(made.content().bytes()));
        assertThat(decoded).isInstanceOf(Decoded.Message.class);
        return ((Decoded.Message<RdpFile>) decoded).message();
    }

    private List<String> lines(Host host, ConnectionMode mode, Carrier carrier) {
        RdpFile file = read(made(
                launch(host, mode, SessionPolicy.ALL, Optional.of(application("Calc", "||calc", "-x", "a b"))),
                carrier));
        return file.settings().stream().map(RdpSetting::line).toList();
    }

    @ParameterizedTest
    @EnumSource(ConnectionMode.class)
    void everyFileIsSignedByTheFarm(ConnectionMode mode) {
        for (Host host : List.of(MANAGED, WINDOWS)) {
            for (Carrier carrier : Carrier.values()) {
                LaunchOutcome.File launch =
                        launch(host, mode, SessionPolicy.ALL, Optional.of(application("Calc", "||calc")));
                assertThat(new FileTrust(SIGNERS.authority()).judge(read(made(launch, carrier)), Instant.now()))
                        .isEqualTo(new FileVerdict.Good());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ConnectionMode.class)
    void aManagedHostIsNeverToldWhatToRunNorAskedForARemoteApp(ConnectionMode mode) {
        for (Carrier carrier : Carrier.values()) {
            assertThat(lines(MANAGED, mode, carrier))
                    .contains("remoteapplicationmode:i:0", "username:s:alice", "enablecredsspsupport:i:0")
                    .noneMatch(line -> line.contains("calc") || line.startsWith("alternate shell"));
        }
    }

    @ParameterizedTest
    @EnumSource(ConnectionMode.class)
    void anUnmanagedHostGetsNoCodeAsPasswordAndTheUsersOwnCredentials(ConnectionMode mode) {
        assertThat(lines(WINDOWS, mode, Carrier.PASSWORD))
                .contains(
                        "remoteapplicationmode:i:1",
                        "remoteapplicationprogram:s:||calc",
                        "remoteapplicationcmdline:s:-x \"a b\"",
                        "enablecredsspsupport:i:1")
                .noneMatch(line -> line.startsWith("password:") || line.startsWith("username:"));
    }

    @Test
    void eachWayLeadsWhereItSays() {
        assertThat(lines(MANAGED, ConnectionMode.GATEWAY_SSL, Carrier.PASSWORD))
                .contains(
                        "full address:s:host.example:3389",
                        "gatewayhostname:s:gateway.example:8443",
                        "gatewayusagemethod:i:1",
                        "gatewayaccesstoken:s:ut1.ticket",
                        "password:s:" + CODE);
        assertThat(lines(MANAGED, ConnectionMode.AUTOMATIC, Carrier.ROUTING_TOKEN))
                .contains("gatewayusagemethod:i:2", "loadbalanceinfo:s:usher:" + CODE);
        assertThat(lines(MANAGED, ConnectionMode.GATEWAY, Carrier.PASSWORD))
                .contains(
                        "full address:s:gateway.example:3390",
                        "gatewayusagemethod:i:0",
                        "loadbalanceinfo:s:usher:" + CODE,
                        "password:s:" + CODE);
        assertThat(lines(MANAGED, ConnectionMode.DIRECT, Carrier.PASSWORD))
                .contains("full address:s:host.example:3389", "gatewayusagemethod:i:0", "authentication level:i:2")
                .noneMatch(line -> line.contains("ut1.ticket"));
        assertThat(lines(MANAGED, ConnectionMode.DIRECT_SSL, Carrier.PASSWORD))
                .contains("authentication level:i:1")
                .noneMatch(line -> line.contains("ut1.ticket"));
    }

    @Test
    void aLinkIsThereWhereOneCanSayIt() {
        for (ConnectionMode mode : ConnectionMode.values()) {
            Optional<String> link = made(
                            launch(MANAGED, mode, SessionPolicy.ALL, Optional.of(application("Calc", "calc"))),
                            Carrier.PASSWORD)
                    .link();
            boolean can = mode == ConnectionMode.DIRECT
                    || mode == ConnectionMode.DIRECT_SSL
                    || mode == ConnectionMode.GATEWAY;
            assertThat(link.isPresent()).as(mode.toString()).isEqualTo(can);
            link.ifPresent(text -> assertThat(text).contains("loadbalanceinfo=s:usher%3A" + CODE));
        }
    }

    @Test
    void whatThePolicyForbidsIsWrittenAsOff() {
        SessionPolicy none = new SessionPolicy(Clipboard.NONE, false, false, false, 0);
        RdpFile strict = read(made(launch(WINDOWS, ConnectionMode.DIRECT, none, Optional.empty()), Carrier.PASSWORD));
        assertThat(strict.settings())
                .extracting(RdpSetting::line)
                .contains("redirectclipboard:i:0", "redirectdrives:i:0", "redirectprinters:i:0", "audiomode:i:2");
        RdpFile lax = read(
                made(launch(WINDOWS, ConnectionMode.DIRECT, SessionPolicy.ALL, Optional.empty()), Carrier.PASSWORD));
        assertThat(lax.settings())
                .extracting(RdpSetting::line)
                .contains(
                        "redirectclipboard:i:1", "redirectdrives:i:1", "redirectprinters:i:1", "audiocapturemode:i:1");
        RdpFile managed = read(
                made(launch(MANAGED, ConnectionMode.DIRECT, SessionPolicy.ALL, Optional.empty()), Carrier.PASSWORD));
        assertThat(managed.settings())
                .extracting(RdpSetting::line)
                .as("xrdp has no printers of clients")
                .contains("redirectprinters:i:0", "redirectdrives:i:1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\"b;c'd",
                "a:b full address:s:evil",
                "  blanks  ",
                "\u202egnp.exe",
                "../../etc/passwd",
                "..",
                "CON:\\x?*<>|",
                "\ud83d\ude00 party"
            })
    void whateverAResourceIsCalledTheFileHasOneLineForEachSettingAndAPlainName(String name) {
        ConnectionFiles.Made made = made(
                launch(WINDOWS, ConnectionMode.DIRECT, SessionPolicy.ALL, Optional.of(application(name, "||x", name))),
                Carrier.PASSWORD);
        RdpFile file = read(made);
        assertThat(file.settings().stream().filter(setting -> setting.name().equals("full address")))
                .extracting(RdpSetting::line)
                .containsExactly("full address:s:host.example:3389");
        assertThat(file.text("remoteapplicationname")).contains(name.strip());
        assertThat(made.name())
                .endsWith(".rdp")
                .doesNotContain("/", "\\", ":", "\"", "\u202e", "*", "?", "<", ">", "|")
                .doesNotStartWith(".")
                .hasSizeLessThan(140);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a|a",
                "a b|\"a b\"",
                "``|\"\"",
                "a\"b|\"a\\\"b\"",
                "C:\\x y\\|\"C:\\x y\\\\\"",
                "C:\\x\\|C:\\x\\",
                "a\\\"b c|\"a\\\\\\\"b c\""
            })
    void argumentsAreQuotedAsWindowsTakesThemApart(String argument, String quoted) {
        assertThat(ConnectionFiles.commandLine(List.of(argument))).isEqualTo(quoted);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "DOCUMENT;C:\\a b.docx;;||explorer;\"C:\\a b.docx\"",
                "DOCUMENT;C:\\x.txt;||notepad;||notepad;C:\\x.txt",
                "WEB;https://intranet.example/;;||explorer;https://intranet.example/",
                "FOLDER;smb://files/Team A;;||explorer;\"\\\\files\\Team A\""
            })
    void windowsOpensWhatIsNoProgramWithItsShell(
            ResourceKind kind, String target, String opener, String program, String words) {
        PublishedResource resource = new PublishedResource(
                new ResourceId(new UUID(0, 3)),
                SITE,
                kind,
                "It",
                "",
                target,
                List.of(),
                "",
                Optional.empty(),
                true,
                Set.of(),
                Set.of(),
                Set.of(),
                PartialPolicy.SILENT,
                new Opening(opener == null ? "" : opener, Opening.Where.HOST, false, false),
                Availability.ALWAYS,
                List.of());
        LaunchOutcome.File launch = launch(WINDOWS, ConnectionMode.DIRECT, SessionPolicy.ALL, Optional.of(resource));
        assertThat(read(made(launch, Carrier.PASSWORD)).settings().stream().map(RdpSetting::line))
                .contains("remoteapplicationprogram:s:" + program, "remoteapplicationcmdline:s:" + words);
    }

    @Test
    void aHostGetsTheProgramThatItHas() {
        PublishedResource calc = application("Calc", "C:\\Calc\\calc.exe", "/x");
        PublishedResource different = new PublishedResource(
                calc.id(),
                calc.site(),
                calc.kind(),
                calc.name(),
                calc.folder(),
                calc.target(),
                calc.arguments(),
                calc.startIn(),
                calc.icon(),
                calc.enabled(),
                calc.users(),
                calc.groups(),
                calc.hosts(),
                calc.policy(),
                calc.opening(),
                calc.availability(),
                List.of(new PerHost(
                        WINDOWS.id(),
                        Optional.of("D:\\calc.exe"),
                        Optional.of(List.of("/y")),
                        Optional.of("D:\\work"))));
        LaunchOutcome.File launch = launch(WINDOWS, ConnectionMode.DIRECT, SessionPolicy.ALL, Optional.of(different));
        assertThat(read(made(launch, Carrier.PASSWORD)).settings().stream().map(RdpSetting::line))
                .contains(
                        "remoteapplicationprogram:s:D:\\calc.exe",
                        "remoteapplicationcmdline:s:/y",
                        "shell working directory:s:D:\\work");
    }

    @Test
    void whatIsMadeIsNotPrinted() {
        assertThat(made(launch(MANAGED, ConnectionMode.GATEWAY, SessionPolicy.ALL, Optional.empty()), Carrier.PASSWORD)
                        .toString())
                .doesNotContain(CODE);
    }
}
