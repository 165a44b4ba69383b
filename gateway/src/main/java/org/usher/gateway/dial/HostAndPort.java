package org.usher.gateway.dial;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where to connect to.
 *
 * @param host a host name or an IP address, without brackets
 * @param port 1 to 65535
 */
public record HostAndPort(String host, int port) {

    private static final Pattern FORM =
            Pattern.compile("(?:\\[([0-9A-Fa-f:.]{2,45})]|([A-Za-z0-9._-]{1,253})):(\\d{1,5})");

    /** {@code name:port}, {@code 192.0.2.7:port} or {@code [2001:db8::7]:port}; empty for anything else. */
    public static Optional<HostAndPort> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String bracketed = matcher.group(1);
        int port = Integer.parseInt(matcher.group(3));
        if (port < 1 || port > 65535 || (bracketed != null && !NetUtil.isValidIpV6Address(bracketed))) {
            return Optional.empty();
        }
        return Optional.of(new HostAndPort(bracketed == null ? matcher.group(2) : bracketed, port));
    }

    /** The address, when the host is one already and nobody has to be asked. */
    public Optional<InetAddress> literal() {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(host);
        if (bytes == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByAddress(bytes));
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("an address of " + bytes.length + " bytes", impossible);
        }
    }

    @Override
    public String toString() {
        return host.contains(":") ? "[" + host + "]:" + port : host + ":" + port;
    }
}
