package org.usher.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.usher.gateway.settings.Limits;
import org.usher.gateway.settings.Patience;
import org.usher.gateway.testing.BrokerDouble;
import org.usher.gateway.testing.Browser;
import org.usher.gateway.testing.FrontDouble;
import org.usher.gateway.testing.StreamPeer;
import org.usher.gateway.testing.TestFarm;
import org.usher.wire.stream.StreamCodec;
import org.usher.wire.stream.StreamFrame;

@Tag("sockets")
class GatewayTest {
    @Test
    void first(@TempDir Path state) throws Exception {
        TestFarm farm = new TestFarm();
        UUID host = UUID.randomUUID();
        try (BrokerDouble broker = new BrokerDouble(farm);
                FrontDouble front = new FrontDouble(farm, host);
                Gateway gateway = Gateway.start(
                        farm.settings(state, new Limits(100, 100, 100), Patience.standard(), List.of(broker.address())),
                        InstantSource.system())) {
            try (Browser browser = Browser.connect(farm, gateway.port())) {
                assertThat(browser.get("/gateway/health").text()).contains("up");
                assertThat(browser.get("/portal").text()).isEqualTo("hello from the broker");
                browser.openStream();
                browser.sendMessage(StreamCodec.encode(
                        new StreamFrame.Hello(farm.ticket(host, front.address().toString()), Optional.empty(), 0)));
                try (StreamPeer peer = front.visit()) {
                    System.out.println(peer.readFrame());
                    System.out.println(peer.readFrame());
                    browser.sendMessage(StreamCodec.encode(new StreamFrame.Ping(1, 2)));
                    System.out.println(peer.readFrame());
                    peer.write(new StreamFrame.Pong(1, 2));
                    System.out.println(StreamCodec.decode(
                            ByteBuffer.wrap(browser.readFrame().bytes())));
                }
                System.out.println(browser.readFrame().closeCode());
            }
        }
    }
}
