package org.usher.gateway.host;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.util.UUID;
import java.util.function.Consumer;
import org.usher.gateway.settings.HostPatience;
import org.usher.relay.stream.ResumableStream;
import org.usher.relay.stream.StreamFrames;
import org.usher.wire.Octets;

/** One stream to a host without a front, and the event loop that it lives on. */
final class HostStream {

    private final UUID launch;
    private final EventLoop loop;
    private final ResumableStream stream;
    private final CarriedLaunches.Carriage carriage;
    private volatile boolean over;

    /** What all streams have in common. */
    record Surroundings(CarriedLaunches carried, HostConnection.Reach reach, HostPatience patience) {}

    /**
     * A stream that nobody has come to yet; called on its event loop.
     *
     * @param ended told once, when it is over
     */
    HostStream(
            HostSide.Launch launch,
            Octets lease,
            EventLoop loop,
            InetAddress client,
            Surroundings gateway,
            Consumer<HostStream> ended) {
        this.launch = launch.id();
        this.loop = loop;
        this.stream = new ResumableStream(
                launch.id(),
                lease,
                loop,
                page -> new HostSide(launch, gateway.reach(), gateway.patience(), loop, page),
                gone -> {
                    over(ended);
                },
                gateway.patience().stream());
        this.carriage = gateway.carried().begin(launch.id(), client, reason -> loop.execute(() -> stream.end(reason)));
    }

    private void over(Consumer<HostStream> ended) {
        over = true;
        carriage.close();
        ended.accept(this);
    }

    UUID launch() {
        return launch;
    }

    Octets lease() {
        return stream.lease();
    }

    boolean isOver() {
        return over;
    }

    /** Does something with the stream, on its own event loop: at once if that is this thread's. */
    void with(Consumer<ResumableStream> what) {
        if (loop.inEventLoop()) {
            what.accept(stream);
        } else {
            loop.execute(() -> what.accept(stream));
        }
    }

    /** Whether this thread is the stream's. */
    boolean isHere() {
        return loop.inEventLoop();
    }

    /** Gives the stream a transport, whose client has received so many bytes. */
    void join(Channel transport, HostVisit visit, long received) {
        transport.pipeline().addLast(new StreamFrames(), visit);
        with(joined -> joined.attach(transport, received));
    }
}
