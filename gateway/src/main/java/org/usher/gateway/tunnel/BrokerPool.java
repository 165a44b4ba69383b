package org.usher.gateway.tunnel;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpDecoderConfig;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.usher.gateway.dial.Dialled;
import org.usher.gateway.dial.Dialler;
import org.usher.gateway.dial.Dialling;
import org.usher.gateway.dial.HostAndPort;
import org.usher.gateway.settings.Patience;
import org.usher.relay.deadline.Deadline;

/** The connections to brokers of one event loop, so that both sides of an exchange are on the same one. Its owner is that loop. */
final class BrokerPool {

    /** How many are kept for each broker while nobody needs them. */
    private static final int MOST_RESTING = 32;

    /** A broker is one of ours, but a fault there shall not fill this process. */
    private static final int MAX_ANSWER_HEADER = 64 * 1024;

    private final EventLoop loop;
    private final Dialler dialler;
    private final Patience patience;
    private final Map<HostAndPort, Deque<BrokerChannel>> resting = new HashMap<>();

    BrokerPool(EventLoop loop, Dialler dialler, Patience patience) {
        this.loop = loop;
        this.dialler = dialler;
        this.patience = patience;
    }

    /** The connection to this broker that was used last, so that the others grow old and go; null when there is none. */
    @Nullable
    BrokerChannel take(HostAndPort broker) {
        Deque<BrokerChannel> waiting = resting.get(broker);
        return waiting == null ? null : waiting.pollLast();
    }

    /** Opens a connection. */
    Dialling open(HostAndPort broker, Consumer<BrokerChannel> opened, Consumer<Dialled.Failed> failed) {
        return dialler.dial(loop, broker, anyBroker -> true, outcome -> {
            switch (outcome) {
                case Dialled.Connected(Channel channel) -> opened.accept(prepared(broker, channel));
                case Dialled.Failed failure -> failed.accept(failure);
            }
        });
    }

    private BrokerChannel prepared(HostAndPort broker, Channel channel) {
        Deadline deadline = new Deadline();
        BrokerChannel prepared = new BrokerChannel(broker, channel, deadline, this);
        HttpDecoderConfig config =
                new HttpDecoderConfig().setMaxHeaderSize(MAX_ANSWER_HEADER).setMaxChunkSize(64 * 1024);
        channel.pipeline().addLast(deadline, new HttpClientCodec(config, false, false), prepared);
        return prepared;
    }

    void giveBack(BrokerChannel channel) {
        Deque<BrokerChannel> waiting = resting.computeIfAbsent(channel.broker(), none -> new ArrayDeque<>());
        if (waiting.size() < MOST_RESTING) {
            waiting.addLast(channel);
            channel.rest(patience.brokerIdle());
        } else {
            channel.drop();
        }
    }

    void forget(BrokerChannel channel) {
        Deque<BrokerChannel> waiting = resting.get(channel.broker());
        if (waiting != null) {
            waiting.remove(channel);
        }
    }
}
