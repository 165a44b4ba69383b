package org.usher.wire.tsgu;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The heads of HTTP with which a gateway opens its channels, whole and to the byte: clients read them with little care. */
public final class TsguAnswer {

    /** How long the preamble is, in bytes. The specification says 100; Windows sends 10, and clients drop exactly those. */
    public static final int PREAMBLE = 10;

    /** What a key is joined with (RFC 6455, 1.3). */
    private static final String ACCEPT = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private TsguAnswer() {}

    /** The way is open, and frames follow. No extension is agreed to. */
    public static byte[] switchingProtocols(TsguRequest.WebSocket request) {
        return ascii("HTTP/1.1 101 Switching Protocols\r\n"
                + "Upgrade: websocket\r\n"
                + "Connection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: " + accept(request.key()) + "\r\n"
                + (request.binary() ? "Sec-WebSocket-Protocol: binary\r\n" : "")
                + "\r\n");
    }

    /** The server's channel is open: a body that ends with the connection, and the preamble as its beginning. */
    public static byte[] outChannel() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        // A Content-Type would make FreeRDP read a body by its length.
        out.writeBytes(ascii("HTTP/1.1 200 OK\r\nCache-Control: no-store\r\n\r\n"));
        for (int i = 0; i < PREAMBLE; i += 2) {
            out.write(0xab);
            out.write(0xcd);
        }
        return out.toByteArray();
    }

    /** There may be a client's channel on this connection. Also what follows its end. */
    public static byte[] inChannel() {
        return ascii("HTTP/1.1 200 OK\r\nCache-Control: no-store\r\nContent-Length: 0\r\n\r\n");
    }

    /** Sec-WebSocket-Accept for a key, which is not looked at. */
    static String accept(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(ascii(key + ACCEPT));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(
                    "SHA-1 is missing from this Java runtime (expected: every JDK has it)", missing);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
