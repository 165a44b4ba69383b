package org.usher.gateway.tunnel;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.usher.gateway.dial.HostAndPort;
import org.usher.relay.deadline.Deadline;

/** One connection to a broker: in the pool, or in the hands of one exchange at a time. */
final class BrokerChannel extends ChannelInboundHandlerAdapter {

    /** Whose request is under way. */
    interface User {

        /** The broker's answer begins. */
        void head(HttpResponse head);

        /** More of it. */
        void body(HttpContent content);

        /** It is whole, and the connection is somebody else's from here on. */
        void end();

        /** As much as one read brought is there. */
        void readComplete();

        /** The broker takes more. */
        void brokerWritable();

        /** The connection will bring nothing more. */
        void broken(String reason);
    }

    private static final String TIMEOUT = "broker-timeout";

    private final HostAndPort broker;
    private final Channel channel;
    private final Deadline deadline;
    private final BrokerPool pool;
    private @Nullable User user;
    private boolean reusable;
    private boolean interim;

    BrokerChannel(HostAndPort broker, Channel channel, Deadline deadline, BrokerPool pool) {
        this.broker = broker;
        this.channel = channel;
        this.deadline = deadline;
        this.pool = pool;
    }

    HostAndPort broker() {
        return broker;
    }

    Channel channel() {
        return channel;
    }

    /** Given out. */
    void use(User newUser) {
        deadline.disarm();
        user = newUser;
        channel.read();
    }

    /** The whole request is out: the answer must begin now. */
    void awaitAnswer(Duration patience) {
        deadline.arm(patience, TIMEOUT);
    }

    /** In the pool, for a while. One read is kept out, which is how an end of the connection is noticed. */
    void rest(Duration patience) {
        deadline.arm(patience, "idle");
        channel.read();
    }

    /** Nobody needs it any more, and what it would still bring is of no interest. */
    void drop() {
        user = null;
        channel.close();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        User present = user;
        if (present == null) {
            // Nothing was asked.
            ReferenceCountUtil.release(message);
            channel.close();
        } else if (!((HttpObject) message).decoderResult().isSuccess()) {
            ReferenceCountUtil.release(message);
            broken("the answer is no HTTP/1.1");
        } else if (message instanceof HttpResponse head) {
            takeHead(present, head);
        } else if (message instanceof HttpContent content) {
            takeContent(present, content);
        }
    }

    private void takeHead(User present, HttpResponse head) {
        interim = head.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        int status = head.status().code();
        if (status == 101 || status < 100 || status > 599) {
            broken("the answer has status " + status);
        } else if (!interim) {
            deadline.disarm();
            reusable = HttpUtil.isKeepAlive(head)
                    && !head.headers().containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE, true)
                    && (HttpUtil.isContentLengthSet(head)
                            || HttpUtil.isTransferEncodingChunked(head)
                            || status == 204
                            || status == 304);
            present.head(head);
        }
    }

    private void takeContent(User present, HttpContent content) {
        boolean last = content instanceof LastHttpContent;
        if (interim) {
            content.release();
            return;
        }
        if (content.content().isReadable()) {
            present.body(content);
        } else {
            content.release();
        }
        if (last && user != null) {
            user = null;
            present.end();
        }
    }

    /** The answer is whole: back into the pool, if the broker and the request let it. */
    void done(boolean requestSent) {
        user = null;
        if (reusable && requestSent && channel.isActive()) {
            pool.giveBack(this);
        } else {
            channel.close();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (user != null) {
            user.readComplete();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (user != null && channel.isWritable()) {
            user.brokerWritable();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof Deadline.Passed(String reason)) {
            broken(reason);
        } else if (event instanceof SslCloseCompletionEvent && user == null) {
            channel.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        pool.forget(this);
        broken("the broker ended the connection");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        broken(String.valueOf(cause.getMessage()));
    }

    private void broken(String reason) {
        User present = user;
        user = null;
        channel.close();
        if (present != null) {
            present.broken(reason);
        }
    }

    /** Whether it broke for want of an answer. */
    static boolean isTimeout(String reason) {
        return reason.equals(TIMEOUT);
    }
}
