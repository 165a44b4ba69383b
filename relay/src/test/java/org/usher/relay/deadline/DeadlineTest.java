package org.usher.relay.deadline;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeadlineTest {

    private final List<String> passed = new ArrayList<>();
    private final Deadline deadline = new Deadline();
    private final EmbeddedChannel channel = new EmbeddedChannel();

    @BeforeEach
    void freeze() {
        channel.freezeTime();
        channel.pipeline().addLast(deadline, new ChannelInboundHandlerAdapter() {
            @Override
            public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
                passed.add(((Deadline.Passed) event).reason());
            }
        });
    }

    @Test
    void passesOnce() {
        deadline.arm(Duration.ofSeconds(10), "header-timeout");
        after(Duration.ofMillis(9_999));
        assertThat(passed).isEmpty();
        after(Duration.ofMillis(1));
        after(Duration.ofMinutes(1));
        assertThat(passed).containsExactly("header-timeout");
    }

    @Test
    void movesAwayAndNearer() {
        deadline.arm(Duration.ofSeconds(10), "first");
        after(Duration.ofSeconds(9));
        deadline.arm(Duration.ofSeconds(10), "second");
        after(Duration.ofSeconds(9));
        assertThat(passed).isEmpty();
        deadline.arm(Duration.ofMillis(500), "third");
        after(Duration.ofMillis(500));
        assertThat(passed).containsExactly("third");
        after(Duration.ofMinutes(1));
        assertThat(passed).hasSize(1);
    }

    @Test
    void disarmedLeavesNoTimer() {
        deadline.arm(Duration.ofSeconds(10), "never");
        deadline.disarm();
        after(Duration.ofMinutes(1));
        assertThat(passed).isEmpty();
        assertThat(channel.hasPendingTasks()).isFalse();
    }

    @Test
    void firstBytesBeginTheNextStageAndMoreBytesGainNoTime() {
        deadline.armIdle(Duration.ofSeconds(75), "idle", Duration.ofSeconds(10), "header-timeout");
        after(Duration.ofSeconds(74));
        channel.pipeline().fireChannelRead("G");
        for (int i = 0; i < 9; i++) {
            after(Duration.ofSeconds(1));
            channel.pipeline().fireChannelRead("x");
        }
        assertThat(passed).isEmpty();
        after(Duration.ofSeconds(1));
        assertThat(passed).containsExactly("header-timeout");
    }

    @Test
    void silenceIsIdle() {
        deadline.armIdle(Duration.ofSeconds(75), "idle", Duration.ofSeconds(10), "header-timeout");
        after(Duration.ofSeconds(75));
        assertThat(passed).containsExactly("idle");
    }

    private void after(Duration time) {
        channel.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
        channel.runScheduledPendingTasks();
    }
}
