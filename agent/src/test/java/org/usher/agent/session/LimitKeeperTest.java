package org.usher.agent.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.usher.agent.host.Accounts;
import org.usher.link.host.HostSession;
import org.usher.link.host.Order;

/** What is done when a limit is reached, on a host and a front that write it down. */
@Timeout(60)
class LimitKeeperTest {

    private final UUID id = UUID.randomUUID();
    private final List<String> done = new CopyOnWriteArrayList<>();
    private final List<String> changes = new CopyOnWriteArrayList<>();
    private final SessionClients clients = new SessionClients();
    private final SessionLimits limits;
    private final LimitKeeper keeper;
    private long now = 1_000;

    LimitKeeperTest(@TempDir Path directory) throws IOException {
        limits = new SessionLimits(directory, () -> now);
        LaunchedSessions launched = new LaunchedSessions(
                new SessionScan(Path.of("/proc/net/unix"), "/no/launcher"),
                new RecordedStages(),
                () -> {},
                System::nanoTime);
        keeper = new LimitKeeper(limits, clients, new Host(), new Front(), launched, () -> changes.add("changed"));
    }

    private final class Host implements SessionHost {

        @Override
        public List<RunningSession> sessions() {
            return List.of();
        }

        @Override
        public String start(Accounts.Entry account, UUID session, int width, int height) {
            return "";
        }

        @Override
        public boolean disconnect(RunningSession session) {
            return done.add("disconnect :" + session.display());
        }

        @Override
        public boolean end(RunningSession session) {
            return done.add("end :" + session.display());
        }
    }

    private final class Front implements FrontLine {

        @Override
        public boolean expect(Expected client) {
            return true;
        }

        @Override
        public void endSession(UUID session, String reason) {
            done.add(reason);
        }

        @Override
        public void endClient(String client) {}
    }

    private void look(boolean attached, long seconds) {
        int before = changes.size();
        keeper.look(List.of(new RunningSession(Optional.of(id), 2000, 10, 4001, 4002, attached, false, seconds)));
        Waiting.until("it is done", () -> changes.size() > before);
    }

    @Test
    void whoIsIdleIsTakenOffAndTheNextOneIsNot() {
        limits.set(id, new Order.Limits(1, 0, 0));
        clients.seen(Map.of(id, new HostSession.Client(UUID.randomUUID(), true, "", 0, "", false, 60, 0, 0, 0, 0)));
        look(true, 100);
        assertThat(done).containsExactly("idle-timeout", "disconnect :10");
        assertThat(clients.of(id)).isEmpty();
    }

    @Test
    void whatWasLeftEnds() {
        limits.set(id, new Order.Limits(0, 1, 0));
        now += 60;
        look(false, 100);
        assertThat(done).containsExactly("session-ended", "end :10");
    }

    @Test
    void whatLastedTooLongEndsAndSaysWhy() {
        limits.set(id, new Order.Limits(0, 0, 10));
        look(true, 300);
        assertThat(done).as("only a warning, which nobody is there to show").isEmpty();
        look(true, 600);
        assertThat(done).containsExactly("session-limit", "end :10");
    }
}
