package org.usher.agent.front;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.usher.wire.Decoded;
import org.usher.wire.Octets;
import org.usher.wire.rdcleanpath.RdCleanPath;
import org.usher.wire.stream.StreamEnd;
import org.usher.wire.stream.StreamFrame;

/** A page with its end of the resumable stream, over visits that the test makes and breaks. */
final class PageDouble implements StreamEnd.Out, AutoCloseable {

    private final TestFront front;
    private final String ticket;
    private final StreamEnd end = new StreamEnd();
    private byte[] delivered = new byte[0];
    private Visit visit;
    private @Nullable Octets lease;
    private int epoch;
    private @Nullable String reason;

    private PageDouble(TestFront front, String ticket, Visit visit) {
        this.front = front;
        this.ticket = ticket;
        this.visit = visit;
    }

    /** A page that says hello for the first time, and has not looked at the answer yet. */
    static PageDouble hello(TestFront front, String ticket) throws IOException {
        PageDouble page = new PageDouble(front, ticket, front.visit().origin());
        page.visit.write(new StreamFrame.Hello(ticket, Optional.empty(), 0));
        return page;
    }

    /** A page that was welcomed. */
    static PageDouble open(TestFront front, String ticket) throws IOException {
        return hello(front, ticket).welcomed();
    }

    private PageDouble welcomed() throws IOException {
        StreamFrame answer = visit.readFrame();
        if (answer instanceof StreamFrame.Welcome(Octets given, int number, long received)) {
            lease = given;
            epoch = number;
            end.attach(received, this).ifPresent(fault -> {
                throw new AssertionError(fault);
            });
            return this;
        }
        throw new AssertionError(answer + " (expected: a welcome)");
    }

    /** The same page over a new transport; the old one is left as it is. */
    void comeBack() throws IOException {
        visit = front.visit().origin();
        visit.write(new StreamFrame.Hello(ticket, Optional.of(lease()), end.received()));
        welcomed();
    }

    /** The transport breaks. */
    void lose() throws IOException {
        end.detach();
        visit.close();
    }

    Octets lease() {
        if (lease == null) {
            throw new AssertionError("no lease yet");
        }
        return lease;
    }

    int epoch() {
        return epoch;
    }

    Visit visit() {
        return visit;
    }

    String ticket() {
        return ticket;
    }

    void send(byte... bytes) {
        end.offer(ByteBuffer.wrap(bytes), this).ifPresent(fault -> {
            throw new AssertionError(fault);
        });
    }

    @Override
    public void send(StreamFrame frame) {
        try {
            visit.write(frame);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    @Override
    public void deliver(ByteBuffer bytes) {
        int before = delivered.length;
        delivered = Arrays.copyOf(delivered, before + bytes.remaining());
        bytes.get(delivered, before, bytes.remaining());
    }

    /** Takes one frame of the front's. */
    void step() throws IOException {
        if (reason != null) {
            throw new AssertionError("the stream has ended: " + reason);
        }
        StreamFrame frame = visit.readFrame();
        if (frame instanceof StreamFrame.End(String why)) {
            reason = why;
        } else {
            end.receive(frame, this).ifPresent(fault -> {
                throw new AssertionError(fault);
            });
        }
    }

    /** So many bytes of the host's. */
    byte[] read(int length) throws IOException {
        while (delivered.length < length) {
            step();
        }
        byte[] bytes = Arrays.copyOf(delivered, length);
        delivered = Arrays.copyOfRange(delivered, length, delivered.length);
        return bytes;
    }

    /** So many bytes of the host's, not kept one by one. */
    byte[] readMany(int length) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream(length);
        while (all.size() < length) {
            all.writeBytes(read(Math.min(length - all.size(), Math.max(1, delivered.length))));
        }
        return all.toByteArray();
    }

    /** The answer to an RDCleanPath request. */
    RdCleanPath cleanPath() throws IOException {
        Decoded<RdCleanPath> decoded = RdCleanPath.decode(ByteBuffer.wrap(delivered));
        while (decoded instanceof Decoded.NeedMore<RdCleanPath>) {
            step();
            decoded = RdCleanPath.decode(ByteBuffer.wrap(delivered));
        }
        if (decoded instanceof Decoded.Message<RdCleanPath>(RdCleanPath message, int consumed)) {
            read(consumed);
            return message;
        }
        throw new AssertionError(decoded);
    }

    /** Why the stream ended, after which the transport does too. */
    String end() throws IOException {
        while (reason == null) {
            step();
        }
        if (!visit.isAtEnd()) {
            throw new AssertionError("something comes behind the end");
        }
        return reason;
    }

    /** Whether bytes came that nobody has read. */
    boolean hasUnread() {
        return delivered.length > 0;
    }

    @Override
    public void close() throws IOException {
        visit.close();
    }
}
