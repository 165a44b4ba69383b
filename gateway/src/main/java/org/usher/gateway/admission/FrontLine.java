package org.usher.gateway.admission;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.usher.gateway.dial.Dialled;
import org.usher.gateway.dial.Dialler;
import org.usher.gateway.dial.HostAndPort;
import org.usher.wire.admission.AdmissionCodec;
import org.usher.wire.admission.AdmissionFrame;
import org.usher.wire.component.ComponentName;
import org.usher.wire.tsgu.Redirections;

/**
 * The connection to one front, dialled when there is something to ask. Lives on its event loop; {@link #ask} may be called
 * from anywhere.
 *
 * <p>A front that was started again has ended the connection, and nobody may have noticed yet: a question that was lost
 * with a connection that had answered before is asked once more on a new one. To ask twice does no harm, since a pass that
 * nobody uses runs out.
 */
final class FrontLine {

    private static final Logger LOG = LoggerFactory.getLogger(FrontLine.class);

    private final Dialler fronts;
    private final EventLoop loop;
    private final HostAndPort target;
    private final ComponentName name;
    private final Duration patience;

    /** Questions without an answer, by their numbers. */
    private final Map<Long, Question> open = new LinkedHashMap<>();

    private long lastNumber;
    private @Nullable Channel channel;
    private boolean dialling;

    /** Whether this connection has answered before. */
    private boolean proven;

    private static final class Question {

        private final Visitor visitor;
        private final Consumer<Decision> outcome;
        private @Nullable ScheduledFuture<?> timer;
        private boolean again;

        Question(Visitor visitor, Consumer<Decision> outcome) {
            this.visitor = visitor;
            this.outcome = outcome;
        }

        void answer(Decision decision) {
            if (timer != null) {
                timer.cancel(false);
            }
            outcome.accept(decision);
        }
    }

    FrontLine(Dialler fronts, EventLoop loop, HostAndPort target, ComponentName name, Duration patience) {
        this.fronts = fronts;
        this.loop = loop;
        this.target = target;
        this.name = name;
        this.patience = patience;
    }

    /** Asks. The outcome is told on any thread, once. */
    void ask(Visitor visitor, Consumer<Decision> outcome) {
        loop.execute(() -> begin(new Question(visitor, outcome)));
    }

    private void begin(Question question) {
        lastNumber = (lastNumber + 1) & AdmissionFrame.MAX_NUMBER;
        long number = lastNumber;
        open.put(number, question);
        question.timer = loop.schedule(() -> overdue(number), patience.toMillis(), TimeUnit.MILLISECONDS);
        Channel present = channel;
        if (present != null) {
            send(present, number, question);
            present.flush();
        } else {
            dial();
        }
    }

    private static void send(Channel present, long number, Question question) {
        Visitor visitor = question.visitor;
        present.write(
                Unpooled.wrappedBuffer(
                        AdmissionCodec.encode(new AdmissionFrame.Ask(number, visitor.client(), visitor.text()))),
                present.voidPromise());
    }

    private void dial() {
        if (!dialling) {
            dialling = true;
            fronts.dial(loop, target, name::equals, this::dialled);
        }
    }

    private void dialled(Dialled outcome) {
        dialling = false;
        switch (outcome) {
            case Dialled.Failed failed -> failAll(failed);
            case Dialled.Connected(Channel fresh) -> {
                channel = fresh;
                proven = false;
                fresh.pipeline().addLast(new AdmissionFrames(this));
                open.forEach((number, question) -> send(fresh, number, question));
                fresh.flush();
                fresh.read();
                if (!fresh.isActive()) {
                    ended(fresh, "ended at once");
                }
            }
        }
    }

    /** A frame came. */
    void take(Channel from, AdmissionFrame frame) {
        switch (frame) {
            case AdmissionFrame.Admitted admitted -> answer(admitted.number(), admitted(from, admitted));
            case AdmissionFrame.Refused(long number, String reason) -> answer(number, new Decision.Refused(reason));
            case AdmissionFrame.Ping(long token) ->
                from.writeAndFlush(
                        Unpooled.wrappedBuffer(AdmissionCodec.encode(new AdmissionFrame.Pong(token))),
                        from.voidPromise());
            case AdmissionFrame.Pong pong -> LOG.trace("{}: {}", target, pong);
            case AdmissionFrame.Ask wrongWay -> {
                LOG.warn("front {}: asks a gateway (expected: answers)", target);
                from.close();
            }
        }
    }

    private Decision admitted(Channel from, AdmissionFrame.Admitted admitted) {
        InetSocketAddress address = (InetSocketAddress) from.remoteAddress();
        // The client's other devices come over the channel of its drives.
        Redirections redirections = new Redirections(
                admitted.drives(), admitted.printers(), admitted.drives(), admitted.clipboard(), admitted.drives());
        return new Decision.Admitted(
                new HostAndPort(address.getAddress().getHostAddress(), address.getPort()),
                Optional.of(admitted.pass()),
                redirections,
                Duration.ofMinutes(admitted.idleMinutes()));
    }

    private void answer(long number, Decision decision) {
        proven = true;
        Question question = open.remove(number);
        // An answer to nothing is one that came too late.
        if (question != null) {
            question.answer(decision);
        }
    }

    private void overdue(long number) {
        Question question = open.remove(number);
        if (question == null) {
            return;
        }
        LOG.warn("front {}: no answer within {}", target, patience);
        question.answer(
                new Decision.Unreachable(new Dialled.Failed(Dialled.Cause.TIMED_OUT, "no answer within " + patience)));
        if (channel != null) {
            // Whoever asks next gets a connection that is known to work.
            channel.close();
        }
    }

    /** The connection is over. */
    void ended(Channel which, String why) {
        if (!which.equals(channel)) {
            return;
        }
        channel = null;
        boolean mayAskAgain = proven;
        List<Long> lost = new ArrayList<>();
        open.forEach((number, question) -> {
            if (!mayAskAgain || question.again) {
                lost.add(number);
            }
            question.again = true;
        });
        lost.forEach(number -> {
            Question question = open.remove(number);
            if (question != null) {
                question.answer(new Decision.Unreachable(new Dialled.Failed(Dialled.Cause.UNREACHABLE, why)));
            }
        });
        if (!open.isEmpty()) {
            dial();
        }
    }

    private void failAll(Dialled.Failed failed) {
        List<Question> lost = List.copyOf(open.values());
        open.clear();
        lost.forEach(question -> question.answer(new Decision.Unreachable(failed)));
    }
}
