package org.usher.broker;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.usher.link.settings.Settings;

/**
 * A broker's settings.
 *
 * @param state the directory of the farm key, the broker's identity and the private database
 * @param listen the address to listen on for gateways and agents
 * @param port the port to listen on for gateways and agents
 * @param addresses host names and addresses under which gateways and agents reach this broker
 * @param databaseUrl the operator's PostgreSQL as a JDBC URL; empty for a private one
 * @param siteName what the site is called, at the first start
 * @param administrator the sign-in name of the administrator who is made at the first start
 */
public record BrokerSettings(
        Path state,
        String listen,
        int port,
        List<String> addresses,
        Optional<String> databaseUrl,
        String siteName,
        String administrator) {

    /** Where gateways and agents connect when nothing else is said. */
    public static final int PORT = 8444;

    public BrokerSettings {
        addresses = List.copyOf(addresses);
    }

    /** Reads them; {@code settings} gathers the faults. */
    public static BrokerSettings from(Settings settings) {
        return new BrokerSettings(
                settings.path("state", Path.of("/var/lib/usher")),
                settings.text("broker-listen", "0.0.0.0"),
                settings.port("broker-port", PORT),
                settings.texts("broker-addresses", List.of("127.0.0.1", "localhost")),
                settings.secret("database-url"),
                settings.text("site-name", "Usher"),
                settings.text("administrator", "admin"));
    }
}
