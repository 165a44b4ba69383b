package org.usher.wire.rdpfile;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.usher.wire.Octets;

/** Signatures that somebody made up: none of them is good over other settings, and none breaks the judge. */
class FileTrustFuzzTest {

    static Stream<byte[]> signatures() throws Exception {
        return Stream.of(
                RdpSignBytesTest.resource("openssl.p7"),
                RdpSignBytesTest.resource("openssl-other-purpose.p7"),
                RdpSignBytesTest.resource("openssl-attributes.p7"),
                RdpSignBytesTest.resource("microsoft-2011.p7"));
    }

    @MethodSource("signatures")
    @FuzzTest(maxDuration = "2m")
    void anySignature(byte[] cms) throws Exception {
        if (cms.length == 0 || cms.length > RdpSignature.MAX_CMS) {
            return;
        }
        List<RdpSetting> settings = List.of(new RdpSetting.Text("pcb", "other"));
        RdpFile file = new RdpFile(settings).signedWith(new RdpSignature(Octets.of(cms)));

        FileVerdict verdict = FileTrustTest.trust("openssl-ca.pem").judge(file, Instant.parse("2026-11-24T12:00:00Z"));

        assertThat(verdict).isInstanceOf(FileVerdict.Bad.class);
    }
}
