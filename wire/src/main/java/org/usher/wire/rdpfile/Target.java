package org.usher.wire.rdpfile;

import java.util.Optional;

/** What a file opens on the host. */
public sealed interface Target {

    /**
     * A launch on a managed Linux host. Its front decides what runs, by the connect code; the file says nothing of it. Never
     * a RemoteApp: xrdp announces them and then shows nothing.
     *
     * @param user the name that the client shows and sends; the front puts the host's account in its place
     * @param code which launch it is
     * @param carrier where the client finds the code
     * @param desktop whether it is a desktop, which fills the screen, or an application, which gets a window
     */
    record ManagedSession(String user, ConnectCode code, Carrier carrier, boolean desktop) implements Target {}

    /** Where in the file the connect code stands. */
    enum Carrier {
        /** As password, for clients that take one from a file: FreeRDP, Remmina. */
        PASSWORD,
        /** As routing token, for those that take none: mstsc. */
        ROUTING_TOKEN
    }

    /**
     * A RemoteApp of a Windows host (MS-RDPERP). Users sign in with their own Windows credentials.
     *
     * @param program the alias under which the host knows it, as {@code ||alias}, or a path on the host
     * @param name what the client calls it while it connects
     * @param arguments its command line, may be empty
     * @param workingDirectory where it starts, may be empty
     * @param user whose credentials the client should ask for, with the domain in it, if known
     */
    record WindowsApplication(
            String program, String name, String arguments, String workingDirectory, Optional<String> user)
            implements Target {

        public WindowsApplication {
            if (program.isEmpty()) {
                throw new IllegalArgumentException("program: empty (expected: ||alias, or a path on the host)");
            }
        }
    }

    /**
     * The desktop of a host that has no front. Users sign in with their own credentials for it.
     *
     * @param networkLevel whether the host authenticates before the session (NLA, CredSSP)
     * @param user whose credentials the client should ask for, if known
     */
    record HostDesktop(boolean networkLevel, Optional<String> user) implements Target {}
}
