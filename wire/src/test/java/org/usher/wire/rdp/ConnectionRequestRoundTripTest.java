package org.usher.wire.rdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.usher.wire.Decoding;
import org.usher.wire.Seeded;

/** Any request or confirm that may be written is read back as it was, however its bytes arrive. */
class ConnectionRequestRoundTripTest {

    @Test
    void everyRequestComesBack() {
        Seeded.rounds(300, random -> {
            ConnectionRequest request = request(random);
            byte[] bytes = request.encode();
            assertThat(Decoding.whole(ConnectionRequest::decode, bytes)).isEqualTo(request);
            Decoding.arrives(ConnectionRequest::decode, bytes);
        });
    }

    @Test
    void everyConfirmComesBack() {
        Seeded.rounds(100, random -> {
            ConnectionConfirm confirm = random.nextBoolean()
                    ? new ConnectionConfirm.Selected(random.nextInt())
                    : new ConnectionConfirm.Refused(random.nextInt());
            assertThat(Decoding.whole(ConnectionConfirm::decode, confirm.encode()))
                    .isEqualTo(confirm);
            Decoding.arrives(ConnectionConfirm::decode, confirm.encode());
        });
    }

    private static ConnectionRequest request(Random random) {
        int length = random.nextInt(ConnectionRequest.MAX_COOKIE + 1);
        Optional<String> cookie = random.nextInt(4) == 0 ? Optional.empty() : Optional.of(Seeded.ascii(random, length));
        return new ConnectionRequest(cookie, random.nextInt());
    }
}
