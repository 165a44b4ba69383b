package org.usher.wire.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.usher.wire.Decoded;
import org.usher.wire.Decoding;
import org.usher.wire.Octets;

/** The preface as the PROXY protocol's paper draws it (version 2, section 2.2), and headers that lie. */
class RelayPrefaceTest {

    private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";
    private static final String PASS = "33".repeat(16);
    private static final Octets SAME_PASS = Octets.of(HexFormat.of().parseHex(PASS));
    private static final String FOUR = "c0000207" + "c6336401" + "c001" + "0d3d";

    @Test
    void drawsBothFamilies() {
        assertDrawn(
                SIGNATURE + "2111" + "001f" + FOUR + "e0" + "0010" + PASS,
                new RelayPreface(address("192.0.2.7", 0xc001), address("198.51.100.1", 3389), SAME_PASS));
        assertDrawn(
                SIGNATURE + "2121" + "0037" + "20010db8000000000000000000000007" + "20010db8000000000000000000000001"
                        + "c001" + "0d3d" + "e0" + "0010" + PASS,
                new RelayPreface(address("2001:db8::7", 0xc001), address("2001:db8::1", 3389), SAME_PASS));
    }

    @Test
    void writesAddressesOfTwoFamiliesAsSix() {
        assertDrawn(
                SIGNATURE + "2121" + "0037" + "00000000000000000000ffffc0000207" + "20010db8000000000000000000000001"
                        + "c001" + "0d3d" + "e0" + "0010" + PASS,
                new RelayPreface(address("192.0.2.7", 0xc001), address("2001:db8::1", 3389), SAME_PASS));
    }

    private static void assertDrawn(String hex, RelayPreface preface) {
        assertThat(preface.encode()).isEqualTo(ByteBuffer.wrap(bytes(hex)));
        assertThat(Decoding.whole(RelayPreface::decode, bytes(hex))).isEqualTo(preface);
    }

    @Test
    void passesOverFieldsOfOthers() {
        String others = "03" + "0004" + "01020304";
        assertThat(Decoding.whole(
                                RelayPreface::decode,
                                bytes(SIGNATURE + "2111" + "0029" + FOUR + others + "e00010" + PASS + "ea0000"))
                        .pass())
                .isEqualTo(SAME_PASS);
    }

    @Test
    void refusesTheFirstWrongByte() {
        byte[] signature = bytes(SIGNATURE);
        for (int at = 0; at < signature.length; at++) {
            byte[] wrong = Arrays.copyOf(signature, at + 1);
            wrong[at] ^= 1;
            assertThat(Decoding.malformed(RelayPreface::decode, wrong)).isEqualTo("signature");
        }
    }

    @Test
    void refusesALengthBeforeItIsBuffered() {
        assertThat(malformed("2111" + "0209")).isEqualTo("length");
        assertThat(malformed("2111" + "ffff")).isEqualTo("length");
        assertThat(RelayPreface.decode(ByteBuffer.wrap(bytes(SIGNATURE + "2111" + "0208"))))
                .isEqualTo(new Decoded.NeedMore<>(RelayPreface.MAX_LENGTH));
    }

    @Test
    void refusesWhatItDoesNotWant() {
        // LOCAL says nothing of any client.
        assertThat(malformed("2011" + "0000")).isEqualTo("command");
        assertThat(malformed("1111" + "001f" + FOUR + "e00010" + PASS)).isEqualTo("command");
        for (String family : new String[] {"00", "12", "22", "31", "41"}) {
            assertThat(malformed("21" + family + "001f" + FOUR + "e00010" + PASS))
                    .isEqualTo("family");
        }
    }

    @Test
    void refusesWhatIsCutShort() {
        assertThat(malformed("2111" + "0003" + "c00002")).isEqualTo("source address");
        assertThat(malformed("2111" + "0004" + "c0000207")).isEqualTo("destination address");
        assertThat(malformed("2111" + "0009" + FOUR.substring(0, 18))).isEqualTo("source port");
        assertThat(malformed("2111" + "000b" + FOUR.substring(0, 22))).isEqualTo("destination port");
        assertThat(malformed("2111" + "000c" + FOUR)).isEqualTo("pass");
        assertThat(malformed("2111" + "000e" + FOUR + "e000")).isEqualTo("field length");
        assertThat(malformed("2111" + "001e" + FOUR + "e00010" + "33".repeat(15)))
                .isEqualTo("field");
    }

    @Test
    void refusesAnotherNumberOfPassesThanOne() {
        assertThat(malformed("2111" + "000f" + FOUR + "040000")).isEqualTo("pass");
        assertThat(malformed("2111" + "001e" + FOUR + "e0000f" + "33".repeat(15)))
                .isEqualTo("pass");
        assertThat(malformed("2111" + "0032" + FOUR + "e00010" + PASS + "e00010" + PASS))
                .isEqualTo("pass");
    }

    @Test
    void isMadeOfWholeThings() {
        InetSocketAddress good = address("192.0.2.7", 1);
        assertThatThrownBy(() ->
                        new RelayPreface(InetSocketAddress.createUnresolved("client.example", 1), good, SAME_PASS))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RelayPreface(good, good, Octets.of(new byte[32])))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(new RelayPreface(good, good, SAME_PASS).toString()).contains("pass=•••");
    }

    static InetSocketAddress address(String literal, int port) {
        return new InetSocketAddress(literal, port);
    }

    private static String malformed(String rest) {
        return Decoding.malformed(RelayPreface::decode, bytes(SIGNATURE + rest));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
