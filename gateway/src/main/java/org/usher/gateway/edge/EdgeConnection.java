package org.usher.gateway.edge;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.usher.gateway.http.Drain;
import org.usher.gateway.http.EdgeRequest;
import org.usher.gateway.http.Exchange;
import org.usher.gateway.http.Problem;
import org.usher.gateway.http.PublicHost;
import org.usher.gateway.tsgu.Opening;
import org.usher.gateway.tsgu.TunnelDoor;
import org.usher.relay.deadline.Deadline;
import org.usher.wire.Octets;

/**
 * One client's connection while it speaks HTTP. One request after the other: what a client sends ahead (pipelining) waits,
 * and while something waits nothing more is read.
 *
 * <pre>
 *   handshake → silence → header → [body] → answer → silence …     (each stage with its deadline)
 *                           └ refused ┐         └ last answer → linger → closed
 *                                     └→ linger → closed
 *   GET /stream, RDG_OUT_DATA, RDG_IN_DATA → handed to the stream or the tunnel, and this handler is gone
 * </pre>
 */
final class EdgeConnection extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(EdgeConnection.class);

    private final EdgeServices services;
    private final InetAddress client;
    private final Deadline deadline;
    private final ResponseEncoder encoder;
    private final Deque<HttpObject> waiting = new ArrayDeque<>(4);
    private final Routing routing;
    private final Stages stages;

    private @Nullable ChannelHandlerContext context;
    private @Nullable EdgeAnswer current;
    private boolean dispatching;
    private boolean closing;
    private boolean draining;

    EdgeConnection(EdgeServices services, InetAddress client, Deadline deadline, ResponseEncoder encoder) {
        this.services = services;
        this.client = client;
        this.deadline = deadline;
        this.encoder = encoder;
        this.routing = new Routing(services);
        this.stages = new Stages(deadline, services.patience());
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        ctx.read();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (closing) {
            ReferenceCountUtil.release(message);
        } else {
            waiting.add((HttpObject) message);
            dispatch(ctx);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        readOn(ctx);
    }

    /**
     * Reads when there is somebody for what comes. While an answer is under way one read is kept out, which is how a
     * client that has gone is noticed.
     */
    private void readOn(ChannelHandlerContext ctx) {
        if (!closing && waiting.isEmpty() && (current == null || current.isRequestWhole() || current.isBodyWanted())) {
            ctx.read();
        }
    }

    private void dispatch(ChannelHandlerContext ctx) {
        if (dispatching) {
            // An answer that was given at once; the loop below goes on with what waits.
            return;
        }
        dispatching = true;
        while (!closing && !waiting.isEmpty() && (current == null || !current.isRequestWhole())) {
            HttpObject next = waiting.remove();
            if (current != null) {
                current.take((HttpContent) next);
            } else if (next instanceof HttpRequest request) {
                begin(ctx, request);
            } else {
                ReferenceCountUtil.release(next);
            }
        }
        dispatching = false;
    }

    private void begin(ChannelHandlerContext ctx, HttpRequest request) {
        stages.working();
        switch (RequestCheck.check(request, client)) {
            case RequestCheck.Finding.Bad(Problem problem) -> {
                ReferenceCountUtil.release(request);
                LOG.debug("{} refused: {} {}", client.getHostAddress(), problem.code(), problem.detail());
                refuse(problem, RequestCheck.host(request).orElse(null));
            }
            case RequestCheck.Finding.Good(EdgeRequest good) -> {
                EdgeAnswer answer = new EdgeAnswer(this, ctx, good);
                current = answer;
                Exchange exchange =
                        routing.open(good, answer, () -> upgrade(ctx, good), () -> tunnel(ctx, good, answer));
                answer.answeredBy(exchange);
            }
        }
    }

    /** The connection becomes a stream. Only a client that waited for our word does: nothing may be behind the request. */
    private void upgrade(ChannelHandlerContext ctx, EdgeRequest request) {
        if (!waiting.isEmpty() || draining) {
            refuse(Problem.badRequest("The stream begins when the gateway has agreed."), request.host());
            return;
        }
        FullHttpResponse agreement = services.streams().agreement(request);
        answering(false, agreement.status());
        ctx.writeAndFlush(agreement, ctx.voidPromise());
        services.streams().enter(ctx.channel(), request, deadline);
        leave(ctx);
        // Last, since what it holds goes on to the handlers behind it.
        ctx.pipeline().remove(RequestDecoder.class);
    }

    /** The connection becomes a part of a tunnel, or is answered as RDP clients want it. */
    private void tunnel(ChannelHandlerContext ctx, EdgeRequest request, EdgeAnswer answer) {
        boolean endless = TunnelDoor.hasEndlessBody(request);
        if (draining) {
            refuse(OwnAnswer.bare(HttpResponseStatus.SERVICE_UNAVAILABLE, request.host(), now()));
            return;
        }
        if (!endless && !waiting.isEmpty()) {
            refuse(OwnAnswer.bare(HttpResponseStatus.BAD_REQUEST, request.host(), now()));
            return;
        }
        switch (services.tunnels().open(request)) {
            case Opening.Refused(HttpResponseStatus status) -> refuse(OwnAnswer.bare(status, request.host(), now()));
            case Opening.Answered(Octets whole) -> {
                services.metrics().answered(HttpResponseStatus.OK.code());
                writeRaw(ctx, whole);
                answered(answer);
            }
            case Opening.TakenOver(Octets head, Opening.Takeover takeover) -> {
                services.metrics().answered(HttpResponseStatus.OK.code());
                // First, since its client is told by the answer that it can be met, perhaps on another event loop.
                takeover.enter(ctx.channel(), deadline);
                writeRaw(ctx, head);
                // The body of a request that is under way is for the tunnel; its decoder stays.
                waiting.forEach(ctx::fireChannelRead);
                waiting.clear();
                leave(ctx);
                if (!endless) {
                    ctx.pipeline().remove(RequestDecoder.class);
                }
            }
        }
    }

    /** Past the encoder: these answers are whole, and to the byte. */
    private static void writeRaw(ChannelHandlerContext ctx, Octets bytes) {
        ChannelHandlerContext encoding = ctx.pipeline().context(ResponseEncoder.class);
        encoding.writeAndFlush(Unpooled.wrappedBuffer(bytes.bytes()), encoding.voidPromise());
    }

    /** This connection speaks HTTP no more; those who go on with it are in their places. */
    private void leave(ChannelHandlerContext ctx) {
        closing = true;
        current = null;
        ctx.pipeline().remove(ResponseEncoder.class);
        ctx.pipeline().remove(this);
    }

    Stages stages() {
        return stages;
    }

    /** Somebody asks for more of the body. */
    void readBody() {
        stages.body();
        if (context != null) {
            readOn(context);
        }
    }

    /** An answer's head is about to be written. */
    void answering(boolean toHead, HttpResponseStatus status) {
        encoder.answering(toHead);
        services.metrics().answered(status.code());
    }

    boolean isDraining() {
        return draining;
    }

    Instant now() {
        return services.clock().instant();
    }

    /** An answer is whole. */
    void answered(EdgeAnswer answer) {
        ChannelHandlerContext ctx = context;
        if (ctx == null || closing) {
            return;
        }
        if (!answer.isReusable() || draining) {
            end(ctx);
            return;
        }
        current = null;
        stages.idle();
        dispatch(ctx);
        readOn(ctx);
    }

    void abort(String reason) {
        LOG.debug("{} cut off: {}", client.getHostAddress(), reason);
        closing = true;
        if (current != null) {
            current.breakOff();
        }
        if (context != null) {
            context.close();
        }
    }

    /** Ends a request that is under way. */
    void giveUp(EdgeAnswer answer, Problem problem) {
        boolean tooLate = answer.isHeadSent();
        answer.breakOff();
        if (tooLate) {
            abort(problem.code());
        } else {
            refuse(problem, answer.host());
        }
    }

    private void refuse(Problem problem, @Nullable PublicHost host) {
        refuse(OwnAnswer.lastProblem(problem, host, now()));
    }

    private void refuse(FullHttpResponse answer) {
        ChannelHandlerContext ctx = context;
        if (ctx == null || closing) {
            answer.release();
            return;
        }
        answering(false, answer.status());
        ctx.writeAndFlush(answer, ctx.voidPromise());
        end(ctx);
    }

    /**
     * The last answer was written. The client is told so, and what it still sends is dropped for a while: with unread
     * bytes left, the kernel would answer with a reset, and the answer would be lost.
     */
    private void end(ChannelHandlerContext ctx) {
        closing = true;
        current = null;
        releaseWaiting();
        stages.slowReader();
        ctx.pipeline().get(SslHandler.class).closeOutbound().addListener(taken -> stages.linger());
        ctx.channel().config().setAutoRead(true);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        switch (event) {
            case SslHandshakeCompletionEvent done when done.isSuccess() -> stages.open();
            case SslHandshakeCompletionEvent failed -> {
                LOG.debug("{} no TLS", client.getHostAddress(), failed.cause());
                ctx.close();
            }
            case SslCloseCompletionEvent end -> ctx.close();
            case Deadline.Passed(String reason) -> passed(ctx, reason);
            case Drain now -> drain(ctx);
            default -> ctx.fireUserEventTriggered(event);
        }
    }

    private void passed(ChannelHandlerContext ctx, String reason) {
        EdgeAnswer answer = current;
        Problem slow = new Problem(HttpResponseStatus.REQUEST_TIMEOUT, reason, "The request did not come in time.");
        if (reason.equals(Stages.HEADER)) {
            refuse(slow, null);
        } else if (reason.equals(Stages.BODY) && answer != null) {
            giveUp(answer, slow);
        } else if (reason.equals(Stages.SLOW_READER)) {
            abort(reason);
        } else {
            ctx.close();
        }
    }

    private void drain(ChannelHandlerContext ctx) {
        draining = true;
        if (current == null) {
            ctx.close();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (current != null) {
            current.takeWritability(ctx.channel().isWritable());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        closing = true;
        if (current != null) {
            current.breakOff();
            current = null;
        }
        releaseWaiting();
    }

    private void releaseWaiting() {
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("{} broke off: {}", client.getHostAddress(), cause.toString());
        ctx.close();
    }
}
