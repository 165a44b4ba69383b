package org.usher.wire.tsgu;

/**
 * Which devices a client may bring into the session: HTTP_TUNNEL_REDIR_FLAGS (MS-TSGU 2.2.5.3). Advice only: some clients do
 * not read it.
 */
public record Redirections(boolean drives, boolean printers, boolean ports, boolean clipboard, boolean plugAndPlay) {

    /** Everything. */
    public static final Redirections ALL = new Redirections(true, true, true, true, true);

    /** Nothing. */
    public static final Redirections NONE = new Redirections(false, false, false, false, false);

    private static final int ENABLE_ALL = 0x80000000;
    private static final int DISABLE_ALL = 0x40000000;
    private static final int DISABLE_DRIVE = 0x1;
    private static final int DISABLE_PRINTER = 0x2;
    private static final int DISABLE_PORT = 0x4;
    private static final int DISABLE_CLIPBOARD = 0x8;
    private static final int DISABLE_PNP = 0x10;

    /** The flags: a bit that is set forbids, but for the one that allows everything. */
    public int flags() {
        if (equals(ALL)) {
            return ENABLE_ALL;
        }
        if (equals(NONE)) {
            return DISABLE_ALL;
        }
        return (drives ? 0 : DISABLE_DRIVE)
                | (printers ? 0 : DISABLE_PRINTER)
                | (ports ? 0 : DISABLE_PORT)
                | (clipboard ? 0 : DISABLE_CLIPBOARD)
                | (plugAndPlay ? 0 : DISABLE_PNP);
    }
}
