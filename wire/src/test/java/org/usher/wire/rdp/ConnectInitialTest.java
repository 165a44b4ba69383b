package org.usher.wire.rdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.usher.wire.Captures;
import org.usher.wire.Decoded;
import org.usher.wire.Decoding;

/**
 * Connect-Initial messages in which a careless reader and xrdp would find different pictures. xrdp goes through the BER
 * elements, skips 23 bytes and obeys every core block that it meets.
 */
class ConnectInitialTest {

    private static final byte[] CORE =
            ConnectInitials.block(ConnectInitials.CS_CORE, ConnectInitials.core(ConnectInitials.FULL_CORE, 1280, 720));
    private static final byte[] NET = ConnectInitials.block(ConnectInitials.CS_NET, new byte[4]);

    @Test
    void findsTheCoreDataWhereverTheyStand() {
        assertThat(size(ConnectInitials.with(CORE))).isEqualTo("1280x720");
        assertThat(size(ConnectInitials.with(NET, CORE))).isEqualTo("1280x720");
        assertThat(size(ConnectInitials.with(CORE, NET))).isEqualTo("1280x720");
    }

    @Test
    void readsWhichClientItIs() {
        // xfreerdp 2.11.7 passes for a build of Windows 10.
        ConnectInitial xfreerdp = ConnectInitials.read(Captures.message("xfreerdp-connect-initial"));
        assertThat(xfreerdp.clientBuild()).isEqualTo(18363);
        assertThat(xfreerdp.clientName()).isNotEmpty().doesNotContain("\0");
        ByteBuffer core = ByteBuffer.wrap(ConnectInitials.core(ConnectInitials.FULL_CORE, 1, 1))
                .order(ByteOrder.LITTLE_ENDIAN);
        core.put(20, "Büro\n1\0rest of it!".getBytes(StandardCharsets.UTF_16LE), 0, 32);
        ConnectInitial other = ConnectInitials.read(
                ConnectInitials.with(ConnectInitials.block(ConnectInitials.CS_CORE, core.array())));
        assertThat(other.clientName()).isEqualTo("Büro1");
        assertThat(other.clientBuild()).isEqualTo(0x11111111L);
    }

    @Test
    void isNotFooledByAKeyInFrontOfTheUserData() {
        byte[] decoy = ConnectInitials.gcc(
                ConnectInitials.block(ConnectInitials.CS_CORE, ConnectInitials.core(ConnectInitials.FULL_CORE, 1, 1)));
        byte[] frame = ConnectInitials.frame(decoy, ConnectInitials.gcc(CORE));

        ConnectInitial initial = ConnectInitials.read(frame);

        assertThat(size(frame)).isEqualTo("1280x720");
        byte[] coloured = initial.inFullColour().encode();
        int first = Arrays.mismatch(frame, coloured);
        assertThat(first).isGreaterThan(decoy.length);
        assertThat(first).isEqualTo(frame.length - ConnectInitials.FULL_CORE + 136);
    }

    @Test
    void refusesTwoPictures() {
        assertThat(malformed(ConnectInitials.with(CORE, NET, CORE))).isEqualTo("TS_UD_CS_CORE");
    }

    @Test
    void refusesCoreDataWithoutTheirFixedFields() {
        assertThat(size(ConnectInitials.with(block(128)))).isEqualTo("1280x720");
        assertThat(malformed(ConnectInitials.with(block(127)))).isEqualTo("TS_UD_CS_CORE");
        assertThat(malformed(ConnectInitials.with(block(8)))).isEqualTo("TS_UD_CS_CORE");
    }

    private static byte[] block(int coreLength) {
        return ConnectInitials.block(
                ConnectInitials.CS_CORE, Arrays.copyOf(ConnectInitials.core(128, 1280, 720), coreLength));
    }

