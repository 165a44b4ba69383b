package org.usher.gateway.tsgu;

import io.netty.channel.Channel;
import org.usher.relay.websocket.CloseCode;
import org.usher.relay.websocket.WebSocketFrames;

/** One WebSocket that carries packets both ways. */
record WebSocketCarrier(Channel channel) implements Carrier {

    @Override
    public String name() {
        return "websocket";
    }

    @Override
    public Channel in() {
        return channel;
    }

    @Override
    public Channel out() {
        return channel;
    }

    @Override
    public void end() {
        WebSocketFrames.close(channel, CloseCode.NORMAL);
    }
}
