package org.usher.wire.rdp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.usher.wire.MalformedException;
import org.usher.wire.Octets;

/**
 * The client's MCS Connect-Initial with its GCC Conference Create Request (MS-RDPBCGR 2.2.1.3): the picture and the channels
 * that it wants.
 * Only the core data (TS_UD_CS_CORE, 2.2.1.3.2) and the channels (TS_UD_CS_NET, 2.2.1.3.4) are looked into, and what is changed
 * there changes no length.
 */
public final class ConnectInitial {

    private static final byte[] CLIENT_TO_SERVER_KEY = {'D', 'u', 'c', 'a'};
    private static final int KEY = 17;
    private static final int CONNECT_INITIAL = 0x7f65;
    private static final int CS_CORE = 0xc001;
    private static final int CS_NET = 0xc003;
    private static final int BLOCK_HEADER = 4;
    private static final Pattern CONTROL = Pattern.compile("[\\p{IsControl}\\p{Cs}]");

    /** The most channels that there may be (MS-RDPBCGR 2.2.1.3.4). xrdp turns away who wants more. */
    public static final int MAX_CHANNELS = 31;

    /** CHANNEL_DEF (MS-RDPBCGR 2.2.1.3.4.1): a name with a NUL behind it, and options. */
    private static final int CHANNEL = 12;

    private static final int CHANNEL_NAME = 8;

    // Offsets in the core data, behind the block's header.
    private static final int WIDTH = 4;
    private static final int HEIGHT = 6;
    private static final int CLIENT_BUILD = 16;
    private static final int CLIENT_NAME = 20;
    private static final int HIGH_COLOR_DEPTH = 136;
    private static final int SUPPORTED_DEPTHS = 138;
    private static final int EARLY_CAPABILITIES = 140;
    private static final int CONNECTION_TYPE = 206;

    /** Fifteen characters at most, and a NUL, in UTF-16. */
    private static final int CLIENT_NAME_LENGTH = 32;

    /** The fields of the core data that are not optional, in bytes. */
    private static final int CORE_FIXED = 128;

    private static final int DEPTH_24 = 24;
    private static final int SUPPORTS_32 = 0x08;
    private static final int WANTS_32 = 0x02;
    private static final int VALID_CONNECTION_TYPE = 0x20;
    private static final int LAN = 6;

    private final byte[] frame;
    private final int core;
    private final int coreLength;
    private final int channels;
    private final int channelCount;

    private ConnectInitial(byte[] frame, int core, int coreLength, int channels, int channelCount) {
        this.frame = frame;
        this.core = core;
        this.coreLength = coreLength;
        this.channels = channels;
        this.channelCount = channelCount;
    }

    private ConnectInitial changed(byte[] into) {
        return new ConnectInitial(into, core, coreLength, channels, channelCount);
    }

