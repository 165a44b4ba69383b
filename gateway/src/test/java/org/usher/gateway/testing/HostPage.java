package org.usher.gateway.testing;

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
import org.usher.wire.stream.StreamCodec;
import org.usher.wire.stream.StreamEnd;
import org.usher.wire.stream.StreamFrame;

/** A page with its end of a resumable stream that ends in the gateway, over WebSockets that the test makes and breaks. */
public final class HostPage implements StreamEnd.Out {

    private final Running running;
    private final String ticket;
    private final StreamEnd end = new StreamEnd();
    private Browser browser;
    private byte[] came = new byte[0];
    private byte[] delivered = new byte[0];
    private @Nullable Octets lease;
    private int epoch;

    private HostPage(Running running, String ticket, Browser browser) {
        this.running = running;
        this.ticket = ticket;
        this.browser = browser;
    }

    /** A page that says hello for the first time, and has not looked at the answer yet. */
    public static HostPage hello(Running running, String ticket) throws IOException {
        HostPage page = new HostPage(running, ticket, running.browser().openStream());
        page.send(new StreamFrame.Hello(ticket, Optional.empty(), 0));
        return page;
    }

    /** A page that was welcomed. */
    public static HostPage open(Running running, String ticket) throws IOException {
        return hello(running, ticket).welcomed();
    }

    /** The next frame has to be a welcome. */
    public HostPage welcomed() throws IOException {
        StreamFrame answer = readFrame();
        if (answer instanceof StreamFrame.Welcome(Octets given, int number, long received)) {
            lease = given;
            epoch = number;
            epoch = number;
            end.attach(received, this).ifPresent(HostPage::fail);
            return this;
        }
        throw new AssertionError(answer + " (expected: a welcome)");
    }

    private static void fail(StreamEnd.Fault fault) {
        throw new AssertionError(fault);
    }

    /** The same page over a new connection; the old one is left as it is. */
    public void comeBack() throws IOException {
        sayAgain(ticket, lease());
        welcomed();
    }

    /** Says hello anew with this lease, and does not look at the answer. */
    public void sayAgain(String otherTicket, Octets otherLease) throws IOException {
        end.detach();
        came = new byte[0];
        browser = running.browser().openStream();
        send(new StreamFrame.Hello(otherTicket, Optional.of(otherLease), end.received()));
    }

    /** The connection breaks. */
    public void lose() throws IOException {
        end.detach();
        browser.close();
    }

    public Browser browser() {
        return browser;
    }

    public Octets lease() {
        if (lease == null) {
            throw new AssertionError("no lease yet");
        }
        return lease;
    }

    public int epoch() {
        return epoch;
    }

    /** Bytes of the RDP client's. */
    public void send(byte... bytes) {
        end.offer(ByteBuffer.wrap(bytes), this).ifPresent(HostPage::fail);
    }

    @Override
    public void send(StreamFrame frame) {
        try {
            browser.sendMessage(StreamCodec.encode(frame));
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

    /** The next frame, however it is spread over messages. */
    public StreamFrame readFrame() throws IOException {
        while (true) {
            switch (StreamCodec.decode(ByteBuffer.wrap(came))) {
                case Decoded.Message<StreamFrame>(StreamFrame frame, int consumed) -> {
                    came = Arrays.copyOfRange(came, consumed, came.length);
                    return frame;
                }
                case Decoded.NeedMore<StreamFrame> more -> {
                    Browser.Frame message = browser.readFrame();
                    if (message.first() != 0x82) {
                        throw new AssertionError(message + " (expected: a binary message)");
                    }
                    ByteArrayOutputStream both = new ByteArrayOutputStream();
                    both.writeBytes(came);
                    both.writeBytes(message.bytes());
                    came = both.toByteArray();
                }
                case Decoded.Malformed<StreamFrame> malformed -> throw new AssertionError(malformed.explanation());
            }
        }
    }

    /** So many bytes of the host's. */
    public byte[] read(int length) throws IOException {
        while (delivered.length < length) {
            StreamFrame frame = readFrame();
            if (frame instanceof StreamFrame.End) {
                throw new AssertionError(frame + " (expected: data)");
            }
            end.receive(frame, this).ifPresent(HostPage::fail);
        }
        byte[] bytes = Arrays.copyOf(delivered, length);
        delivered = Arrays.copyOfRange(delivered, length, delivered.length);
        return bytes;
    }

    /** So many bytes of the host's, which nobody looks at. */
    public void skip(int length) throws IOException {
        for (int left = length; left > 0; ) {
            left -= read(Math.min(left, Math.max(1, delivered.length))).length;
        }
    }

    /** Asks for the host, as the RDP client does. */
    public void ask(String destination, String proxyAuth, byte[] x224) {
        send(new RdCleanPath.Request(destination, proxyAuth, Octets.of(x224)).encode());
    }

    /** The answer to an RDCleanPath request. */
    public RdCleanPath cleanPath() throws IOException {
        Decoded<RdCleanPath> decoded = RdCleanPath.decode(ByteBuffer.wrap(delivered));
        while (decoded instanceof Decoded.NeedMore<RdCleanPath>(int atLeast)) {
            // What is read is put back in front.
            byte[] more = read(Math.max(atLeast, delivered.length + 1));
            delivered = join(more, delivered);
            decoded = RdCleanPath.decode(ByteBuffer.wrap(delivered));
        }
        if (decoded instanceof Decoded.Message<RdCleanPath>(RdCleanPath message, int consumed)) {
            read(consumed);
            return message;
        }
        throw new AssertionError(decoded);
    }

    private static byte[] join(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    /** Why the stream ended, after which the WebSocket is closed in order. */
    public String end() throws IOException {
        while (true) {
            StreamFrame frame = readFrame();
            if (frame instanceof StreamFrame.End(String reason)) {
                if (browser.readFrame().closeCode() != 1000) {
                    throw new AssertionError("closed with another code (expected: 1000)");
                }
                return reason;
            }
            end.receive(frame, this).ifPresent(HostPage::fail);
        }
    }

    /** What a page is told whose first hello is refused: the RDP client's answer, and the reason. */
    public record Refusal(RdCleanPath.Failure failure, String reason) {}

    /** The refusal of a first hello. */
    public Refusal refusal() throws IOException {
        if (readFrame() instanceof StreamFrame.Data(long offset, ByteBuffer bytes)
                && offset == 0
                && RdCleanPath.decode(bytes)
                        instanceof Decoded.Message<RdCleanPath>(RdCleanPath.Failure failure, int consumed)) {
            return new Refusal(failure, end());
        }
        throw new AssertionError("no refusal");
    }
}
