package org.usher.wire.rdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.usher.wire.Captures;
import org.usher.wire.Decoded;
import org.usher.wire.Decoding;
import org.usher.wire.Octets;

/**
 * Everything that may come in a state, and everything that may not, with the bytes of real clients as the starting point.
 * Each refusal here is one that a hostile client would try: past this machine its bytes reach the host unread.
 */
class PreludeTest {

    /** Where the PER length of the user data stands, and where the packet behind the security header. */
    private static final int PER = 13;

    private static final int SECURITY = 15;
    private static final int PACKET = 19;

    private static final byte[] INFO = Captures.message("xfreerdp-client-info");
    private static final byte[] LICENSE = Captures.message("xfreerdp-license");

    @Test
    void takesEachMessageInItsStateOnly() {
        Map<Prelude, List<byte[]>> inPlace = new EnumMap<>(Prelude.class);
        inPlace.put(Prelude.WISHES, List.of(Captures.message("xfreerdp-connect-initial")));
        inPlace.put(
                Prelude.CHANNELS,
                List.of(
                        INFO,
                        Captures.messages("xfreerdp-channels").get(0),
                        Captures.messages("xfreerdp-channels").get(1),
                        Captures.messages("xfreerdp-channels").get(2)));
        inPlace.put(Prelude.LICENSING, List.of(LICENSE));
        inPlace.put(Prelude.DONE, List.of());
        for (Prelude state : Prelude.values()) {
            for (Map.Entry<Prelude, List<byte[]>> home : inPlace.entrySet()) {
                for (byte[] frame : home.getValue()) {
                    Decoded<PreludePdu> decoded = state.decode(ByteBuffer.wrap(frame));
                    if (state == home.getKey()) {
                        assertThat(decoded).isInstanceOf(Decoded.Message.class);
                    } else {
                        assertThat(decoded).isInstanceOf(Decoded.Malformed.class);
                    }
                }
            }
            assertThat(Decoding.malformed(state::decode, Captures.message("xfreerdp-connection-request")))
                    .isEqualTo("X.224");
            assertThat(Decoding.malformed(state::decode, Captures.message("xfreerdp-confirm-active")))
                    .isNotEmpty();
        }
    }

    @Test
    void movesOnWithItsMessages() {
        PreludePdu wishes = new PreludePdu.Wishes(ConnectInitials.read(Captures.message("xfreerdp-connect-initial")));
        PreludePdu housekeeping = new PreludePdu.Housekeeping(Octets.of(new byte[8]));
        PreludePdu license = new PreludePdu.License(Octets.of(LICENSE));
        assertThat(Prelude.WISHES.after(wishes)).isEqualTo(Prelude.CHANNELS);
        assertThat(Prelude.CHANNELS.after(housekeeping)).isEqualTo(Prelude.CHANNELS);
        assertThat(Prelude.CHANNELS.after(signOn(INFO))).isEqualTo(Prelude.LICENSING);
        assertThat(Prelude.LICENSING.after(license)).isEqualTo(Prelude.DONE);
    }

    @Test
    void endsWhenTheHostWantsNoLicense() {
        for (Prelude state : Prelude.values()) {
            assertThat(state.after(ServerLicensing.LICENSE_REQUEST)).isEqualTo(state);
            assertThat(state.after(ServerLicensing.VALID_CLIENT))
                    .isEqualTo(state == Prelude.LICENSING ? Prelude.DONE : state);
        }
    }

    @Test
    void refusesASecondSignOn() {
        // Tried with xrdp 0.9.21.1: with this behind the front's own, it opened the session with the front's password
        // and ran the shell in here.
        ClientInfo first = signOn(INFO).info();
        ClientInfo second = new ClientInfo(
                first.codePage(),
                first.flags() & ~ClientInfo.AUTOLOGON,
                "",
                "account",
                "",
                "a shell of the client's choice",
                "",
                first.extra());
        byte[] frame = signOn(INFO).encode(second);

        assertThat(Decoding.malformed(Prelude.LICENSING::decode, frame)).isEqualTo("security header");
        // xrdp asks for the sign-on's flag before it asks for the licence's.
        assertThat(Decoding.malformed(Prelude.LICENSING::decode, with(LICENSE, SECURITY, 0xc0)))
                .isEqualTo("security header");
        assertThat(Decoding.malformed(Prelude.LICENSING::decode, with(LICENSE, SECURITY, 0x81)))
                .isEqualTo("security header");
        assertThat(Decoding.malformed(Prelude.LICENSING::decode, with(LICENSE, SECURITY, 0)))
                .isEqualTo("security header");
    }

