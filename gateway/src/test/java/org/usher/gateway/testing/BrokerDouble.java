package org.usher.gateway.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocket;
import org.usher.link.Json;
import org.usher.link.gateway.GatewayDesired;
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

    /** The requests other than reports, in their order. */
    public BlockingQueue<HttpMessage> requests() {
        return requests;
    }

    /** How many connections brought a request other than a report. */
    public int connections() {
        return connections.get();
    }

    public int reports() {
        return reports.get();
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
                goesOn = plain(out, "200 OK", Json.write(new GatewayDesired(farm.site(), farm.ticketKeys(), 1)));
                continue;
            }
            if (!counted) {
                counted = true;
                connections.incrementAndGet();
            }
            HttpMessage whole = request.withBody(in);
            requests.add(whole);
            goesOn = script.answer(whole, out);
        }
    }
}
