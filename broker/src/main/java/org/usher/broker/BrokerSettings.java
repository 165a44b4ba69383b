package org.usher.broker;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.usher.broker.farm.JoinDesk;
import org.usher.broker.identity.SignIn;
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

    private static final Pattern SITE_NAME = Pattern.compile("\\P{Cntrl}{1,100}");

    public BrokerSettings {
        addresses = List.copyOf(addresses);
    }

    /** Reads them; {@code settings} gathers the faults. */
    public static BrokerSettings from(Settings settings) {
        return new BrokerSettings(
                settings.path("state", Path.of("/var/lib/usher")),
                listen(settings),
                settings.port("broker-port", PORT),
                addresses(settings),
                settings.secret("database-url"),
                text(settings, "site-name", "Usher", SITE_NAME, "1 to 100 characters"),
                text(settings, "administrator", "admin", SignIn.NAME, SignIn.NAME_EXPECTED));
    }

    private static String listen(Settings settings) {
        String text = settings.text("broker-listen", "0.0.0.0");
        try {
            return InetAddress.ofLiteral(text).getHostAddress();
        } catch (IllegalArgumentException noAddress) {
            settings.fault("broker-listen", text, "an IP address of this machine, or 0.0.0.0 or :: for all");
            return text;
        }
    }

    private static List<String> addresses(Settings settings) {
        List<String> addresses = settings.texts("broker-addresses", List.of("127.0.0.1", "localhost"));
        if (addresses.isEmpty()) {
            settings.fault("broker-addresses", addresses, "at least one host name or IP address of this broker");
        }
        addresses.stream()
                .filter(address -> !JoinDesk.isAddress(address))
                .forEach(address -> settings.fault("broker-addresses", address, "a host name or an IP address"));
        return addresses;
    }

    private static String text(Settings settings, String key, String otherwise, Pattern form, String expected) {
        String text = settings.text(key, otherwise).strip();
        if (!form.matcher(text).matches()) {
            settings.fault(key, text, expected);
        }
        return text;
    }

    @Override
    public String toString() {
        return "BrokerSettings[state=" + state + ", listen=" + listen + ", port=" + port + ", addresses=" + addresses
                + ", databaseUrl=" + databaseUrl.map(secret -> "•••").orElse("none") + ", siteName=" + siteName
                + ", administrator=" + administrator + "]";
    }
}
