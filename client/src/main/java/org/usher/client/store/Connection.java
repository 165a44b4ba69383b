package org.usher.client.store;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.usher.client.api.Mode;
import org.usher.client.trust.ServerTrust;

/**
 * A farm that a user has added.
 *
 * @param name by which the user calls it
 * @param address where it is, as {@code https://host/} or {@code https://host:port/}
 * @param user whose name signs in, if it is known
 * @param mode how sessions are to be reached; empty when the farm is to decide
 * @param trust who is taken for the farm
 * @param authority the farm's CA, which certifies hosts and the signer of connection files
 * @param byBrowser whether the user signs in with the browser
 */
public record Connection(
        String name,
        URI address,
        Optional<String> user,
        Optional<Mode> mode,
        ServerTrust trust,
        Optional<X509Certificate> authority,
        boolean byBrowser) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?");
    private static final String NAMES = "1 to 63 small letters, digits, dots, hyphens or underscores";

    public Connection {
        requireName(name);
    }

    /** @throws IllegalArgumentException when it is no name of a connection */
    public static void requireName(String name) {
        if (!NAME.matcher(name).matches() || name.contains("..")) {
            throw new IllegalArgumentException("connection name: " + name + " (expected: " + NAMES + ")");
        }
    }

    /**
     * The address that somebody typed: {@code host}, {@code host:port}, or either with {@code https://} before it.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static URI address(String typed) {
        String text = typed.strip();
        if (text.toLowerCase(Locale.ROOT).startsWith("http://")) {
            throw new IllegalArgumentException("address: " + typed + " (expected: one of https, or a name alone)");
        }
        try {
            URI uri = URI.create(text.contains("://") ? text : "https://" + text);
            boolean sound = "https".equalsIgnoreCase(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getPort() != 0
                    && uri.getPort() <= 65_535;
            if (sound) {
                String port = uri.getPort() < 0 || uri.getPort() == 443 ? "" : ":" + uri.getPort();
                return URI.create("https://" + uri.getHost().toLowerCase(Locale.ROOT) + port + "/");
            }
        } catch (IllegalArgumentException noUri) {
            // The same finding as a URI that is no address.
        }
        throw new IllegalArgumentException("address: " + typed + " (expected: host, host:port, or https://host:port/)");
    }

    /** What a connection to this address is called when nobody says. */
    public static String usualName(URI address) {
        String host = address.getHost().replaceAll("[^a-z0-9.-]", "-").replaceAll("^[.-]+|[.-]+$", "");
        return host.length() > 63 ? host.substring(0, 63).replaceAll("[.-]+$", "") : host;
    }

    /** The same, with the farm's CA as it is now. */
    public Connection withAuthority(X509Certificate now) {
        return new Connection(name, address, user, mode, trust, Optional.of(now), byBrowser);
    }

    /** The same, for this user. */
    public Connection withUser(String now) {
        return new Connection(name, address, Optional.of(now), mode, trust, authority, byBrowser);
    }
}
