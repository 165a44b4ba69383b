package org.usher.wire.rdp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.usher.wire.Captures;
import org.usher.wire.Decoded;
import org.usher.wire.Decoding;
import org.usher.wire.Octets;

/** Each state with any bytes: what gets through goes to the host as it came, or rewritten so that it can be read again. */
class PreludeFuzzTest {

    static Stream<byte[]> wishes() {
        return Stream.concat(
                Stream.of("xfreerdp-connect-initial", "xfreerdp-connect-initial-16-bit", "iron-connect-initial")
                        .map(Captures::message),
                Stream.of(ConnectInitials.with(ConnectInitials.block(
                        ConnectInitials.CS_CORE, ConnectInitials.core(ConnectInitials.FULL_CORE, 1280, 720)))));
    }

    @MethodSource("wishes")
    @FuzzTest(maxDuration = "2m")
    void anyWishes(byte[] bytes) {
        Decoding.sound(Prelude.WISHES::decode, bytes).ifPresent(pdu -> {
            byte[] frame = Decoding.consumed(Prelude.WISHES::decode, bytes);
            ConnectInitial initial = ((PreludePdu.Wishes) pdu).connectInitial();
            assertThat(initial.encode()).isEqualTo(frame);
            assertThat(XrdpReading.size(frame)).contains(initial.width() + "x" + initial.height());

            ConnectInitial coloured = initial.inFullColour();
            assertThat(ConnectInitials.read(coloured.encode())).isEqualTo(coloured);
            assertThat(coloured.inFullColour()).isEqualTo(coloured);
            assertThat(coloured.encode()).hasSameSizeAs(frame);
            assertThat(different(frame, coloured.encode())).isLessThanOrEqualTo(5);

            ConnectInitial without = initial.withoutChannels(Set.of("cliprdr", "rdpdr"));
            assertThat(ConnectInitials.read(without.encode())).isEqualTo(without);
            assertThat(without.channels())
                    .hasSameSizeAs(initial.channels())
                    .noneMatch(name -> name.equalsIgnoreCase("cliprdr") || name.equalsIgnoreCase("rdpdr"));
            assertThat(McsAnswers.to(initial, 1).connectResponse())
                    .isEqualTo(McsAnswers.to(without, 1).connectResponse());
        });
    }

    private static int different(byte[] one, byte[] other) {
        int count = 0;
        for (int i = 0; i < one.length; i++) {
            count += one[i] == other[i] ? 0 : 1;
        }
        return count;
    }

    static Stream<byte[]> channels() {
        return Stream.concat(
                Captures.messages("xfreerdp-channels").stream(),
                Stream.of(
                                "xfreerdp-client-info",
                                "xfreerdp-client-info-encrypted",
                                "xfreerdp-client-info-too-long-shell",
                                "xfreerdp-security-exchange",
                                "iron-client-info")
                        .map(Captures::message));
    }

    @MethodSource("channels")
    @FuzzTest(maxDuration = "2m")
    void anyChannels(byte[] bytes) {
        Decoding.sound(Prelude.CHANNELS::decode, bytes).ifPresent(pdu -> {
            byte[] frame = Decoding.consumed(Prelude.CHANNELS::decode, bytes);
            switch (pdu) {
                case PreludePdu.Housekeeping(Octets passedOn) ->
                    assertThat(passedOn).isEqualTo(Octets.of(frame));
                case PreludePdu.SignOn signOn -> {
                    ClientInfo info = signOn.info();
                    assertThat(XrdpReading.texts(frame))
                            .contains(List.of(
                                    info.domain(),
                                    info.userName(),
                                    info.password(),
                                    info.alternateShell(),
                                    info.workingDir()));
                    assertComesBack(signOn, info);
                    assertComesBack(signOn, info.signingOn("account", "credential", "xterm -e top"));
                }
                case PreludePdu.Wishes wishes -> throw new AssertionError(wishes);
                case PreludePdu.License license -> throw new AssertionError(license);
            }
        });
    }

    private static void assertComesBack(PreludePdu.SignOn signOn, ClientInfo info) {
        byte[] written = signOn.encode(info);
        assertThat(written[13] & 0xc0).isEqualTo(0x80);
        PreludePdu.SignOn read = (PreludePdu.SignOn) Decoding.whole(Prelude.CHANNELS::decode, written);
        assertThat(read).isEqualTo(new PreludePdu.SignOn(signOn.envelope(), info));
    }

    static Stream<byte[]> licensing() {
        return Stream.of("xfreerdp-license", "iron-license", "xfreerdp-confirm-active", "xfreerdp-client-info")
                .map(Captures::message);
    }

    @MethodSource("licensing")
    @FuzzTest(maxDuration = "2m")
    void anyLicense(byte[] bytes) {
        Decoding.sound(Prelude.LICENSING::decode, bytes).ifPresent(pdu -> {
            byte[] frame = Decoding.consumed(Prelude.LICENSING::decode, bytes);
            assertThat(pdu).isEqualTo(new PreludePdu.License(Octets.of(frame)));
            // xrdp looks for a sign-on and for key material first, and at the channel not at all.
            int security = (frame[13] & 0x80) == 0 ? 14 : 15;
            assertThat(frame[security] & 0xc1).isEqualTo(0x80);
            assertThat(Prelude.CHANNELS.decode(ByteBuffer.wrap(frame))).isInstanceOf(Decoded.Malformed.class);
        });
    }

    @MethodSource("licensing")
    @FuzzTest(maxDuration = "2m")
    void nothingWhenItIsDone(byte[] bytes) {
        assertThat(Decoding.sound(Prelude.DONE::decode, bytes)).isEmpty();
    }

    static Stream<byte[]> answers() {
        return Stream.of("xrdp-license-request", "freerdp-shadow-valid-client", "xrdp-demand-active")
                .map(Captures::message);
    }

    static Stream<byte[]> mcsAnswers() {
        return Captures.messages("xrdp-mcs-answers").stream();
    }

    @MethodSource("mcsAnswers")
    @FuzzTest(maxDuration = "2m")
    void anyAnswerInPlaceOfTheOneForeseen(byte[] bytes) {
        mcsAnswers().map(Octets::of).forEach(told -> Decoding.sound(in -> McsAnswers.agrees(told, in), bytes));
    }

    @MethodSource("channels")
    @FuzzTest(maxDuration = "2m")
    void anyQuestionIsAnsweredOrRefused(byte[] bytes) {
        McsAnswers answers = McsAnswers.to(ConnectInitials.read(Captures.message("xfreerdp-connect-initial")), 1);
        Decoding.sound(Prelude.CHANNELS::decode, bytes).ifPresent(pdu -> {
            if (pdu instanceof PreludePdu.Housekeeping asked
                    && answers.answer(asked)
                            instanceof Decoded.Message<Optional<Octets>>(Optional<Octets> answer, int consumed)) {
                answer.ifPresent(told -> Decoding.whole(in -> McsAnswers.agrees(told, in), told.bytes()));
            }
        });
    }

    @MethodSource("answers")
    @FuzzTest(maxDuration = "2m")
    void anyAnswerOfTheHost(byte[] bytes) {
        Decoding.sound(ServerLicensing::decode, bytes).ifPresent(answer -> {
            byte[] frame = Decoding.consumed(ServerLicensing::decode, bytes);
            int type = frame[(frame[13] & 0x80) == 0 ? 18 : 19] & 0xff;
            assertThat(type).isEqualTo(answer == ServerLicensing.LICENSE_REQUEST ? 0x01 : 0xff);
        });
    }
}
