package org.usher.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.usher.client.FileTrusts.Origin;
import org.usher.client.doubles.Papers;
import org.usher.client.doubles.RdpFiles;
import org.usher.client.store.Connection;
import org.usher.client.trust.Certificates;
import org.usher.client.trust.ServerTrust;
import org.usher.wire.Octets;
import org.usher.wire.rdpfile.RdpFile;
import org.usher.wire.rdpfile.RdpSetting;
import org.usher.wire.rdpfile.RdpSignature;

/**
 * Files that OpenSSL signed: those of {@code rdpsign} in the tests of the format (made 2026-11-23 with OpenSSL 3.0.19), and
 * some that it signs here and now.
 */
class FileTrustsTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    @TempDir
    private Path directory;

    private static Connection connection(String name, X509Certificate authority) {
        return new Connection(
                name,
                URI.create("https://apps.example/"),
                Optional.empty(),
                Optional.empty(),
                new ServerTrust.PublicAuthority(),
                Optional.of(authority),
                false);
    }

    private static Origin origin(byte[] content, X509Certificate... authorities) {
        List<Connection> connections = IntStream.range(0, authorities.length)
                .mapToObj(i -> connection("c" + i, authorities[i]))
                .toList();
        return new FileTrusts(() -> NOW).origin(content, connections);
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(FileTrustsTest.class.getResourceAsStream("/rdpsign/" + name))) {
            return in.readAllBytes();
        }
    }

    private static X509Certificate goldenAuthority() throws IOException {
        return Certificates.ofPem(new String(resource("openssl-ca.pem"), StandardCharsets.US_ASCII))
                .getFirst();
    }

    /** The settings of the signed text, read from it. */
    private static RdpFile golden(String signature) throws IOException {
        String text = new String(resource("message.bin"), StandardCharsets.UTF_16LE);
        List<RdpSetting> settings = text.lines()
                .takeWhile(line -> !line.startsWith("signscope"))
                .<RdpSetting>map(line -> {
                    String[] parts = line.split(":", 3);
                    return parts[1].equals("i")
                            ? new RdpSetting.Numeric(parts[0], Integer.parseInt(parts[2]))
                            : new RdpSetting.Text(parts[0], parts[2]);
                })
                .toList();
        return new RdpFile(settings).signedWith(new RdpSignature(Octets.of(resource(signature))));
    }

    @Test
    void aFileOfAFarmOfTheUserIsTheirs() throws IOException {
        RdpFile file = golden("openssl.p7");
        Origin origin = origin(file.encode(), Papers.make().authority(), goldenAuthority());
        assertThat(origin).isInstanceOf(Origin.Ours.class);
        assertThat(((Origin.Ours) origin).connection().name()).isEqualTo("c1");
    }

    @Test
    void otherSignersAreForeignAndOtherPurposesToo() throws IOException {
        byte[] good = golden("openssl.p7").encode();
        assertThat(origin(good)).isInstanceOf(Origin.Foreign.class);
        assertThat(origin(good, Papers.make().authority())).isInstanceOf(Origin.Foreign.class);
        assertThat(origin(golden("openssl-other-purpose.p7").encode(), goldenAuthority()))
                .isInstanceOf(Origin.Foreign.class);
        // Of another form than a farm writes: nobody here can say what it covers.
        assertThat(origin(golden("microsoft-2011.p7").encode(), goldenAuthority()))
                .isInstanceOf(Origin.Broken.class);
    }

    @Test
    void whatWasChangedIsBrokenWhoeverLooks() throws IOException {
        String text = new String(golden("openssl.p7").encode(), StandardCharsets.UTF_16LE);
        for (String changed : List.of(
                text.replaceFirst("full address:s:[^\r]*", "full address:s:evil.example"),
                text.replace("||cmd", "||bash"),
                text.replace("redirectdrives:i:1", "redirectdrives:i:0"),
                text.replaceFirst("signature:s:.{20}", "signature:s:AQABAAEAAACDBQAAAAAA"),
                text.replaceFirst("signscope", "pcb:s:evil\r\nsignscope"),
                text + "alternate full address:s:evil.example\r\n",
                text.replaceFirst("\r\nsignature", "\nsignature"))) {
            assertThat(changed.equals(text)).isFalse();
            byte[] content = changed.getBytes(StandardCharsets.UTF_16LE);
            assertThat(origin(content, goldenAuthority())).as(changed).isInstanceOf(Origin.Broken.class);
        }
        String small = text.substring(1);
        assertThat(origin(small.getBytes(StandardCharsets.UTF_8), goldenAuthority()))
                .isInstanceOf(Origin.Broken.class);
    }

    @Test
    void filesWithoutASignatureAreForeign() throws IOException {
        RdpFile unsigned = new RdpFile(golden("openssl.p7").settings());
        assertThat(origin(unsigned.encode(), goldenAuthority())).isInstanceOf(Origin.Foreign.class);
        assertThat(origin("full address:s:somewhere\n".getBytes(StandardCharsets.UTF_8), goldenAuthority()))
                .isInstanceOf(Origin.Foreign.class);
        assertThat(origin(new byte[0], goldenAuthority())).isInstanceOf(Origin.Foreign.class);
    }

    @Test
    void aFileThatOpensslSignedIsGoodUntilOneLetterIsChanged() throws Exception {
        run("openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 3 -subj /CN=farm");
        run("openssl req -newkey rsa:2048 -nodes -keyout signer.key -out signer.csr -subj /CN=files");
        Files.writeString(directory.resolve("purpose"), "extendedKeyUsage=codeSigning\n");
        run("openssl x509 -req -in signer.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile purpose"
                + " -out signer.pem");
        RdpFile file = RdpFiles.file("10.0.0.7:3389", Optional.of("apps.example"), "password");
        Files.write(directory.resolve("message"), file.toSign());
        run("openssl smime -sign -binary -noattr -nosmimecap -md sha256 -outform DER -in message -signer signer.pem"
                + " -inkey signer.key -certfile ca.pem -out signature.der");
        byte[] signed = file.signedWith(
                        new RdpSignature(Octets.of(Files.readAllBytes(directory.resolve("signature.der")))))
                .encode();
        X509Certificate authority = Certificates.ofPem(Files.readString(directory.resolve("ca.pem")))
                .getFirst();
        FileTrusts trusts = new FileTrusts(Instant::now);
        List<Connection> connections = List.of(connection("work", authority));

        Origin good = trusts.origin(signed, connections);
        assertThat(good).isInstanceOf(Origin.Ours.class);
        assertThat(FileTrusts.pins((Origin.Ours) good).strict()).isTrue();

        byte[] altered = new String(signed, StandardCharsets.UTF_16LE)
                .replace("10.0.0.7", "10.0.0.8")
                .getBytes(StandardCharsets.UTF_16LE);
        assertThat(trusts.origin(altered, connections))
                .isEqualTo(new Origin.Broken("file-forged", "it was changed after it was signed"));
    }

    private void run(String command) throws Exception {
        Process process = new ProcessBuilder(command.split(" ", -1))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(command + "\n" + said).isZero();
    }
}
