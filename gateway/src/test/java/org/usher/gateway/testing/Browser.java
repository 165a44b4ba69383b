package org.usher.gateway.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.usher.relay.testing.Pipe;
import org.usher.wire.Octets;

/** A client of the public port that says exactly what the test wants, also what no browser would say. */
public final class Browser implements AutoCloseable {

    public static final String HOST = "gw.example";

    private static final int MASK = 0x5a0ff1ce;

    /**
     * A WebSocket frame.
     *
     * @param first FIN, reserved bits, opcode
     */
    public record Frame(int first, Octets payload) {

        public byte[] bytes() {
            return payload.bytes();
        }

        /** The code of a Close frame. */
        public int closeCode() {
            return ByteBuffer.wrap(bytes()).getShort() & 0xffff;
        }
    }

    private final SSLSocket socket;
    private final InputStream in;
    private final OutputStream out;

    private Browser(SSLSocket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(Pipe.PATIENCE_SECONDS * 1000);
        socket.setTcpNoDelay(true);
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
    }

    /** Connects, and finishes the TLS handshake. */
    public static Browser connect(TestFarm farm, int port) throws IOException {
        return connect(farm, port, "127.0.0.1");
    }

    /** The same from this address of the loopback. */
    public static Browser connect(TestFarm farm, int port, String from) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {farm.authority().trust()}, null);
            Socket plain = new Socket(InetAddress.getLoopbackAddress(), port, InetAddress.getByName(from), 0);
            SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, HOST, port, true);
            socket.startHandshake();
            return new Browser(socket);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    public SSLSocket socket() {
        return socket;
    }

    /** Sends text as it is; a line feed becomes what HTTP wants. */
    public Browser send(String text) throws IOException {
        return sendRaw(text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    public Browser sendRaw(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
        return this;
    }

    /** Sends a GET without anything special. */
    public HttpMessage get(String path, String... fields) throws IOException {
        send("GET " + path + " HTTP/1.1\nHost: " + HOST + "\n" + lines(fields) + "\n");
        return read();
    }

    private static String lines(String... fields) {
        return fields.length == 0 ? "" : String.join("\n", fields) + "\n";
    }

    /** Reads a whole answer; to anything but HEAD. */
    public HttpMessage read() throws IOException {
        HttpMessage head = readHead();
        return head.status() == 304 || head.status() == 204 || head.status() < 200 ? head : head.withBody(in);
    }

    public HttpMessage readHead() throws IOException {
        HttpMessage head = HttpMessage.readHead(in);
        if (head == null) {
            throw new AssertionError("the gateway ended the connection");
        }
        return head;
    }

    public InputStream in() {
        return in;
    }

    /** Whether the gateway has ended the connection and nothing more comes. */
    public boolean isAtEnd() {
        try {
            return in.read() < 0;
        } catch (java.net.SocketTimeoutException late) {
            throw new AssertionError("the gateway does not end the connection", late);
        } catch (IOException reset) {
            return true;
        }
    }

    /** Asks for the stream as a page of ours does. */
    public HttpMessage upgrade(String... fields) throws IOException {
        send("GET /stream HTTP/1.1\nHost: " + HOST + "\nConnection: keep-alive, Upgrade\nUpgrade: websocket\n"
                + "Sec-WebSocket-Version: 13\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\n"
                + "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\n" + lines(fields) + "\n");
        return read();
    }

    /** Opens the stream with the session and origin of the test's user. */
    public Browser openStream() throws IOException {
        HttpMessage answer = upgrade("Origin: https://" + HOST, "Cookie: other=1; __Host-usher=" + TestFarm.COOKIE);
        if (answer.status() != 101) {
            throw new AssertionError(answer);
        }
        return this;
    }

    /** Sends a masked binary message. */
    public Browser sendMessage(byte[] payload) throws IOException {
        return sendFrame(0x82, payload);
    }

    public Browser sendMessage(ByteBuffer payload) throws IOException {
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        return sendMessage(bytes);
    }

    public Browser sendFrame(int first, byte[] payload) throws IOException {
        return sendRaw(frame(first, payload));
    }

    /** A masked frame. */
    public static byte[] frame(int first, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(14 + payload.length).put((byte) first);
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else if (payload.length <= 0xffff) {
            frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
        } else {
            frame.put((byte) (0x80 | 127)).putLong(payload.length);
        }
        frame.putInt(MASK);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ (MASK >> (24 - 8 * (i & 3)))));
        }
        byte[] bytes = new byte[frame.position()];
        frame.flip().get(bytes);
        return bytes;
    }

    /** Reads a frame of the gateway's. */
    public Frame readFrame() throws IOException {
        int first = in.read();
        int length = in.read();
        if (first < 0 || length < 0) {
            throw new AssertionError("the gateway ended the connection without a Close");
        }
        if (length == 126) {
            length = ByteBuffer.wrap(in.readNBytes(2)).getShort() & 0xffff;
        } else if (length == 127) {
            length = Math.toIntExact(ByteBuffer.wrap(in.readNBytes(8)).getLong());
        }
        return new Frame(first, Octets.of(in.readNBytes(length)));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
