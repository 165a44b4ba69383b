package org.usher.broker;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import org.usher.wire.rdp.ConnectionConfirm;
import org.usher.wire.rdp.ConnectionRequest;

/** A port that answers an X.224 Connection Request, as a front does when somebody asks whether it lives. */
final class RdpDouble implements AutoCloseable {

    private final ServerSocket server;

    private RdpDouble(ServerSocket server) {
        this.server = server;
    }

    static RdpDouble start() throws IOException {
        ServerSocket server = new ServerSocket(0);
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try (Socket visitor = server.accept()) {
                    int first = visitor.getInputStream().read();
                    if (first == 3) {
                        visitor.getOutputStream().write(new ConnectionConfirm.Selected(ConnectionRequest.SSL).encode());
                    }
                } catch (IOException gone) {
                    // The visitor left, or the test is over.
                }
            }
        });
        return new RdpDouble(server);
    }

    int port() {
        return server.getLocalPort();
    }

    /** A port on which nobody listens. */
    static int refusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
