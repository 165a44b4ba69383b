package org.usher.wire.rdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.usher.wire.Captures;
import org.usher.wire.Decoded;
import org.usher.wire.Decoding;
import org.usher.wire.Octets;

/** What xrdp 0.9.21.1 answered on 2026-11-23, told before; see the captures. */
class McsAnswersBytesTest {

    private static final int OFFERED = ConnectionRequest.SSL | ConnectionRequest.HYBRID;

    private static McsAnswers answers() {
        return McsAnswers.to(ConnectInitials.read(Captures.message("xfreerdp-connect-initial")), OFFERED);
    }

    private static Decoded<Optional<Octets>> answer(McsAnswers answers, byte[] frame) {
        return answers.answer((PreludePdu.Housekeeping) Decoding.whole(Prelude.CHANNELS::decode, frame));
    }

    @Test
    void foreseesAWholeConversation() {
        McsAnswers answers = answers();
        List<Octets> told = new ArrayList<>(List.of(answers.connectResponse()));
        for (byte[] asked : Captures.messages("xfreerdp-channels")) {
            if (answer(answers, asked)
                    instanceof Decoded.Message<Optional<Octets>>(Optional<Octets> answer, int consumed)) {
                answer.ifPresent(told::add);
            } else {
                throw new AssertionError("refused: " + Octets.of(asked).text());
            }
        }
        assertThat(told)
                .isEqualTo(Captures.messages("xrdp-mcs-answers").stream()
                        .map(Octets::of)
                        .toList());
    }

    @Test
    void foreseesAnyNumberOfChannels() {
        List<byte[]> captured = Captures.messages("xrdp-connect-responses");
        int[] counts = {0, 1, 2, 3, 30, 31};
        for (int i = 0; i < counts.length; i++) {
            assertThat(McsAnswers.to(ConnectInitials.wantingChannels(names(counts[i])), OFFERED)
                            .connectResponse()
                            .bytes())
                    .as("%d channels", counts[i])
                    .isEqualTo(captured.get(i));
        }
    }

    private static String[] names(int count) {
        String[] names = new String[count];
        for (int i = 0; i < count; i++) {
            names[i] = "ch" + i;
        }
        return names;
    }

    @Test
    void agreesWithWhatXrdpSays() {
        for (byte[] answer : Captures.messages("xrdp-mcs-answers")) {
            Octets told = Octets.of(answer);
            Octets said = Decoding.whole(in -> McsAnswers.agrees(told, in), answer);
            assertThat(said).isEqualTo(told);
            Decoding.arrives(in -> McsAnswers.agrees(told, in), answer);
        }
    }

    @Test
    void asksForTheIdsAndForNothingElse() {
        byte[] answer = Captures.messages("xrdp-mcs-answers").getFirst();
        Octets told = Octets.of(answer);
        // The version of RDP, and what the client has offered.
        for (int at : new int[] {answer.length - 40, answer.length - 33}) {
            byte[] other = answer.clone();
            other[at] ^= 1;
            assertThat(McsAnswers.agrees(told, ByteBuffer.wrap(other))).isInstanceOf(Decoded.Message.class);
        }
        // The I/O channel, how many, the first, the last.
        for (int at : new int[] {answer.length - 24, answer.length - 22, answer.length - 20, answer.length - 14}) {
            byte[] other = answer.clone();
            other[at] ^= 1;
            assertThat(Decoding.malformed(in -> McsAnswers.agrees(told, in), other))
                    .as("byte %d", at)
                    .isIn("answer", "TS_UD_SC_NET");
        }
        for (byte[] confirm : Captures.messages("xrdp-mcs-answers").subList(1, 7)) {
            byte[] other = confirm.clone();
            other[confirm.length - 1] ^= 1;
            assertThat(Decoding.malformed(in -> McsAnswers.agrees(Octets.of(confirm), in), other))
                    .isEqualTo("answer");
            assertThat(Decoding.malformed(in -> McsAnswers.agrees(told, in), confirm))
                    .isEqualTo("Connect-Response");
        }
    }

    @Test
    void refusesJoinsOfWhatTheClientWasNotGiven() {
        McsAnswers answers = answers();
        byte[] join = Captures.messages("xfreerdp-channels").getLast();
        for (int channel : new int[] {0, 1002, 1009, 0xffff}) {
            assertThat(refused(answers, withLast(join, channel))).isEqualTo("ChannelJoinRequest");
        }
        byte[] another = join.clone();
        another[9]++;
        assertThat(refused(answers, another)).isEqualTo("ChannelJoinRequest");
        assertThat(refused(answers, longer(join))).isEqualTo("ChannelJoinRequest");
        assertThat(refused(
                        answers, longer(Captures.messages("xfreerdp-channels").get(1))))
                .isEqualTo("AttachUserRequest");
    }

    private static byte[] withLast(byte[] frame, int value) {
        return ByteBuffer.wrap(frame.clone())
                .putShort(frame.length - 2, (short) value)
                .array();
    }

    private static byte[] longer(byte[] frame) {
        byte[] more = ConnectInitials.join(frame, new byte[1]);
        more[3]++;
        return more;
    }

    private static String refused(McsAnswers answers, byte[] frame) {
        if (answer(answers, frame)
                instanceof Decoded.Malformed<Optional<Octets>>(String field, String expected, String found)) {
            return field;
        }
        throw new AssertionError("answered");
    }
}
