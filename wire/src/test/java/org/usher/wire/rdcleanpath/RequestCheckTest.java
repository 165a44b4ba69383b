package org.usher.wire.rdcleanpath;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.usher.wire.Captures;
import org.usher.wire.Octets;
import org.usher.wire.rdp.ConnectionRequest;

/** Which requests agree with the ticket that a stream was opened with; the good ones are captures of the browser's. */
class RequestCheckTest {

    private static final RequestCheck CHECK = new RequestCheck("ticket", "host.example:3389");
    private static final byte[] X224 = new ConnectionRequest(Optional.empty(), ConnectionRequest.SSL).encode();

    @Test
    void theBrowsersOwnRequestsAgreeAndGiveWhatTheHostShallHear() {
        for (String capture : new String[] {"iron-rdcleanpath-request", "iron-rdcleanpath-request-credssp"}) {
            byte[] request = Captures.message(capture);
            byte[] withMore = Arrays.copyOf(request, request.length + 3);

            assertThat(CHECK.judge(ByteBuffer.wrap(withMore)))
                    .isInstanceOfSatisfying(RequestCheck.Granted.class, granted -> {
                        assertThat(granted.consumed()).isEqualTo(request.length);
                        assertThat(new RdCleanPath.Request("host.example:3389", "ticket", granted.x224()).encode())
                                .isEqualTo(request);
                    });
            for (int length = 0; length < request.length; length++) {
                assertThat(CHECK.judge(ByteBuffer.wrap(request, 0, length)))
                        .isInstanceOf(RequestCheck.Incomplete.class);
            }
        }
    }

    @Test
    void anotherTicketOrPlaceIsRefused() {
        assertRefused("ticket-forged", 401, "host.example:3389", "Ticket", X224);
        assertRefused("ticket-forged", 401, "host.example:3389", "", X224);
        assertRefused("destination-mismatch", 403, "host.example:3390", "ticket", X224);
        assertRefused("destination-mismatch", 403, "HOST.example:3389", "ticket", X224);
    }

    @Test
    void onlyAWholeConnectionRequestThatOffersTlsIsLetThrough() {
        byte[] plain = new ConnectionRequest(Optional.empty(), 0).encode();
        byte[] withoutTls = new ConnectionRequest(Optional.empty(), ConnectionRequest.HYBRID).encode();
        byte[] more = Arrays.copyOf(X224, X224.length + 1);
        byte[] less = Arrays.copyOf(X224, X224.length - 1);
        byte[] none = {};
        for (byte[] wrong : new byte[][] {plain, withoutTls, more, less, none}) {
            assertRefused("rdp-malformed", 400, "host.example:3389", "ticket", wrong);
        }
    }

    @Test
    void anAnswerIsNoRequest() {
        assertThat(CHECK.judge(ByteBuffer.wrap(RdCleanPath.Failure.ofHttp(403).encode())))
                .isInstanceOf(RequestCheck.Refused.class);
        assertThat(CHECK.judge(ByteBuffer.wrap(new byte[] {3, 0, 0, 5, 0}))).isInstanceOf(RequestCheck.Refused.class);
    }

    private static void assertRefused(String reason, int status, String destination, String proxyAuth, byte[] x224) {
        byte[] request = new RdCleanPath.Request(destination, proxyAuth, Octets.of(x224)).encode();
        assertThat(CHECK.judge(ByteBuffer.wrap(request)))
                .isInstanceOfSatisfying(RequestCheck.Refused.class, refused -> {
                    assertThat(refused.reason()).isEqualTo(reason);
                    assertThat(refused.httpStatus()).isEqualTo(status);
                    assertThat(refused.explanation()).isNotEmpty();
                });
    }
}
