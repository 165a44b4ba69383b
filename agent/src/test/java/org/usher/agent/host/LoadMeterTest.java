package org.usher.agent.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadMeterTest {

    private static final long GIGABYTE = 1_000_000_000;

    @TempDir
    private Path mounted;

    private long now = 5;

    private void pass(long seconds) {
        now += TimeUnit.SECONDS.toNanos(seconds);
    }

    private void write(String file, String text) throws IOException {
        Path path = mounted.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private CgroupLoad group(String name) throws IOException {
        return new CgroupLoad(mounted, name, 2, 16 * GIGABYTE, () -> now);
    }

    @Test
    void theSecondVersionCountsMicroseconds() throws IOException {
        write("host/cpu.stat", "usage_usec 1000000\nuser_usec 700000\n");
        write("host/memory.current", "3000000000\n");
        write("host/memory.stat", "anon 7\ninactive_file 1000000000\nactive_file 5\n");
        write("host/memory.max", "8000000000\n");
        CgroupLoad load = group("/host");
        pass(10);
        // Of 20 seconds of two processors.
        write("host/cpu.stat", "usage_usec 6000000\nuser_usec 700000\n");
        assertThat(load.processors()).isEqualTo(0.25);
        assertThat(load.memory()).isEqualTo(0.25);
        pass(10);
        assertThat(load.processors()).isZero();
    }

    @Test
    void theFirstVersionCountsNanosecondsInHierarchiesOfTheirOwn() throws IOException {
        write("cpuacct/farm/host/cpuacct.usage", "1000000000\n");
        write("memory/farm/host/memory.usage_in_bytes", "5000000000\n");
        write("memory/farm/host/memory.stat", "cache 7\ninactive_file 0\ntotal_inactive_file 1000000000\n");
        // What it says where there is no limit.
        write("memory/farm/host/memory.limit_in_bytes", "9223372036854771712\n");
        CgroupLoad load = group("farm/host");
        pass(10);
        write("cpuacct/farm/host/cpuacct.usage", "16000000000\n");
        assertThat(load.processors()).isEqualTo(0.75);
        assertThat(load.memory()).isEqualTo(0.25);
    }

    @Test
    void withoutALimitTheMachinesMemoryCounts() throws IOException {
        write("cpu.stat", "usage_usec 0\n");
        write("memory.current", "4000000000\n");
        write("memory.stat", "inactive_file 0\n");
        write("memory.max", "max\n");
        assertThat(group("/").memory()).isEqualTo(0.25);
    }

    @Test
    void aGroupThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> group("/nowhere"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("nowhere");
    }

    @Test
    void figuresThatAreNoneAreNamed() throws IOException {
        write("cpu.stat", "usage_usec many\n");
        assertThatThrownBy(() -> group("/")).hasMessageContaining("cpu.stat").hasMessageContaining("many");
        write("cpu.stat", "idle 7\n");
        assertThatThrownBy(() -> group("/")).hasMessageContaining("usage_usec");
    }

    @Test
    void aMomentOfWorkIsNotTheHostsLoad() throws IOException {
        double[] busy = {0};
        LoadMeter meter = new LoadMeter(
                new LoadSource() {
                    @Override
                    public double processors() {
                        return busy[0];
                    }

                    @Override
                    public double memory() {
                        return 1.5;
                    }
                },
                () -> now);
        assertThat(meter.measure().cpu()).isZero();
        busy[0] = 1;
        pass(3);
        assertThat(meter.measure().cpu()).isEqualTo(1 - Math.exp(-0.05), within(1e-9));
        pass(600);
        assertThat(meter.measure().cpu()).isGreaterThan(0.99);
        assertThat(meter.measure().memory()).isEqualTo(1);
    }

    @Test
    void theMachinesOwnLoadCanBeRead() throws IOException {
        LoadMeter meter = LoadMeter.of(Optional.empty(), System::nanoTime);
        assertThat(meter.measure().memory()).isBetween(0.01, 1.0);
    }
}
