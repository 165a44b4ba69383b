package org.usher.gateway.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.usher.gateway.dial.HostAndPort;
import org.usher.link.identity.ComponentIdentity;
import org.usher.link.identity.FarmTls;
import org.usher.relay.testing.Pipe;
import org.usher.wire.Decoded;
import org.usher.wire.Octets;
import org.usher.wire.admission.AdmissionCodec;
import org.usher.wire.admission.AdmissionFrame;
import org.usher.wire.admission.RelayPreface;
import org.usher.wire.component.ComponentRole;

/**
 * A host with a front, on one port: gateways that ask come with TLS, relayed RDP clients with a preface, and what has neither
 * is an RDP server without a front.
 */
public final class HostDouble implements AutoCloseable {

    private final ServerSocket listener;
    private final SSLContext tls;
    private final BlockingQueue<AdmissionFrame.Ask> asks = new LinkedBlockingQueue<>();
    private final BlockingQueue<RdpPeer> visits = new LinkedBlockingQueue<>();
    private final AtomicInteger askingConnections = new AtomicInteger();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Random random = new Random(1);
    private volatile Function<AdmissionFrame.Ask, @Nullable AdmissionFrame> decision = ask -> admit(ask, 0);

    public HostDouble(TestFarm farm, UUID host) throws IOException {
        this(farm.identity(ComponentRole.HOST, host), 0);
    }

    public HostDouble(ComponentIdentity self, int port) throws IOException {
        tls = FarmTls.mutual(self, peer -> true);
        listener = new ServerSocket(port, 1000, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            while (!listener.isClosed()) {
                try {
                    Socket socket = listener.accept();
                    sockets.add(socket);
                    Thread.ofVirtual().start(() -> serve(socket));
                } catch (IOException closed) {
                    return;
                }
            }
        });
    }

    /** From now on questions are answered so; null for no answer. */
    public void decide(Function<AdmissionFrame.Ask, @Nullable AdmissionFrame> newDecision) {
        decision = newDecision;
    }

    /** Everything allowed, and this many idle minutes. */
    public AdmissionFrame admit(AdmissionFrame.Ask ask, int idleMinutes) {
        byte[] pass = new byte[AdmissionFrame.PASS];
        random.nextBytes(pass);
        return new AdmissionFrame.Admitted(ask.number(), Octets.of(pass), true, true, true, idleMinutes);
    }

    /** Waits for a question. */
    public AdmissionFrame.Ask ask() throws InterruptedException {
        AdmissionFrame.Ask ask = asks.poll(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (ask == null) {
            throw new AssertionError("no gateway asked");
        }
        return ask;
    }

    /** How many questions nobody has looked at yet. */
    public int asked() {
        return asks.size();
    }

    /** How many connections there have been for asking. */
    public int askingConnections() {
        return askingConnections.get();
    }

    /** Waits for the next connection of an RDP client's. */
    public RdpPeer visit() throws InterruptedException {
        RdpPeer peer = visits.poll(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (peer == null) {
            throw new AssertionError("no RDP client came");
        }
        return peer;
    }

    /** How many RDP clients nobody has asked for yet. */
    public int waiting() {
        return visits.size();
    }

    public HostAndPort address() {
        return new HostAndPort("127.0.0.1", listener.getLocalPort());
    }

    private void serve(Socket socket) {
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(Pipe.PATIENCE_SECONDS * 1000);
            int first = socket.getInputStream().read();
            if (first == 0x16) {
                serveGateway(socket);
            } else if (first == RelayPreface.FIRST_BYTE) {
                visits.add(RdpPeer.behindPreface(socket, first));
            } else if (first >= 0) {
                visits.add(new RdpPeer(socket, null, first));
            }
        } catch (IOException gone) {
            // The other side went away, which is what many tests are about.
        }
    }

    private void serveGateway(Socket socket) throws IOException {
        SSLSocket secured = (SSLSocket)
                tls.getSocketFactory().createSocket(socket, new ByteArrayInputStream(new byte[] {0x16}), true);
        secured.setUseClientMode(false);
        secured.setNeedClientAuth(true);
        secured.setSoTimeout(0);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"usher-admission/1"});
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        askingConnections.incrementAndGet();
        InputStream in = secured.getInputStream();
        OutputStream out = secured.getOutputStream();
        while (true) {
            byte[] header = in.readNBytes(AdmissionCodec.HEADER);
            if (header.length < AdmissionCodec.HEADER) {
                return;
            }
            byte[] payload = in.readNBytes(ByteBuffer.wrap(header).getInt() & 0xffffff);
            ByteBuffer all = ByteBuffer.allocate(header.length + payload.length)
                    .put(header)
                    .put(payload)
                    .flip();
            if (!(AdmissionCodec.decode(all)
                    instanceof Decoded.Message<AdmissionFrame>(AdmissionFrame.Ask ask, int consumed))) {
                throw new AssertionError("a gateway sent something else than a question");
            }
            asks.add(ask);
            AdmissionFrame answer = decision.apply(ask);
            if (answer != null) {
                ByteBuffer frame = AdmissionCodec.encode(answer);
                byte[] bytes = new byte[frame.remaining()];
                frame.get(bytes);
                out.write(bytes);
                out.flush();
            }
        }
    }

    /** Ends every connection, as if the process had been killed; the port stays open. */
    public void cutConnections() {
        for (Socket socket : sockets) {
            close(socket);
        }
        sockets.clear();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            // That is what was wanted.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        cutConnections();
    }
}
