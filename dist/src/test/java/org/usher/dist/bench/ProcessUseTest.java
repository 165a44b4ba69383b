// Provenance: /proc/PID/stat and /proc/PID/smaps_rollup as Linux 6.18 wrote them.
package org.usher.dist.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ProcessUseTest {

    @Test
    void cpuTimeIsUserAndSystemOfTheWholeProcess() {
        String stat = "4242 (haproxy) S 4200 4242 4200 34816 4242 4194560 5403 3012 0 0 1181 622 7 3 20 0 2 0 1254371"
                + " 118333440 7114 18446744073709551615 1 1 0 0 0 0 0 4096 11267 0 0 0 17 1 0 0 0 0 0 0 0 0 0 0 0 0 0\n";

        assertThat(ProcessUse.cpuSeconds(stat)).isEqualTo(18.03);
    }

    @Test
    void aCommandMayHaveBlanksAndParentheses() {
        String stat =
                "7 (a) b (c) 1) R 1 7 7 0 -1 4194304 100 0 0 0 250 50 0 0 20 0 1 0 100 0 0 18446744073709551615\n";

        assertThat(ProcessUse.cpuSeconds(stat)).isEqualTo(3.0);
    }

    @Test
    void memoryIsTheProportionalShare() {
        String rollup = """
                55a0c5a00000-7ffd3a1fe000 ---p 00000000 00:00 0                          [rollup]
                Rss:               28404 kB
                Pss:               22569 kB
                Pss_Dirty:         15060 kB
                Shared_Clean:       9000 kB
                """;

        assertThat(ProcessUse.memoryKilobytes(rollup)).isEqualTo(22569);
    }

    @Test
    void anOldKernelIsNamed() {
        assertThatThrownBy(() -> ProcessUse.memoryKilobytes("Rss: 1 kB\n")).hasMessageContaining("no line Pss");
    }

    @Test
    void thisProcessHasUsedSomething() throws IOException {
        ProcessUse own = new ProcessUse(ProcessHandle.current().pid());

        assertThat(own.cpuSeconds()).isPositive();
        assertThat(own.memoryKilobytes()).isGreaterThan(1000);
    }
}
