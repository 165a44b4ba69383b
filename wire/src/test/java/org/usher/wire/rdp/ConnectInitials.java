package org.usher.wire.rdp;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.usher.wire.Decoding;

/** Builds Connect-Initial messages that no client would send, to try the reader with them. */
final class ConnectInitials {

    static final int CS_CORE = 0xc001;
    static final int CS_NET = 0xc003;

    /** All of the core data up to connectionType and a little more. */
    static final int FULL_CORE = 212;

    private ConnectInitials() {}

    static ConnectInitial read(byte[] frame) {
        return ((PreludePdu.Wishes) Decoding.whole(Prelude.WISHES::decode, frame)).connectInitial();
    }

    /** What a client with these channels says. */
    static ConnectInitial wantingChannels(String... names) {
        return read(with(block(CS_CORE, core(FULL_CORE, 1280, 720)), block(CS_NET, net(names))));
    }

    /** The content of a TS_UD_CS_NET block (MS-RDPBCGR 2.2.1.3.4); every channel has other options. */
    static byte[] net(String... names) {
        ByteBuffer net = ByteBuffer.allocate(4 + 12 * names.length).order(ByteOrder.LITTLE_ENDIAN);
        net.putInt(names.length);
        for (int i = 0; i < names.length; i++) {
            net.put(Arrays.copyOf(names[i].getBytes(StandardCharsets.ISO_8859_1), 8))
                    .putInt(0x80000000 | i);
        }
        return net.array();
    }

    /** A block of client data with its header (MS-RDPBCGR 2.2.1.3.1). */
    static byte[] block(int type, byte[] content) {
        return ByteBuffer.allocate(4 + content.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) type)
                .putShort((short) (4 + content.length))
                .put(content)
                .array();
    }

    /** Core data of so many bytes that want a picture of this size, the rest 0x11. */
    static byte[] core(int length, int width, int height) {
        byte[] core = new byte[length];
        Arrays.fill(core, (byte) 0x11);
        ByteBuffer.wrap(core)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(4, (short) width)
                .putShort(6, (short) height);
        return core;
    }

    /** A whole frame with these blocks, everything else as it has to be. */
    static byte[] with(byte[]... blocks) {
        return frame(new byte[] {1}, gcc(join(blocks)));
    }

    /** The GCC Conference Create Request around these blocks. */
    static byte[] gcc(byte[] blocks) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0, 5, 0, 0x14, 0x7c, 0, 1});
        out.writeBytes(perLength(14 + blocks.length));
        out.writeBytes(new byte[] {0, 8, 0, 0x10, 0, 1, (byte) 0xc0, 0});
        out.writeBytes("Duca".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(perLength(blocks.length));
        out.writeBytes(blocks);
        return out.toByteArray();
    }

    private static byte[] perLength(int length) {
        return new byte[] {(byte) (0x80 | (length >> 8)), (byte) length};
    }

    /** A whole frame with this callingDomainSelector and user data. */
    static byte[] frame(byte[] calling, byte[] userData) {
        byte[] parameters = ber(0x30, new byte[0]);
        byte[] mcs = join(
                ber(0x04, calling),
                ber(0x04, new byte[] {1}),
                ber(0x01, new byte[] {(byte) 0xff}),
                parameters,
                parameters,
                parameters,
                ber(0x04, userData));
        return tpkt(ber(0x7f65, mcs));
    }

    static byte[] ber(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (tag > 0xff) {
            out.write(tag >> 8);
        }
        out.write(tag);
        out.write(0x82);
        out.write(content.length >> 8);
        out.write(content.length);
        out.writeBytes(content);
        return out.toByteArray();
    }

    /** TPKT and X.224 data header around an MCS message. */
    static byte[] tpkt(byte[] mcs) {
        int length = 7 + mcs.length;
        return join(new byte[] {3, 0, (byte) (length >> 8), (byte) length, 2, (byte) 0xf0, (byte) 0x80}, mcs);
    }

    /** Where the core data begin in a captured frame, found in another way than the reader's. */
    static int coreOf(byte[] frame) {
        String text = new String(frame, StandardCharsets.ISO_8859_1);
        int at = text.indexOf("Duca") + 6;
        while (!text.startsWith("\u0001\u00c0", at)) {
            at += (frame[at + 2] & 0xff) | (frame[at + 3] & 0xff) << 8;
        }
        return at + 4;
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