    @Test
    void refusesBlocksThatDoNotFillTheMessage() {
        assertThat(malformed(ConnectInitials.with())).isEqualTo("ConferenceCreateRequest");
        assertThat(malformed(ConnectInitials.with(NET))).isEqualTo("ConferenceCreateRequest");
        for (int rest = 1; rest < 4; rest++) {
            assertThat(malformed(ConnectInitials.with(CORE, new byte[rest]))).isEqualTo("GCC block");
        }
        for (int length : new int[] {0, 3, NET.length + 1, 0xffff}) {
            byte[] lying = NET.clone();
            ByteBuffer.wrap(lying).order(ByteOrder.LITTLE_ENDIAN).putShort(2, (short) length);
            assertThat(malformed(ConnectInitials.with(CORE, lying))).isEqualTo("GCC block length");
        }
    }

    @Test
    void refusesAnotherKey() {
        byte[] gcc = ConnectInitials.gcc(CORE);
        gcc[17] = 'd';
        assertThat(malformed(ConnectInitials.frame(new byte[] {1}, gcc))).isEqualTo("ConferenceCreateRequest");
        assertThat(malformed(ConnectInitials.frame(new byte[] {1}, new byte[22])))
                .isEqualTo("ConferenceCreateRequest");
        // One byte further on, where xrdp would read everything else.
        byte[] shifted = ConnectInitials.join(new byte[] {0}, ConnectInitials.gcc(CORE));
        assertThat(malformed(ConnectInitials.frame(new byte[] {1}, shifted))).isEqualTo("ConferenceCreateRequest");
    }

    @Test
    void refusesALengthOfTheBlocksThatLies() {
        byte[] gcc = ConnectInitials.gcc(CORE);
        for (int difference : new int[] {-1, 1, 0x4000}) {
            byte[] lying = gcc.clone();
            ByteBuffer.wrap(lying).putShort(21, (short) (ByteBuffer.wrap(gcc).getShort(21) + difference));
            assertThat(malformed(ConnectInitials.frame(new byte[] {1}, lying))).isEqualTo("userData length");
        }
    }

    @Test
    void refusesBerLengthsThatLie() {
        byte[] captured = Captures.message("xfreerdp-connect-initial");
        // The outer length in 9 to 11, then the two selectors and the flag, then the parameters.
        for (int at : new int[] {10, 11, 13, 16, 19, 22}) {
            byte[] lying = captured.clone();
            lying[at]++;
            assertThat(Prelude.WISHES.decode(ByteBuffer.wrap(lying)))
                    .as("length at %d", at)
                    .isInstanceOf(Decoded.Malformed.class);
        }
        byte[] endless = captured.clone();
        endless[9] = (byte) 0x80;
        assertThat(malformed(endless)).isEqualTo("Connect-Initial");
        endless[9] = (byte) 0x84;
        assertThat(malformed(endless)).isEqualTo("Connect-Initial");
    }

    @Test
    void leavesAShortCoreAsItIs() {
        ConnectInitial shorter = ConnectInitials.read(ConnectInitials.with(
                ConnectInitials.block(ConnectInitials.CS_CORE, ConnectInitials.core(206, 1280, 720))));
        assertThat(shorter.inFullColour()).isSameAs(shorter);
    }

    @Test
    void coloursTheShortestCoreThatCanSaySo() {
        byte[] core = ConnectInitials.block(ConnectInitials.CS_CORE, ConnectInitials.core(207, 1280, 720));
        byte[] frame = ConnectInitials.with(core, NET);
        byte[] expected = frame.clone();
        int begin = frame.length - NET.length - 207;
        ByteBuffer.wrap(expected)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(begin + 136, (short) 24)
                .putShort(begin + 138, (short) 0x1119)
                .putShort(begin + 140, (short) 0x1133)
                .put(begin + 206, (byte) 6);

        assertThat(ConnectInitials.read(frame).inFullColour().encode()).isEqualTo(expected);
    }

    @Test
    void namesTheChannelsInTheirOrder() {
        assertThat(ConnectInitials.read(Captures.message("xfreerdp-connect-initial"))
                        .channels())
                .containsExactly("rdpdr", "rdpsnd", "cliprdr", "drdynvc");
        assertThat(ConnectInitials.wantingChannels("cliprdr", "eightchr", "a\0b", "")
                        .channels())
                .containsExactly("cliprdr", "eightchr", "a", "");
        assertThat(ConnectInitials.read(ConnectInitials.with(CORE)).channels()).isEmpty();
    }

