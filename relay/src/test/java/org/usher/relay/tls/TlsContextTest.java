package org.usher.relay.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.usher.relay.testing.Pipe;
import org.usher.relay.testing.TestAuthority;
import org.usher.relay.transport.Transport;
import org.usher.wire.component.ComponentName;
import org.usher.wire.component.ComponentRole;

/** Our servers against the JDK's client, our client against our server: two implementations where BoringSSL is there. */
@Tag("sockets")
class TlsContextTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String PROTOCOL = "usher-stream/1";

    private final TestAuthority farm = TestAuthority.create();
    private final Transport transport = Transport.start("tls-test", 1);

    @AfterEach
    void close() {
        transport.close();
    }

    @Test
    void serverSpeaksBothVersionsAndAgreesOnTheProtocol() throws Exception {
        try (TlsContext server =
                TlsContext.server(farm.server("localhost"), TlsContext.Versions.TLS_12_AND_13, "http/1.1")) {
            Channel listener = listen(server, new CompletableFuture<>());
            for (String version : List.of("TLSv1.2", "TLSv1.3")) {
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(null, new TrustManager[] {farm.trust()}, null);
                try (SSLSocket client = (SSLSocket)
                        context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port(listener))) {
                    SSLParameters parameters = client.getSSLParameters();
                    parameters.setProtocols(new String[] {version});
                    parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
                    client.setSSLParameters(parameters);
                    client.setSoTimeout(Pipe.PATIENCE_SECONDS * 1000);
                    client.getOutputStream().write('a');
                    assertThat(client.getInputStream().read()).isEqualTo('a');
                    assertThat(client.getSession().getProtocol()).isEqualTo(version);
                    assertThat(client.getApplicationProtocol()).isEqualTo("http/1.1");
                }
            }
        }
    }

    @Test
    void bothSidesKnowEachOtherByName() throws Exception {
        ComponentName gateway = name(ComponentRole.GATEWAY);
        ComponentName host = name(ComponentRole.HOST);
        CompletableFuture<SslHandler> accepted = new CompletableFuture<>();
        try (TlsContext server = TlsContext.mutualServer(farm.component(host), farm.trust(), PROTOCOL);
                TlsContext client = TlsContext.mutualClient(farm.component(gateway), farm.trust(), PROTOCOL)) {
            SslHandler own = dial(client, listen(server, accepted));
            own.handshakeFuture().get(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS);
            SslHandler its = accepted.get(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(TlsContext.peer(own).flatMap(ComponentName::of)).contains(host);
            assertThat(TlsContext.peer(its).flatMap(ComponentName::of)).contains(gateway);
            assertThat(own.applicationProtocol()).isEqualTo(PROTOCOL);
            assertThat(its.applicationProtocol()).isEqualTo(PROTOCOL);
            assertThat(own.engine().getSession().getProtocol()).isEqualTo("TLSv1.3");
        }
    }

    @Test
    void aClientOfAnotherFarmIsNotLetIn() throws Exception {
        CompletableFuture<SslHandler> accepted = new CompletableFuture<>();
        try (TlsContext server =
                        TlsContext.mutualServer(farm.component(name(ComponentRole.HOST)), farm.trust(), PROTOCOL);
                TlsContext client = TlsContext.mutualClient(
                        TestAuthority.create().component(name(ComponentRole.GATEWAY)), farm.trust(), PROTOCOL)) {
            dial(client, listen(server, accepted));
            assertThatThrownBy(() -> accepted.get(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(SSLException.class);
        }
    }

    @Test
    void aServerOfAnotherFarmIsNotTalkedTo() throws Exception {
        try (TlsContext server = TlsContext.mutualServer(
                        TestAuthority.create().component(name(ComponentRole.HOST)), farm.trust(), PROTOCOL);
                TlsContext client =
                        TlsContext.mutualClient(farm.component(name(ComponentRole.GATEWAY)), farm.trust(), PROTOCOL)) {
            SslHandler own = dial(client, listen(server, new CompletableFuture<>()));
            assertThatThrownBy(() -> own.handshakeFuture().get(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void aPeerThatSaysNothingIsGivenUp() throws Exception {
        try (TlsContext server = TlsContext.server(farm.server("localhost"), TlsContext.Versions.TLS_13, "http/1.1");
                Pipe pipe = Pipe.open(transport)) {
            SslHandler handler = server.handler(ByteBufAllocator.DEFAULT, Duration.ofMillis(50));
            pipe.channel().eventLoop().execute(() -> pipe.channel().pipeline().addLast(handler));
            assertThat(pipe.socket().getInputStream().read()).isEqualTo(-1);
        }
    }

    private Channel listen(TlsContext context, CompletableFuture<SslHandler> accepted) throws InterruptedException {
        return transport
                .tcpServer()
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        SslHandler tls = context.handler(channel.alloc(), PATIENCE);
                        channel.pipeline().addLast(tls, new ChannelInboundHandlerAdapter() {
                            @Override
                            public void channelActive(ChannelHandlerContext ctx) {
                                ctx.read();
                            }

                            @Override
                            public void channelRead(ChannelHandlerContext ctx, Object message) {
                                ctx.writeAndFlush(((ByteBuf) message));
                            }

                            @Override
                            public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
                                if (event instanceof SslHandshakeCompletionEvent done && done.isSuccess()) {
                                    accepted.complete(tls);
                                    ctx.read();
                                } else if (event instanceof SslHandshakeCompletionEvent done) {
                                    accepted.completeExceptionally(done.cause());
                                }
                            }

                            @Override
                            public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
                                ctx.close();
                            }
                        });
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
    }

    private SslHandler dial(TlsContext context, Channel listener) throws InterruptedException {
        CompletableFuture<SslHandler> handler = new CompletableFuture<>();
        transport
                .tcpClient(transport.loops().next(), PATIENCE)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        SslHandler tls = context.handler(channel.alloc(), PATIENCE);
                        channel.pipeline().addLast(tls, new ChannelInboundHandlerAdapter() {
                            @Override
                            public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
                                ctx.close();
                            }
                        });
                        handler.complete(tls);
                    }
                })
                .connect(InetAddress.getLoopbackAddress(), port(listener))
                .sync();
        return handler.join();
    }

    private static int port(Channel listener) {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    private static ComponentName name(ComponentRole role) {
        return new ComponentName(UUID.randomUUID(), role, UUID.randomUUID());
    }
}
