package org.usher.gateway.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.usher.gateway.dial.HostAndPort;
import org.usher.relay.testing.Pipe;
import org.usher.relay.tls.TlsCredentials;
import org.usher.wire.Octets;
import org.usher.wire.rdp.ConnectionConfirm;
import org.usher.wire.rdp.ConnectionRequest;

/** An RDP server without a front: answers X.224 as the test says, does TLS, and hands the connection to the test. */
public final class RdpHostDouble implements AutoCloseable {

    private final ServerSocket listener;
    private final SSLContext tls;
    private final X509Certificate certificate;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final BlockingQueue<Octets> requests = new LinkedBlockingQueue<>();
    private final BlockingQueue<Visitor> visitors = new LinkedBlockingQueue<>();
    private volatile byte[] confirmation = new ConnectionConfirm.Selected(ConnectionRequest.HYBRID).encode();
    private volatile boolean speaksTls = true;

    /** Somebody whose TLS handshake is over. */
    public record Visitor(SSLSocket socket) {

        /** So many of the client's bytes. */
        public byte[] read(int length) throws IOException {
            byte[] bytes = socket.getInputStream().readNBytes(length);
            if (bytes.length < length) {
                throw new AssertionError("the client ends after " + bytes.length + " of " + length + " bytes");
            }
            return bytes;
        }

        public void write(byte... bytes) throws IOException {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        }

        /** Whether nothing more comes. */
        public boolean isAtEnd() throws IOException {
            try {
                return socket.getInputStream().read() < 0;
            } catch (java.net.SocketTimeoutException late) {
                throw new AssertionError("the gateway does not end the connection", late);
            } catch (IOException reset) {
                return true;
            }
        }
    }

    /** A host with this certificate. */
    public RdpHostDouble(TlsCredentials credentials) {
        try {
            certificate = credentials.chain().getFirst();
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(
                    "host", credentials.key(), new char[0], credentials.chain().toArray(X509Certificate[]::new));
            KeyManagerFactory keys = KeyManagerFactory.getInstance("SunX509");
            keys.init(store, new char[0]);
            tls = SSLContext.getInstance("TLS");
            tls.init(keys.getKeyManagers(), null, null);
            listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (GeneralSecurityException | IOException broken) {
            throw new IllegalStateException(broken);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /** From now on X.224 requests are answered so; with nothing there is no answer. */
    public void answers(byte... bytes) {
        confirmation = bytes;
    }

    /** From now on connections end behind the X.224 answer. */
    public void endsInsteadOfTls() {
        speaksTls = false;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                connections.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try {
            InputStream in = socket.getInputStream();
            byte[] header = in.readNBytes(4);
            if (header.length < 4) {
                socket.close();
                return;
            }
            int length = (header[2] & 0xff) << 8 | (header[3] & 0xff);
            byte[] request = new byte[length];
            System.arraycopy(header, 0, request, 0, 4);
            in.readNBytes(request, 4, length - 4);
            requests.add(Octets.of(request));
            socket.getOutputStream().write(confirmation);
            if (!speaksTls) {
                socket.close();
                return;
            }
            SSLSocket secure = (SSLSocket) tls.getSocketFactory().createSocket(socket, null, true);
            secure.setSoTimeout(Pipe.PATIENCE_SECONDS * 1000);
            secure.startHandshake();
            visitors.add(new Visitor(secure));
        } catch (IOException gone) {
            // The gateway did not like us, which is what many tests are about.
        }
    }

    /** What the next connection asked for. */
    public Octets request() throws InterruptedException {
        return awaited(requests, "no request came");
    }

    /** The next connection, after its TLS handshake. */
    public Visitor visitor() throws InterruptedException {
        return awaited(visitors, "nobody came");
    }

    private static <T> T awaited(BlockingQueue<T> queue, String otherwise) throws InterruptedException {
        T next = queue.poll(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError(otherwise);
        }
        return next;
    }

    /** How many got through TLS and were not asked for. */
    public int waiting() {
        return visitors.size();
    }

    /** How many came and were not asked for. */
    public int asked() {
        return requests.size();
    }

    public X509Certificate certificate() {
        return certificate;
    }

    public HostAndPort address() {
        return new HostAndPort("127.0.0.1", listener.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }
}