    @Test
    void renamesChannelsAndNothingElse() {
        byte[] captured = Captures.message("xfreerdp-connect-initial");
        byte[] expected = captured.clone();
        int at = new String(captured, StandardCharsets.ISO_8859_1).indexOf("cliprdr");
        System.arraycopy("block02\0".getBytes(StandardCharsets.ISO_8859_1), 0, expected, at, 8);

        ConnectInitial without = ConnectInitials.read(captured).withoutChannels(Set.of("cliprdr"));

        assertThat(without.encode()).isEqualTo(expected);
        assertThat(without.channels()).containsExactly("rdpdr", "rdpsnd", "block02", "drdynvc");
        assertThat(ConnectInitials.read(captured)
                        .withoutChannels(Set.of("cliprdx"))
                        .encode())
                .isEqualTo(captured);
        assertThat(ConnectInitials.read(captured).withoutChannels(Set.of()).encode())
                .isEqualTo(captured);
    }

    @Test
    void renamesEveryChannelThatXrdpWouldTakeForOneOfThese() {
        // xrdp compares without case and up to the first NUL, and what is behind that it does not see.
        assertThat(ConnectInitials.wantingChannels("CLIPRDR", "cliprdr", "ClipRdr\0", "cliprd\0r", "xcliprdr")
                        .withoutChannels(Set.of("cliprdr"))
                        .channels())
                .containsExactly("block00", "block01", "block02", "cliprd", "xcliprdr");
        String[] many = new String[ConnectInitial.MAX_CHANNELS];
        Arrays.fill(many, "rdpdr");
        assertThat(ConnectInitials.wantingChannels(many)
                        .withoutChannels(Set.of("rdpdr"))
                        .channels())
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("block[0-9]{2}"));
    }

    @Test
    void keepsTheColourOfARenamedMessage() {
        ConnectInitial initial = ConnectInitials.read(Captures.message("iron-connect-initial"));
        Set<String> all = new HashSet<>(initial.channels());
        assertThat(initial.withoutChannels(all).inFullColour())
                .isEqualTo(initial.inFullColour().withoutChannels(all));
    }

    @Test
    void refusesChannelsOfWhichAServerWouldFindOthers() {
        byte[] net = ConnectInitials.block(ConnectInitials.CS_NET, ConnectInitials.net("cliprdr"));
        assertThat(malformed(ConnectInitials.with(CORE, net, net))).isEqualTo("TS_UD_CS_NET");
        assertThat(malformed(ConnectInitials.with(CORE, NET, net))).isEqualTo("TS_UD_CS_NET");
        assertThat(malformed(ConnectInitials.with(CORE, ConnectInitials.block(ConnectInitials.CS_NET, new byte[3]))))
                .isEqualTo("channelCount");
        for (int count : new int[] {2, 32, -1, Integer.MIN_VALUE, 0x01000001}) {
            byte[] lying = net.clone();
            ByteBuffer.wrap(lying).order(ByteOrder.LITTLE_ENDIAN).putInt(4, count);
            assertThat(malformed(ConnectInitials.with(CORE, lying))).isEqualTo("channelCount");
        }
        String[] tooMany = new String[ConnectInitial.MAX_CHANNELS + 1];
        Arrays.fill(tooMany, "x");
        assertThat(malformed(ConnectInitials.with(
                        CORE, ConnectInitials.block(ConnectInitials.CS_NET, ConnectInitials.net(tooMany)))))
                .isEqualTo("channelCount");
    }

    private static String size(byte[] frame) {
        ConnectInitial initial = ConnectInitials.read(frame);
        return initial.width() + "x" + initial.height();
    }

    private static String malformed(byte[] frame) {
        return Decoding.malformed(Prelude.WISHES::decode, frame);
    }
}
