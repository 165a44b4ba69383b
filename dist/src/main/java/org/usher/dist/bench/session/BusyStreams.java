package org.usher.dist.bench.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.IOException;
import java.net.HttpCookie;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.usher.dist.bench.BenchOutput;
import org.usher.dist.bench.Workshop;
import org.usher.dist.bench.paper.WebSocketClient;
import org.usher.dist.program.UserError;
import org.usher.link.identity.FarmTls;
import org.usher.link.identity.FarmTrust;
import org.usher.relay.stream.StreamFrames;
import org.usher.relay.tls.TlsContext;
import org.usher.relay.transport.Transport;
import org.usher.wire.Octets;
import org.usher.wire.component.ComponentRole;
import org.usher.wire.rdcleanpath.RdCleanPath;
import org.usher.wire.rdp.ConnectionRequest;
import org.usher.wire.stream.StreamCodec;
import org.usher.wire.stream.StreamFrame;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Streams of other users through the same gateway, all of them to one other session host: real sign-ins, launches, tickets
 * and fronts, with {@link BusyHost} in the place of the RDP server and this class in that of their pages.
 */
final class BusyStreams implements AutoCloseable {

    private static final String HOST = "busy-host";
    private static final String APPLICATION = "Busy";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int PING_MILLIS = 500;
    private static final int ACK_AFTER = 32 * 1024;
    private static final JsonMapper JSON = new JsonMapper();

    private final BenchFarm farm;
    private final Transport transport;
    private final TlsContext tls;
    private final FarmTrust trust;
    private final List<Stream> streams = new ArrayList<>();
    private long begun = System.nanoTime();

    /** {@code before} is how much had come when counting began. */
    private record Stream(Channel channel, AtomicLong received, AtomicLong before) {

        long counted() {
            return received.get() - before.get();
        }
    }

    private BusyStreams(BenchFarm farm, Transport transport) throws IOException {
        this.farm = farm;
        this.transport = transport;
        this.trust = new FarmTrust(farm.authority(), peer -> peer.role() == ComponentRole.GATEWAY);
        this.tls = TlsContext.client(trust, TlsContext.Versions.TLS_12_AND_13, "http/1.1");
    }

