package org.usher.dist.bench.session;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Presses keys of an X display, with its XTEST extension (X Window System Protocol; XTEST Extension Protocol 2.2). */
final class XKeyboard implements AutoCloseable {

    /** The key A, as servers without a keyboard of their own number it. */
    static final int KEY_A = 38;

    private static final int QUERY_EXTENSION = 98;
    private static final int FAKE_INPUT = 2;
    private static final int KEY_PRESS = 2;
    private static final int KEY_RELEASE = 3;
    private static final int REPLY = 32;

    private final SocketChannel server;
    private final byte extension;

    XKeyboard(String display) throws IOException {
        server = SocketChannel.open(StandardProtocolFamily.UNIX);
        server.connect(UnixDomainSocketAddress.of(Path.of("/tmp/.X11-unix/X" + display.substring(1))));
        send(packet(12).put((byte) 'l').put((byte) 0).putShort((short) 11).putShort((short) 0));
        ByteBuffer head = receive(8);
        if (head.get(0) != 1) {
            throw new IOException("the X server " + display + " lets nobody in");
        }
        receive((head.getShort(6) & 0xffff) * 4);
        byte[] name = "XTEST".getBytes(StandardCharsets.US_ASCII);
        send(packet(16)
                .put((byte) QUERY_EXTENSION)
                .put((byte) 0)
                .putShort((short) 4)
                .putShort((short) name.length)
                .putShort((short) 0)
                .put(name));
        ByteBuffer answer = receive(REPLY);
        if (answer.get(8) == 0) {
            throw new IOException("the X server " + display + " has no XTEST");
        }
        extension = answer.get(9);
    }

    /** Presses a key and lets go of it. */
    void strike(int key) throws IOException {
        ByteBuffer both = packet(72);
        fake(both, KEY_PRESS, key);
        fake(both, KEY_RELEASE, key);
        send(both);
    }

    private void fake(ByteBuffer into, int type, int key) {
        int begin = into.position();
        into.put(extension).put((byte) FAKE_INPUT).putShort((short) 9);
        into.put((byte) type).put((byte) key);
        into.position(begin + 36);
    }

    private static ByteBuffer packet(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void send(ByteBuffer packet) throws IOException {
        packet.position(0).limit(packet.capacity());
        while (packet.hasRemaining()) {
            server.write(packet);
        }
    }

    private ByteBuffer receive(int length) throws IOException {
        ByteBuffer bytes = packet(length);
        while (bytes.hasRemaining()) {
            if (server.read(bytes) < 0) {
                throw new IOException("the X server has ended the connection");
            }
        }
        return bytes.flip();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
