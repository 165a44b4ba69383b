package org.usher.wire.rdp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.usher.wire.MalformedException;
import org.usher.wire.Octets;

/**
 * Who signs on and what is to run: TS_INFO_PACKET (MS-RDPBCGR 2.2.1.11.1.1). Texts are at most 512 bytes of UTF-16, 255
 * characters, which is what xrdp keeps.
 *
 * @param codePage the client's keyboard or ANSI code page
 * @param flags the INFO_ flags
 * @param extra what follows the five texts, kept as it came
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

    private static final int FIXED = 18;
    private static final int MAX_TEXT_BYTES = 512;

    /** The same client, made to sign on as {@code account} and to run {@code shell}, whatever it asked for itself. */
    public ClientInfo signingOn(String account, String credential, String shell) {
        return new ClientInfo(codePage, (flags | AUTOLOGON) & ~RAIL, "", account, credential, shell, "", extra);
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
        byte[] extra = new byte[in.remaining()];
        in.get(extra);
        return new ClientInfo(
                codePage, flags, domain, userName, password, alternateShell, workingDir, Octets.of(extra));
    }

    private static String text(ByteBuffer in, int length, String field) throws MalformedException {
        if (length > MAX_TEXT_BYTES || length % 2 != 0) {
            throw new MalformedException(field, "an even length up to " + MAX_TEXT_BYTES + " bytes", length + " bytes");
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
            if (text.length > MAX_TEXT_BYTES) {
                throw new IllegalArgumentException(
                        "text of " + text.length + " bytes (expected: at most " + MAX_TEXT_BYTES + ")");
            }
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
