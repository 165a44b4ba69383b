package org.usher.gateway.tunnel;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.usher.gateway.http.EdgeRequest;

/**
 * A request on its way to a broker, with what is needed to send it once more.
 *
 * <p>It may be sent again when nothing was sent, or when doing it twice is as good as once and all of its body is still
 * here. INVARIANT: a request that changes something and has been sent, even in part, is not sent again.
 */
final class TunnelRequest {

    /** How much of a body is kept for another try, in bytes. */
    static final int KEPT_BODY = 64 * 1024;

    private final HttpRequest head;
    private final boolean idempotent;
    private final Deque<ByteBuf> unsent = new ArrayDeque<>(2);
    private final List<ByteBuf> sent = new ArrayList<>(2);
    private int sentBytes;
    private boolean forgotten;
    private boolean whole;
    private boolean headSent;
    private boolean lastSent;

    TunnelRequest(EdgeRequest request) {
        head = TunnelHeaders.forBroker(request);
        idempotent = request.isIdempotent();
    }

    HttpMethod method() {
        return head.method();
    }

    /** More of the body; it is ours from here on. */
    void add(ByteBuf bytes, boolean last) {
        if (bytes.isReadable()) {
            unsent.add(bytes);
        } else {
            bytes.release();
        }
        whole |= last;
    }

    /** Whether it can be sent from the start on. */
    boolean mayBeSentAgain() {
        return !headSent || (idempotent && !forgotten);
    }

    /** Whether all of it has been sent. */
    boolean isSent() {
        return lastSent;
    }

    /** From the start, on another connection. */
    void rewind() {
        for (int i = sent.size() - 1; i >= 0; i--) {
            unsent.addFirst(sent.get(i));
        }
        sent.clear();
        sentBytes = 0;
        headSent = false;
        lastSent = false;
    }

    /** Sends what is there and was not sent yet. */
    void sendTo(Channel broker) {
        if (!headSent) {
            headSent = true;
            broker.write(head, broker.voidPromise());
        }
        for (ByteBuf bytes = unsent.poll(); bytes != null; bytes = unsent.poll()) {
            keep(bytes);
            broker.write(new DefaultHttpContent(bytes), broker.voidPromise());
        }
        if (whole && !lastSent) {
            lastSent = true;
            broker.write(LastHttpContent.EMPTY_LAST_CONTENT, broker.voidPromise());
        }
        broker.flush();
    }

    private void keep(ByteBuf bytes) {
        if (!idempotent || forgotten) {
            return;
        }
        sentBytes += bytes.readableBytes();
        if (sentBytes <= KEPT_BODY) {
            sent.add(bytes.retainedDuplicate());
        } else {
            forgotten = true;
            releaseSent();
        }
    }

    /** Nobody will send it any more. */
    void release() {
        unsent.forEach(ByteBuf::release);
        unsent.clear();
        releaseSent();
    }

    /** An answer is there, so there will be no other try. */
    void releaseSent() {
        sent.forEach(ByteBuf::release);
        sent.clear();
        forgotten = true;
    }
}
