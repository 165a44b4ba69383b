package org.usher.agent.front;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.usher.relay.deadline.Deadline;
import org.usher.relay.transport.LastWords;
import org.usher.wire.Octets;
import org.usher.wire.rdp.ClientInfo;
import org.usher.wire.rdp.ConnectInitial;
import org.usher.wire.rdp.McsAnswers;

/**
 * An RDP client's connection behind TLS, from its wishes to its end. Until it has shown who it is the RDP server does not
 * hear of it ({@link RdpGreeting}); then {@link RdpSide} does the rest.
 *
 * <p>Owned by the front's one thread.
 */
final class RdpVisit extends ChannelInboundHandlerAdapter implements RdpSide.Client {

    private static final Logger LOG = LoggerFactory.getLogger(RdpVisit.class);

    private final RdpArrival arrival;
    private final Surroundings front;
    private final RdpClients clients;
    private final Strangers strangers;
    private final Deadline deadline;
    private final RdpGreeting greeting;
    private final Channel channel;
    private @Nullable Lease lease;
    private @Nullable RdpSide rdp;
    private @Nullable String goodbye;
    private boolean wished;
    private boolean ended;

    RdpVisit(
            RdpArrival arrival,
            Surroundings front,
            RdpClients clients,
            Strangers strangers,
            Deadline deadline,
            Channel channel) {
        this.arrival = arrival;
        this.front = front;
        this.clients = clients;
        this.strangers = strangers;
        this.deadline = deadline;
        this.channel = channel;
        this.greeting = new RdpGreeting(
                arrival.request().protocols(), answer -> channel.write(Unpooled.wrappedBuffer(answer.bytes())));
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                deadline.arm(front.limits().certificate(), "no-wishes");
            } else {
                context.close();
            }
        } else if (event instanceof Deadline.Passed(String reason)) {
            LOG.info("{}: {}", context.channel().remoteAddress(), reason);
            context.close();
        }
        context.fireUserEventTriggered(event);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            if (ended) {
                return;
            }
            if (rdp != null) {
                rdp.fromClient(bytes.nioBuffer());
            } else {
                greet(bytes);
            }
        } finally {
            bytes.release();
        }
    }

    private void greet(ByteBuf bytes) {
        switch (greeting.take(bytes)) {
            case RdpGreeting.Waiting(boolean hasWished) -> {
                if (hasWished && !wished) {
                    wished = true;
                    deadline.arm(front.limits().prelude(), "no-sign-on");
                }
            }
            case RdpGreeting.SignedOn(ClientInfo info) -> {
                switch (clients.enter(arrival, info.password())) {
                    case RdpClients.Entered(Lease entered) -> enter(entered);
                    case RdpClients.Refused(String reason) -> refuse(reason);
                }
            }
            case RdpGreeting.Broken(String explanation) -> {
                LOG.warn("{}: {}", channel.remoteAddress(), explanation);
                refuse(RdpSide.MALFORMED);
            }
        }
    }

    private void enter(Lease entered) {
        deadline.disarm();
        strangers.known(channel);
        lease = entered;
        clients.begins(entered, this);
        RdpSide side = RdpSide.open(entered.launch(), front, this);
        rdp = side;
        side.fromClient(greeting.said());
    }

    private void refuse(String reason) {
        clients.refused(arrival.client(), reason);
        sayGoodbye();
        finish();
    }

    /** Tells the client that this is meant, so that it does not try again by itself. */
    private void sayGoodbye() {
        channel.write(Unpooled.wrappedBuffer(McsAnswers.disconnect().bytes()));
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.flush();
        RdpSide side = rdp;
        if (side == null) {
            context.read();
            return;
        }
        side.flush();
        side.readMore();
        if (side.writable()) {
            context.read();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (rdp != null && context.channel().isWritable()) {
            rdp.readMore();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (!ended && lease != null) {
            LOG.info("launch {}: its RDP client has gone", lease.launch().launch());
        }
        letGo();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("{}: {}", context.channel().remoteAddress(), cause.toString());
        context.close();
    }

    @Override
    public boolean isBrowser() {
        return false;
    }

    @Override
    public String address() {
        return arrival.client().getHostAddress();
    }

    @Override
    public boolean isDirect() {
        return arrival.lease().isEmpty();
    }

    @Override
    public ConnectInitial wishing(ConnectInitial wished) {
        return wished;
    }

    @Override
    public void hostConnected(Octets confirmation) {
        // The client has its confirm already.
    }

    @Override
    public void hostMissing(String reason) {
        // The end says it.
    }

    @Override
    public void hostLeft(String reason) {
        end(goodbye == null ? reason : goodbye);
    }

    @Override
    public void toClient(ByteBuffer bytes) {
        greeting.heard(bytes, this::write).ifPresent(broken -> {
            if (rdp != null) {
                rdp.malformed(broken.explanation());
            }
        });
    }

    private void write(ByteBuffer bytes) {
        channel.write(channel.alloc().buffer(bytes.remaining()).writeBytes(bytes));
    }

    @Override
    public void flushToClient() {
        channel.flush();
    }

    @Override
    public boolean clientHasRoom() {
        return channel.isWritable();
    }

    @Override
    public void rdpHasRoom() {
        channel.read();
    }

    /**
     * Somebody has taken the session away. The RDP server says so to the client, which else would take it for a fault and
     * come back at once; if it does not, the connection ends without.
     */
    void leave(String reason) {
        if (rdp != null && rdp.isRelaying()) {
            goodbye = reason;
            rdp.expectEnd();
            front.later().run(front.limits().farewell(), () -> end(reason));
        } else {
            end(reason);
        }
    }

    /** Ends the connection. */
    @Override
    public void end(String reason) {
        if (ended) {
            return;
        }
        if (lease != null) {
            LOG.info(
                    "launch {}: the connection of its RDP client ends: {}",
                    lease.launch().launch(),
                    reason);
        }
        if (rdp != null && !rdp.isRelaying() && !greeting.isThrough()) {
            // The client waits for a message, and this is one; later it would land in the middle of another.
            sayGoodbye();
        }
        finish();
    }

    private void finish() {
        letGo();
        LastWords.closeBehind(channel, front.limits().linger());
    }

    private void letGo() {
        ended = true;
        if (rdp != null) {
            rdp.close();
        }
        if (lease != null) {
            lease.ends(this);
        }
    }
}
