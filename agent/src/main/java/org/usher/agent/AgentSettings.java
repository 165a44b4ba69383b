package org.usher.agent;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.usher.link.settings.Settings;

/**
 * The settings of an agent and its front; both read the same file.
 *
 * @param state the directory of the host's identity and books
 * @param run the directory of the sockets; it is emptied by a reboot
 * @param name what people shall call the host
 * @param addresses host names and IP addresses under which gateways and brokers reach the host
 * @param frontListen the address on which the front listens
 * @param frontPort the port on which the front listens
 * @param brokers addresses of brokers, as host and port; empty to use those of the join token
 * @param rdpSocket the Unix socket on which the RDP server listens
 * @param launcher the directory of the launcher's scripts
 * @param startRdpServer whether the agent starts the RDP server itself, for machines without systemd
 * @param loadGroup the control group whose load counts as the host's; empty for the whole machine
 * @param administratorsAllowed accounts that may be used although they can become root
 * @param joinToken the token to join with at the first start
 */
public record AgentSettings(
        Path state,
        Path run,
        String name,
        List<String> addresses,
        String frontListen,
        int frontPort,
        List<String> brokers,
        Path rdpSocket,
        Path launcher,
        boolean startRdpServer,
        Optional<String> loadGroup,
        Set<String> administratorsAllowed,
        Optional<String> joinToken) {

    /** RDP's own port (MS-RDPBCGR 2.1). */
    public static final int RDP_PORT = 3389;

    public AgentSettings {
        addresses = List.copyOf(addresses);
        brokers = List.copyOf(brokers);
        administratorsAllowed = Set.copyOf(administratorsAllowed);
    }

    /** Reads them; {@code settings} gathers the faults. */
    public static AgentSettings from(Settings settings, String hostName) {
        return new AgentSettings(
                settings.path("state", Path.of("/var/lib/usher-agent")),
                settings.path("run", Path.of("/run/usher")),
                settings.text("name", hostName),
                settings.texts("addresses", List.of(hostName)),
                settings.text("front-listen", "0.0.0.0"),
                settings.port("front-port", RDP_PORT),
                settings.texts("brokers", List.of()),
                settings.path("rdp-socket", Path.of("/run/xrdp/front.socket")),
                settings.path("launcher", Path.of("/usr/lib/usher")),
                settings.flag("start-rdp-server", false),
                settings.text("load-cgroup"),
                Set.copyOf(settings.texts("administrators-allowed", List.of())),
                settings.secret("join-token"));
    }

    /** Where the front takes orders from the agent. */
    public Path controlSocket() {
        return run.resolve("control.socket");
    }

    /** Where PAM asks the front about sign-on credentials. */
    public Path signOnSocket() {
        return run.resolve("sign-on.socket");
    }

    /** Where launchers in sessions meet the agent. */
    public Path launcherSocket() {
        return run.resolve("launcher.socket");
    }
}
