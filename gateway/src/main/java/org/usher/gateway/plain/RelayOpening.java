package org.usher.gateway.plain;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.usher.gateway.admission.HostDoor;
import org.usher.gateway.admission.Passage;
import org.usher.gateway.dial.Dialled;
import org.usher.gateway.dial.Dialling;
import org.usher.gateway.http.Drain;
import org.usher.gateway.stream.StreamCount;
import org.usher.relay.deadline.Deadline;
import org.usher.relay.splice.Splice;
import org.usher.relay.transport.LingeringClose;
import org.usher.wire.Decoded;
import org.usher.wire.rdp.ConnectionRequest;
import org.usher.wire.rdpfile.ConnectCode;

/**
 * From the first byte of an RDP connection to its host. Only the X.224 Connection Request (MS-RDPBCGR 2.2.1.1) is read, and
 * goes to the host as it came; RDP has no words for a refusal here, so a client that is turned away is only closed.
 *
 * <pre>
 *   await the request → its code → find the launch → judge its ticket, ask → dial → request and what came after → relay
 * </pre>
 */
final class RelayOpening extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(RelayOpening.class);

    /** The length indicator of X.224 is one byte, so no request is longer than this, in bytes. */
    private static final int LONGEST_REQUEST = 4 + 1 + 254;

    private final RelayDoor door;
    private final Deadline deadline;
    private final InetSocketAddress client;

    /** What has come: up to the end of the request, and then perhaps more. */
    private @Nullable ByteBuf come;

    private boolean asked;
    private boolean over;
    private @Nullable Dialling dialling;

    RelayOpening(RelayDoor door, Deadline deadline, InetSocketAddress client) {
        this.door = door;
        this.deadline = deadline;
        this.client = client;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        deadline.arm(door.patience().request(), "request-timeout");
        ctx.read();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (over) {
            ReferenceCountUtil.release(message);
            return;
        }
        ByteBuf bytes = (ByteBuf) message;
        ByteBuf before = come;
        ByteBuf all = bytes;
        if (before != null) {
            all = ctx.alloc().buffer(LONGEST_REQUEST).writeBytes(before).writeBytes(bytes);
            before.release();
            bytes.release();
        }
        come = all;
        if (!asked) {
            look(ctx, all);
        }
    }

    private void look(ChannelHandlerContext ctx, ByteBuf bytes) {
        switch (ConnectionRequest.decode(bytes.nioBuffer())) {
            case Decoded.NeedMore<ConnectionRequest>(int atLeast) -> {
                if (atLeast > LONGEST_REQUEST) {
                    refuse(ctx, "rdp-malformed", "a first message of " + atLeast + " bytes");
                }
            }
            case Decoded.Malformed<ConnectionRequest> malformed ->
                refuse(ctx, "rdp-malformed", malformed.explanation());
            case Decoded.Message<ConnectionRequest>(ConnectionRequest request, int consumed) ->
                request.cookie()
                        .flatMap(ConnectCode::ofRoutingToken)
                        .ifPresentOrElse(
                                code -> find(ctx, code),
                                () -> refuse(ctx, "routing-token-missing", "no connect code in the request"));
        }
    }

    private void find(ChannelHandlerContext ctx, ConnectCode code) {
        asked = true;
        deadline.disarm();
        StreamCount count = door.count();
        if (!count.enter()) {
            refuse(ctx, "gateway-busy", "as many streams as there may be");
            return;
        }
        ctx.channel().closeFuture().addListener(closed -> count.leave());
        CompletableFuture.supplyAsync(
                        () -> door.launches().find(code, client.getAddress().getHostAddress()), door.threads())
                .whenCompleteAsync((finding, broken) -> found(ctx, finding), ctx.executor());
    }

    private void found(ChannelHandlerContext ctx, Launches.@Nullable Finding finding) {
        if (over) {
            return;
        }
        switch (finding) {
            case null -> refuse(ctx, "broker-unavailable", "the launch could not be looked for");
            case Launches.Finding.None(String reason, String detail) -> refuse(ctx, reason, detail);
            case Launches.Finding.Found(String ticket) ->
                door.hosts()
                        .knock(ticket, client.getAddress(), ctx.channel().eventLoop(), answer -> answered(ctx, answer));
        }
    }

    private void answered(ChannelHandlerContext ctx, HostDoor.Answer answer) {
        if (over) {
            return;
        }
        switch (answer) {
            case HostDoor.Answer.Refused(String reason, String detail) -> refuse(ctx, reason, detail);
            case HostDoor.Answer.Unknown(String reason, String detail) -> refuse(ctx, reason, detail);
            case HostDoor.Answer.Open(Passage passage) ->
                dialling = passage.dial(
                                ctx.channel().eventLoop(),
                                client,
                                (InetSocketAddress) ctx.channel().localAddress(),
                                outcome -> dialled(ctx, passage, outcome))
                        .orElse(null);
        }
    }

    private void dialled(ChannelHandlerContext ctx, Passage passage, Dialled outcome) {
        dialling = null;
        switch (outcome) {
            case Dialled.Failed(Dialled.Cause cause, String detail) ->
                refuse(ctx, cause.code(), "launch " + passage.ticket().launch() + ": " + detail);
            case Dialled.Connected(Channel host) -> {
                if (over) {
                    host.close();
                } else {
                    relay(ctx, passage, host);
                }
            }
        }
    }

    private void relay(ChannelHandlerContext ctx, Passage passage, Channel host) {
        over = true;
        ByteBuf begun = come;
        come = null;
        if (begun != null) {
            host.writeAndFlush(begun, host.voidPromise());
        }
        LOG.info(
                "relay open: launch={} host={} client={}",
                passage.ticket().launch(),
                passage.ticket().host(),
                client.getAddress().getHostAddress());
        door.metrics().relayOpened();
        Channel own = ctx.channel();
        long start = System.nanoTime();
        own.closeFuture()
                .addListener(closed -> LOG.info(
                        "relay over: launch={} seconds={}",
                        passage.ticket().launch(),
                        (System.nanoTime() - start) / 1_000_000_000));
        own.pipeline().addFirst(new LingeringClose());
        own.pipeline().remove(deadline);
        own.pipeline().replace(this, null, new RelayEnd());
        Splice.join(own, host);
    }

    /** What is still heard of a connection that is only relayed: that the gateway stops. */
    private static final class RelayEnd extends ChannelInboundHandlerAdapter {

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof Drain) {
                ctx.channel().close();
            }
            ctx.fireUserEventTriggered(event);
        }
    }

    private void refuse(ChannelHandlerContext ctx, String reason, String detail) {
        if (over) {
            return;
        }
        over = true;
        String address = client.getAddress().getHostAddress();
        LOG.info("relay refused: reason={} client={} ({})", reason, address, detail);
        door.metrics().relayRefused(reason);
        door.refusals().refused(address, reason);
        ctx.close();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        // While the way is looked for one read is kept out, which is how a client that has gone is noticed.
        if (!over
                && (!asked
                        || Optional.ofNullable(come).map(ByteBuf::readableBytes).orElse(0) <= LONGEST_REQUEST)) {
            ctx.read();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        switch (event) {
            case Deadline.Passed(String reason) -> refuse(ctx, reason, "no connection request");
            case Drain now -> {
                over = true;
                ctx.close();
            }
            default -> ctx.fireUserEventTriggered(event);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        over = true;
        if (dialling != null) {
            dialling.giveUp();
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (come != null) {
            come.release();
            come = null;
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("{} broke off: {}", client.getAddress().getHostAddress(), cause.toString());
        ctx.close();
    }
}
