package org.usher.broker.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * A Unix domain socket with the face of {@link Socket}, which is what the PostgreSQL driver asks for and the JDK has only
 * as a channel. Blocking a virtual thread on it is cheap, which a native library's socket could not promise.
 */
final class UnixSocket extends Socket {

    private final SocketChannel channel;
    private final Path path;
    private volatile int timeout;

    UnixSocket(Path path) throws IOException {
        this.channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        this.path = path;
    }

    @Override
    public void connect(SocketAddress ignored, int connectTimeout) throws IOException {
        // The driver names a TCP address because it knows no other; a local connect succeeds or fails at once.
        channel.connect(UnixDomainSocketAddress.of(path));
    }

    @Override
    public InputStream getInputStream() {
        InputStream blocking = Channels.newInputStream(channel);
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                if (length == 0) {
                    return 0;
                }
                return timeout == 0 ? blocking.read(bytes, offset, length) : readWithin(timeout, bytes, offset, length);
            }
        };
    }

    private int readWithin(int milliseconds, byte[] bytes, int offset, int length) throws IOException {
        channel.configureBlocking(false);
        try (Selector selector = Selector.open()) {
            channel.register(selector, SelectionKey.OP_READ);
            if (selector.select(milliseconds) == 0) {
                throw new SocketTimeoutException("no answer from the database within " + milliseconds + " ms");
            }
            return channel.read(ByteBuffer.wrap(bytes, offset, length));
        } finally {
            if (channel.isOpen()) {
                channel.configureBlocking(true);
            }
        }
    }

    @Override
    public OutputStream getOutputStream() {
        return Channels.newOutputStream(channel);
    }

    @Override
    public void setSoTimeout(int milliseconds) {
        timeout = milliseconds;
    }

    @Override
    public int getSoTimeout() {
        return timeout;
    }

    @Override
    public boolean isConnected() {
        return channel.isConnected();
    }

    @Override
    public boolean isClosed() {
        return !channel.isOpen();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    // Options of TCP mean nothing here, and the driver sets them in any case.

    @Override
    public void setTcpNoDelay(boolean on) {}

    @Override
    public void setKeepAlive(boolean on) {}

    @Override
    public int getSendBufferSize() throws SocketException {
        try {
            return channel.getOption(StandardSocketOptions.SO_SNDBUF);
        } catch (IOException closed) {
            throw new SocketException("the database's socket is closed", closed);
        }
    }
}
