package org.usher.dist.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.usher.domain.placement.Rejection;
import tools.jackson.databind.json.JsonMapper;

class ExplanationTest {

    private static final String LAUNCH = """
            {"id": "1f0c3b52-8a43-4a5e-9f1e-0b8f3f6a1c2d", "user": "bob", "resource": "Writer", "host": "host-1",
             "at": "2026-11-23T10:00:00Z", "state": "connecting", "reason": null, "detail": null, "client": "browser",
             "address": "192.0.2.17",
             "stages": [{"stage": "authenticated", "ms": 10, "spentMs": 10, "slow": false, "failure": null},
                        {"stage": "ticket", "ms": 4000, "spentMs": 3990, "slow": true, "failure": null}],
             "stuck": {"stage": "tunnel", "seconds": 4},
             "placement": {"chosen": "a", "candidates": [
                 {"host": "a", "name": "host-1", "sessions": 0.5, "cpu": 0.25, "memory": null, "score": 0.31},
                 {"host": "b", "name": "host-with-a-very-long-name", "sessions": 1, "cpu": 1, "memory": 1, "score": 1}],
               "rejected": [{"host": "c", "name": "host-3", "because": "host-draining"},
                            {"host": "d", "name": "host-4", "because": "host-on-the-moon"}]}}
            """;

    private static List<String> explained(String json) {
        return Explanation.of(new JsonMapper().readTree(json));
    }

    @Test
    void itSaysWhereTheTimeWentAndWhyThatHost() {
        assertThat(explained(LAUNCH))
                .contains("Writer for bob, 2026-11-23T10:00:00Z", "State: connecting on host-1")
                .contains(
                        "  authenticated    █                            10 ms",
                        "  ticket           ████████████                 4.0 s  slow",
                        "  tunnel                       ████████████     4.0 s  still waiting",
                        "  host-1           ▓▓▓░░░  50 %  ▓▓░░░░  25 %  unknown       0.31  chosen",
                        "  host-3           host-draining: it takes nobody new",
                        "  host-4           host-on-the-moon");
    }

    @Test
    void everyLineFitsIntoATerminal() {
        assertThat(explained(LAUNCH))
                .allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(80));
    }

    @Test
    void aRefusalAndAReturnSayWhy() {
        String refused = LAUNCH.replaceFirst("\"chosen\": \"a\"", "\"chosen\": null")
                .replaceFirst("\"reason\": null", "\"reason\": \"all-full\"")
                .replace("\"detail\": null", "\"detail\": \"a\\u001b[31mred\"");
        assertThat(explained(refused))
                .contains("Why no host", "State: connecting on host-1, because all-full", "       a?[31mred");
        assertThat(explained("{\"host\": \"host-1\", \"placement\": null}"))
                .contains("The user went back to a session; no host was chosen.");
        assertThat(explained("{\"host\": null, \"placement\": null}")).contains("No host was looked for.");
    }

    @Test
    void everyReasonOfOursHasWords() {
        assertThat(Stream.of(Rejection.values()).map(Rejection::code))
                .allSatisfy(code -> assertThat(RejectionWords.of(code)).as(code).isPresent());
    }
}
