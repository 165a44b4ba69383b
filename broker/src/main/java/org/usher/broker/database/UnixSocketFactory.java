package org.usher.broker.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import javax.net.SocketFactory;

/** Makes the driver's connections to a PostgreSQL on a Unix socket. The driver creates it by its class name. */
public final class UnixSocketFactory extends SocketFactory {

    private final Path path;

    /** {@code path} is the socket's file, the driver's property {@code socketFactoryArg}. */
    public UnixSocketFactory(String path) {
        this.path = Path.of(path);
    }

    @Override
    public Socket createSocket() {
        try {
            return new UnixSocket(path);
        } catch (IOException broken) {
            throw new UncheckedIOException("cannot open a Unix socket for " + path, broken);
        }
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return connected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        return connected();
    }

    private Socket connected() throws IOException {
        Socket socket = createSocket();
        socket.connect(new java.net.InetSocketAddress(0), 0);
        return socket;
    }
}
