package org.usher.wire.rdp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.usher.wire.MalformedException;
import org.usher.wire.Octets;

/**
 * Who signs on and what is to run: TS_INFO_PACKET (MS-RDPBCGR 2.2.1.11.1.1). Every text has at most
 * {@link #MAX_TEXT} characters.
 *
 * @param codePage the client's keyboard or ANSI code page
 * @param flags the INFO_ flags
 * @param extra what follows the five texts, kept as it came; at most {@link #MAX_EXTRA} bytes
 */
public record ClientInfo(
        int codePage,
        int flags,
        String domain,
        String userName,
        String password,
        String alternateShell,
        String workingDir,
        Octets extra) {

    /** Sign on with what is in here, and ask nothing. */
    public static final int AUTOLOGON = 0x0008;

    /** The texts are UTF-16. */
    public static final int UNICODE = 0x0010;

    /** The alternate shell is a RemoteApp program list, not a command. */
    public static final int RAIL = 0x8000;

    /** The longest text, in UTF-16 characters: 512 bytes with the terminator. xrdp turns a longer one away. */
    public static final int MAX_TEXT = 255;

    /** The most that follows the texts, in bytes: about twice the largest TS_EXTENDED_INFO_PACKET (2.2.1.11.1.1.1). */
    public static final int MAX_EXTRA = 2 * 1024;

    private static final int FIXED = 18;
    private static final int MAX_KEPT_BYTES = 511;

    public ClientInfo {
        for (String text : List.of(domain, userName, password, alternateShell, workingDir)) {
            if (text.length() > MAX_TEXT) {
                throw new IllegalArgumentException(
                        "text of " + text.length() + " characters (expected: at most " + MAX_TEXT + ")");
            }
        }
        if (extra.length() > MAX_EXTRA) {
            throw new IllegalArgumentException("extra: " + extra + " (expected: at most " + MAX_EXTRA + ")");
        }
    }

    /**
     * The same client, made to sign on as {@code account} and to run {@code shell}, whatever it asked for itself.
     *
     * @throws IllegalArgumentException when the host would not get these texts: no account (xrdp then asks with a dialog
     *     of its own), a NUL or half a character in a text, or more than {@link #MAX_TEXT} characters or 511 bytes of
     *     UTF-8, where xrdp cuts it without a word
     */
    public ClientInfo signingOn(String account, String credential, String shell) {
        if (account.isEmpty()) {
            throw new IllegalArgumentException("account: empty (expected: a name)");
        }
        requireKept("account", account);
        requireKept("credential", credential);
        requireKept("shell", shell);
        return new ClientInfo(codePage, (flags | AUTOLOGON) & ~RAIL, "", account, credential, shell, "", extra);
    }

    /**
     * Whether xrdp would get this text whole: at most {@link #MAX_TEXT} characters and 511 bytes of UTF-8, no NUL and no half
     * character.
     */
    public static boolean arrivesWhole(String text) {
        return text.length() <= MAX_TEXT
                && text.indexOf('\0') < 0
                && StandardCharsets.UTF_8.newEncoder().canEncode(text)
                && text.getBytes(StandardCharsets.UTF_8).length <= MAX_KEPT_BYTES;
    }

    private static void requireKept(String what, String text) {
        if (!arrivesWhole(text)) {
            throw new IllegalArgumentException(what + ": " + text.length() + " characters, "
                    + text.getBytes(StandardCharsets.UTF_8).length + " bytes of UTF-8 (expected: at most " + MAX_TEXT
                    + " and " + MAX_KEPT_BYTES + ", whole characters, no NUL)");
        }
    }

    static ClientInfo read(ByteBuffer packet) throws MalformedException {
        ByteBuffer in = packet.slice().order(ByteOrder.LITTLE_ENDIAN);
        if (in.remaining() < FIXED) {
            throw new MalformedException("TS_INFO_PACKET", "at least " + FIXED + " bytes", in.remaining() + " bytes");
        }
        int codePage = in.getInt();
        int flags = in.getInt();
        if ((flags & UNICODE) == 0) {
            throw new MalformedException("TS_INFO_PACKET flags", "INFO_UNICODE set", "texts in a code page");
        }
        int[] lengths = new int[5];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = in.getShort() & 0xffff;
        }
        String domain = text(in, lengths[0], "Domain");
        String userName = text(in, lengths[1], "UserName");
        String password = text(in, lengths[2], "Password");
        String alternateShell = text(in, lengths[3], "AlternateShell");
        String workingDir = text(in, lengths[4], "WorkingDir");
        if (in.remaining() > MAX_EXTRA) {
            throw new MalformedException("extraInfo", "at most " + MAX_EXTRA + " bytes", in.remaining() + " bytes");
        }
        byte[] extra = new byte[in.remaining()];
        in.get(extra);
        return new ClientInfo(
                codePage, flags, domain, userName, password, alternateShell, workingDir, Octets.of(extra));
    }

    private static String text(ByteBuffer in, int length, String field) throws MalformedException {
        if (length > 2 * MAX_TEXT || length % 2 != 0) {
            throw new MalformedException(field, "an even length up to " + 2 * MAX_TEXT + " bytes", length + " bytes");
        }
        if (in.remaining() < length + 2) {
            throw new MalformedException(field, (length + 2) + " bytes", in.remaining() + " bytes");
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        if (in.getShort() != 0) {
            throw new MalformedException(field, "a terminator after " + length + " bytes", "something else");
        }
        return new String(bytes, StandardCharsets.UTF_16LE);
    }

    byte[] encode() {
        byte[][] texts = {bytes(domain), bytes(userName), bytes(password), bytes(alternateShell), bytes(workingDir)};
        int length = FIXED + extra.length();
        for (byte[] text : texts) {
            length += text.length + 2;
        }
        ByteBuffer out = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(codePage).putInt(flags);
        for (byte[] text : texts) {
            out.putShort((short) text.length);
        }
        for (byte[] text : texts) {
            out.put(text).putShort((short) 0);
        }
        return out.put(extra.bytes()).array();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_16LE);
    }

    @Override
    public String toString() {
        return "ClientInfo[userName=" + userName + ", domain=" + domain + ", flags=0x" + Integer.toHexString(flags)
                + ", alternateShell=" + alternateShell + ", password=•••]";
    }
}
