package org.usher.link.refusal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RefusalBookTest {

    private final RefusalBook book = new RefusalBook();

    @Test
    void countsAlikeRefusalsTogether() {
        book.refused("192.0.2.1", "ticket-forged");
        book.refused("192.0.2.2", "ticket-forged");
        book.refused("192.0.2.1", "ticket-forged");
        assertThat(book.take())
                .containsExactly(
                        new RefusedClient("192.0.2.1", "ticket-forged", 2),
                        new RefusedClient("192.0.2.2", "ticket-forged", 1));
        assertThat(book.isEmpty()).isTrue();
    }

    @Test
    void keepsWhatCouldNotBeTold() {
        book.refused("192.0.2.1", "ticket-expired");
        var untold = book.take();
        book.refused("192.0.2.1", "ticket-expired");
        book.keep(untold);
        assertThat(book.take()).containsExactly(new RefusedClient("192.0.2.1", "ticket-expired", 2));
    }

    @Test
    void aStormOfAddressesStaysSmall() {
        for (int i = 0; i < 10_000; i++) {
            book.refused("10.0." + i / 256 + "." + i % 256, "ticket-forged");
        }
        var taken = book.take();
        assertThat(taken).hasSize(RefusalBook.MAX_LINES + 1);
        assertThat(taken.getLast()).isEqualTo(new RefusedClient("", "ticket-forged", 10_000 - RefusalBook.MAX_LINES));
        assertThat(taken.stream().mapToInt(RefusedClient::count).sum()).isEqualTo(10_000);
    }

    @Test
    void takesNothingThatWouldNotFitIntoALine() {
        assertThatThrownBy(() -> new RefusedClient("192.0.2.1\nroot", "ticket-forged", 1))
                .hasMessageContaining("address");
        assertThatThrownBy(() -> new RefusedClient("192.0.2.1", "Ticket forged", 1))
                .hasMessageContaining("reason");
        assertThatThrownBy(() -> new RefusedClient("192.0.2.1", "ticket-forged", 0))
                .hasMessageContaining("count");
    }
}
