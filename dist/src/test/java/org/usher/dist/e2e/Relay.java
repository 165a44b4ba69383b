package org.usher.dist.e2e;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Another address: whoever connects here comes to the loopback's port from it. */
final class Relay implements AutoCloseable {

    private final ServerSocket listener;
    private final String from;
    private final int port;

    Relay(String from, int port) throws IOException {
        this.from = from;
        this.port = port;
        this.listener = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"));
        Thread.ofVirtual().name("relay").start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                Socket front = new Socket();
                front.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
                front.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
                Thread.ofVirtual().start(() -> pass(client, front));
                Thread.ofVirtual().start(() -> pass(front, client));
            }
        } catch (IOException closed) {
            // By the test, which is done with it.
        }
    }

    private static void pass(Socket in, Socket out) {
        try (in;
                out) {
            in.getInputStream().transferTo(out.getOutputStream());
        } catch (IOException gone) {
            // One end is gone, and so is the other now.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
