package org.usher.gateway.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.usher.link.Json;
import org.usher.link.gateway.ClaimLaunch;
import org.usher.link.gateway.ClaimedLaunch;
import org.usher.link.gateway.GatewayDesired;
import org.usher.link.gateway.GatewayReport;
import org.usher.link.host.Permissions;
import org.usher.link.identity.Pem;
import org.usher.link.join.JoinAnswer;
import org.usher.link.join.JoinRequest;
import org.usher.link.refusal.RefusedClient;
import org.usher.relay.testing.Pipe;
import org.usher.wire.Octets;
import org.usher.wire.component.ComponentName;
import org.usher.wire.component.ComponentRole;

/** A broker: takes reports, and answers everything else as the test says. */
public final class BrokerDouble extends TlsServer {

    /** Answers one request; what it writes goes out as it is. Returns whether the connection goes on. */
    @FunctionalInterface
    public interface Script {

        boolean answer(HttpMessage request, OutputStream out) throws IOException;
    }

    private final TestFarm farm;
    private final BlockingQueue<HttpMessage> requests = new LinkedBlockingQueue<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger reports = new AtomicInteger();
    private final BlockingQueue<RefusedClient> refused = new LinkedBlockingQueue<>();
    private final BlockingQueue<ClaimLaunch> claims = new LinkedBlockingQueue<>();
    private final Set<UUID> claimed = ConcurrentHashMap.newKeySet();
    private volatile Permissions permissions = Permissions.ALL;
    private final BlockingQueue<GatewayReport> said = new LinkedBlockingQueue<>();
    private volatile List<UUID> ended = List.of();
    private final BlockingQueue<GatewayReport.Carried> carried = new LinkedBlockingQueue<>();
    private volatile boolean early;
    private volatile Script script = (request, out) -> plain(out, "200 OK", "hello from the broker");

    public BrokerDouble(TestFarm farm) {
        this(farm, 0);
    }

    public BrokerDouble(TestFarm farm, int port) {
        super(farm.identity(ComponentRole.BROKER, UUID.randomUUID()), port);
        this.farm = farm;
        begin();
    }

    /** From now on requests are answered so. */
    public void script(Script newScript) {
        script = newScript;
    }

    /** From now on requests are answered when their head has come; the body is not read. */
    public void earlyScript(Script newScript) {
        script = newScript;
        early = true;
    }

    /** From now on this is what claimed launches may do. */
    public void permits(Permissions newPermissions) {
        permissions = newPermissions;
    }

    /** Waits for a claim. */
    public ClaimLaunch claim() throws InterruptedException {
        ClaimLaunch next = claims.poll(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no claim came");
        }
        return next;
    }

    /** Waits for a report that says what is wanted. */
    public GatewayReport report(Predicate<GatewayReport> wanted) throws InterruptedException {
        while (true) {
            GatewayReport next = said.poll(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("no report came");
            }
            if (wanted.test(next)) {
                return next;
            }
        }
    }

    /** From now on gateways are told to end these launches' connections. */
    public void end(UUID... launches) {
        ended = List.of(launches);
    }

    /** A launch is claimed once. */
    private boolean answerClaim(OutputStream out, ClaimLaunch claim) throws IOException {
        claims.add(claim);
        if (claimed.add(claim.launch())) {
            return plain(out, "200 OK", Json.write(new ClaimedLaunch(permissions)));
        }
        return plain(
                out,
                "403 Forbidden",
                "{\"status\":403,\"title\":\"Forbidden\",\"detail\":\"Used.\",\"code\":\"" + ClaimLaunch.USED + "\"}");
    }

    /** The requests other than reports, in their order. */
    public BlockingQueue<HttpMessage> requests() {
        return requests;
    }

    /** How many connections brought a request other than a report. */
    public int connections() {
        return connections.get();
    }

    /** Waits for a report of somebody who was turned away; null when none comes. */
    public @Nullable RefusedClient refused() throws InterruptedException {
        return refused.poll(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Waits for a report that this launch is carried. */
    public GatewayReport.Carried carried(UUID launch) throws InterruptedException {
        while (true) {
            GatewayReport.Carried next = carried.poll(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("no report says that launch " + launch + " is carried");
            }
            if (next.launch().equals(launch)) {
                return next;
            }
        }
    }

    public int reports() {
        return reports.get();
    }

    /** Waits for a request other than a report. */
    public HttpMessage request() throws InterruptedException {
        HttpMessage request = requests.poll(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (request == null) {
            throw new AssertionError("no request came");
        }
        return request;
    }

    /** Writes text as it is; a line feed becomes what HTTP wants. */
    public static boolean raw(OutputStream out, String text) throws IOException {
        out.write(text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        return true;
    }

    /** Writes text as it is, and ends the connection. */
    public static boolean rawAndEnd(OutputStream out, String text) throws IOException {
        raw(out, text);
        return false;
    }

    /** Writes a whole answer. */
    public static boolean plain(OutputStream out, String status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        out.write(
                ("HTTP/1.1 " + status + "\r\nContent-Type: text/plain\r\nContent-Length: " + bytes.length + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        out.write(bytes);
        out.flush();
        return true;
    }

    /** Lets anybody in who knows no matter what secret. */
    private JoinAnswer join(JoinRequest request) {
        try {
            PublicKey key = KeyFactory.getInstance("EC")
                    .generatePublic(new X509EncodedKeySpec(
                            Octets.ofText(request.publicKey()).bytes()));
            ComponentName name = new ComponentName(farm.site(), ComponentRole.GATEWAY, UUID.randomUUID());
            return new JoinAnswer(
                    Pem.of(farm.authority().certify(key, name)),
                    Pem.of(farm.authority().certificate()));
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException(broken);
        }
    }

    @Override
    protected void serve(SSLSocket socket) throws IOException {
        InputStream in = socket.getInputStream();
        OutputStream out = socket.getOutputStream();
        boolean counted = false;
        boolean goesOn = true;
        while (goesOn) {
            HttpMessage request = HttpMessage.readHead(in);
            if (request == null) {
                return;
            }
            if (request.first().startsWith("POST /link/v1/gateway/report ")) {
                request = request.withBody(in);
                reports.incrementAndGet();
                GatewayReport report = Json.read(request.text(), GatewayReport.class);
                refused.addAll(report.refused());
                said.add(report);
                carried.addAll(report.carried());
                goesOn = plain(out, "200 OK", Json.write(new GatewayDesired(farm.site(), farm.ticketKeys(), 1, ended)));
                continue;
            }
            if (request.first().startsWith("POST " + ClaimLaunch.PATH + " ")) {
                request = request.withBody(in);
                goesOn = answerClaim(out, Json.read(request.text(), ClaimLaunch.class));
                continue;
            }
            if (request.first().startsWith("POST /link/v1/join ")) {
                request = request.withBody(in);
                goesOn = plain(out, "200 OK", Json.write(join(Json.read(request.text(), JoinRequest.class))));
                continue;
            }
            if (!counted) {
                counted = true;
                connections.incrementAndGet();
            }
            HttpMessage whole = early ? request : request.withBody(in);
            requests.add(whole);
            goesOn = script.answer(whole, out);
        }
    }
}
