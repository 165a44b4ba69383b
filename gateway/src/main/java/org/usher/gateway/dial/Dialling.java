package org.usher.gateway.dial;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.channels.NotYetConnectedException;
import java.security.cert.CertificateException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.usher.relay.tls.TlsContext;
import org.usher.wire.component.ComponentName;

/** One call of {@link Dialler#dial}. Lives on its event loop; tells its outcome once, or never when it was given up. */
public final class Dialling {

    private final Dialler dialler;
    private final EventLoop loop;
    private final Predicate<ComponentName> expected;
    private @Nullable Consumer<Dialled> outcome;
    private @Nullable Channel channel;
    private @Nullable ScheduledFuture<?> deadline;

    Dialling(Dialler dialler, EventLoop loop, Predicate<ComponentName> expected, Consumer<Dialled> outcome) {
        this.dialler = dialler;
        this.loop = loop;
        this.expected = expected;
        this.outcome = outcome;
    }

    void start(HostAndPort target) {
        deadline = loop.schedule(
                () -> fail(Dialled.Cause.TIMED_OUT, "no connection within " + dialler.patience()),
                dialler.patience().toMillis(),
                TimeUnit.MILLISECONDS);
        Optional<InetAddress> literal = target.literal();
        if (literal.isPresent()) {
            connect(literal.get(), target.port());
        } else {
            dialler.names()
                    .resolve(target.host())
                    .whenComplete((address, unresolved) -> loop.execute(() -> {
                        if (unresolved == null) {
                            connect(address, target.port());
                        } else {
                            failResolving(unresolved);
                        }
                    }));
        }
    }

    /** Nobody wants it any more. */
    public void giveUp() {
        outcome = null;
        cancelDeadline();
        if (channel != null) {
            channel.close();
        }
    }

    private void failResolving(Throwable unresolved) {
        Throwable cause = unresolved instanceof CompletionException && unresolved.getCause() != null
                ? unresolved.getCause()
                : unresolved;
        fail(
                cause instanceof UnknownHostException ? Dialled.Cause.UNRESOLVED : Dialled.Cause.UNREACHABLE,
                "name: " + cause);
    }

    private void connect(InetAddress address, int port) {
        if (outcome == null) {
            return;
        }
        TlsContext context = dialler.tls();
        if (context == null
                && (address.isAnyLocalAddress() || address.isMulticastAddress() || address.isLinkLocalAddress())) {
            // Clouds keep their machines' secrets on the link's own addresses, and who is there proves nothing to us.
            fail(Dialled.Cause.FORBIDDEN, "an address of no host: " + address.getHostAddress());
            return;
        }
        Bootstrap client = dialler.transport().tcpClient(loop, dialler.patience());
        if (dialler.reads() != null) {
            client.option(ChannelOption.RECVBUF_ALLOCATOR, dialler.reads());
        }
        ChannelFuture connecting = client.handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel fresh) {
                        if (context != null) {
                            SslHandler tls = context.handler(fresh.alloc(), dialler.patience());
                            fresh.pipeline().addLast(tls, new Proof(tls));
                        }
                    }
                })
                .connect(address, port);
        channel = connecting.channel();
        connecting.addListener(done -> {
            if (!done.isSuccess()) {
                failConnecting(done.cause());
                return;
            }
            // From here on the handshake has its own deadline.
            cancelDeadline();
            if (context == null) {
                succeed(connecting.channel());
            }
        });
    }

    private void succeed(Channel connected) {
        Consumer<Dialled> told = outcome;
        outcome = null;
        if (told != null) {
            told.accept(new Dialled.Connected(connected));
        }
    }

    private void failConnecting(Throwable cause) {
        Dialled.Cause kind = switch (cause) {
            case ConnectTimeoutException slow -> Dialled.Cause.TIMED_OUT;
            case ConnectException refused
            when String.valueOf(refused.getMessage()).contains("refused") -> Dialled.Cause.REFUSED;
            default -> Dialled.Cause.UNREACHABLE;
        };
        fail(kind, String.valueOf(cause.getMessage()));
    }

    private void fail(Dialled.Cause cause, String detail) {
        Consumer<Dialled> told = outcome;
        giveUp();
        if (told != null) {
            told.accept(new Dialled.Failed(cause, detail));
        }
    }

    private void cancelDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    /** Waits for the handshake, and looks at who is there before anything is sent. */
    private final class Proof extends ChannelInboundHandlerAdapter {

        private final SslHandler tls;

        Proof(SslHandler tls) {
            this.tls = tls;
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (!(event instanceof SslHandshakeCompletionEvent done)) {
                ctx.fireUserEventTriggered(event);
            } else if (done.isSuccess()) {
                judge(ctx);
            } else {
                failHandshake(done.cause());
            }
        }

        private void judge(ChannelHandlerContext ctx) {
            Optional<ComponentName> name = TlsContext.peer(tls).flatMap(ComponentName::of);
            if (name.filter(expected).isEmpty()) {
                fail(
                        Dialled.Cause.CERTIFICATE,
                        "peer is " + name.map(ComponentName::uri).orElse("nobody of the farm"));
            } else if (!dialler.protocol().isEmpty() && !dialler.protocol().equals(tls.applicationProtocol())) {
                fail(Dialled.Cause.CERTIFICATE, "peer does not speak " + dialler.protocol());
            } else {
                ctx.pipeline().remove(this);
                succeed(ctx.channel());
            }
        }

        private void failHandshake(Throwable cause) {
            if (cause instanceof SslHandshakeTimeoutException) {
                fail(Dialled.Cause.TIMED_OUT, "no TLS handshake within " + dialler.patience());
            } else if (cause instanceof SSLException) {
                fail(Dialled.Cause.CERTIFICATE, "TLS: " + innermost(cause).getMessage());
            } else {
                fail(Dialled.Cause.UNREACHABLE, "broken off during the TLS handshake: " + cause.getMessage());
            }
        }

        private Throwable innermost(Throwable cause) {
            Throwable inner = cause;
            while (inner.getCause() != null && !(inner instanceof CertificateException)) {
                inner = inner.getCause();
            }
            return inner;
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            fail(Dialled.Cause.UNREACHABLE, "broken off during the TLS handshake");
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            // Netty now and then reads a socket between its registration and its connecting. That ends nothing.
            if (!(cause instanceof NotYetConnectedException)) {
                fail(Dialled.Cause.UNREACHABLE, String.valueOf(cause.getMessage()));
            }
        }
    }
}