    @Test
    void refusesASignOnThatAServerCouldReadOtherwise() {
        assertThat(malformed(with(INFO, SECURITY, 0x41))).isEqualTo("security header");
        assertThat(malformed(with(INFO, SECURITY, 0x48))).isEqualTo("security header");
        assertThat(malformed(with(INFO, SECURITY, 0xc0))).isEqualTo("security header");
        assertThat(malformed(with(INFO, SECURITY, 0))).isEqualTo("security header");
        // Another channel than 1003: a server that looks at it would take the next sign-on, which nobody reads here.
        assertThat(malformed(with(INFO, 11, 0xec))).isEqualTo("channelId");
        // The first part of several: a server would put them together.
        assertThat(malformed(with(INFO, 12, 0x60))).isEqualTo("segmentation");
        assertThat(malformed(with(INFO, 12, 0x50))).isEqualTo("segmentation");
    }

    @Test
    void refusesOtherDomainPdus() {
        for (int choice = 0; choice < 64; choice++) {
            byte[] frame = with(INFO, 7, choice << 2);
            if (choice == 1 || choice == 10 || choice == 14 || choice == SendData.REQUEST) {
                assertThat(Prelude.CHANNELS.decode(ByteBuffer.wrap(frame))).isInstanceOf(Decoded.Message.class);
            } else {
                assertThat(malformed(frame)).isEqualTo("MCS");
            }
        }
    }

    @Test
    void refusesAFrameCutAnywhere() {
        assertRefusedWhereverCut(Prelude.WISHES, Captures.message("xfreerdp-connect-initial"));
        assertRefusedWhereverCut(Prelude.WISHES, Captures.message("iron-connect-initial"));
        assertRefusedWhereverCut(Prelude.CHANNELS, INFO);
        assertRefusedWhereverCut(Prelude.LICENSING, LICENSE);
    }

    /** Cut, and with a TPKT length that makes it look whole. */
    private static void assertRefusedWhereverCut(Prelude state, byte[] frame) {
        for (int length = 5; length < frame.length; length++) {
            byte[] cut = Arrays.copyOf(frame, length);
            Tpkt.putLength(cut);
            assertThat(state.decode(ByteBuffer.wrap(cut)))
                    .as("cut to %d", length)
                    .isInstanceOf(Decoded.Malformed.class);
        }
    }

    @Test
    void refusesASignOnCutWithinItsTexts() {
        int extra = signOn(INFO).info().extra().length();
        for (int length = PACKET; length <= INFO.length; length++) {
            byte[] cut = withLengths(Arrays.copyOf(INFO, length));
            Decoded<PreludePdu> decoded = Prelude.CHANNELS.decode(ByteBuffer.wrap(cut));
            if (length < INFO.length - extra) {
                assertThat(decoded).as("cut to %d", length).isInstanceOf(Decoded.Malformed.class);
            } else {
                assertThat(decoded).as("cut to %d", length).isInstanceOf(Decoded.Message.class);
            }
        }
    }

    @Test
    void refusesATpktLengthThatLies() {
        byte[] longer = INFO.clone();
        longer[3]++;
        assertThat(Prelude.CHANNELS.decode(ByteBuffer.wrap(longer))).isEqualTo(new Decoded.NeedMore<>(INFO.length + 1));
        assertThat(malformed(Arrays.copyOf(longer, longer.length + 1))).isEqualTo("userData length");
        for (int length : new int[] {0, 1, 4, Tpkt.MAX_LENGTH + 1, 0xffff}) {
            byte[] header = {3, 0, (byte) (length >> 8), (byte) length};
            assertThat(malformed(header)).isEqualTo("TPKT length");
        }
        assertThat(Prelude.CHANNELS.decode(ByteBuffer.wrap(new byte[] {3, 0, 0x40, 0})))
                .isEqualTo(new Decoded.NeedMore<>(Tpkt.MAX_LENGTH));
    }

    @Test
    void refusesAPerLengthThatLies() {
        int userData = INFO.length - SECURITY;
        for (int said = 0; said < 0x4000; said++) {
            if (said != userData) {
                assertThat(malformed(withPer(INFO, 0x8000 | said))).isEqualTo("userData length");
            }
        }
        // A fragment of that many 16 KiB: xrdp refuses it, another server would wait for the rest.
        assertThat(malformed(withPer(INFO, 0xc000 | userData))).isEqualTo("userData length");
    }

