package org.usher.link.host;

import java.util.List;
import java.util.Objects;

/**
 * How a host is. Sent every few seconds, whole each time.
 *
 * @param generation which life of the agent this is: a random number made at its start
 * @param number counts the reports of this generation, from 1; an older report that comes late is passed over
 * @param port where the front listens
 * @param frontReady whether the front runs and can reach the RDP server
 * @param load how busy the host is
 * @param sessions every session on the host, whoever started it
 * @param applications the digest of the list of installed applications; when the broker has another, it asks for the list
 * @param version the program's version
 * @param clipboard which ways of the clipboard the host's RDP server leaves open to every session; a host that does not say
 *     so restricts nothing
 * @param boot names the host's present boot: another one after each start of the machine; empty from a host that does not say
 */
public record HostReport(
        long generation,
        long number,
        int port,
        boolean frontReady,
        Load load,
        List<HostSession> sessions,
        String applications,
        String version,
        Permissions.Clipboard clipboard,
        String boot) {

    public HostReport {
        Objects.requireNonNull(load, "load");
        Objects.requireNonNull(applications, "applications");
        Objects.requireNonNull(version, "version");
        sessions = List.copyOf(sessions);
        // From an agent that is older than these fields.
        clipboard = Objects.requireNonNullElse(clipboard, Permissions.Clipboard.BOTH);
        boot = Objects.requireNonNullElse(boot, "");
    }

    /** The report of a host whose RDP server restricts no clipboard, and which says nothing of its boot. */
    public HostReport(
            long generation,
            long number,
            int port,
            boolean frontReady,
            Load load,
            List<HostSession> sessions,
            String applications,
            String version) {
        this(
                generation,
                number,
                port,
                frontReady,
                load,
                sessions,
                applications,
                version,
                Permissions.Clipboard.BOTH,
                "");
    }

    /**
     * How busy the host is.
     *
     * @param cpu the busy part of its processors over the last minute, 0 to 1
     * @param memory the part of its memory that is not available, 0 to 1
     */
    public record Load(double cpu, double memory) {}
}
