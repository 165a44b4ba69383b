package org.usher.wire.rdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.usher.wire.Captures;
import org.usher.wire.Decoding;

/**
 * Requests that a reader could understand in two ways. xrdp walks over a request byte by byte and obeys the last
 * negotiation that it meets, so what is not exactly of the specification's form is refused here.
 */
class ConnectionRequestTest {

    private static final String NEGOTIATION = "0100080001000000";
    private static final String CORRELATION = "06002400" + "aa".repeat(16) + "00".repeat(16);

    @Test
    void readsARequestWithoutACookie() {
        assertThat(Decoding.whole(ConnectionRequest::decode, request(NEGOTIATION)))
                .isEqualTo(new ConnectionRequest(Optional.empty(), ConnectionRequest.SSL));
        assertThat(Decoding.whole(ConnectionRequest::decode, request("")))
                .isEqualTo(new ConnectionRequest(Optional.empty(), 0));
    }

    @Test
    void passesOverCorrelation() {
        assertThat(Decoding.whole(ConnectionRequest::decode, request(NEGOTIATION + CORRELATION)))
                .isEqualTo(new ConnectionRequest(Optional.empty(), ConnectionRequest.SSL));
    }

    @Test
    void refusesASecondNegotiation() {
        assertThat(malformed(request(NEGOTIATION + NEGOTIATION))).isEqualTo("rdpNegReq");
        assertThat(malformed(request(NEGOTIATION + NEGOTIATION + "00".repeat(28))))
                .isEqualTo("rdpNegReq");
        assertThat(malformed(request(CORRELATION + NEGOTIATION))).isEqualTo("rdpNegReq");
        assertThat(malformed(request("0100080000000000" + hex("Cookie: a\r\n") + NEGOTIATION)))
                .isEqualTo("rdpNegReq");
    }

    @Test
    void seesNoCookieInANegotiation() {
        assertThat(Decoding.whole(ConnectionRequest::decode, request("010008000d0a0000")))
                .isEqualTo(new ConnectionRequest(Optional.empty(), 0x0a0d));
        assertThat(Decoding.whole(
                        ConnectionRequest::decode, request(NEGOTIATION + CORRELATION.replace("aaaa", "0d0a"))))
                .isEqualTo(new ConnectionRequest(Optional.empty(), ConnectionRequest.SSL));
    }

    @Test
    void refusesANegotiationOfAnotherTypeOrLength() {
        assertThat(malformed(request("0200080001000000"))).isEqualTo("rdpNegReq");
        assertThat(malformed(request("0100090001000000"))).isEqualTo("rdpNegReq");
        assertThat(malformed(request("01000800010000"))).isEqualTo("rdpNegReq");
        assertThat(malformed(request(NEGOTIATION + "00"))).isEqualTo("rdpNegReq");
        assertThat(malformed(request(NEGOTIATION + CORRELATION.replaceFirst("24", "25"))))
                .isEqualTo("rdpNegReq");
    }

    @Test
    void refusesACookieWithControlCharacters() {
        // xrdp steps over the character behind a carriage return, so that for it this line goes on.
        assertThat(malformed(request(hex("Cookie: a\r\r\n") + NEGOTIATION))).isEqualTo("cookie");
        assertThat(malformed(request(hex("Cookie: a\nb\r\n") + NEGOTIATION))).isEqualTo("cookie");
        assertThat(malformed(request("06" + hex("Cookie: a\r\n") + NEGOTIATION)))
                .isEqualTo("cookie");
    }

    @Test
    void refusesACookieWithoutAnEnd() {
        assertThat(malformed(request(hex("Cookie: mstshash=alice")))).isEqualTo("rdpNegReq");
    }

    @Test
    void refusesALengthIndicatorThatLies() {
        byte[] captured = Captures.message("xfreerdp-connection-request");
        for (int said = 0; said < 256; said++) {
            if (said != captured.length - 5) {
                byte[] lying = captured.clone();
                lying[4] = (byte) said;
                assertThat(malformed(lying)).isEqualTo("X.224 length indicator");
            }
        }
    }

    @Test
    void refusesTheReservedLengthIndicator() {
        String longest = hex("c".repeat(ConnectionRequest.MAX_COOKIE) + "\r\n") + NEGOTIATION;
        assertThat(Decoding.whole(ConnectionRequest::decode, request(longest)).protocols())
                .isEqualTo(ConnectionRequest.SSL);
        assertThat(malformed(request(hex("c") + longest))).isEqualTo("X.224 length indicator");
        // Without the negotiation there would be room, but not to write it again with one.
        assertThat(malformed(request(hex("c".repeat(ConnectionRequest.MAX_COOKIE + 1) + "\r\n"))))
                .isEqualTo("cookie");
    }

    @Test
    void refusesAnotherTpdu() {
        byte[] captured = Captures.message("xfreerdp-connection-request");
        captured[5] = (byte) 0xd0;
        assertThat(malformed(captured)).isEqualTo("X.224");
        assertThat(malformed(HexFormat.of().parseHex("0300000702f080"))).isEqualTo("X.224");
    }

    @Test
    void refusesFramesThatAreNone() {
        assertThat(malformed(new byte[] {0x16})).isEqualTo("TPKT version");
        assertThat(malformed(HexFormat.of().parseHex("03000004"))).isEqualTo("TPKT length");
        assertThat(malformed(HexFormat.of().parseHex("03004001"))).isEqualTo("TPKT length");
    }

    @Test
    void isNotMadeWithACookieThatHasNoRoom() {
        assertNoCookie("c".repeat(ConnectionRequest.MAX_COOKIE + 1));
        assertNoCookie("Cookie: mstshash=a\r\nCookie: mstshash=b");
        assertNoCookie("Cookie: mstshash=\u20ac");
    }

    private static void assertNoCookie(String cookie) {
        assertThatThrownBy(() -> new ConnectionRequest(Optional.of(cookie), ConnectionRequest.SSL))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesConfirmsThatLie() {
        byte[] captured = Captures.message("xrdp-connection-confirm");
        assertThat(malformedConfirm(with(captured, 4, 0x0f))).isEqualTo("X.224 length indicator");
        assertThat(malformedConfirm(with(captured, 5, 0xe0))).isEqualTo("X.224");
        assertThat(malformedConfirm(with(captured, 11, 1))).isEqualTo("rdpNegRsp type");
        assertThat(malformedConfirm(with(captured, 13, 9))).isEqualTo("rdpNegRsp");
        assertThat(malformedConfirm(HexFormat.of().parseHex("0300000c07d00000123400" + "02")))
                .isEqualTo("rdpNegRsp");
        assertThat(malformedConfirm(HexFormat.of().parseHex("030000140fd00000123400" + "0200080001000000" + "00")))
                .isEqualTo("rdpNegRsp");
    }

    private static byte[] with(byte[] frame, int at, int value) {
        byte[] changed = frame.clone();
        changed[at] = (byte) value;
        return changed;
    }

    private static String malformed(byte[] frame) {
        return Decoding.malformed(ConnectionRequest::decode, frame);
    }

    private static String malformedConfirm(byte[] frame) {
        return Decoding.malformed(ConnectionConfirm::decode, frame);
    }

    /** A request with this behind the fixed part, and lengths that fit. */
    private static byte[] request(String variable) {
        int length = 11 + variable.length() / 2;
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.writeBytes(new byte[] {3, 0, (byte) (length >> 8), (byte) length, (byte) (length - 5), (byte) 0xe0});
        frame.writeBytes(new byte[5]);
        frame.writeBytes(HexFormat.of().parseHex(variable));
        return frame.toByteArray();
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
