package org.usher.wire.rdpfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.usher.wire.Decoding;
import org.usher.wire.Octets;
import org.usher.wire.rdpfile.RdpSetting.Numeric;
import org.usher.wire.rdpfile.RdpSetting.Text;

class RdpFileTest {

    private static final RdpSignature SIGNATURE = new RdpSignature(Octets.of(new byte[] {0x30, 0x01, 0x00}));
    private static final List<RdpSetting> SETTINGS = List.of(
            new Text("full address", "host.example"),
            new Text("alternate full address", "host.example"),
            new Numeric("audiomode", 2),
            new Text("username", "älice"));

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_16LE);
    }

    private static String malformed(String... lines) {
        return Decoding.malformed(RdpFile::decode, bytes("\ufeff" + String.join("\r\n", lines) + "\r\n"));
    }

    private static RdpFile read(String... lines) {
        return Decoding.whole(RdpFile::decode, bytes("\ufeff" + String.join("\r\n", lines) + "\r\n"));
    }

    @Test
    void theTextIsTheOneThatClientsKnow() {
        assertThat(new RdpFile(SETTINGS).signedWith(SIGNATURE).encode())
                .isEqualTo(bytes(String.join(
                        "\r\n",
                        "\ufefffull address:s:host.example",
                        "alternate full address:s:host.example",
                        "audiomode:i:2",
                        "username:s:älice",
                        "signscope:s:Full Address,Alternate Full Address,AudioMode",
                        "signature:s:AQABAAEAAAADAAAAMAEA",
                        "")));
    }

    @Test
    void noValueHasRoomForASecondLine() {
        for (String value : List.of(
                "a\rb",
                "a\nb",
                "a\r\nfull address:s:evil.example",
                "a\0b",
                "a\u0085b",
                "a\u000bb",
                "a\u000cb",
                "a\tb",
                "a\u2028b",
                "a\u2029b",
                "a\ufeffb",
                "\u001b",
                "\u007f",
                "\ud800",
                "a\udc00b",
                "a ",
                "a\u00a0",
                "a\u3000",
                "x".repeat(RdpSetting.MAX_TEXT + 1))) {
            assertThatThrownBy(() -> new Text("username", value))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("username: a value of " + value.length() + " characters");
        }
        for (String value :
                List.of("", " a", "a:b", "a:s:b", "/v:evil.example", "𐐷", "x".repeat(RdpSetting.MAX_TEXT))) {
            assertThat(read(new Text("username", value).line()).text("username"))
                    .contains(value);
        }
    }

    @Test
    void noNameIsMoreThanAName() {
        for (String name : List.of(
                "",
                " ",
                "a:b",
                "Full Address",
                "/v",
                "a ",
                " a",
                "a  b",
                "1",
                "ä",
                "a\n",
                "a\r\nb",
                "signscope",
                "signature",
                "x".repeat(RdpSetting.MAX_NAME + 1))) {
            assertThatThrownBy(() -> new Text(name, "")).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new Numeric(name, 1)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(new Numeric("pre-authentication server address", 1).line()).endsWith("address:i:1");
    }

    @Test
    void secretsDoNotShowThemselves() {
        for (String name : List.of("password", "gatewayaccesstoken", "loadbalanceinfo")) {
            assertThat(new Text(name, "s3cret").toString()).contains(name).doesNotContain("s3cret");
        }
        assertThat(new Text("username", "alice").toString()).contains("alice");
        assertThat(new RdpFile(List.of(new Text("password", "s3cret"))).toString())
                .doesNotContain("s3cret");
    }

    @Test
    void aFileWithTwoMeaningsCannotBeMade() {
        List<RdpSetting> twice = new ArrayList<>(SETTINGS);
        twice.add(new Numeric("username", 1));
        for (List<RdpSetting> settings : List.of(twice, SETTINGS.subList(0, 1), List.<RdpSetting>of())) {
            assertThatThrownBy(() -> new RdpFile(settings)).isInstanceOf(IllegalArgumentException.class);
        }
        List<RdpSetting> many = new ArrayList<>();
        while (many.size() <= RdpFile.MAX_SETTINGS) {
            many.add(new Numeric("x" + many.size(), 1));
        }
        assertThatThrownBy(() -> new RdpFile(many)).isInstanceOf(IllegalArgumentException.class);
        assertThat(new RdpFile(many.subList(1, many.size())).settings()).hasSize(RdpFile.MAX_SETTINGS);
    }

    @Test
    void aFileThatIsTooLongIsNeitherWrittenNorRead() {
        List<RdpSetting> large = new ArrayList<>();
        while (large.size() < 17) {
            large.add(new Text("x" + large.size(), "x".repeat(RdpSetting.MAX_TEXT)));
        }
        assertThatThrownBy(() -> new RdpFile(large).encode())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(String.valueOf(RdpFile.MAX_LENGTH));
        assertThat(Decoding.malformed(RdpFile::decode, new byte[RdpFile.MAX_LENGTH + 1]))
                .isEqualTo("file");
    }

    @Test
    void whatClientsMayReadInTwoWaysIsRefused() {
        assertThat(malformed("username:s:a", "username:s:b")).isEqualTo("username");
        assertThat(malformed("Username:s:a")).isEqualTo("name");
        assertThat(malformed(" username:s:a")).isEqualTo("name");
        assertThat(malformed("/v:evil.example")).isEqualTo("name");
        assertThat(malformed("username")).isEqualTo("name");
        assertThat(malformed("username:s:a", "", "audiomode:i:1")).isEqualTo("name");
        assertThat(malformed("")).isEqualTo("name");
        assertThat(malformed("username:")).isEqualTo("username");
        assertThat(malformed("username:s")).isEqualTo("username");
        assertThat(malformed("username:b:00")).isEqualTo("username");
        assertThat(malformed("username:s:a\nfull address:s:b")).isEqualTo("username");
        assertThat(malformed("username:s:a\0")).isEqualTo("username");
        assertThat(malformed("username:s:a ")).isEqualTo("username");
        for (String number : List.of("", "01", "+1", "-0", " 1", "1 ", "0x1", "2147483648", "१")) {
            assertThat(malformed("audiomode:i:" + number)).as(number).isEqualTo("audiomode");
        }
        assertThat(malformed("full address:s:a")).isEqualTo("alternate full address");
        assertThat(read("audiomode:i:-2147483648").setting("audiomode"))
                .contains(new Numeric("audiomode", Integer.MIN_VALUE));
    }

    @Test
    void onlyOneWayToWriteCharactersIsRead() {
        String text = "username:s:a\r\n";
        for (byte[] bytes : List.of(
                new byte[0],
                text.getBytes(StandardCharsets.UTF_8),
                bytes(text),
                ("\ufeff" + text).getBytes(StandardCharsets.UTF_16BE),
                ("\ufeff" + text).getBytes(StandardCharsets.UTF_8),
                bytes("\ufeffusername:s:a"),
                bytes("\ufeffusername:s:a\n"),
                Arrays.copyOf(bytes("\ufeff" + text), text.length() * 2 + 1))) {
            assertThat(Decoding.malformed(RdpFile::decode, bytes)).isEqualTo("file");
        }
        assertThat(Decoding.malformed(RdpFile::decode, bytes("\ufeff"))).isEqualTo("settings");
        byte[] half = bytes("\ufeffusername:s:ax\r\n");
        half[half.length - 5] = (byte) 0xd8;
        assertThat(Decoding.malformed(RdpFile::decode, half)).isEqualTo("file");
    }

    @Test
    void aSignedFileTakesNoMoreLinesThanThoseThatWereSigned() {
        String scope = "signscope:s:Full Address,Alternate Full Address";
        String signature = "signature:s:AQABAAEAAAADAAAAMAEA";
        String full = "full address:s:a";
        String alternate = "alternate full address:s:a";
        assertThat(read(full, alternate, "username:s:a", scope, signature).signature())
                .isEqualTo(Optional.of(SIGNATURE));
        assertThat(malformed(full, alternate, "gatewayhostname:s:evil", scope, signature))
                .isEqualTo("signscope");
        assertThat(malformed(full, scope, signature)).isEqualTo("alternate full address");
        assertThat(malformed(full, alternate, "signscope:s:Alternate Full Address,Full Address", signature))
                .isEqualTo("signscope");
        assertThat(malformed(full, alternate, "signscope:s:Full Address", signature))
                .isEqualTo("signscope");
        assertThat(malformed(full, alternate, scope + ",PCB", signature)).isEqualTo("signscope");
        assertThat(malformed(full, alternate, signature)).isEqualTo("alternate full address");
        assertThat(malformed(full, alternate, scope)).isEqualTo("name");
        assertThat(malformed(full, alternate, scope, signature, "username:s:a")).isEqualTo("name");
        assertThat(malformed(full, alternate, scope, scope, signature)).isEqualTo("name");
        assertThat(malformed(full, alternate, scope, signature, signature)).isEqualTo("name");
        assertThat(malformed("username:s:a", "signscope:s:", signature)).isEqualTo("signscope");
        assertThat(malformed(signature)).isEqualTo("name");
    }

    @Test
    void aSignatureHasOneForm() {
        byte[] good = Base64.getDecoder().decode("AQABAAEAAAADAAAAMAEA");
        List<String> bad = new ArrayList<>(List.of("", "AQAB", "AQABAAEAAAADAAAAMAE", "AQABAAEAAAADAAAA  MAEA", "*"));
        bad.add("AQABAAEAAAACAAAAMAF=");
        for (int at : new int[] {0, 2, 4, 8}) {
            byte[] changed = good.clone();
            changed[at]++;
            bad.add(Base64.getEncoder().encodeToString(changed));
        }
        bad.add(Base64.getEncoder().encodeToString(Arrays.copyOf(good, 12)));
        bad.add(Base64.getEncoder().encodeToString(Arrays.copyOf(good, good.length + 1)));
        bad.add(Base64.getEncoder().encodeToString(new byte[RdpSignature.MAX_CMS + 13]));
        for (String text : bad) {
            assertThat(malformed("pcb:s:a", "signscope:s:PCB", "signature:s:" + text))
                    .as(text)
                    .isEqualTo("signature");
        }
        for (int length : new int[] {0, RdpSignature.MAX_CMS + 1}) {
            assertThatThrownBy(() -> new RdpSignature(Octets.of(new byte[length])))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
