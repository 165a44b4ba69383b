package org.usher.dist.bench.paper;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLParameters;
import org.usher.link.Json;
import org.usher.link.gateway.GatewayDesired;
import org.usher.link.identity.FarmTls;
import org.usher.wire.component.ComponentRole;

/** What a gateway needs of a broker to carry streams: the answer to its reports, with the ticket keys. */
public final class PaperBroker implements AutoCloseable {

    private static final int REPORT_EVERY_SECONDS = 5;

    private final HttpsServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger reports = new AtomicInteger();

    /** Starts one that knows this farm's keys. */
    public PaperBroker(PaperFarm farm) throws IOException {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var tls = FarmTls.mutual(farm.identity(ComponentRole.BROKER), peer -> peer.role() == ComponentRole.GATEWAY);
        server.setHttpsConfigurator(new HttpsConfigurator(tls) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters mutual = tls.getDefaultSSLParameters();
                mutual.setNeedClientAuth(true);
                parameters.setSSLParameters(mutual);
            }
        });
        byte[] answer = Json.write(new GatewayDesired(farm.site(), farm.ticketKeys(), REPORT_EVERY_SECONDS))
                .getBytes(StandardCharsets.UTF_8);
        server.createContext("/link/v1/gateway/report", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, answer.length);
                exchange.getResponseBody().write(answer);
            }
            reports.incrementAndGet();
        });
        server.setExecutor(threads);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** How many reports have come. */
    int reports() {
        return reports.get();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