    static ConnectInitial read(Octets tpkt) throws MalformedException {
        byte[] frame = tpkt.bytes();
        ByteBuffer in = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN).position(Tpkt.MCS);
        Ber.takeLastHeader(in, CONNECT_INITIAL, "Connect-Initial");
        Ber.skip(in, Ber.OCTET_STRING, "callingDomainSelector");
        Ber.skip(in, Ber.OCTET_STRING, "calledDomainSelector");
        Ber.skip(in, Ber.BOOLEAN, "upwardFlag");
        Ber.skip(in, Ber.SEQUENCE, "targetParameters");
        Ber.skip(in, Ber.SEQUENCE, "minimumParameters");
        Ber.skip(in, Ber.SEQUENCE, "maximumParameters");
        Ber.takeLastHeader(in, Ber.OCTET_STRING, "userData");
        skipConferenceCreateRequest(in);
        Blocks blocks = blocksOf(in);
        if (blocks.core == null) {
            throw new MalformedException("ConferenceCreateRequest", "a TS_UD_CS_CORE block", "none");
        }
        return new ConnectInitial(
                frame,
                blocks.core.position(),
                blocks.core.remaining(),
                blocks.channels == null ? 0 : blocks.channels.position(),
                blocks.channels == null ? 0 : blocks.channels.remaining() / CHANNEL);
    }

    /** The blocks that are looked into, each in the message's array. Of two of a kind a server may obey the other one. */
    private static final class Blocks {

        private @Nullable ByteBuffer core;
        private @Nullable ByteBuffer channels;

        private void take(int type, ByteBuffer content) throws MalformedException {
            if (type == CS_CORE) {
                if (core != null || content.remaining() < CORE_FIXED) {
                    throw new MalformedException(
                            "TS_UD_CS_CORE", "one of at least " + CORE_FIXED, content.remaining() + " bytes");
                }
                core = content;
            } else if (type == CS_NET) {
                if (channels != null) {
                    throw new MalformedException("TS_UD_CS_NET", "one", "two");
                }
                channels = channels(content);
            }
        }

        private static ByteBuffer channels(ByteBuffer content) throws MalformedException {
            if (content.remaining() < Integer.BYTES) {
                throw new MalformedException("channelCount", "4 bytes", content.remaining() + " bytes");
            }
            int count = content.getInt();
            if (count < 0 || count > MAX_CHANNELS || content.remaining() < count * CHANNEL) {
                throw new MalformedException(
                        "channelCount",
                        "at most " + MAX_CHANNELS + ", all there",
                        Integer.toUnsignedString(count) + " in " + content.remaining() + " bytes");
            }
            return content.limit(content.position() + count * CHANNEL);
        }
    }

    /** The blocks that {@code in} consists of. */
    private static Blocks blocksOf(ByteBuffer in) throws MalformedException {
        Blocks blocks = new Blocks();
        while (in.hasRemaining()) {
            if (in.remaining() < BLOCK_HEADER) {
                throw new MalformedException("GCC block", BLOCK_HEADER + " bytes", in.remaining() + " bytes");
            }
            int begin = in.position();
            int type = in.getShort() & 0xffff;
            int length = (in.getShort() & 0xffff) - BLOCK_HEADER;
            if (length < 0 || length > in.remaining()) {
                throw new MalformedException(
                        "GCC block length",
                        BLOCK_HEADER + " to " + (in.limit() - begin),
                        String.valueOf(length + BLOCK_HEADER));
            }
            int end = in.position() + length;
            blocks.take(type, in.duplicate().order(ByteOrder.LITTLE_ENDIAN).limit(end));
            in.position(end);
        }
        return blocks;
    }

    /**
     * What xrdp skips unread: 23 bytes, the last of them the key and the length of all blocks, PER in two bytes. The other
     * length in there is no use: IronRDP's clients write two bytes too few.
     */
    private static void skipConferenceCreateRequest(ByteBuffer in) throws MalformedException {
        int key = in.position() + KEY;
        int blocks = key + CLIENT_TO_SERVER_KEY.length + 2;
        if (blocks > in.limit()
                || !in.slice(key, CLIENT_TO_SERVER_KEY.length).equals(ByteBuffer.wrap(CLIENT_TO_SERVER_KEY))) {
            throw new MalformedException("ConferenceCreateRequest", "the key Duca at " + KEY, "something else");
        }
        int length = (in.get(blocks - 2) & 0xff) << 8 | (in.get(blocks - 1) & 0xff);
        if (length != (0x8000 | in.limit() - blocks)) {
            throw new MalformedException(
                    "userData length", String.valueOf(in.limit() - blocks), "0x" + Integer.toHexString(length));
        }
        in.position(blocks);
    }

    /** The width of the picture, in pixels. */
    public int width() {
        return shortAt(WIDTH);
    }

    /** The height of the picture, in pixels. */
    public int height() {
        return shortAt(HEIGHT);
    }

    /** The name of the machine that the client runs on, as the client says; without what cannot be shown. */
    public String clientName() {
        String name = new String(frame, core + CLIENT_NAME, CLIENT_NAME_LENGTH, StandardCharsets.UTF_16LE);
        int end = name.indexOf('\0');
        return CONTROL.matcher(end < 0 ? name : name.substring(0, end))
                .replaceAll("")
                .strip();
    }

    /** The build number of the client, as it says. Other makers' clients give one of Microsoft's. */
    public long clientBuild() {
        return ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN).getInt(core + CLIENT_BUILD) & 0xffff_ffffL;
    }

    private int shortAt(int offset) {
        return ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN).getShort(core + offset) & 0xffff;
    }

    /**
     * The same message, asking for 32 bits per pixel over a LAN. That is what makes xrdp choose RemoteFX; at the 16 bits
     * that the browser's client asks for, xrdp's own compression is used, and the client draws it with faults
     * ({@code docs/adr/0005-picture.md}). A client whose core data are too short to say so keeps what it asked for.
     */
    public ConnectInitial inFullColour() {
        if (coreLength < CONNECTION_TYPE + 1) {
            return this;
        }
        byte[] changed = frame.clone();
        ByteBuffer out = ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN);
        out.putShort(core + HIGH_COLOR_DEPTH, (short) DEPTH_24);
        out.putShort(core + SUPPORTED_DEPTHS, (short) (out.getShort(core + SUPPORTED_DEPTHS) | SUPPORTS_32));
        out.putShort(core + EARLY_CAPABILITIES, (short)
                (out.getShort(core + EARLY_CAPABILITIES) | WANTS_32 | VALID_CONNECTION_TYPE));
        out.put(core + CONNECTION_TYPE, (byte) LAN);
        return changed(changed);
    }

    /** The names of the static channels that the client wants, in its order: that of their ids. */
    public List<String> channels() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < channelCount; i++) {
            names.add(channel(i));
        }
        return names;
    }

    private String channel(int number) {
        String name = new String(frame, channels + number * CHANNEL, CHANNEL_NAME, StandardCharsets.ISO_8859_1);
        int end = name.indexOf('\0');
        return end < 0 ? name : name.substring(0, end);
    }

    /**
     * The same message with other names for these channels, {@code block00} and so on. They are not taken out: the client
     * gets its channels' ids by their order and joins each, and some wait for an answer for every one
     * ({@code docs/adr/0013-channels-are-renamed.md}). A server opens no channel whose name it does not know.
     *
     * @param names in small letters; case does not matter to xrdp, so that of the client's names does not matter here
     */
    public ConnectInitial withoutChannels(Set<String> names) {
        byte[] renamed = frame.clone();
        for (int i = 0; i < channelCount; i++) {
            if (names.contains(channel(i).toLowerCase(Locale.ROOT))) {
                byte[] name = String.format(Locale.ROOT, "block%02d\0", i).getBytes(StandardCharsets.ISO_8859_1);
                System.arraycopy(name, 0, renamed, channels + i * CHANNEL, CHANNEL_NAME);
            }
        }
        return changed(renamed);
    }

    /** The message's bytes, a whole TPKT. */
    public byte[] encode() {
        return frame.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ConnectInitial initial && Arrays.equals(frame, initial.frame);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(frame);
    }

    @Override
    public String toString() {
        return "ConnectInitial[" + width() + "x" + height() + ", " + frame.length + " bytes]";
    }
}
