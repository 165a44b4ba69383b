package org.usher.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.usher.domain.testing.Seeded;

class SessionPolicyTest {

    private static SessionPolicy policy(Random random) {
        return new SessionPolicy(
                Seeded.oneOf(random, List.of(Clipboard.values())),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextInt(4) * 15);
    }

    @ParameterizedTest
    @CsvSource({
        "BOTH, BOTH, BOTH",
        "BOTH, TO_SESSION, TO_SESSION",
        "BOTH, FROM_SESSION, FROM_SESSION",
        "TO_SESSION, TO_SESSION, TO_SESSION",
        "TO_SESSION, FROM_SESSION, NONE",
        "FROM_SESSION, NONE, NONE",
        "BOTH, NONE, NONE"
    })
    void theClipboardGoesTheWaysThatBothAllow(Clipboard one, Clipboard other, Clipboard both) {
        assertThat(one.strictest(other)).isEqualTo(both);
        assertThat(other.strictest(one)).isEqualTo(both);
    }

    @ParameterizedTest
    @CsvSource({
        "BOTH, BOTH, BOTH",
        "BOTH, TO_SESSION, TO_SESSION",
        "BOTH, NONE, NONE",
        "TO_SESSION, TO_SESSION, TO_SESSION",
        "TO_SESSION, BOTH, NONE",
        "TO_SESSION, FROM_SESSION, NONE",
        "FROM_SESSION, FROM_SESSION, FROM_SESSION",
        "FROM_SESSION, BOTH, NONE",
        "NONE, BOTH, NONE"
    })
    void oneWayAloneWorksOnlyOnAHostThatClosesTheOther(Clipboard wish, Clipboard host, Clipboard left) {
        assertThat(wish.onHost(host)).isEqualTo(left);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "0, 30, 30", "15, 0, 15", "15, 30, 15"})
    void theShorterTimeCountsAndNoneIsTheLongest(int one, int other, int strictest) {
        SessionPolicy first = new SessionPolicy(Clipboard.BOTH, true, true, true, one);
        SessionPolicy second = new SessionPolicy(Clipboard.BOTH, true, true, true, other);
        assertThat(first.strictest(second).idleMinutes()).isEqualTo(strictest);
    }

    @Test
    void theStrictestNeitherDependsOnTheOrderNorAllowsWhatOneForbids() {
        Seeded.rounds(2_000, random -> {
            SessionPolicy one = policy(random);
            SessionPolicy two = policy(random);
            SessionPolicy three = policy(random);
            SessionPolicy both = one.strictest(two);
            assertThat(both).isEqualTo(two.strictest(one));
            assertThat(both.strictest(three)).isEqualTo(one.strictest(two.strictest(three)));
            assertThat(both.strictest(one)).isEqualTo(both);
            assertThat(both.drives()).isEqualTo(one.drives() && two.drives());
            assertThat(both.printers()).isEqualTo(one.printers() && two.printers());
            assertThat(both.audio()).isEqualTo(one.audio() && two.audio());
        });
    }

    @Test
    void whoHasNoWordChangesNothing() {
        Seeded.rounds(200, random -> {
            SessionPolicy policy = policy(random);
            assertThat(policy.strictest(PartialPolicy.SILENT)).isEqualTo(policy);
        });
    }

    @Test
    void aPartialWordCountsWhereItIsSaid() {
        PartialPolicy noDrives = new PartialPolicy(
                Optional.of(Clipboard.FROM_SESSION),
                Optional.of(false),
                Optional.empty(),
                Optional.of(true),
                Optional.of(5));
        assertThat(SessionPolicy.ALL.strictest(noDrives))
                .isEqualTo(new SessionPolicy(Clipboard.FROM_SESSION, false, true, true, 5));
        SessionPolicy silent = new SessionPolicy(Clipboard.BOTH, true, true, false, 0);
        assertThat(silent.strictest(noDrives).audio())
                .as("a resource's yes is no permission against the site's no")
                .isFalse();
    }

    @Test
    void theFingerprintTellsPoliciesApartAndIsReadBack() {
        Set<String> fingerprints = new HashSet<>();
        for (Clipboard clipboard : Clipboard.values()) {
            for (int bits = 0; bits < 8; bits++) {
                for (int idle : new int[] {0, 1, SessionPolicy.MAX_MINUTES}) {
                    SessionPolicy policy =
                            new SessionPolicy(clipboard, (bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, idle);
                    assertThat(fingerprints.add(policy.fingerprint())).isTrue();
                    assertThat(SessionPolicy.ofFingerprint(policy.fingerprint()))
                            .isEqualTo(policy);
                }
            }
        }
        assertThat(SessionPolicy.ALL.fingerprint()).isEqualTo("usual");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "other",
                "clipboard=both,drives=yes,printers=yes,audio=yes,idle=0",
                "clipboard=BOTH,drives=yes,printers=yes,audio=yes,idle=-1",
                "clipboard=BOTH,drives=yes,printers=yes,audio=yes,idle=99999"
            })
    void whatIsNoFingerprintIsRefused(String text) {
        assertThatThrownBy(() -> SessionPolicy.ofFingerprint(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, SessionPolicy.MAX_MINUTES + 1})
    void aTimeThatIsNoneIsRefused(int minutes) {
        assertThatThrownBy(() -> new SessionPolicy(Clipboard.BOTH, true, true, true, minutes))
                .hasMessageContaining("idleMinutes");
        assertThatThrownBy(() -> new PartialPolicy(
                        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(minutes)))
                .hasMessageContaining("idleMinutes");
    }

    @ParameterizedTest
    @EnumSource(ConnectionMode.class)
    void onlyDirectIsDirectToo(ConnectionMode mode) {
        assertThat(mode.mayGoDirect() || !mode.onlyDirect()).isTrue();
    }

    @Test
    void limitsOfSessionsArePartOfThePolicyAndOldTextsAreReadOn() {
        SessionPolicy limited = new SessionPolicy(Clipboard.BOTH, true, true, true, 5, 30, 480);
        assertThat(SessionPolicy.ofFingerprint(limited.fingerprint())).isEqualTo(limited);
        assertThat(limited.fingerprint())
                .isEqualTo("clipboard=BOTH,drives=yes,printers=yes,audio=yes,idle=5,disconnected=30,session=480");
        String old = "clipboard=BOTH,drives=yes,printers=yes,audio=yes,idle=5";
        assertThat(SessionPolicy.ofFingerprint(old)).isEqualTo(new SessionPolicy(Clipboard.BOTH, true, true, true, 5));
        assertThat(SessionPolicy.ofFingerprint(old).fingerprint()).isEqualTo(old);
        assertThat(new SessionPolicy(Clipboard.BOTH, true, true, true, 0, 30, 0).fingerprint())
                .isNotEqualTo(SessionPolicy.ALL.fingerprint());
    }

    @Test
    void theShortestLimitHolds() {
        SessionPolicy one = new SessionPolicy(Clipboard.BOTH, true, true, true, 0, 30, 0);
        PartialPolicy other = new PartialPolicy(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(60),
                Optional.of(480));
        assertThat(one.strictest(other)).isEqualTo(new SessionPolicy(Clipboard.BOTH, true, true, true, 0, 30, 480));
        assertThatThrownBy(() -> new SessionPolicy(Clipboard.BOTH, true, true, true, 0, 0, -1))
                .hasMessageContaining("sessionMinutes");
        assertThatThrownBy(() -> new SessionPolicy(Clipboard.BOTH, true, true, true, 0, 10_081, 0))
                .hasMessageContaining("disconnectedMinutes");
    }
}
