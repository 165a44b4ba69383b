package org.usher.wire.rdp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.usher.wire.MalformedException;
import org.usher.wire.Octets;

/**
 * An MCS Send Data Request or Indication on the I/O channel, whose user data begin with a basic security header (T.125,
 * 11.32 and 11.33; MS-RDPBCGR 2.2.8.1.1.2.1).
 *
 * @param envelope what is in front of {@code packet}
 * @param packet what is behind the security header
 */
record SendData(PreludePdu.Envelope envelope, ByteBuffer packet) {

    static final int REQUEST = 25;
    static final int INDICATION = 26;

    static final int EXCHANGE = 0x0001;
    static final int ENCRYPT = 0x0008;
    static final int INFO = 0x0040;
    static final int LICENSE = 0x0080;

    private static final int KINDS = EXCHANGE | ENCRYPT | INFO | LICENSE;

    /** Every server's I/O channel. xrdp obeys a Client Info PDU on any channel, others only one on this. */
    private static final int IO_CHANNEL = 1003;

    /** The bits of the segmentation that say: this is the begin and the end of the data. */
    private static final int WHOLE = 0x30;

    /** Choice, initiator, channel, and a byte with priority and segmentation. */
    private static final int FIXED = 1 + 2 + 2 + 1;

    private static final int SECURITY_HEADER = 4;

    /** Reads a whole frame that is to be {@code choice} and of the {@code kind} that its security header says. */
    static SendData read(byte[] frame, int choice, int kind) throws MalformedException {
        Tpkt.requireData(frame);
        int length = Tpkt.MCS + FIXED;
        if (frame.length <= length || (frame[Tpkt.MCS] & 0xff) >> 2 != choice) {
            throw new MalformedException("MCS", "domain PDU " + choice, hex(frame[Tpkt.MCS] & 0xff));
        }
        int channel = ByteBuffer.wrap(frame).getShort(Tpkt.MCS + 3) & 0xffff;
        if (channel != IO_CHANNEL) {
            throw new MalformedException("channelId", String.valueOf(IO_CHANNEL), String.valueOf(channel));
        }
        if ((frame[length - 1] & WHOLE) != WHOLE) {
            throw new MalformedException("segmentation", "begin and end", hex(frame[length - 1] & 0xff));
        }
        int security = behindLength(frame, length);
        int flags = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN).getShort(security) & 0xffff;
        if ((flags & KINDS) != kind) {
            throw new MalformedException("security header", hex(kind), hex(flags));
        }
        int packet = security + SECURITY_HEADER;
        return new SendData(
                new PreludePdu.Envelope(
                        Octets.of(Arrays.copyOfRange(frame, Tpkt.HEADER, length)),
                        Octets.of(Arrays.copyOfRange(frame, security, packet))),
                ByteBuffer.wrap(frame, packet, frame.length - packet));
    }

    /** Where the user data begin, whose PER length stands at {@code at} and has to be true. */
    private static int behindLength(byte[] frame, int at) throws MalformedException {
        boolean oneByte = (frame[at] & 0x80) == 0;
        int begin = at + (oneByte ? 1 : 2);
        int length = frame.length - begin;
        if (length < SECURITY_HEADER) {
            throw new MalformedException("userData", "a security header", frame.length + " bytes in all");
        }
        int said = oneByte ? frame[at] : ByteBuffer.wrap(frame).getShort(at) & 0xffff;
        // In the form of two bytes the top bits are 10; 11 would begin a fragment (X.691, 10.9.3.7 and 10.9.3.8).
        if (said != (oneByte ? length : 0x8000 | length)) {
            throw new MalformedException("userData length", String.valueOf(length), hex(said));
        }
        return begin;
    }

    private static String hex(int value) {
        return "0x" + Integer.toHexString(value);
    }
}
