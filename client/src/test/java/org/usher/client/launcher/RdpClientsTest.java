package org.usher.client.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.usher.client.ClientException;
import org.usher.client.api.Launch;
import org.usher.client.api.Mode;
import org.usher.client.doubles.DeskDouble;
import org.usher.client.doubles.Papers;
import org.usher.client.program.Programs;
import org.usher.client.store.Desk;
import org.usher.client.trust.Certificates;
import org.usher.wire.Octets;

class RdpClientsTest {

    @TempDir
    private Path directory;

    private static RdpClient of(DeskDouble desk) {
        return RdpClients.of(desk.desk(), desk.parts().programs());
    }

    @Test
    void choosesByTheKindOfTheScreen() throws IOException {
        DeskDouble desk = new DeskDouble(directory);
        Path two = desk.program("xfreerdp", "");
        Path wayland = desk.program("wlfreerdp", "");
        assertThat(of(desk.with("DISPLAY", ":0").with("WAYLAND_DISPLAY", "wayland-0")))
                .isEqualTo(new FreeRdp(two));
        Path three = desk.program("xfreerdp3", "");
        assertThat(of(desk)).isEqualTo(new FreeRdp(three));
        assertThat(of(desk.with("DISPLAY", ""))).isEqualTo(new FreeRdp(wayland));
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        DeskDouble desk = new DeskDouble(directory);
        assertThatThrownBy(() -> of(desk)).hasMessageContaining("DISPLAY");
        desk.with("DISPLAY", ":0");
        assertThatThrownBy(() -> of(desk))
                .isInstanceOf(ClientException.class)
                .hasMessageContaining("the package is called freerdp")
                .extracting(thrown -> ((ClientException) thrown).reason().exitCode())
                .isEqualTo(8);
        desk.program("dnf", "");
        assertThatThrownBy(() -> of(desk)).hasMessageContaining("sudo dnf install freerdp");
    }

    @Test
    void otherSystemsHaveTheirOwn() throws IOException {
        DeskDouble desk = new DeskDouble(directory);
        Path mstsc = desk.program("mstsc.exe", "");
        Path open = desk.program("open", "");
        Programs programs = desk.parts().programs();
        RdpClient windows = RdpClients.of(new Desk(Desk.Platform.WINDOWS, Map.of(), directory), programs);
        RdpClient mac = RdpClients.of(new Desk(Desk.Platform.MACOS, Map.of(), directory), programs);
        Path file = directory.resolve("session.rdp");
        Start.Opening opening = new Start.Opening(file, "Terminal", "class", Pins.NONE, directory);
        assertThat(windows.start(opening).command()).containsExactly(mstsc.toString(), file.toString());
        assertThat(mac.start(opening).command()).containsExactly(open.toString(), file.toString());
        assertThat(windows.carrier(Mode.GATEWAY_SSL)).isEqualTo(Launch.Carrier.ROUTING_TOKEN);
        assertThat(mac.carrier(Mode.DIRECT_SSL)).isEqualTo(Launch.Carrier.ROUTING_TOKEN);
    }

    @Test
    void freeRdpIsToldWhichCertificatesAreRightAndNeverToIgnoreThem() throws IOException {
        Papers papers = Papers.make();
        Octets one = Octets.digestOf("one");
        Octets two = Octets.digestOf("two");
        FreeRdp client = new FreeRdp(Path.of("/usr/bin/xfreerdp"));
        Path file = directory.resolve("session.rdp");

        Start start = client.start(new Start.Opening(
                file,
                "A title, with /v:evil",
                "usher-work-1",
                new Pins(List.of(one, two, one), List.of(papers.authority()), true),
                directory));

        assertThat(start.command())
                .containsExactly(
                        "/usr/bin/xfreerdp",
                        file.toString(),
                        "/cert:deny,fingerprint:sha256:" + Certificates.smallWords(one) + ",fingerprint:sha256:"
                                + Certificates.smallWords(two),
                        "/title:A title, with /v:evil",
                        "/wm-class:usher-work-1");
        Path authorities = Path.of(start.environment().get("SSL_CERT_FILE"));
        assertThat(Certificates.ofPem(Files.readString(authorities))).containsExactly(papers.authority());

        Path lent = directory.resolve("my files");
        assertThat(client.lends(lent)).isTrue();
        assertThat(client.lends(directory.resolve("a,b"))).isFalse();
        assertThat(client.start(new Start.Opening(file, "t", "c", Pins.NONE, directory, Optional.of(lent)))
                        .command())
                .contains("/drive:desk," + lent);

        Start asking = client.start(new Start.Opening(file, "t", "c", Pins.NONE, directory));
        assertThat(asking.command()).noneMatch(argument -> argument.startsWith("/cert"));
        assertThat(asking.environment()).isEmpty();
        assertThat(asking.usual()).isEmpty();
        assertThat(start.usual()).containsEntry("WLOG_LEVEL", "FATAL");
        assertThat(client.carrier(Mode.GATEWAY)).isEqualTo(Launch.Carrier.ROUTING_TOKEN);
        assertThat(client.carrier(Mode.GATEWAY_SSL)).isEqualTo(Launch.Carrier.PASSWORD);
    }

    @Test
    void endsAreToldInWords() {
        FreeRdp client = new FreeRdp(Path.of("/usr/bin/xfreerdp"));
        assertThat(client.ending(0).well()).isTrue();
        assertThat(client.ending(12).words()).isEqualTo("the session has ended");
        assertThat(client.ending(131).well()).isFalse();
        assertThat(client.ending(131).reached()).isFalse();
        assertThat(client.ending(77).words()).contains("77");
    }
}