    /** Opens so many, and waits until something comes in on each. */
    static BusyStreams open(Workshop workshop, BenchFarm farm, BenchOutput output, int count)
            throws IOException, InterruptedException {
        Transport transport = workshop.keep(Transport.start("busy", 1));
        Path socket = farm.addHost(HOST, "busy.socket");
        workshop.keep(new BusyHost(socket, transport));
        BusyStreams busy = new BusyStreams(farm, transport);
        List<String> users = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            users.add(farm.user("busy" + i));
        }
        String host = farm.hosts().stream()
                .filter(each -> each.path("name").asString().equals(HOST))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asString();
        farm.api().patch("/api/v1/admin/hosts/" + host, Map.of("maxSessions", 2 * count));
        String resource = farm.publish(APPLICATION, List.of("xterm"), users, List.of(host));
        for (int i = 1; i <= count; i++) {
            busy.streams.add(busy.openOne(i, resource));
            if (i % 25 == 0) {
                output.progress(i + " busy streams");
            }
        }
        workshop.await(
                "traffic on all streams",
                "server",
                PATIENCE,
                () -> busy.streams.stream().allMatch(stream -> stream.received().get() > 10L * BusyHost.PICTURE));
        busy.streams.forEach(stream -> stream.before().set(stream.received().get()));
        busy.begun = System.nanoTime();
        return busy;
    }

    /** A user signs in from an address of their own and clicks; then the stream is opened as the page opens it. */
    private Stream openOne(int number, String resource) throws IOException, InterruptedException {
        InetAddress from = InetAddress.ofLiteral("127.0.1." + number);
        try (HttpClient http = HttpClient.newBuilder()
                .localAddress(from)
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(FarmTls.anonymous(trust))
                .build()) {
            String csrf = cookie(http.send(request("/api/v1/me").GET().build(), body()), "__Host-usher-csrf");
            String given = "__Host-usher-csrf=" + csrf;
            HttpResponse<String> signedIn = post(
                    http,
                    "/api/v1/sign-in",
                    csrf,
                    given,
                    Map.of("name", "busy" + number, "password", BenchFarm.PASSWORD));
            String session = cookie(signedIn, "__Host-usher");
            HttpResponse<String> launched = post(
                    http,
                    "/api/v1/launches",
                    csrf,
                    given + "; __Host-usher=" + session,
                    Map.of(
                            "key",
                            UUID.randomUUID().toString(),
                            "resource",
                            resource,
                            "width",
                            1100,
                            "height",
                            700,
                            "attached",
                            List.of()));
            JsonNode way = JSON.readTree(launched.body());
            AtomicLong received = new AtomicLong();
            return new Stream(
                    connect(
                            from,
                            session,
                            way.path("ticket").asString(),
                            way.path("target").asString(),
                            received),
                    received,
                    new AtomicLong());
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(farm.address().resolve(path)).timeout(PATIENCE);
    }

    private static HttpResponse.BodyHandler<String> body() {
        return HttpResponse.BodyHandlers.ofString();
    }

    private HttpResponse<String> post(HttpClient http, String path, String csrf, String cookies, Object what)
            throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(
                request(path)
                        .header("Content-Type", "application/json")
                        .header("X-CSRF-Token", csrf)
                        .header("Cookie", cookies)
                        .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(what)))
                        .build(),
                body());
        if (response.statusCode() / 100 != 2) {
            throw new UserError(path + ": " + response.statusCode() + " " + response.body());
        }
        return response;
    }

    private static String cookie(HttpResponse<String> response, String name) {
        return response.headers().allValues("Set-Cookie").stream()
                .flatMap(line -> HttpCookie.parse(line).stream())
                .filter(cookie -> cookie.getName().equals(name))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElseThrow(() -> new UserError("no cookie " + name + " in the answer to " + response.uri()));
    }

    private Channel connect(InetAddress from, String cookie, String ticket, String target, AtomicLong received) {
        URI gateway = farm.address();
        return transport
                .tcpClient(transport.loops().next(), PATIENCE)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.config().setAutoRead(true);
                        channel.pipeline()
                                .addLast(
                                        tls.handler(channel.alloc(), PATIENCE),
                                        new Page(gateway.getAuthority(), cookie, ticket, target),
                                        new StreamFrames(),
                                        new Reader(received));
                    }
                })
                .connect(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), gateway.getPort()),
                        new InetSocketAddress(from, 0))
                .syncUninterruptibly()
                .channel();
    }

    /** Fails when a stream has ended, or brought less than half of what its host would send. */
    void requireAll() {
        double seconds = (System.nanoTime() - begun) / 1e9;
        double wanted = seconds * 1000 / BusyHost.EVERY_MILLIS * BusyHost.PICTURE / 2;
        long slow = streams.stream().filter(stream -> stream.counted() < wanted).count();
        if (slow > 0) {
            throw new UserError(
                    slow + " busy streams were not busy (expected: half of what their host sends at least)");
        }
        long open =
                streams.stream().filter(stream -> stream.channel().isActive()).count();
        if (open < streams.size()) {
            throw new UserError((streams.size() - open) + " busy streams have ended in " + seconds + " s");
        }
    }

    @Override
    public void close() {
        streams.forEach(stream -> stream.channel().close());
        tls.close();
    }

    /** WebSocket, HELLO, RDCleanPath and the sign-on. */
    private static final class Page extends ChannelInboundHandlerAdapter {

        private final String host;
        private final String cookie;
        private final String ticket;
        private final String target;
        private final WebSocketClient webSocket = new WebSocketClient();
        private boolean agreed;

        Page(String host, String cookie, String ticket, String target) {
            this.host = host;
            this.cookie = cookie;
            this.ticket = ticket;
            this.target = target;
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof SslHandshakeCompletionEvent done && done.isSuccess()) {
                ctx.writeAndFlush(WebSocketClient.request(host, cookie), ctx.voidPromise());
            }
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ByteBuf in = (ByteBuf) message;
            try {
                if (!agreed) {
                    agreed = webSocket.agreed(in);
                    if (agreed) {
                        begin(ctx);
                    }
                }
                webSocket.payload(in, ctx::fireChannelRead);
            } finally {
                in.release();
            }
        }

        private void begin(ChannelHandlerContext ctx) {
            byte[] x224 = new ConnectionRequest(Optional.empty(), ConnectionRequest.SSL).encode();
            byte[] request = new RdCleanPath.Request(target, ticket, Octets.of(x224)).encode();
            send(ctx, new StreamFrame.Hello(ticket, Optional.empty(), 0));
            long offset = 0;
            for (byte[] words : List.of(request, Talk.CONNECT_INITIAL, Talk.CLIENT_INFO)) {
                send(ctx, new StreamFrame.Data(offset, ByteBuffer.wrap(words)));
                offset += words.length;
            }
        }
    }

    private static void send(ChannelHandlerContext ctx, StreamFrame frame) {
        ctx.writeAndFlush(
                WebSocketClient.message(Unpooled.wrappedBuffer(StreamCodec.encode(frame))), ctx.voidPromise());
    }

    /** Acknowledges and pings, as pages do. */
    private static final class Reader extends ChannelInboundHandlerAdapter {

        private final AtomicLong received;
        private long acknowledged;

        Reader(AtomicLong received) {
            this.received = received;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            switch ((StreamFrame) message) {
                case StreamFrame.Data data -> {
                    long now = received.addAndGet(data.bytes().remaining());
                    if (now - acknowledged >= ACK_AFTER) {
                        acknowledged = now;
                        send(ctx, new StreamFrame.Ack(now));
                    }
                }
                case StreamFrame.Welcome welcome -> {
                    var pace = ctx.executor()
                            .scheduleAtFixedRate(
                                    () -> send(ctx, new StreamFrame.Ping(0, received.get())),
                                    PING_MILLIS,
                                    PING_MILLIS,
                                    TimeUnit.MILLISECONDS);
                    ctx.channel().closeFuture().addListener(closed -> pace.cancel(false));
                }
                case StreamFrame.End(String reason) -> System.err.println("  a busy stream has ended: " + reason);
                case StreamFrame other -> {
                    // Answers to pings, and nothing else.
                }
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }
}
