package org.usher.relay.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;
import org.usher.relay.Natives;

/**
 * The event loops of a process and the sockets on them. Channels come with {@code autoRead} off: whoever owns one reads
 * when there is room for what it brings.
 */
public final class Transport implements AutoCloseable {

    /**
     * What one read may bring at most. A cap of 16 KiB, one TLS record, costs half as much CPU again as this
     * (stack.md, "Gateway relay, measured"); a channel that brings little is given little by Netty's adaptive guess.
     */
    static final int MOST_PER_READ = 256 * 1024;

    // A peer that is gone without a word is noticed after a minute of silence, or after half a minute in which it
    // acknowledged nothing that we sent. No timer of ours runs for that: there are thousands of idle connections.
    private static final int KEEP_ALIVE_IDLE = 30;
    private static final int KEEP_ALIVE_INTERVAL = 10;
    private static final int KEEP_ALIVE_PROBES = 3;
    private static final int USER_TIMEOUT_MILLIS = 30_000;

    private static final int BACKLOG = 4096;

    private final EventLoopGroup loops;

    private Transport(EventLoopGroup loops) {
        this.loops = loops;
    }

    /**
     * Starts event loops.
     *
     * @param name what their threads are called
     * @param threads how many, at least 1
     */
    public static Transport start(String name, int threads) {
        IoHandlerFactory factory = Natives.epoll() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        return new Transport(new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory(name, true), factory));
    }

    /** The loops. */
    public EventLoopGroup loops() {
        return loops;
    }

    /** A listener for TCP. */
    public ServerBootstrap tcpServer() {
        ServerBootstrap server = server(Natives.epoll() ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true);
        keepAlive().forEach((option, value) -> server.childOption(option, value));
        return server;
    }

    /**
     * A dialler for TCP.
     *
     * @param loop the loop on which the channel lives: the one of the channel that it will be spliced to
     * @param patience how long connecting may take
     */
    public Bootstrap tcpClient(EventLoop loop, Duration patience) {
        Bootstrap client = client(loop)
                .channel(Natives.epoll() ? EpollSocketChannel.class : NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(patience.toMillis()))
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true);
        keepAlive().forEach((option, value) -> client.option(option, value));
        return client;
    }

    /** A listener on a Unix domain socket; bind it to {@link #unixAddress}. */
    public ServerBootstrap unixServer() {
        return server(Natives.epoll() ? EpollServerDomainSocketChannel.class : NioServerDomainSocketChannel.class);
    }

    /** A dialler for Unix domain sockets; connect it to {@link #unixAddress}. */
    public Bootstrap unixClient(EventLoop loop) {
        return client(loop).channel(Natives.epoll() ? EpollDomainSocketChannel.class : NioDomainSocketChannel.class);
    }

    /** The address of the Unix domain socket in this place. */
    public static SocketAddress unixAddress(Path path) {
        return Natives.epoll() ? new DomainSocketAddress(path.toFile()) : UnixDomainSocketAddress.of(path);
    }

    private ServerBootstrap server(Class<? extends ServerChannel> channel) {
        return new ServerBootstrap()
                .group(loops)
                .channel(channel)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, receiveBuffers());
    }

    private static Bootstrap client(EventLoop loop) {
        return new Bootstrap()
                .group(loop)
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.RECVBUF_ALLOCATOR, receiveBuffers());
    }

    private static AdaptiveRecvByteBufAllocator receiveBuffers() {
        return new AdaptiveRecvByteBufAllocator(
                AdaptiveRecvByteBufAllocator.DEFAULT_MINIMUM,
                AdaptiveRecvByteBufAllocator.DEFAULT_INITIAL,
                MOST_PER_READ);
    }

    private static Map<ChannelOption<Integer>, Integer> keepAlive() {
        Map<ChannelOption<Integer>, Integer> options = new LinkedHashMap<>();
        if (Natives.epoll()) {
            options.put(EpollChannelOption.TCP_KEEPIDLE, KEEP_ALIVE_IDLE);
            options.put(EpollChannelOption.TCP_KEEPINTVL, KEEP_ALIVE_INTERVAL);
            options.put(EpollChannelOption.TCP_KEEPCNT, KEEP_ALIVE_PROBES);
            options.put(EpollChannelOption.TCP_USER_TIMEOUT, USER_TIMEOUT_MILLIS);
        } else {
            options.put(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE), KEEP_ALIVE_IDLE);
            options.put(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL), KEEP_ALIVE_INTERVAL);
            options.put(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT), KEEP_ALIVE_PROBES);
        }
        return options;
    }

    /** Ends the loops and every channel that is still on them; waits two seconds at most. */
    @Override
    public void close() {
        // Not without a quiet period: a loop that is told so in the middle of its turn would end that turn without
        // closing its channels, and native memory would be lost.
        loops.shutdownGracefully(20, 2000, TimeUnit.MILLISECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
    }
}
