package org.usher.client.reach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.usher.client.ClientException;
import org.usher.client.doubles.HostDouble;
import org.usher.client.doubles.Papers;
import org.usher.wire.component.ComponentRole;
import org.usher.wire.rdp.ConnectionConfirm;

class ReachProbeTest {

    private final Papers papers = Papers.make();
    private final Papers.Identity identity = papers.component(ComponentRole.HOST, "host-1");

    private static ReachProbe probe() {
        return new ReachProbe(Duration.ofSeconds(4));
    }

    @Test
    void findsThePortsThatSpeakRdpAmongThoseThatDoNot() throws IOException {
        try (HostDouble host = HostDouble.start(identity);
                HostDouble silent = HostDouble.saying(new byte[0]);
                HostDouble web = HostDouble.saying("HTTP/1.1 400 Bad\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                HostDouble refusing = HostDouble.saying(new ConnectionConfirm.Refused(1).encode());
                HostDouble huge = HostDouble.saying(new byte[] {3, 0, (byte) 0xff, (byte) 0xff, 1})) {
            assertThat(probe().answering(List.of(
                            "127.0.0.1:1",
                            silent.address(),
                            web.address(),
                            refusing.address(),
                            huge.address(),
                            "no address",
                            host.address())))
                    .containsExactly(host.address());
        }
    }

    @Test
    void asksNoMoreThanEight() throws IOException {
        List<HostDouble> hosts = new ArrayList<>();
        try {
            for (int i = 0; i < ReachProbe.MOST + 3; i++) {
                hosts.add(HostDouble.start(identity));
            }
            List<String> addresses = hosts.stream().map(HostDouble::address).toList();
            assertThat(probe().answering(addresses)).isEqualTo(addresses.subList(0, ReachProbe.MOST));
            assertThat(hosts.stream().mapToInt(host -> host.visitors.get()).sum())
                    .isEqualTo(ReachProbe.MOST);
        } finally {
            for (HostDouble host : hosts) {
                host.close();
            }
        }
    }

    @Test
    void silentPortsAreWaitedForTogether() throws IOException {
        List<HostDouble> hosts = new ArrayList<>();
        try {
            while (hosts.size() < ReachProbe.MOST - 1) {
                hosts.add(HostDouble.saying(new byte[0]));
            }
            HostDouble last = HostDouble.start(identity);
            hosts.add(last);
            // One after the other they would take all the patience before the last is asked.
            assertThat(probe().answering(hosts.stream().map(HostDouble::address).toList()))
                    .containsExactly(last.address());
        } finally {
            for (HostDouble host : hosts) {
                host.close();
            }
        }
    }

    @Test
    void readsTheCertificateOfAHostOfTheFarm() throws IOException {
        try (HostDouble host = HostDouble.start(identity)) {
            assertThat(probe().hostCertificate(host.address(), papers.authority()))
                    .contains(identity.certificate());
            assertThatThrownBy(() -> probe().hostCertificate(
                                    host.address(), Papers.make().authority()))
                    .isInstanceOf(ClientException.class)
                    .hasMessageContaining("not a host of the farm");
        }
        assertThat(probe().hostCertificate("127.0.0.1:1", papers.authority())).isEmpty();
    }

    @Test
    void addressesHaveOneForm() {
        assertThat(HostAddress.of("host.example")).isEqualTo(new HostAddress("host.example", 3389));
        assertThat(HostAddress.of("[2001:db8::7]:4000")).isEqualTo(new HostAddress("2001:db8::7", 4000));
        for (String wrong : List.of("", "a b", "host:0", "host:99999", "::1", "host:1:2", "[::1", "host:")) {
            assertThatThrownBy(() -> HostAddress.of(wrong)).as(wrong).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
