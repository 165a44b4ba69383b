package org.usher.wire.tsgu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The flags of MS-TSGU: each bit forbids one kind of device, and two of them speak for all. */
class RedirectionsTest {

    @Test
    void allowsAllWithOneBit() {
        assertThat(Redirections.ALL.flags()).isEqualTo(0x80000000);
    }

    @Test
    void forbidsAllWithOneBit() {
        assertThat(Redirections.NONE.flags()).isEqualTo(0x40000000);
    }

    @Test
    void forbidsEachWithItsOwnBit() {
        assertThat(new Redirections(false, true, true, true, true).flags()).isEqualTo(0x1);
        assertThat(new Redirections(true, false, true, true, true).flags()).isEqualTo(0x2);
        assertThat(new Redirections(true, true, false, true, true).flags()).isEqualTo(0x4);
        assertThat(new Redirections(true, true, true, false, true).flags()).isEqualTo(0x8);
        assertThat(new Redirections(true, true, true, true, false).flags()).isEqualTo(0x10);
        assertThat(new Redirections(true, false, false, false, false).flags()).isEqualTo(0x1e);
    }
}
