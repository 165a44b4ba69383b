package org.usher.gateway.host;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.usher.gateway.dial.Dialled;
import org.usher.gateway.dial.Dialler;
import org.usher.gateway.dial.Dialling;
import org.usher.gateway.dial.HostAndPort;
import org.usher.wire.Decoded;
import org.usher.wire.Octets;
import org.usher.wire.rdp.ConnectionConfirm;
import org.usher.wire.rdp.ConnectionRequest;
import org.usher.wire.ticket.HostProof;

/**
 * One connection to a host without a front: the client's own X.224 request, TLS with a host that has proven itself, then
 * bytes. Whoever owns it hears of its progress on the stream's event loop.
 */
final class HostConnection extends ChannelInboundHandlerAdapter {

    /** CredSSP with a word about the user's rights behind it (MS-RDPBCGR 2.2.1.1.1). */
    private static final int HYBRID_EX = 0x08;

    private static final int MAX_CONFIRM = 1024;

    /** So much of the host's chain fits into an answer, with room for all else, in bytes. */
    private static final int MAX_CHAIN = 24 * 1024;

    private final Owner owner;
    private final Reach reach;
    private final Wanted wanted;
    private final ByteBuf confirm = Unpooled.buffer(ConnectionConfirm.LENGTH);
    private @Nullable Dialling dialling;
    private @Nullable Channel channel;
    private @Nullable Octets confirmation;
    private @Nullable ScheduledFuture<?> late;
    private boolean credSsp;
    private boolean ready;
    private boolean closed;

    /** Who hears of it. */
    interface Owner {

        /** The host has proven itself; bytes may be written. */
        void hostReady(Ready ready);

        /** Bytes of the host; they are the callee's for the length of the call. */
        void hostBytes(ByteBuffer bytes);

        /** The bytes of one read have all been handed over: time to flush, and to ask for more if there is room. */
        void hostReadComplete();

        /** There is room again for bytes to the host. */
        void hostWritable();

        /** It is over. Told once. */
        void hostClosed(HostFault fault);
    }

    /**
     * What came of the negotiation.
     *
     * @param address the host's address as text
     * @param confirmation its X.224 answer, a whole TPKT
     * @param certificates its chain, DER, leaf first
     * @param credSsp whether the client signs on with CredSSP before anything else
     */
    record Ready(String address, Octets confirmation, List<Octets> certificates, boolean credSsp) {}

    /**
     * How hosts are reached.
     *
     * @param patience from TCP to TLS
     */
    record Reach(Dialler dialler, HostTls tls, Duration patience) {}

    /**
     * Which host, and with what.
     *
     * @param request the client's X.224 Connection Request, a whole one
     */
    record Wanted(HostAndPort target, HostProof proof, Octets request) {}

    private HostConnection(Owner owner, Reach reach, Wanted wanted) {
        this.owner = owner;
        this.reach = reach;
        this.wanted = wanted;
    }

    /** Begins to connect to the host. */
    static HostConnection open(Reach reach, Wanted wanted, EventLoop loop, Owner owner) {
        HostConnection connection = new HostConnection(owner, reach, wanted);
        connection.dialling = reach.dialler().dial(loop, wanted.target(), connection::dialled);
        return connection;
    }

    private void dialled(Dialled outcome) {
        dialling = null;
        switch (outcome) {
            case Dialled.Failed(Dialled.Cause cause, String detail) -> end(HostFault.of(cause, detail));
            case Dialled.Connected(Channel connected) -> {
                channel = connected;
                late = connected
                        .eventLoop()
                        .schedule(
                                () -> end(HostFault.timedOut("no TLS within " + reach.patience())),
                                reach.patience().toMillis(),
                                TimeUnit.MILLISECONDS);
                connected.pipeline().addLast(this);
                connected.writeAndFlush(Unpooled.wrappedBuffer(wanted.request().bytes()));
                connected.read();
            }
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            if (closed) {
                return;
            }
            if (ready) {
                owner.hostBytes(bytes.nioBuffer());
            } else {
                takeConfirm(context, bytes);
            }
        } finally {
            bytes.release();
        }
    }

    private void takeConfirm(ChannelHandlerContext context, ByteBuf bytes) {
        if (confirmation != null || confirm.readableBytes() + bytes.readableBytes() > MAX_CONFIRM) {
            end(HostFault.malformed("more than an X.224 answer"));
            return;
        }
        confirm.writeBytes(bytes);
        switch (ConnectionConfirm.decode(confirm.nioBuffer())) {
            case Decoded.Message<ConnectionConfirm>(ConnectionConfirm confirmed, int consumed)
            when consumed < confirm.readableBytes() ->
                // It is for the client to begin TLS.
                end(HostFault.malformed("bytes behind the X.224 answer"));
            case Decoded.Message<ConnectionConfirm>(ConnectionConfirm.Selected(int protocol), int consumed)
            when isTls(protocol) && isOffered(protocol) -> {
                credSsp = protocol != ConnectionRequest.SSL;
                byte[] whole = new byte[consumed];
                confirm.readBytes(whole);
                confirmation = Octets.of(whole);
                beginTls(context);
            }
            case Decoded.Message<ConnectionConfirm>(ConnectionConfirm other, int consumed) ->
                end(HostFault.refused("the host answers " + other + " (expected: TLS or CredSSP)"));
            case Decoded.NeedMore<ConnectionConfirm> more -> context.read();
            case Decoded.Malformed<ConnectionConfirm> malformed -> end(HostFault.malformed(malformed.explanation()));
        }
    }

