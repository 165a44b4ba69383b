package org.usher.wire.rdpfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.usher.wire.Octets;
import org.usher.wire.rdpfile.RdpSetting.Numeric;
import org.usher.wire.rdpfile.RdpSetting.Text;

/**
 * The signature of Microsoft's own tool in the sample of MS-RDWR 4.2, from 2011, and the text that it covers
 * ({@code rdpsign/microsoft-2011.p7} and {@code message.bin}): the document prints the file with another host name than the
 * one that was signed; with that of the certificate in it the digest is Microsoft's.
 */
class RdpSignBytesTest {

    private static final String HOST = "RDVB9-101184.rdvteam.stbtest.microsoft.com";

    /** The sample's settings, some of which no signature covers. */
    static final List<RdpSetting> SAMPLE = List.of(
            new Numeric("redirectclipboard", 0),
            new Numeric("redirectcomports", 1),
            new Numeric("redirectdrives", 1),
            new Numeric("redirectprinters", 0),
            new Numeric("redirectsmartcards", 0),
            new Text("devicestoredirect", ""),
            new Text("drivestoredirect", "*"),
            new Numeric("session bpp", 32),
            new Numeric("prompt for credentials on client", 1),
            new Numeric("span monitors", 1),
            new Numeric("use multimon", 1),
            new Numeric("remoteapplicationmode", 1),
            new Numeric("server port", 3389),
            new Numeric("allow font smoothing", 1),
            new Numeric("promptcredentialonce", 1),
            new Numeric("authentication level", 0),
            new Numeric("gatewayusagemethod", 2),
            new Numeric("gatewayprofileusagemethod", 0),
            new Numeric("gatewaycredentialssource", 0),
            new Text("full address", HOST),
            new Text("alternate shell", "||cmd"),
            new Text("remoteapplicationprogram", "||cmd"),
            new Text("remoteapplicationname", "cmd.exe"),
            new Text("remoteapplicationcmdline", ""),
            new Text("workspace id", HOST),
            new Numeric("use redirection server name", 1),
            new Text("loadbalanceinfo", "tsv://MS Terminal Services Plugin.1.RDVB9-101184"),
            new Text("alternate full address", HOST));

    static final List<String> NOT_COVERED = List.of(
            "session bpp",
            "prompt for credentials on client",
            "span monitors",
            "use multimon",
            "allow font smoothing",
            "workspace id");

    @TempDir
    private static Path directory;

    @Test
    void writesTheTextThatMicrosoftSignedWhateverTheOrderOfTheFile() throws Exception {
        List<RdpSetting> settings = new ArrayList<>(SAMPLE);
        for (int round = 0; round < 20; round++) {
            assertThat(new RdpFile(settings).toSign()).isEqualTo(resource("message.bin"));
            Collections.shuffle(settings, new Random(round));
        }
    }

    @Test
    void microsoftsSignatureVerifiesOverItAndOverNoOther() throws Exception {
        RdpFile file = new RdpFile(SAMPLE).signedWith(new RdpSignature(Octets.of(resource("microsoft-2011.p7"))));

        assertThat(opensslAccepts(file)).isTrue();
        for (RdpSetting setting : SAMPLE) {
            List<RdpSetting> changed = new ArrayList<>(SAMPLE);
            changed.replaceAll(each -> each.equals(setting) ? other(each) : each);
            boolean covered = !Arrays.equals(new RdpFile(changed).toSign(), file.toSign());
            assertThat(covered).as("%s is covered", setting.name()).isEqualTo(!NOT_COVERED.contains(setting.name()));
        }
        List<RdpSetting> elsewhere = new ArrayList<>(SAMPLE);
        elsewhere.set(elsewhere.size() - 1, new Text("alternate full address", "elsewhere.example"));
        assertThat(opensslAccepts(new RdpFile(elsewhere, file.signature()))).isFalse();
    }

    static RdpSetting other(RdpSetting setting) {
        return switch (setting) {
            case Numeric(String name, int value) -> new Numeric(name, value + 1);
            case Text(String name, String value) -> new Text(name, value + "x");
        };
    }

    /** Only whether the signature is its certificate's: nobody trusts this one any more. */
    private static boolean opensslAccepts(RdpFile file) throws Exception {
        Path cms = Files.write(
                directory.resolve("cms"), file.signature().orElseThrow().cms().bytes());
        Path message = Files.write(directory.resolve("message"), file.toSign());
        Process openssl = new ProcessBuilder(
                        "openssl",
                        "cms",
                        "-verify",
                        "-noverify",
                        "-binary",
                        "-inform",
                        "DER",
                        "-in",
                        cms.toString(),
                        "-content",
                        message.toString(),
                        "-out",
                        "/dev/null")
                .redirectErrorStream(true)
                .start();
        String said = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        boolean accepted = openssl.waitFor() == 0;
        assertThat(said).contains(accepted ? "Verification successful" : "Verification failure");
        return accepted;
    }

    static byte[] resource(String name) throws Exception {
        try (InputStream in = Objects.requireNonNull(RdpSignBytesTest.class.getResourceAsStream("/rdpsign/" + name))) {
            return in.readAllBytes();
        }
    }
}
