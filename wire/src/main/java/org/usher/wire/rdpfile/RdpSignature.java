package org.usher.wire.rdpfile;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import org.usher.wire.MalformedException;
import org.usher.wire.Octets;

/**
 * A signature as it stands in the file: a header of three 32-bit numbers (0x00010001, 1, the length of what follows) and a
 * detached CMS SignedData (RFC 5652, 5), all of it in base64.
 *
 * @param cms the SignedData, DER, without the signed text in it, 1 to {@link #MAX_CMS} bytes
 */
public record RdpSignature(Octets cms) {

    /** The longest SignedData, in bytes: a chain of a few certificates with much room. */
    public static final int MAX_CMS = 32 * 1024;

    private static final int HEADER = 12;
    private static final int VERSION = 0x00010001;
    private static final int KIND = 1;

    public RdpSignature {
        if (cms.length() < 1 || cms.length() > MAX_CMS) {
            throw new IllegalArgumentException("CMS: " + cms + " (expected: 1 to " + MAX_CMS + ")");
        }
    }

    /** The value of the signature's line. */
    String text() {
        return Base64.getEncoder()
                .encodeToString(ByteBuffer.allocate(HEADER + cms.length())
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(VERSION)
                        .putInt(KIND)
                        .putInt(cms.length())
                        .put(cms.bytes())
                        .array());
    }

    /** The signature whose {@link #text()} this is. */
    static RdpSignature ofText(String text) throws MalformedException {
        ByteBuffer in = ByteBuffer.wrap(bytes(text)).order(ByteOrder.LITTLE_ENDIAN);
        if (in.remaining() <= HEADER || in.remaining() > HEADER + MAX_CMS) {
            throw new MalformedException(
                    RdpLine.SIGNATURE, "1 to " + MAX_CMS + " bytes after the header", in.remaining() + " bytes in all");
        }
        if (in.getInt() != VERSION || in.getInt() != KIND) {
            throw new MalformedException(RdpLine.SIGNATURE, "a header of version 1.1 and kind 1", "another header");
        }
        int length = in.getInt();
        if (length != in.remaining()) {
            throw new MalformedException(RdpLine.SIGNATURE, in.remaining() + " as length", String.valueOf(length));
        }
        byte[] cms = new byte[length];
        in.get(cms);
        RdpSignature signature = new RdpSignature(Octets.of(cms));
        // Java's decoder also takes missing padding, and stray bits in the last digit.
        if (!signature.text().equals(text)) {
            throw new MalformedException(RdpLine.SIGNATURE, "the one base64 form of its bytes", "another");
        }
        return signature;
    }

    private static byte[] bytes(String text) throws MalformedException {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            throw new MalformedException(RdpLine.SIGNATURE, "base64", text.length() + " other characters");
        }
    }
}
