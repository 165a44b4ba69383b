package org.usher.dist.bench.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ColourTest {

    private static final Colour BLUE = new Colour(0x20, 0x60, 0xc0);

    @Test
    void aCodecMayChangeItALittle() {
        assertThat(BLUE.is(0x20, 0x60, 0xc0)).isTrue();
        assertThat(BLUE.is(0x40, 0x40, 0xe0)).isTrue();
        assertThat(BLUE.is(0x41, 0x60, 0xc0)).isFalse();
        assertThat(BLUE.is(0, 0, 0)).isFalse();
    }

    @Test
    void theColoursOfOneMeasurementAreNotTakenForEachOther() {
        Colour one = EchoApplication.COLOURS.getFirst();
        Colour other = EchoApplication.COLOURS.getLast();

        assertThat(one.is(other.red(), other.green(), other.blue())).isFalse();
    }

    @Test
    void aShellReadsNothingIntoIt() {
        assertThat(BLUE.text()).isEqualTo("rgb:20/60/c0");
    }

    @Test
    void thePageLooksForTheSame() {
        assertThat(BLUE.condition())
                .isEqualTo("Math.abs(d[i]-32)<=32&&Math.abs(d[i+1]-96)<=32&&Math.abs(d[i+2]-192)<=32");
    }
}
