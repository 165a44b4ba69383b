package org.usher.link.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.usher.wire.Octets;
import org.usher.wire.component.ComponentRole;

class JoinTokenTest {

    private static final JoinToken TOKEN = new JoinToken(
            List.of("broker1.example:8444", "[2001:db8::7]:8444"),
            Octets.digestOf("the farm's CA"),
            UUID.fromString("0a0b0c0d-0001-0002-0003-040506070809"),
            ComponentRole.HOST,
            Instant.parse("2026-11-23T09:00:00Z"),
            Octets.digestOf("the secret"));

    private static String word(String json) {
        return "usher-join." + Octets.of(json.getBytes(StandardCharsets.UTF_8)).text();
    }

    @Test
    void aTokenSurvivesBeingPasted() {
        assertThat(JoinToken.ofText(TOKEN.text())).isEqualTo(TOKEN);
        assertThat(JoinToken.ofText("  " + TOKEN.text() + "\n")).isEqualTo(TOKEN);
    }

    @Test
    void itIsOneWord() {
        assertThat(TOKEN.text()).matches("usher-join\\.[A-Za-z0-9_-]+");
    }

    @Test
    void itDoesNotShowItsSecret() {
        assertThat(TOKEN.toString())
                .contains("host")
                .contains("broker1.example:8444")
                .doesNotContain(TOKEN.secret().text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "usher-join", "usher_join.abc", "eyJhbGciOiJub25lIn0", "curl https://… | sh"})
    void whatIsNoTokenIsToldSo(String text) {
        assertThatThrownBy(() -> JoinToken.ofText(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not begin with usher-join.");
    }

    @Test
    void aTokenThatIsCutAnywhereIsToldSo() {
        String text = TOKEN.text();
        for (int length = "usher-join.".length(); length < text.length(); length++) {
            String cut = text.substring(0, length);
            assertThatThrownBy(() -> JoinToken.ofText(cut))
                    .as(cut)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("copied in one piece");
        }
    }

    @Test
    void aTokenThatIsChangedAnywhereIsWholeOrRefused() {
        String text = TOKEN.text();
        int refused = 0;
        for (int i = "usher-join.".length(); i < text.length(); i++) {
            for (char other : "A-9 \u00e9".toCharArray()) {
                String changed = text.substring(0, i) + other + text.substring(i + 1);
                try {
                    JoinToken token = JoinToken.ofText(changed);
                    assertThat(token.text()).as(changed).isNotEmpty();
                    assertThat(token.toString()).isNotEmpty();
                } catch (IllegalArgumentException told) {
                    assertThat(told).hasMessageContaining("copied in one piece");
                    refused++;
                }
            }
        }
        assertThat(refused).as("changes that were seen").isGreaterThan(100);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "7",
                "{\"brokers\":[],\"authority\":\"AA\",\"site\":\"0a0b0c0d-0001-0002-0003-040506070809\",\"role\":\"host\",\"expires\":1,\"secret\":\"AA\"}",
                "{\"brokers\":[null],\"authority\":\"AA\",\"site\":\"0a0b0c0d-0001-0002-0003-040506070809\",\"role\":\"host\",\"expires\":1,\"secret\":\"AA\"}",
                "{\"authority\":\"AA\",\"site\":\"0a0b0c0d-0001-0002-0003-040506070809\",\"role\":\"host\",\"expires\":1,\"secret\":\"AA\"}",
                "{\"brokers\":[\"b:1\"],\"site\":\"0a0b0c0d-0001-0002-0003-040506070809\",\"role\":\"host\",\"expires\":1,\"secret\":\"AA\"}",
                "{\"brokers\":[\"b:1\"],\"authority\":\"AA\",\"role\":\"host\",\"expires\":1,\"secret\":\"AA\"}",
                "{\"brokers\":[\"b:1\"],\"authority\":\"AA\",\"site\":\"nowhere\",\"role\":\"host\",\"expires\":1,\"secret\":\"AA\"}",
                "{\"brokers\":[\"b:1\"],\"authority\":\"AA\",\"site\":\"0a0b0c0d-0001-0002-0003-040506070809\",\"role\":\"king\",\"expires\":1,\"secret\":\"AA\"}",
                "{\"brokers\":[\"b:1\"],\"authority\":\"AA\",\"site\":\"0a0b0c0d-0001-0002-0003-040506070809\",\"role\":\"host\",\"secret\":\"AA\"}",
                "{\"brokers\":[\"b:1\"],\"authority\":\"AA\",\"site\":\"0a0b0c0d-0001-0002-0003-040506070809\",\"role\":\"host\",\"expires\":9223372036854775807,\"secret\":\"AA\"}",
                "{\"brokers\":[\"b:1\"],\"authority\":\"AA\",\"site\":\"0a0b0c0d-0001-0002-0003-040506070809\",\"role\":\"host\",\"expires\":1}",
                "{\"brokers\":[\"b:1\"],\"authority\":\"AA\",\"site\":\"0a0b0c0d-0001-0002-0003-040506070809\",\"role\":\"host\",\"expires\":1,\"secret\":\"!\"}"
            })
    void whatIsNotAllThereIsToldSo(String json) {
        assertThatThrownBy(() -> JoinToken.ofText(word(json)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("copied in one piece");
    }

    @Test
    void whatANewerFarmAddsIsPassedOver() {
        assertThat(JoinToken.ofText(
                                word(
                                        "{\"brokers\":[\"b:1\"],\"authority\":\"AA\",\"site\":\"0a0b0c0d-0001-0002-0003-040506070809\",\"role\":\"gateway\",\"expires\":1,\"secret\":\"AA\",\"zone\":7}"))
                        .role())
                .isEqualTo(ComponentRole.GATEWAY);
    }
}
