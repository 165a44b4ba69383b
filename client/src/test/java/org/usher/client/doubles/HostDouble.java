package org.usher.client.doubles;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocket;
import org.usher.wire.Decoded;
import org.usher.wire.rdp.ConnectionConfirm;
import org.usher.wire.rdp.ConnectionRequest;

/** An RDP port up to the end of its TLS handshake, or one that says something else, or nothing. */
public final class HostDouble implements AutoCloseable {

    private final ServerSocket listener;
    private final byte[] says;
    private final Optional<Papers.Identity> identity;

    /** How many came. */
    public final AtomicInteger visitors = new AtomicInteger();

    private HostDouble(byte[] says, Optional<Papers.Identity> identity) throws IOException {
        this.says = says;
        this.identity = identity;
        this.listener = new ServerSocket(0, 100, InetAddress.ofLiteral("127.0.0.1"));
        Thread.ofVirtual().start(this::accept);
    }

    /** One that speaks RDP with this certificate. */
    public static HostDouble start(Papers.Identity identity) throws IOException {
        return new HostDouble(new ConnectionConfirm.Selected(ConnectionRequest.SSL).encode(), Optional.of(identity));
    }

    /** One that answers with these bytes; with none, it keeps silent. */
    public static HostDouble saying(byte[] bytes) throws IOException {
        return new HostDouble(bytes, Optional.empty());
    }

    public String address() {
        return "127.0.0.1:" + listener.getLocalPort();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket visitor = listener.accept();
                visitors.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(visitor));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket visitor) {
        try (visitor) {
            ByteBuffer in = ByteBuffer.allocate(256);
            while (!(ConnectionRequest.decode(in.duplicate().flip()) instanceof Decoded.Message<ConnectionRequest>)) {
                int next = visitor.getInputStream().read();
                if (next < 0) {
                    return;
                }
                in.put((byte) next);
            }
            visitor.getOutputStream().write(says);
            if (identity.isPresent()) {
                try (SSLSocket secured =
                        (SSLSocket) identity.get().context().getSocketFactory().createSocket(visitor, null, true)) {
                    secured.setUseClientMode(false);
                    secured.startHandshake();
                    secured.getInputStream().read();
                }
            } else {
                visitor.getInputStream().read();
            }
        } catch (IOException gone) {
            // Visitors may go whenever they like.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
