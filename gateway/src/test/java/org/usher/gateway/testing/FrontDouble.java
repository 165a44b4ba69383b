package org.usher.gateway.testing;

import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.usher.link.identity.ComponentIdentity;
import org.usher.relay.testing.Pipe;
import org.usher.wire.component.ComponentRole;

/** A front: hands what gateways bring to the test. */
public final class FrontDouble extends TlsServer {

    private final BlockingQueue<SSLSocket> visits = new LinkedBlockingQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    public FrontDouble(TestFarm farm, UUID host) {
        this(farm.identity(ComponentRole.HOST, host), "usher-stream/1");
    }

    public FrontDouble(ComponentIdentity self, String... protocols) {
        super(self, 0, protocols);
        begin();
    }

    /** The next connection, after its handshake. */
    public StreamPeer visit() throws InterruptedException, IOException {
        SSLSocket socket = visits.poll(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (socket == null) {
            throw new AssertionError("no gateway came");
        }
        return new StreamPeer(socket);
    }

    /** How many connections nobody has asked for yet. */
    public int waiting() {
        return visits.size();
    }

    @Override
    protected void serve(SSLSocket socket) throws IOException {
        socket.setNeedClientAuth(true);
        socket.startHandshake();
        visits.add(socket);
        try {
            closed.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        super.close();
    }
}
