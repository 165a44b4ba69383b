package org.usher.gateway.edge;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import org.jspecify.annotations.Nullable;
import org.usher.gateway.http.Answer;
import org.usher.gateway.http.EdgeRequest;
import org.usher.gateway.http.Exchange;
import org.usher.gateway.http.Problem;
import org.usher.gateway.http.PublicHost;
import org.usher.gateway.http.SecurityHeaders;
import org.usher.gateway.settings.Limits;

/** One request and its answer, on the wire to the client. */
final class EdgeAnswer implements Answer {

    private final EdgeConnection connection;
    private final ChannelHandlerContext ctx;
    private final EdgeRequest request;
    private @Nullable Exchange exchange;

    private boolean requestWhole;
    private boolean bodyWanted;
    private long bodyBytes;
    private boolean headSent;
    private boolean over;

    /** Whether the connection can be used again afterwards, as far as the client and the answer let it. */
    private boolean reusable;

    EdgeAnswer(EdgeConnection connection, ChannelHandlerContext ctx, EdgeRequest request) {
        this.connection = connection;
        this.ctx = ctx;
        this.request = request;
        this.reusable = HttpVersion.HTTP_1_1.equals(request.version())
                && !request.headers().containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE, true);
    }

    void answeredBy(Exchange exchange) {
        this.exchange = exchange;
    }

    PublicHost host() {
        return request.host();
    }

    boolean isRequestWhole() {
        return requestWhole;
    }

    boolean isBodyWanted() {
        return bodyWanted && !requestWhole;
    }

    boolean isHeadSent() {
        return headSent;
    }

    boolean isReusable() {
        return reusable && requestWhole;
    }

    /** A piece of the request's body came. */
    void take(HttpContent content) {
        boolean last = content instanceof LastHttpContent;
        bodyBytes += content.content().readableBytes();
        if (!content.decoderResult().isSuccess()) {
            content.release();
            connection.giveUp(this, Problem.badRequest("The body is not what HTTP/1.1 allows."));
        } else if (bodyBytes > Limits.MAX_BODY) {
            content.release();
            connection.giveUp(this, RequestCheck.tooLong());
        } else {
            requestWhole = last;
            awaitBody();
            if (exchange == null || over) {
                content.release();
            } else {
                exchange.body(content.content(), last);
            }
        }
    }

    private void awaitBody() {
        if (isBodyWanted()) {
            connection.stages().body();
        } else {
            connection.stages().working();
        }
    }

    /** The client takes more, or takes nothing. */
    void takeWritability(boolean writable) {
        if (!headSent) {
            return;
        }
        if (!writable) {
            connection.stages().slowReader();
            return;
        }
        awaitBody();
        if (exchange != null && !over) {
            exchange.writable();
        }
    }

    /** Nobody listens any more. */
    void breakOff() {
        if (!over) {
            over = true;
            if (exchange != null) {
                exchange.gone();
            }
        }
    }

    @Override
    public EventLoop loop() {
        return ctx.channel().eventLoop();
    }

    @Override
    public void wantBody(boolean wanted) {
        if (over || requestWhole || wanted == bodyWanted) {
            return;
        }
        bodyWanted = wanted;
        if (wanted && !headSent && request.headers().contains(HttpHeaderNames.EXPECT)) {
            request.headers().remove(HttpHeaderNames.EXPECT);
            ctx.writeAndFlush(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
        }
        if (wanted) {
            connection.readBody();
        } else {
            connection.stages().working();
        }
    }

    @Override
    public void head(HttpResponse head) {
        if (over) {
            return;
        }
        HttpHeaders headers = head.headers();
        if (HttpVersion.HTTP_1_0.equals(request.version()) && HttpUtil.isTransferEncodingChunked(head)) {
            // It does not know chunks; the end of the connection is the end of the body.
            headers.remove(HttpHeaderNames.TRANSFER_ENCODING);
        }
        reusable &= requestWhole && !connection.isDraining();
        if (!reusable) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        SecurityHeaders.apply(headers, request.host());
        headSent = true;
        connection.answering(HttpMethod.HEAD.equals(request.method()), head.status());
        ctx.write(head, ctx.voidPromise());
    }

    @Override
    public void body(ByteBuf bytes) {
        if (over) {
            bytes.release();
        } else {
            ctx.write(new DefaultHttpContent(bytes), ctx.voidPromise());
        }
    }

    @Override
    public void flush() {
        if (!over) {
            ctx.flush();
        }
    }

    @Override
    public void end() {
        if (!over) {
            over = true;
            ctx.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT, ctx.voidPromise());
            connection.answered(this);
        }
    }

    @Override
    public void abort(String reason) {
        if (!over) {
            over = true;
            connection.abort(reason);
        }
    }

    @Override
    public void problem(Problem problem) {
        if (headSent) {
            abort(problem.code());
            return;
        }
        boolean page = problem.code().equals(Problem.brokerUnavailable().code()) && request.isNavigation();
        own(page ? OwnAnswer.unavailablePage(connection.now()) : OwnAnswer.problem(problem, connection.now()));
    }

    /** A whole answer of the gateway's own. */
    void own(FullHttpResponse answer) {
        if (over) {
            answer.release();
            return;
        }
        head(answer);
        over = true;
        ctx.flush();
        connection.answered(this);
    }

    @Override
    public boolean isWritable() {
        return ctx.channel().isWritable();
    }
}