    @Test
    void readsAPerLengthOfOneByte() {
        byte[] small = signOn(INFO).encode(info("a", "b", "c", ""));
        byte[] oneByte = new byte[small.length - 1];
        System.arraycopy(small, 0, oneByte, 0, PER);
        oneByte[PER] = small[PER + 1];
        System.arraycopy(small, SECURITY, oneByte, SECURITY - 1, small.length - SECURITY);
        Tpkt.putLength(oneByte);

        assertThat(signOn(oneByte).info()).isEqualTo(info("a", "b", "c", ""));
        assertThat(signOn(oneByte).encode(signOn(oneByte).info())).isEqualTo(small);

        for (int said = 0; said < 0x80; said++) {
            if (said != small.length - SECURITY) {
                assertThat(malformed(with(oneByte, PER, said))).isEqualTo("userData length");
            }
        }
    }

    @Test
    void refusesTextLengthsThatLie() {
        for (int field = 0; field < 5; field++) {
            int at = PACKET + 8 + 2 * field;
            for (int said : new int[] {1, 3, 511, 512, 513, 0x7fff, 0x8000, 0xffff}) {
                byte[] lying = INFO.clone();
                ByteBuffer.wrap(lying).order(ByteOrder.LITTLE_ENDIAN).putShort(at, (short) said);
                assertThat(malformed(lying)).isIn("Domain", "UserName", "Password", "AlternateShell", "WorkingDir");
            }
            for (int difference : new int[] {-2, 2}) {
                ByteBuffer lying = ByteBuffer.wrap(INFO.clone()).order(ByteOrder.LITTLE_ENDIAN);
                int said = (lying.getShort(at) + difference) & 0xffff;
                lying.putShort(at, (short) said);
                // A text that is said to be shorter or longer has no terminator where one must be.
                assertThat(malformed(lying.array()))
                        .isIn("Domain", "UserName", "Password", "AlternateShell", "WorkingDir");
            }
        }
    }

    @Test
    void takesTextsOfTheLargestSize() {
        String longest = "x".repeat(ClientInfo.MAX_TEXT);
        ClientInfo info = info(longest, longest, longest, longest);
        assertThat(signOn(signOn(INFO).encode(info)).info()).isEqualTo(info);

        // One character more, 512 bytes: xrdp closes the connection.
        byte[] frame = signOn(INFO).encode(info("", "", longest, ""));
        int shell = PACKET + 8 + 6;
        byte[] longer = new byte[frame.length + 2];
        int insertion = PACKET + 18 + 2 + 2 + 2;
        System.arraycopy(frame, 0, longer, 0, insertion);
        longer[insertion] = 'x';
        System.arraycopy(frame, insertion, longer, insertion + 2, frame.length - insertion);
        ByteBuffer.wrap(longer).order(ByteOrder.LITTLE_ENDIAN).putShort(shell, (short) 512);
        assertThat(malformed(withLengths(longer))).isEqualTo("AlternateShell");
    }

    @Test
    void refusesMoreExtraThanAnyClientHas() {
        byte[] most =
                Arrays.copyOf(INFO, INFO.length - signOn(INFO).info().extra().length() + ClientInfo.MAX_EXTRA);
        assertThat(signOn(withLengths(most)).info().extra().length()).isEqualTo(ClientInfo.MAX_EXTRA);
        assertThat(malformed(withLengths(Arrays.copyOf(most, most.length + 1)))).isEqualTo("extraInfo");
    }

    @Test
    void refusesTextsInACodePage() {
        assertThat(malformed(with(INFO, PACKET + 4, 0x0b & ~ClientInfo.UNICODE)))
                .isEqualTo("TS_INFO_PACKET flags");
    }

    @Test
    void writesTheLengthsThatXrdpReads() {
        byte[] small = signOn(INFO).encode(info("a", "", "", ""));
        byte[] large = signOn(INFO).encode(info("a", "b".repeat(255), "c".repeat(255), "d".repeat(255)));
        for (byte[] frame : List.of(small, large)) {
            ByteBuffer written = ByteBuffer.wrap(frame);
            assertThat(written.getShort(2)).isEqualTo((short) frame.length);
            // 10 in the top bits, then 14 bits: the only form of two bytes that xrdp takes.
            assertThat(written.getShort(PER) & 0xc000).isEqualTo(0x8000);
            assertThat(written.getShort(PER) & 0x3fff).isEqualTo(frame.length - SECURITY);
        }
        // Also with all that a ClientInfo can hold.
        String longest = "x".repeat(ClientInfo.MAX_TEXT);
        ClientInfo fullest = new ClientInfo(
                0, ClientInfo.UNICODE, longest, longest, longest, longest, longest, Octets.of(new byte[2048]));
        assertThat(signOn(INFO).encode(fullest).length - SECURITY).isLessThan(0x4000);
    }

