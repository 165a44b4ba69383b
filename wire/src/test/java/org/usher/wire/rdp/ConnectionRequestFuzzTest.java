package org.usher.wire.rdp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.usher.wire.Captures;
import org.usher.wire.Decoding;

/** The first frame of a stranger's client, and the first of a host that nobody has authenticated yet. */
class ConnectionRequestFuzzTest {

    static Stream<byte[]> requests() {
        return Stream.of(
                        "xfreerdp-connection-request",
                        "xfreerdp-connection-request-routing-token",
                        "xfreerdp-connection-request-plain")
                .map(Captures::message);
    }

    @MethodSource("requests")
    @FuzzTest(maxDuration = "2m")
    void anyRequest(byte[] bytes) {
        Decoding.sound(ConnectionRequest::decode, bytes).ifPresent(request -> {
            assertThat(Decoding.whole(ConnectionRequest::decode, request.encode()))
                    .isEqualTo(request);
            byte[] frame = Decoding.consumed(ConnectionRequest::decode, bytes);
            OptionalInt understood = XrdpReading.protocols(frame);
            if (understood.isPresent()) {
                assertThat(understood).hasValue(request.protocols());
            }
        });
    }

    static Stream<byte[]> confirms() {
        return Stream.of(
                        "xrdp-connection-confirm",
                        "xrdp-connection-confirm-plain",
                        "freerdp-shadow-connection-confirm-failure")
                .map(Captures::message);
    }

    @MethodSource("confirms")
    @FuzzTest(maxDuration = "2m")
    void anyConfirm(byte[] bytes) {
        Decoding.sound(ConnectionConfirm::decode, bytes)
                .ifPresent(confirm -> assertThat(Decoding.whole(ConnectionConfirm::decode, confirm.encode()))
                        .isEqualTo(confirm));
    }
}
