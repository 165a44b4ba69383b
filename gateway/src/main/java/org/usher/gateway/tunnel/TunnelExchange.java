package org.usher.gateway.tunnel;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.usher.gateway.dial.Dialling;
import org.usher.gateway.dial.HostAndPort;
import org.usher.gateway.http.Answer;
import org.usher.gateway.http.EdgeRequest;
import org.usher.gateway.http.Exchange;
import org.usher.gateway.http.Problem;
import org.usher.gateway.settings.Patience;

/**
 * One request through the tunnel. Body and answer go through as they come, each read only as fast as the other side takes
 * it.
 *
 * <pre>
 *   take a connection from the pool ── dead before a byte of an answer → a fresh one to the same broker ┐
 *        └ none → connect ── fails → the next broker … → 503                                          │
 *             └ send ── dead before a byte of an answer → the next broker, if it may be sent again ←──┘
 *                 └ answer → through to the client ── dead → the client's connection is cut
 * </pre>
 */
final class TunnelExchange implements Exchange, BrokerChannel.User {

    private static final Logger LOG = LoggerFactory.getLogger(TunnelExchange.class);

    private final Brokers brokers;
    private final BrokerPool pool;
    private final Patience patience;
    private final TunnelRequest request;
    private final Answer answer;
    private final Deque<HostAndPort> candidates;

    private @Nullable HostAndPort broker;
    private @Nullable Dialling dialling;
    private @Nullable BrokerChannel channel;
    private boolean fromPool;
    private boolean answering;
    private boolean over;

    TunnelExchange(Brokers brokers, BrokerPool pool, Patience patience, EdgeRequest request, Answer answer) {
        this.brokers = brokers;
        this.pool = pool;
        this.patience = patience;
        this.request = new TunnelRequest(request);
        this.answer = answer;
        this.candidates = new ArrayDeque<>(brokers.inOrder());
    }

    void start() {
        HostAndPort next = candidates.poll();
        if (next == null) {
            brokers.set(false);
            fail(Problem.brokerUnavailable());
            return;
        }
        broker = next;
        BrokerChannel rested = pool.take(next);
        if (rested == null) {
            connect(next);
        } else {
            fromPool = true;
            send(rested);
        }
    }

    private void connect(HostAndPort to) {
        fromPool = false;
        dialling = pool.open(
                to,
                fresh -> {
                    if (over) {
                        fresh.drop();
                    } else {
                        send(fresh);
                    }
                },
                failure -> {
                    brokers.failed(to, failure.cause() + ", " + failure.detail());
                    if (!over) {
                        start();
                    }
                });
    }

    private void send(BrokerChannel to) {
        dialling = null;
        channel = to;
        to.use(this);
        sendOn(to);
    }

    private void sendOn(BrokerChannel to) {
        request.sendTo(to.channel());
        if (request.isSent()) {
            if (!answering) {
                to.awaitAnswer(patience.firstByte());
            }
        } else {
            answer.wantBody(to.channel().isWritable());
        }
    }

    @Override
    public void body(ByteBuf bytes, boolean last) {
        request.add(bytes, last);
        BrokerChannel present = channel;
        if (present != null) {
            sendOn(present);
        } else {
            answer.wantBody(false);
        }
    }

    @Override
    public void writable() {
        if (channel != null) {
            channel.channel().read();
        }
    }

    @Override
    public void brokerWritable() {
        if (!request.isSent()) {
            answer.wantBody(true);
        }
    }

    @Override
    public void gone() {
        if (over) {
            return;
        }
        over = true;
        request.release();
        if (dialling != null) {
            dialling.giveUp();
        }
        if (channel != null) {
            channel.drop();
        }
    }

    @Override
    public void head(HttpResponse head) {
        answering = true;
        request.releaseSent();
        if (broker != null) {
            brokers.answered(broker);
        }
        answer.head(TunnelHeaders.forClient(head, request.method()));
    }

    @Override
    public void body(HttpContent content) {
        answer.body(content.content());
    }

    @Override
    public void readComplete() {
        answer.flush();
        if (channel != null && answer.isWritable()) {
            channel.channel().read();
        }
    }

    @Override
    public void end() {
        over = true;
        BrokerChannel used = channel;
        channel = null;
        if (used != null) {
            // Before the client is told: its next request may want it.
            used.done(request.isSent());
        }
        request.release();
        answer.end();
    }

    @Override
    public void broken(String reason) {
        channel = null;
        HostAndPort at = broker;
        if (over || at == null) {
            return;
        }
        LOG.debug("broker {}: {}", at, reason);
        if (answering) {
            over = true;
            request.release();
            answer.abort("broker-broke-off");
        } else if (BrokerChannel.isTimeout(reason)) {
            fail(Problem.brokerTimeout());
        } else if (!request.mayBeSentAgain()) {
            fail(Problem.brokerUnavailable());
        } else {
            request.rewind();
            if (fromPool) {
                // It may just have ended a connection that nobody used.
                connect(at);
            } else {
                brokers.failed(at, reason);
                start();
            }
        }
    }

    private void fail(Problem problem) {
        over = true;
        request.release();
        answer.problem(problem);
    }
}
