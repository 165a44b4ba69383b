package org.usher.dist.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class FigureTest {

    private static final Figure RELAY = Figure.beside("relay-download-cpu", 0.7251, "HAProxy", 1.18, 0.8, "s/GiB");
    private static final Figure STAGE = Figure.alone("launch-stage-placed", 3.4, "ms");

    @Test
    void asJsonItHasSixKeysAndOneLine() {
        assertThat(RELAY.json())
                .isEqualTo("{\"name\":\"relay-download-cpu\",\"ours\":0.725,\"peer\":1.18,\"peer_name\":\"HAProxy\","
                        + "\"ratio\":0.614,\"unit\":\"s/GiB\"}");
        assertThat(STAGE.json())
                .isEqualTo("{\"name\":\"launch-stage-placed\",\"ours\":3.4,\"peer\":null,\"peer_name\":null,"
                        + "\"ratio\":null,\"unit\":\"ms\"}");
    }

    @Test
    void nothingIsDividedByNothing() {
        assertThat(Figure.beside("x", 1, "peer", 0, "s").ratio()).isEmpty();
    }

    @Test
    void peopleGetATableAndProgramsGetLines() {
        assertThat(printed(false)).contains("What it costs", "0.73", "1.18 HAProxy", "0.61", "≤ 0.80", "s/GiB");
        assertThat(printed(true).lines()).containsExactly(RELAY.json(), STAGE.json());
    }

    @Test
    void aTargetMayStandWithoutAPeer() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

        new BenchOutput(out, out, false)
                .figures(
                        "Targets",
                        List.of(
                                STAGE.wanted(new Figure.Target.AtMost(12)),
                                STAGE.wanted(new Figure.Target.AtLeast(300))));

        assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("ours ≤ 12", "ours ≥ 300");
    }

    private static String printed(boolean json) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        new BenchOutput(out, out, json).figures("What it costs", List.of(RELAY, STAGE));
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
