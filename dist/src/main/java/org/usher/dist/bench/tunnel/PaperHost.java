package org.usher.dist.bench.tunnel;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.usher.dist.bench.paper.PaperFarm;
import org.usher.link.identity.ComponentIdentity;
import org.usher.link.identity.FarmTrust;
import org.usher.relay.tls.TlsContext;
import org.usher.relay.tls.TlsCredentials;
import org.usher.relay.transport.Transport;
import org.usher.wire.Decoded;
import org.usher.wire.Octets;
import org.usher.wire.admission.AdmissionCodec;
import org.usher.wire.admission.AdmissionFrame;
import org.usher.wire.admission.RelayPreface;
import org.usher.wire.component.ComponentRole;

/**
 * A simulated host. Its front lets every ticket in once, with a pass that is good for one connection; behind the preface there
 * is who answers. A connection that begins otherwise is the peer's, and needs no pass.
 */
public final class PaperHost implements AutoCloseable {

    private static final String ADMISSION = "usher-admission/1";
    private static final int TLS_HANDSHAKE = 0x16;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final UUID id = UUID.randomUUID();
    private final Supplier<ChannelHandler> answers;
    private final TlsContext tls;
    private final Channel listener;
    private final SecureRandom random = new SecureRandom();
    private final Set<Octets> usedTickets = ConcurrentHashMap.newKeySet();
    private final Set<Octets> passes = ConcurrentHashMap.newKeySet();

    /** @param answers who answers each RDP connection */
    public PaperHost(PaperFarm farm, Transport transport, Supplier<ChannelHandler> answers) {
        this.answers = answers;
        ComponentIdentity self = farm.host(id);
        tls = TlsContext.mutualServer(
                new TlsCredentials(self.key(), List.of(self.certificate(), self.authority())),
                new FarmTrust(farm.authority(), peer -> peer.role() == ComponentRole.GATEWAY),
                ADMISSION);
        listener = transport
                .tcpServer()
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new Entrance());
                        channel.config().setAutoRead(true);
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .syncUninterruptibly()
                .channel();
    }

    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /** What opens a tunnel to this host, once. */
    public Tunnel.Pass pass(PaperFarm farm) {
        return new Tunnel.Pass(farm.rdpClientTicket(id, port()), port());
    }

    @Override
    public void close() {
        listener.close().syncUninterruptibly();
        tls.close();
    }

    /** Sees from its first bytes what a connection is for. What came behind them goes on by itself. */
    private final class Entrance extends ByteToMessageDecoder {

        @Override
        protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
            switch (in.getUnsignedByte(in.readerIndex())) {
                case TLS_HANDSHAKE -> become(ctx, tls.handler(ctx.alloc(), PATIENCE), new Questions());
                case RelayPreface.FIRST_BYTE -> preface(ctx, in);
                default -> become(ctx, answers.get());
            }
        }

        private void preface(ChannelHandlerContext ctx, ByteBuf in) {
            switch (RelayPreface.decode(in.nioBuffer())) {
                case Decoded.NeedMore<RelayPreface> more -> {}
                case Decoded.Message<RelayPreface>(RelayPreface preface, int consumed)
                when passes.remove(preface.pass()) -> {
                    in.skipBytes(consumed);
                    become(ctx, answers.get());
                }
                case Decoded<RelayPreface> broken -> {
                    in.skipBytes(in.readableBytes());
                    ctx.close();
                }
            }
        }

        private void become(ChannelHandlerContext ctx, ChannelHandler... what) {
            ctx.pipeline().addLast(what);
            ctx.pipeline().remove(this);
        }
    }

    /** A gateway's questions. */
    private final class Questions extends ByteToMessageDecoder {

        @Override
        protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
            switch (AdmissionCodec.decode(in.nioBuffer())) {
                case Decoded.NeedMore<AdmissionFrame> more -> {}
                case Decoded.Message<AdmissionFrame>(AdmissionFrame frame, int consumed) -> {
                    in.skipBytes(consumed);
                    answer(ctx, frame);
                }
                case Decoded.Malformed<AdmissionFrame> broken -> ctx.close();
            }
        }

        private void answer(ChannelHandlerContext ctx, AdmissionFrame frame) {
            AdmissionFrame answer = switch (frame) {
                case AdmissionFrame.Ask(long number, InetAddress client, String ticket)
                when usedTickets.add(Octets.digestOf(ticket)) -> {
                    byte[] pass = new byte[AdmissionFrame.PASS];
                    random.nextBytes(pass);
                    passes.add(Octets.of(pass));
                    yield new AdmissionFrame.Admitted(number, Octets.of(pass), true, true, true, 0);
                }
                case AdmissionFrame.Ask ask -> new AdmissionFrame.Refused(ask.number(), "ticket-used");
                case AdmissionFrame.Ping(long token) -> new AdmissionFrame.Pong(token);
                case AdmissionFrame other -> throw new IllegalStateException("no question: " + other);
            };
            ctx.write(Unpooled.wrappedBuffer(AdmissionCodec.encode(answer)), ctx.voidPromise());
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
            ctx.flush();
            super.channelReadComplete(ctx);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }
}
