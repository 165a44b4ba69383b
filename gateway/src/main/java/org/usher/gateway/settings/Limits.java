package org.usher.gateway.settings;

/**
 * How much the gateway takes on.
 *
 * @param connections clients at once
 * @param connectionsPerAddress clients at once from one IPv4 address, or from one IPv6 network of 64 bits
 * @param streams streams at once, and with them what is carried for RDP clients
 * @param halfOpenPerAddress tunnels of RDP clients that do not lead to a host yet, counted as connections are
 */
public record Limits(int connections, int connectionsPerAddress, int streams, int halfOpenPerAddress) {

    /** The longest body of a request, in bytes. */
    public static final int MAX_BODY = 1024 * 1024;

    /** The longest head of a request behind its first line, in bytes. */
    public static final int MAX_HEADER = 16 * 1024;

    /** The longest first line of a request, in bytes. */
    public static final int MAX_FIRST_LINE = 8 * 1024;

    /** The most header fields of a request. */
    public static final int MAX_FIELDS = 100;

    /** What one address may have half open where nothing else is set: an office may come back all at once. */
    public static final int HALF_OPEN = 1024;

    /** With the usual number of half-open tunnels. */
    public Limits(int connections, int connectionsPerAddress, int streams) {
        this(connections, connectionsPerAddress, streams, HALF_OPEN);
    }
}
