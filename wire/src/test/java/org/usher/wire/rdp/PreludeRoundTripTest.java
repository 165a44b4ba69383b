package org.usher.wire.rdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.usher.wire.Captures;
import org.usher.wire.Decoding;
import org.usher.wire.Octets;
import org.usher.wire.Seeded;

/** Any Client Info that may be written is read back as it was, and any Connect-Initial is written as it was read. */
class PreludeRoundTripTest {

    private static final PreludePdu.SignOn CLIENT =
            (PreludePdu.SignOn) Decoding.whole(Prelude.CHANNELS::decode, Captures.message("iron-client-info"));

    @Test
    void everyClientInfoComesBack() {
        Seeded.rounds(60, random -> {
            ClientInfo info = info(random);
            byte[] bytes = CLIENT.encode(info);
            PreludePdu.SignOn signOn = (PreludePdu.SignOn) Decoding.whole(Prelude.CHANNELS::decode, bytes);
            assertThat(signOn.info()).isEqualTo(info);
            assertThat(signOn.envelope()).isEqualTo(CLIENT.envelope());
            assertThat(signOn.encode(info)).isEqualTo(bytes);
            Decoding.arrives(Prelude.CHANNELS::decode, bytes);
        });
    }

    private static ClientInfo info(Random random) {
        return new ClientInfo(
                random.nextInt(),
                random.nextInt() | ClientInfo.UNICODE,
                Seeded.text(random, ClientInfo.MAX_TEXT),
                Seeded.text(random, ClientInfo.MAX_TEXT),
                Seeded.text(random, ClientInfo.MAX_TEXT),
                Seeded.text(random, ClientInfo.MAX_TEXT),
                Seeded.text(random, ClientInfo.MAX_TEXT),
                Octets.of(Seeded.bytes(random, random.nextInt(ClientInfo.MAX_EXTRA + 1))));
    }

    @Test
    void everyConnectInitialIsWrittenAsItWasRead() {
        Seeded.rounds(60, random -> {
            int width = random.nextInt(0x10000);
            int height = random.nextInt(0x10000);
            byte[] core = ConnectInitials.core(128 + random.nextInt(110), width, height);
            List<byte[]> blocks = new ArrayList<>();
            blocks.add(ConnectInitials.block(ConnectInitials.CS_CORE, core));
            for (int more = random.nextInt(4); more > 0; more--) {
                blocks.add(ConnectInitials.block(
                        ConnectInitials.CS_NET + 1 + random.nextInt(8), Seeded.bytes(random, random.nextInt(300))));
            }
            String[] names = new String[random.nextInt(ConnectInitial.MAX_CHANNELS + 1)];
            Arrays.setAll(names, number -> Seeded.ascii(random, random.nextInt(9)));
            blocks.add(ConnectInitials.block(ConnectInitials.CS_NET, ConnectInitials.net(names)));
            Collections.shuffle(blocks, random);
            byte[] bytes = ConnectInitials.frame(
                    Seeded.bytes(random, random.nextInt(200)),
                    ConnectInitials.gcc(ConnectInitials.join(blocks.toArray(byte[][]::new))));

            ConnectInitial initial = ConnectInitials.read(bytes);

            assertThat(initial.width()).isEqualTo(width);
            assertThat(initial.height()).isEqualTo(height);
            assertThat(initial.channels()).containsExactly(names);
            assertThat(initial.encode()).isEqualTo(bytes);
            ConnectInitial coloured = initial.inFullColour();
            assertThat(coloured.encode()).hasSameSizeAs(bytes);
            assertThat(ConnectInitials.read(coloured.encode())).isEqualTo(coloured);
            Decoding.arrives(Prelude.WISHES::decode, bytes);
        });
    }
}
