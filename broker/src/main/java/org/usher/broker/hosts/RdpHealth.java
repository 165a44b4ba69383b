package org.usher.broker.hosts;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.usher.domain.hosts.Host;
import org.usher.domain.hosts.HostFacts;
import org.usher.domain.hosts.HostId;
import org.usher.wire.Decoded;
import org.usher.wire.rdp.ConnectionConfirm;
import org.usher.wire.rdp.ConnectionRequest;

/** Asks hosts' RDP ports whether they speak RDP: one X.224 round trip, nothing that a host would log as a sign-in. */
public final class RdpHealth {

    /** A host without a front may insist on CredSSP, and one that does not will take TLS. */
    private static final int ANY = ConnectionRequest.SSL | ConnectionRequest.HYBRID;

    private static final int PATIENCE_MILLIS = 2_000;

    /** How often a port must fail in a row before it counts as failing: one lost packet is no failure. */
    private static final int FAILURES = 2;

    /** How long a finding counts; the checks come far more often. */
    static final Duration FRESH = Duration.ofSeconds(60);

    private final Map<HostId, Finding> findings = new ConcurrentHashMap<>();

    private record Finding(int failures, long at) {}

    /** What the last checks found. */
    public HostFacts.Rdp of(HostId host) {
        Finding finding = findings.get(host);
        if (finding == null || System.nanoTime() - finding.at() > FRESH.toNanos()) {
            return HostFacts.Rdp.UNKNOWN;
        }
        if (finding.failures() == 0) {
            return HostFacts.Rdp.ANSWERS;
        }
        return finding.failures() < FAILURES ? HostFacts.Rdp.UNKNOWN : HostFacts.Rdp.FAILS;
    }

    /** Checks now and remembers the finding. */
    public boolean check(Host host) {
        boolean answers = answers(host.target(), host.managed() ? ConnectionRequest.SSL : ANY);
        findings.compute(
                host.id(),
                (id, before) ->
                        new Finding(answers ? 0 : before == null ? 1 : before.failures() + 1, System.nanoTime()));
        return answers;
    }

    /** Forgets a host. */
    public void forget(HostId host) {
        findings.remove(host);
    }

    static boolean answers(String target) {
        return answers(target, ConnectionRequest.SSL);
    }

    /** Whether this host and port answers an X.224 Connection Request with a Connection Confirm within two seconds. */
    private static boolean answers(String target, int protocols) {
        int colon = target.lastIndexOf(':');
        String name = target.substring(0, colon).replaceAll("[\\[\\]]", "");
        try (Socket socket = new Socket()) {
            long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
            socket.connect(new InetSocketAddress(name, Integer.parseInt(target.substring(colon + 1))), PATIENCE_MILLIS);
            socket.getOutputStream().write(new ConnectionRequest(Optional.empty(), protocols).encode());
            byte[] answer = new byte[ConnectionConfirm.LENGTH];
            int length = read(socket, answer, deadline);
            return ConnectionConfirm.decode(ByteBuffer.wrap(answer, 0, length))
                    instanceof Decoded.Message<ConnectionConfirm>;
        } catch (IOException unreachable) {
            return false;
        }
    }

    /** Reads until the answer is whole, the host has closed, or the time is over: a timeout for each byte would be none. */
    private static int read(Socket socket, byte[] answer, long deadline) throws IOException {
        InputStream in = socket.getInputStream();
        int length = 0;
        while (length < answer.length) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new SocketTimeoutException("the answer did not come within " + PATIENCE_MILLIS + " ms");
            }
            socket.setSoTimeout((int) left);
            int some = in.read(answer, length, answer.length - length);
            if (some < 0) {
                return length;
            }
            length += some;
        }
        return length;
    }
}
