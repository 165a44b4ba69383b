package org.usher.agent.front;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PAM's question: account and credential, each with a NUL behind it. The answer is one word, {@code yes} or {@code no}.
 *
 * <p>The socket lies in a directory of root's and has mode 0600; where the kernel tells who asks, that is looked at too.
 */
final class SignOnVisit extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(SignOnVisit.class);
    private static final int MAX_QUESTION = 1024;

    private final SignOns signOns;
    private final ByteBuf question = Unpooled.buffer(128);

    SignOnVisit(SignOns signOns) {
        this.signOns = signOns;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (askedByRoot(context.channel())) {
            context.channel().config().setAutoRead(true);
        } else {
            LOG.warn("somebody other than root asked about a sign-on credential");
            context.close();
        }
    }

    private static boolean askedByRoot(Channel channel) {
        try {
            // Without epoll the kernel's word is not to be had, and the socket's mode has to do.
            return !(channel instanceof EpollDomainSocketChannel epoll)
                    || epoll.peerCredentials().uid() == 0;
        } catch (IOException unknown) {
            return false;
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            if (question.readableBytes() + bytes.readableBytes() > MAX_QUESTION) {
                context.close();
                return;
            }
            question.writeBytes(bytes);
        } finally {
            bytes.release();
        }
        int first = question.indexOf(0, question.writerIndex(), (byte) 0);
        int second = first < 0 ? -1 : question.indexOf(first + 1, question.writerIndex(), (byte) 0);
        if (second > 0) {
            String account = question.toString(0, first, StandardCharsets.UTF_8);
            String credential = question.toString(first + 1, second - first - 1, StandardCharsets.UTF_8);
            answer(context, account, signOns.take(account, credential));
        }
    }

    private static void answer(ChannelHandlerContext context, String account, boolean good) {
        if (!good) {
            LOG.warn("sign-on of {} refused: no credential of ours, or used, or too late", account);
        }
        context.writeAndFlush(Unpooled.copiedBuffer(good ? "yes" : "no", StandardCharsets.US_ASCII))
                .addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
