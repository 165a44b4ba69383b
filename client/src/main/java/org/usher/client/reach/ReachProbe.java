package org.usher.client.reach;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.usher.client.ClientException;
import org.usher.client.ClientException.Reason;
import org.usher.client.trust.TrustManagers;
import org.usher.wire.Decoded;
import org.usher.wire.component.ComponentRole;
import org.usher.wire.rdp.ConnectionConfirm;
import org.usher.wire.rdp.ConnectionRequest;

/**
 * Asks RDP ports whether they answer, by the first round trip of a connection (X.224). Nothing of a user goes there.
 *
 * @param patience how long a port has for its answer
 */
public record ReachProbe(Duration patience) {

    /** The most ports that are asked. */
    public static final int MOST = 8;

    /** How long is usual: a road that is slower than that is not worth to be preferred. */
    public static final Duration USUAL = Duration.ofMillis(1500);

    // A confirm is 11 or 19 bytes; one that announces more is none.
    private static final int LONGEST = 64;

    /** Which of these addresses, of which no more than {@link #MOST} are asked, answer; all are asked at once. */
    public List<String> answering(List<String> addresses) {
        List<String> asked = addresses.stream().distinct().limit(MOST).toList();
        List<Callable<Boolean>> questions = asked.stream()
                .<Callable<Boolean>>map(address -> () -> greet(address))
                .toList();
        List<String> answered = new ArrayList<>();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            List<Future<Boolean>> answers = threads.invokeAll(questions, patience.toMillis(), TimeUnit.MILLISECONDS);
            for (int i = 0; i < answers.size(); i++) {
                if (isYes(answers.get(i))) {
                    answered.add(asked.get(i));
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            // Not waited for: a name that is being looked up cannot be interrupted.
            threads.shutdownNow();
        }
        return answered;
    }

    private static boolean isYes(Future<Boolean> answer) throws InterruptedException {
        if (answer.isCancelled()) {
            return false;
        }
        try {
            return answer.get();
        } catch (ExecutionException unreachable) {
            return false;
        }
    }

    private boolean greet(String address) throws IOException {
        try (Socket socket = connect(HostAddress.of(address))) {
            return greet(socket) instanceof ConnectionConfirm.Selected;
        }
    }

    private Socket connect(HostAddress address) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(address.host(), address.port()), (int) patience.toMillis());
            socket.setSoTimeout((int) patience.toMillis());
            return socket;
        } catch (IOException unreachable) {
            socket.close();
            throw unreachable;
        }
    }

    private static ConnectionConfirm greet(Socket socket) throws IOException {
        int protocols = ConnectionRequest.SSL | ConnectionRequest.HYBRID;
        socket.getOutputStream().write(new ConnectionRequest(Optional.empty(), protocols).encode());
        return confirm(socket.getInputStream());
    }

    // Not a byte more is read: what follows is TLS.
    private static ConnectionConfirm confirm(InputStream in) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(LONGEST);
        while (true) {
            switch (ConnectionConfirm.decode(bytes.duplicate().flip())) {
                case Decoded.Message<ConnectionConfirm>(ConnectionConfirm confirm, int consumed) -> {
                    return confirm;
                }
                case Decoded.Malformed<ConnectionConfirm> malformed ->
                    throw new IOException("it does not speak RDP: " + malformed.explanation());
                case Decoded.NeedMore<ConnectionConfirm> more -> {
                    int next = bytes.hasRemaining() ? in.read() : -1;
                    if (next < 0) {
                        throw new IOException("it broke off in its first answer");
                    }
                    bytes.put((byte) next);
                }
            }
        }
    }

    /**
     * The certificate of the host at this address; empty when it does not answer.
     *
     * @param authority the farm's CA, which has to have certified it as a host
     * @throws ClientException when somebody answers who is no host of the farm
     */
    public Optional<X509Certificate> hostCertificate(String address, X509Certificate authority) {
        TrustManager farm = TrustManagers.component(authority, ComponentRole.HOST);
        HostAddress host = HostAddress.of(address);
        try (Socket socket = connect(host)) {
            if (!(greet(socket) instanceof ConnectionConfirm.Selected(int protocol)) || protocol == 0) {
                throw noHost(address, "it offers no TLS", null);
            }
            SSLContext context = TrustManagers.context(farm);
            try (SSLSocket secured =
                    (SSLSocket) context.getSocketFactory().createSocket(socket, host.host(), host.port(), false)) {
                secured.startHandshake();
                return secured.getSession().getPeerCertificates()[0] instanceof X509Certificate certificate
                        ? Optional.of(certificate)
                        : Optional.empty();
            }
        } catch (SSLException untrusted) {
            throw noHost(address, String.valueOf(untrusted.getMessage()), untrusted);
        } catch (IOException unreachable) {
            return Optional.empty();
        }
    }

    private static ClientException noHost(
            String address, String why, @org.jspecify.annotations.Nullable Exception cause) {
        String words = "who answers at " + address + " is not a host of the farm (" + why
                + "): nothing was sent there. Ask the administrator, or use --mode gateway-ssl";
        return cause == null
                ? new ClientException(Reason.NOT_TRUSTED, "host-not-trusted", words)
                : new ClientException(Reason.NOT_TRUSTED, "host-not-trusted", words, cause);
    }
}
