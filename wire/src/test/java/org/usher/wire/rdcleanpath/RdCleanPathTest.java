package org.usher.wire.rdcleanpath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.usher.wire.Decoded;
import org.usher.wire.Decoding;
import org.usher.wire.Octets;

/** What a browser, or somebody who is none, may send in place of an RDCleanPath message. */
class RdCleanPathTest {

    private static final String VERSION = "a00402020d3e";

    @Test
    void asksForTheHeaderThenForTheMessage() {
        assertThat(decode("")).isEqualTo(new Decoded.NeedMore<>(1));
        assertThat(decode("30")).isEqualTo(new Decoded.NeedMore<>(2));
        assertThat(decode("3082")).isEqualTo(new Decoded.NeedMore<>(3));
        assertThat(decode("308201")).isEqualTo(new Decoded.NeedMore<>(4));
        assertThat(decode("30820100")).isEqualTo(new Decoded.NeedMore<>(4 + 256));
    }

    @Test
    void refusesAnotherFirstByteAtOnce() {
        assertThat(malformed("16")).isEqualTo("RDCleanPathPdu");
    }

    @Test
    void refusesALengthBeforeItIsBuffered() {
        assertThat(malformed("30830080ff")).isEqualTo("DER length");
        assertThat(malformed("3082" + "8001")).isEqualTo("RDCleanPathPdu");
        assertThat(malformed("3083" + "ffffff")).isEqualTo("RDCleanPathPdu");
        assertThat(malformed("3084")).isEqualTo("DER length");
        assertThat(malformed("3080")).isEqualTo("DER length");
    }

    @Test
    void takesTheShortestLengthOnly() {
        assertThat(malformed("30817f")).isEqualTo("DER length");
        assertThat(malformed("308200ff")).isEqualTo("DER length");
        assertThat(malformed("3083007fff")).isEqualTo("DER length");
    }

    @Test
    void refusesAnotherVersion() {
        assertThat(malformed("3006a00402020d3f")).isEqualTo("version");
        assertThat(malformed("3003a00100")).isEqualTo("version");
        assertThat(malformed("3000")).isEqualTo("version");
    }

    @Test
    void refusesFieldsThatMakeNoMessage() {
        assertThat(malformed("3006" + VERSION)).isEqualTo("RDCleanPathPdu");
        // A destination and a ticket, but no Connection Request.
        assertThat(malformed(sequence(VERSION + "a2030c0161" + "a3030c0162"))).isEqualTo("RDCleanPathPdu");
        // A response without a certificate.
        assertThat(malformed(sequence(VERSION + "a603040103" + "a7023000" + "a9030c0161")))
                .isEqualTo("RDCleanPathPdu");
    }

    @Test
    void refusesFieldsOutOfOrderOrTwice() {
        assertThat(malformed(sequence(VERSION + "a3030c0162" + "a2030c0161"))).isEqualTo("field");
        assertThat(malformed(sequence(VERSION + "a2030c0161" + "a2030c0162"))).isEqualTo("field");
        assertThat(malformed(sequence(VERSION + VERSION))).isEqualTo("field");
        assertThat(malformed(sequence(VERSION + "aa030c0161"))).isEqualTo("field");
        assertThat(malformed(sequence(VERSION + "0c0161"))).isEqualTo("field");
    }

    @Test
    void refusesASecondElementBehindTheFirst() {
        assertThat(malformed(sequence(VERSION + "a2060c0161" + "0c0162"))).isEqualTo("destination");
        assertThat(malformed(sequence("a00702020d3e" + "020101"))).isEqualTo("version");
        assertThat(malformed(sequence(VERSION + "a1083003" + "a0010201" + "0500")))
                .isEqualTo("error");
    }

    @Test
    void refusesElementsThatReachBehindTheirField() {
        assertThat(malformed(sequence(VERSION + "a2030c0261"))).isEqualTo("destination");
        assertThat(malformed(sequence(VERSION + "a2050c0161"))).isEqualTo("field 2");
        assertThat(malformed(sequence(VERSION + "a203040161"))).isEqualTo("destination");
    }

    @Test
    void refusesTextThatIsNotUtf8() {
        assertThat(malformed(sequence(VERSION + "a2030c01ff"))).isEqualTo("destination");
    }

    @Test
    void refusesIntegersThatHaveNoRoom() {
        assertThat(malformed(sequence(VERSION + "a10b3009" + "a007" + "02050100000000")))
                .isEqualTo("errorCode");
        assertThat(malformed(sequence(VERSION + "a1063004" + "a002" + "0200"))).isEqualTo("errorCode");
    }

    @Test
    void readsWhatComesWithoutMeaningToUs() {
        // serverAuth, preconnectionBlob and field 8 are in nobody's way.
        RdCleanPath message = Decoding.whole(
                RdCleanPath::decode,
                bytes(sequence(VERSION + "a2030c0161" + "a3030c0162" + "a4030c0163" + "a5030c0164" + "a603040103"
                        + "a80101")));
        assertThat(message).isEqualTo(new RdCleanPath.Request("a", "b", Octets.of(new byte[] {3})));
    }

    @Test
    void writesNoMessageThatItWouldNotRead() {
        Octets large = Octets.of(new byte[RdCleanPath.MAX_LENGTH]);
        assertThatThrownBy(() -> new RdCleanPath.Response("a", large, List.of(large)).encode())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RdCleanPath.Response("a", large, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keepsTheTicketOutOfLogs() {
        assertThat(new RdCleanPath.Request("host:3389", "the ticket", Octets.of(new byte[3])))
                .hasToString("Request[destination=host:3389, proxyAuth=•••, x224=3 bytes]");
    }

    private static Decoded<RdCleanPath> decode(String hex) {
        return RdCleanPath.decode(ByteBuffer.wrap(bytes(hex)));
    }

    private static String malformed(String hex) {
        return Decoding.malformed(RdCleanPath::decode, bytes(hex));
    }

    private static String sequence(String content) {
        return "30" + HexFormat.of().toHexDigits((byte) (content.length() / 2)) + content;
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
