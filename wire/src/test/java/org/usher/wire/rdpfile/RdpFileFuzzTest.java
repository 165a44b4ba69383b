package org.usher.wire.rdpfile;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.usher.wire.Decoding;
import org.usher.wire.Octets;
import org.usher.wire.rdpfile.RdpSetting.Text;

/** Files that somebody was sent. */
class RdpFileFuzzTest {

    static Stream<byte[]> files() throws Exception {
        RdpFile signed = new RdpFile(
                List.of(
                        new Text("full address", "a"),
                        new Text("alternate full address", "b"),
                        new RdpSetting.Numeric("audiomode", -1)),
                Optional.of(new RdpSignature(Octets.of(RdpSignBytesTest.resource("microsoft-2011.p7")))));
        return Stream.of(
                signed.encode(),
                RdpFiles.any(new Random(1)).encode(),
                "\ufeff/v:a\r\nusername:b:00\r\n".getBytes(StandardCharsets.UTF_16LE),
                "username:s:a\r\n".getBytes(StandardCharsets.UTF_8));
    }

    /** What is read is written as it was: there is no file of which another reader could see another one in it. */
    @MethodSource("files")
    @FuzzTest(maxDuration = "2m")
    void anyFile(byte[] bytes) {
        Decoding.sound(RdpFile::decode, bytes)
                .ifPresent(file -> assertThat(file.encode()).isEqualTo(bytes));
    }

    static Stream<byte[]> texts() {
        return Stream.of("alice", "a\r\nb:s:c", "a\0", "\u2028").map(text -> text.getBytes(StandardCharsets.UTF_16LE));
    }

    /** A value that is taken is one line of the file, for who splits it anywhere that anybody does. */
    @MethodSource("texts")
    @FuzzTest(maxDuration = "2m")
    void anyValue(byte[] bytes) {
        String value = new String(bytes, StandardCharsets.UTF_16LE);
        RdpFile file;
        try {
            file = new RdpFile(List.of(new Text("full address", value), new Text("alternate full address", value)));
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageContaining("expected");
            return;
        }
        byte[] encoded = file.encode();
        assertThat(Decoding.whole(RdpFile::decode, encoded)).isEqualTo(file);
        assertThat(new String(encoded, StandardCharsets.UTF_16LE).split("\\R|\0", -1))
                .hasSize(3);
        assertThat(new String(file.toSign(), StandardCharsets.UTF_16LE).split("\\R", -1))
                .hasSize(4);
    }
}