    @Test
    void keepsWhatItPutsAroundTheReplacement() {
        byte[] replaced = signOn(INFO).encode(info("account", "credential", "shell", ""));
        assertThat(Arrays.copyOfRange(replaced, 4, PER)).isEqualTo(Arrays.copyOfRange(INFO, 4, PER));
        assertThat(Arrays.copyOfRange(replaced, SECURITY, PACKET))
                .isEqualTo(Arrays.copyOfRange(INFO, SECURITY, PACKET));
    }

    @Test
    void refusesAnAnswerAboutLicensesThatIsNone() {
        byte[] request = Captures.message("xrdp-license-request");
        byte[] valid = Captures.message("freerdp-shadow-valid-client");
        assertThat(malformedAnswer(with(request, PACKET, 0x02))).isEqualTo("bMsgType");
        assertThat(malformedAnswer(with(valid, PACKET + 4, 0x08))).isEqualTo("bMsgType");
        assertThat(malformedAnswer(withLengths(Arrays.copyOf(valid, PACKET + 7))))
                .isEqualTo("bMsgType");
        assertThat(malformedAnswer(withLengths(Arrays.copyOf(valid, PACKET + 3))))
                .isEqualTo("LICENSE_PREAMBLE");
        // The client's direction.
        assertThat(malformedAnswer(LICENSE)).isEqualTo("MCS");
        assertThat(malformedAnswer(Captures.message("xrdp-connection-confirm"))).isEqualTo("X.224");
    }

    @Test
    void passesOverTheHostsAnswersToWhatCameBeforeTheSignOn() {
        for (String answer :
                List.of("0300000c02f0807f66820000", "0300000b02f0802e000006", "0300000f02f0803e00000603eb03eb")) {
            byte[] frame = HexFormat.of().parseHex(answer);
            assertThat(Decoding.whole(ServerLicensing::next, frame)).isEmpty();
            assertThat(malformedAnswer(frame)).isEqualTo("MCS");
            Decoding.arrives(ServerLicensing::next, frame);
        }
        assertThat(Decoding.whole(ServerLicensing::next, Captures.message("xrdp-license-request")))
                .contains(ServerLicensing.LICENSE_REQUEST);
        assertThat(Decoding.whole(ServerLicensing::next, Captures.message("freerdp-shadow-valid-client")))
                .contains(ServerLicensing.VALID_CLIENT);
        for (byte[] other : List.of(
                Captures.message("xrdp-demand-active"),
                Captures.message("xrdp-connection-confirm"),
                Captures.message("xfreerdp-connect-initial"),
                LICENSE,
                // A Connect-Response cut to its first byte; a disconnect.
                HexFormat.of().parseHex("0300000802f0807f"),
                HexFormat.of().parseHex("0300000902f0802180"))) {
            assertThat(Decoding.malformed(ServerLicensing::next, other)).isNotEmpty();
        }
    }

    private static String malformedAnswer(byte[] frame) {
        return Decoding.malformed(ServerLicensing::decode, frame);
    }

    private static String malformed(byte[] frame) {
        return Decoding.malformed(Prelude.CHANNELS::decode, frame);
    }

    private static PreludePdu.SignOn signOn(byte[] frame) {
        return (PreludePdu.SignOn) Decoding.whole(Prelude.CHANNELS::decode, frame);
    }

    private static ClientInfo info(String userName, String password, String shell, String workingDir) {
        return new ClientInfo(0, ClientInfo.UNICODE, "", userName, password, shell, workingDir, Octets.of(new byte[0]));
    }

    private static byte[] with(byte[] frame, int at, int value) {
        byte[] changed = frame.clone();
        changed[at] = (byte) value;
        return changed;
    }

    private static byte[] withPer(byte[] frame, int per) {
        byte[] changed = frame.clone();
        ByteBuffer.wrap(changed).putShort(PER, (short) per);
        return changed;
    }

    /** With lengths in TPKT and PER that fit. */
    private static byte[] withLengths(byte[] frame) {
        byte[] changed = withPer(frame, 0x8000 | (frame.length - SECURITY));
        Tpkt.putLength(changed);
        return changed;
    }
}