    private static boolean isTls(int protocol) {
        return protocol == ConnectionRequest.SSL || protocol == ConnectionRequest.HYBRID || protocol == HYBRID_EX;
    }

    private boolean isOffered(int protocol) {
        return ConnectionRequest.decode(ByteBuffer.wrap(wanted.request().bytes()))
                        instanceof Decoded.Message<ConnectionRequest>(ConnectionRequest request, int consumed)
                && (request.protocols() & protocol) != 0;
    }

    private void beginTls(ChannelHandlerContext context) {
        SslHandler handler = reach.tls().handler(wanted.proof(), wanted.target(), context.alloc(), reach.patience());
        context.pipeline().addFirst(handler);
        context.channel().config().setAutoRead(true);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        switch (event) {
            case SslHandshakeCompletionEvent done when done.isSuccess() -> proven(context);
            case SslHandshakeCompletionEvent failed -> end(handshakeFault(failed.cause()));
            case SslCloseCompletionEvent over -> end(HostFault.closed("the host ended TLS"));
            default -> context.fireUserEventTriggered(event);
        }
    }

    private void proven(ChannelHandlerContext context) {
        Octets confirmed = confirmation;
        if (closed || confirmed == null) {
            return;
        }
        context.channel().config().setAutoRead(false);
        if (late != null) {
            late.cancel(false);
        }
        List<Octets> chain;
        try {
            chain = chain(context.pipeline().get(SslHandler.class));
        } catch (SSLPeerUnverifiedException | CertificateException unusable) {
            end(HostFault.of(Dialled.Cause.CERTIFICATE, String.valueOf(unusable.getMessage())));
            return;
        }
        ready = true;
        String address = ((InetSocketAddress) context.channel().remoteAddress())
                .getAddress()
                .getHostAddress();
        owner.hostReady(new Ready(address, confirmed, chain, credSsp));
        context.read();
    }

    /** The leaf, whose key CredSSP is bound to, and of the others as many as there is room for. */
    private static List<Octets> chain(SslHandler tls) throws SSLPeerUnverifiedException, CertificateException {
        List<Octets> chain = new ArrayList<>();
        int length = 0;
        for (Certificate certificate : tls.engine().getSession().getPeerCertificates()) {
            byte[] der = certificate.getEncoded();
            length += der.length;
            if (length > MAX_CHAIN) {
                break;
            }
            chain.add(Octets.of(der));
        }
        if (chain.isEmpty()) {
            throw new CertificateException("a certificate of more than " + MAX_CHAIN + " bytes");
        }
        return chain;
    }

    private static HostFault handshakeFault(Throwable cause) {
        for (Throwable inner = cause; inner != null; inner = inner.getCause()) {
            if (inner instanceof CertificateException) {
                return HostFault.of(Dialled.Cause.CERTIFICATE, String.valueOf(inner.getMessage()));
            }
        }
        return HostFault.refused("TLS: " + cause.getMessage());
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (ready && !closed) {
            owner.hostReadComplete();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (ready && !closed && context.channel().isWritable()) {
            owner.hostWritable();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        end(ready ? HostFault.closed("the host closed") : HostFault.refused("the host closed before TLS was up"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // A failed handshake has told what it failed of already.
        end(ready ? HostFault.closed(cause.toString()) : HostFault.refused(cause.toString()));
    }

    private void end(HostFault fault) {
        if (!closed) {
            close();
            owner.hostClosed(fault);
        }
    }

    /** Asks for the next bytes. */
    void read() {
        if (channel != null && ready) {
            channel.read();
        }
    }

    /** Writes a copy of these bytes; {@link #flush} sends them. */
    void write(ByteBuffer bytes) {
        if (channel != null && channel.isActive()) {
            channel.write(channel.alloc().buffer(bytes.remaining()).writeBytes(bytes), channel.voidPromise());
        }
    }

    void flush() {
        if (channel != null) {
            channel.flush();
        }
    }

    boolean writable() {
        return channel != null && channel.isWritable();
    }

    /** Closes it without telling the owner. */
    void close() {
        closed = true;
        if (dialling != null) {
            dialling.giveUp();
            dialling = null;
        }
        if (late != null) {
            late.cancel(false);
        }
        if (channel != null) {
            channel.close();
        }
    }
}
