package org.usher.wire.component;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Names out of certificates, before anybody has looked who signed them. */
class ComponentNameFuzzTest {

    static Stream<byte[]> names() {
        return Stream.of("host", "broker", "guest")
                .map(role -> "usher://11111111-2222-4333-8444-555555555555/" + role
                        + "/66666666-7777-4888-9999-aaaaaaaaaaaa")
                .map(name -> name.getBytes(StandardCharsets.UTF_8));
    }

    @MethodSource("names")
    @FuzzTest(maxDuration = "2m")
    void anyUri(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        ComponentName.ofUri(text).ifPresent(name -> assertThat(name.uri()).isEqualTo(text));
    }
}
