package org.usher.client.launcher;

import java.util.List;
import java.util.Optional;
import org.usher.client.ClientException;
import org.usher.client.ClientException.Reason;
import org.usher.client.program.Programs;
import org.usher.client.store.Desk;

/** Finds the RDP client of a desk. */
public final class RdpClients {

    private static final List<String> X11 = List.of("xfreerdp3", "xfreerdp", "wlfreerdp3", "wlfreerdp");
    private static final List<String> WAYLAND = List.of("wlfreerdp3", "wlfreerdp", "xfreerdp3", "xfreerdp");

    /** Package managers, each with what it installs. */
    private static final List<List<String>> INSTALL = List.of(
            List.of("apt-get", "sudo apt install freerdp3-x11 (on Debian 12: freerdp2-x11)"),
            List.of("dnf", "sudo dnf install freerdp"),
            List.of("zypper", "sudo zypper install freerdp"),
            List.of("pacman", "sudo pacman -S freerdp"),
            List.of("apk", "sudo apk add freerdp"));

    private RdpClients() {}

    /**
     * The client of this desk.
     *
     * @throws ClientException when there is none; the message says how to get one
     */
    public static RdpClient of(Desk desk, Programs programs) {
        return switch (desk.platform()) {
            case LINUX -> freeRdp(desk, programs);
            case WINDOWS ->
                programs.find("mstsc")
                        .map(Mstsc::new)
                        .orElseThrow(() ->
                                none("Remote Desktop Connection (mstsc.exe) is not there: it comes with Windows"));
            case MACOS ->
                programs.find("open")
                        .map(WindowsApp::new)
                        .orElseThrow(() -> none("/usr/bin/open is not on the path: it comes with macOS"));
        };
    }

    private static FreeRdp freeRdp(Desk desk, Programs programs) {
        if (!desk.hasScreen()) {
            throw new ClientException(
                    Reason.RDP_CLIENT,
                    "no-screen",
                    "there is no screen to open a window on: neither DISPLAY nor WAYLAND_DISPLAY is set (expected: a"
                            + " graphical session; --save keeps the file for later)");
        }
        boolean onlyWayland = desk.environment().getOrDefault("DISPLAY", "").isEmpty();
        return (onlyWayland ? WAYLAND : X11)
                .stream()
                        .flatMap(name -> programs.find(name).stream())
                        .findFirst()
                        .map(FreeRdp::new)
                        .orElseThrow(() -> none("no RDP client is installed. Install FreeRDP: " + install(programs)));
    }

    private static String install(Programs programs) {
        Optional<String> known = INSTALL.stream()
                .filter(manager -> programs.find(manager.getFirst()).isPresent())
                .map(List::getLast)
                .findFirst();
        return known.orElse("the package is called freerdp, freerdp2-x11 or freerdp3-x11");
    }

    private static ClientException none(String words) {
        return new ClientException(Reason.RDP_CLIENT, "no-rdp-client", words);
    }
}
