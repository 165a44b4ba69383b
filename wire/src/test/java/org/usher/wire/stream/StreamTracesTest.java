package org.usher.wire.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.usher.wire.Decoding;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Replays the traces that the TypeScript end replays as well, so that two ends in two languages cannot drift apart. Their
 * format stands in the README beside them.
 */
class StreamTracesTest {

    private static final Set<String> KEYS =
            Set.of("do", "peerReceived", "bytes", "frame", "token", "send", "deliver", "fault");

    @TestFactory
    Stream<DynamicTest> replaysEachTrace() throws IOException, URISyntaxException {
        return files().stream()
                .map(file -> DynamicTest.dynamicTest(String.valueOf(file.getFileName()), () -> replay(file)));
    }

    @Test
    void findsTheTraces() throws IOException, URISyntaxException {
        assertThat(files()).hasSizeGreaterThan(12);
    }

    private static List<Path> files() throws IOException, URISyntaxException {
        Path folder = Path.of(Objects.requireNonNull(StreamTracesTest.class.getResource("/stream-traces"))
                .toURI());
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    private static void replay(Path file) throws IOException {
        JsonNode trace = JsonMapper.shared().readTree(Files.readString(file));
        assertThat(file.getFileName()).hasToString(trace.get("name").stringValue() + ".json");
        StreamEnd end = new StreamEnd();
        RecordingOut out = new RecordingOut();
        int number = 0;
        for (JsonNode step : trace.get("steps").values()) {
            number++;
            assertThat(KEYS).as("keys of step %d", number).containsAll(step.propertyNames());
            Optional<String> fault = carryOut(step, end, out).map(StreamEnd.Fault::code);
            assertThat(out.takeSent().stream().map(StreamCodec::encode))
                    .as("sent in step %d", number)
                    .containsExactlyElementsOf(frames(step));
            assertThat(out.takeDelivered()).as("delivered in step %d", number).isEqualTo(bytes(step.path("deliver")));
            assertThat(fault)
                    .as("fault in step %d", number)
                    .isEqualTo(step.has("fault") ? Optional.of(step.get("fault").stringValue()) : Optional.empty());
        }
        assertThat(number).isPositive();
    }

    private static Optional<StreamEnd.Fault> carryOut(JsonNode step, StreamEnd end, RecordingOut out) {
        String what = step.get("do").stringValue();
        switch (what) {
            case "attach" -> {
                return end.attach(step.get("peerReceived").longValue(), out);
            }
            case "detach" -> end.detach();
            case "offer" -> {
                return end.offer(ByteBuffer.wrap(bytes(step.get("bytes"))), out);
            }
            case "receive" -> {
                return end.receive(Decoding.whole(StreamCodec::decode, bytes(step.get("frame"))), out);
            }
            case "ping" -> end.ping(step.get("token").longValue(), out);
            default -> throw new IllegalArgumentException("do: " + what + " (expected: a step of the README)");
        }
        return Optional.empty();
    }

    private static List<ByteBuffer> frames(JsonNode step) {
        return step.path("send").values().stream()
                .map(frame -> ByteBuffer.wrap(bytes(frame)))
                .toList();
    }

    /** Hexadecimal, a repetition, or a list of these; absent bytes are none. */
    private static byte[] bytes(JsonNode node) {
        if (node.isMissingNode()) {
            return new byte[0];
        }
        if (node.isString()) {
            return HexFormat.of().parseHex(node.stringValue());
        }
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        if (node.isArray()) {
            node.values().forEach(part -> joined.writeBytes(bytes(part)));
        } else {
            byte[] repeated = bytes(node.get("repeat"));
            for (int times = node.get("times").intValue(); times > 0; times--) {
                joined.writeBytes(repeated);
            }
        }
        return joined.toByteArray();
    }
}
