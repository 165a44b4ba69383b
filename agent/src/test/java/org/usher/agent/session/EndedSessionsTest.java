package org.usher.agent.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EndedSessionsTest {

    private static final UUID ONE = new UUID(0, 1);
    private static final UUID TWO = new UUID(0, 2);

    private final EndedSessions ended = new EndedSessions();

    private static RunningSession running(UUID id, boolean attached, boolean orphan) {
        return new RunningSession(Optional.of(id), 2000, 10, 4001, 4002, attached, orphan, 7);
    }

    private static RunningSession running(UUID id) {
        return running(id, false, false);
    }

    @Test
    void areToldOnceWhenTwoLooksHaveNotFoundThem() {
        assertThat(ended.look(List.of(running(ONE), running(TWO)))).isEmpty();
        assertThat(ended.look(List.of(running(TWO)))).isEmpty();
        assertThat(ended.look(List.of(running(TWO)))).containsExactly(ONE);
        assertThat(ended.look(List.of(running(TWO)))).isEmpty();
        assertThat(ended.look(List.of())).isEmpty();
        assertThat(ended.look(List.of())).containsExactly(TWO);
        assertThat(ended.look(List.of())).isEmpty();
    }

    @Test
    void areNotThoseThatOneLookHasMissed() {
        assertThat(ended.look(List.of(running(ONE)))).isEmpty();
        assertThat(ended.look(List.of())).isEmpty();
        assertThat(ended.look(List.of(running(ONE)))).isEmpty();
        assertThat(ended.look(List.of(running(ONE)))).isEmpty();
    }

    @Test
    void areThoseThatTheirServerHasLostAndNobodyLooksAt() {
        assertThat(ended.look(List.of(running(ONE)))).isEmpty();
        assertThat(ended.look(List.of(running(ONE, true, true)))).isEmpty();
        assertThat(ended.look(List.of(running(ONE, true, true)))).isEmpty();
        assertThat(ended.look(List.of(running(ONE, false, true)))).isEmpty();
        assertThat(ended.look(List.of(running(ONE, false, true)))).containsExactly(ONE);
    }
}
