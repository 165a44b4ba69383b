package org.usher.wire.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.usher.wire.Decoded;

/**
 * One end with a peer that sends whatever a fuzzer thinks of: nothing may be delivered twice, nothing may be sent that was
 * never offered, and a fault may change nothing.
 */
class StreamEndFuzzTest {

    private static final int OFFER = 1;
    private static final int DETACH = 2;
    private static final int ATTACH = 3;
    private static final int PING = 4;

    private final StreamEnd end = new StreamEnd();
    private final RecordingOut out = new RecordingOut();
    private long delivered;
    private long offered;

    static Stream<byte[]> conversations() {
        String attach = "030000000000000000";
        return Stream.of(
                        attach + "0105" + "00" + "0300000a" + "0000000000000000" + "aabb",
                        attach + "01ff" + "00" + "04000008" + "0000000000000005" + "02" + "030000000000000007",
                        attach + "00" + "05000010" + "00000000000000010000000000000000" + "04",
                        "0105" + attach + "00" + "06000010" + "00000000000000010000000000000002" + "02",
                        attach + "00" + "0300000a" + "0000000000000000" + "aabb" + "00" + "0300000a"
                                + "0000000000000001" + "bbcc",
                        attach + "00" + "07000002" + "0161")
                .map(HexFormat.of()::parseHex);
    }

    @MethodSource("conversations")
    @FuzzTest(maxDuration = "2m")
    void anyConversation(byte[] bytes) {
        new StreamEndFuzzTest().converse(ByteBuffer.wrap(bytes));
    }

    private void converse(ByteBuffer script) {
        while (script.hasRemaining()) {
            long received = end.received();
            boolean attached = end.attached();
            Optional<StreamEnd.Fault> fault = step(script);
            for (StreamFrame frame : out.takeSent()) {
                assertMayBeSent(frame);
            }
            delivered += out.takeDelivered().length;
            assertThat(end.received()).isEqualTo(delivered);
            assertThat(end.sent()).isEqualTo(offered);
            if (fault.isPresent()) {
                assertThat(end.received()).isEqualTo(received);
                assertThat(end.attached()).isEqualTo(attached);
            }
        }
    }

    private Optional<StreamEnd.Fault> step(ByteBuffer script) {
        return switch (script.get()) {
            case OFFER -> {
                int length = script.hasRemaining() ? (script.get() & 0xff) * 300 : 0;
                Optional<StreamEnd.Fault> fault = end.offer(ByteBuffer.allocate(length), out);
                offered += fault.isPresent() ? 0 : length;
                yield fault;
            }
            case DETACH -> {
                end.detach();
                yield Optional.empty();
            }
            case ATTACH -> script.remaining() < 8 ? Optional.empty() : end.attach(script.getLong(), out);
            case PING -> {
                end.ping(script.remaining(), out);
                yield Optional.empty();
            }
            default -> {
                if (StreamCodec.decode(script) instanceof Decoded.Message<StreamFrame>(var frame, var consumed)) {
                    Optional<StreamEnd.Fault> fault = end.receive(frame, out);
                    script.position(script.position() + consumed);
                    yield fault;
                }
                yield Optional.empty();
            }
        };
    }

    private void assertMayBeSent(StreamFrame frame) {
        assertThat(StreamCodec.encode(frame).remaining()).isPositive();
        switch (frame) {
            case StreamFrame.Data(long offset, ByteBuffer bytes) ->
                assertThat(offset + bytes.remaining()).isLessThanOrEqualTo(end.sent());
            case StreamFrame.Ack(long received) -> assertThat(received).isEqualTo(end.received());
            case StreamFrame.Ping(long token, long received) ->
                assertThat(received).isEqualTo(end.received());
            case StreamFrame.Pong(long token, long received) ->
                assertThat(received).isEqualTo(end.received());
            case StreamFrame.Origin origin -> throw new AssertionError(origin);
            case StreamFrame.Hello hello -> throw new AssertionError(hello);
            case StreamFrame.Welcome welcome -> throw new AssertionError(welcome);
            case StreamFrame.End over -> throw new AssertionError(over);
        }
    }
}
