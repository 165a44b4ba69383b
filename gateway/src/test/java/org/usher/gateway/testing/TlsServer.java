package org.usher.gateway.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.usher.gateway.dial.HostAndPort;
import org.usher.link.identity.ComponentIdentity;
import org.usher.link.identity.FarmTls;

/** A server with mutual TLS in the JDK's own way: a thread per connection, all of it blocking. */
public abstract class TlsServer implements AutoCloseable {

    private final SSLServerSocket listener;
    private final Set<SSLSocket> connections = ConcurrentHashMap.newKeySet();

    /**
     * @param port 0 for any free one
     * @param protocols application protocols, if any
     */
    protected TlsServer(ComponentIdentity self, int port, String... protocols) {
        try {
            listener = (SSLServerSocket) FarmTls.mutual(self, peer -> true)
                    .getServerSocketFactory()
                    .createServerSocket(port, 1000, InetAddress.getLoopbackAddress());
            // Who joins has no certificate yet; a broker asks for one where it matters.
            listener.setWantClientAuth(true);
            SSLParameters parameters = listener.getSSLParameters();
            parameters.setApplicationProtocols(protocols);
            listener.setSSLParameters(parameters);
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** To be called by the subclass when it is whole. */
    protected final void begin() {
        Thread.ofVirtual().start(() -> {
            while (!listener.isClosed()) {
                try {
                    SSLSocket socket = (SSLSocket) listener.accept();
                    connections.add(socket);
                    if (listener.isClosed()) {
                        // It came while we were closing, and was not among those that were cut.
                        socket.close();
                        return;
                    }
                    Thread.ofVirtual().start(() -> run(socket));
                } catch (IOException closed) {
                    return;
                }
            }
        });
    }

    private void run(SSLSocket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            serve(socket);
        } catch (IOException gone) {
            // The other side went away, which is what many tests are about.
        } finally {
            connections.remove(socket);
        }
    }

    /** One connection; it is closed when this returns. */
    protected abstract void serve(SSLSocket socket) throws IOException;

    public HostAndPort address() {
        return new HostAndPort("127.0.0.1", listener.getLocalPort());
    }

    /** Ends every connection, as if the process had been killed; the port stays open. */
    public void cutConnections() {
        for (SSLSocket socket : connections) {
            try {
                socket.close();
            } catch (IOException alreadyGone) {
                // That is what was wanted.
            }
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException alreadyGone) {
            // That is what was wanted.
        }
        cutConnections();
    }
}
