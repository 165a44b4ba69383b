package org.usher.broker.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.usher.broker.TestDatabase;
import org.usher.domain.audit.AuditFact;
import org.usher.domain.farm.SiteId;

class JdbcAuditTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final SiteId site = DATABASE.site();
    private final JdbcAudit audit = new JdbcAudit(DATABASE.sql());

    private List<JdbcAudit.Entry> latest(int limit, Optional<Long> before, String actor, String action) {
        return audit.latest(site, limit, before, Optional.of(actor), Optional.of(action));
    }

    private List<String> objects(String actor, String action) {
        return latest(100, Optional.empty(), actor, action).stream()
                .map(JdbcAudit.Entry::object)
                .toList();
    }

    @Test
    void whatComesOutIsWhatWentIn() {
        audit.record(AuditFact.done(site, "admin", "192.0.2.1", "host.change", "host-1")
                .with(Map.of("state", "draining", "quote", "it's \"one\"")));
        audit.record(AuditFact.refused(site, "bob", "", "user.sign-in", "bob", "sign-in-failed"));
        audit.record(AuditFact.failed(site, "admin", "192.0.2.1", "session.end", "session", "host-failed"));
        List<JdbcAudit.Entry> entries = latest(10, Optional.empty(), "", "");
        assertThat(entries).extracting(JdbcAudit.Entry::outcome).containsExactly("failed", "refused", "done");
        assertThat(entries).extracting(JdbcAudit.Entry::reason).containsExactly("host-failed", "sign-in-failed", "");
        JdbcAudit.Entry first = entries.getLast();
        assertThat(first.actor()).isEqualTo("admin");
        assertThat(first.address()).isEqualTo("192.0.2.1");
        assertThat(first.action()).isEqualTo("host.change");
        assertThat(first.object()).isEqualTo("host-1");
        assertThat(first.details()).isEqualTo(Map.of("state", "draining", "quote", "it's \"one\""));
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrRepetitionWhileMoreIsWritten() {
        List<String> written = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            written.add("object " + i);
            audit.record(AuditFact.done(site, "admin", "", "host.change", "object " + i));
        }
        List<String> read = new ArrayList<>();
        Optional<Long> before = Optional.empty();
        List<JdbcAudit.Entry> page = latest(10, before, "", "");
        while (!page.isEmpty()) {
            page.forEach(entry -> read.add(entry.object()));
            audit.record(AuditFact.done(site, "admin", "", "host.change", "meanwhile"));
            before = Optional.of(page.getLast().id());
            page = latest(10, before, "", "");
        }
        assertThat(read).isEqualTo(written.reversed());
    }

    @Test
    void actorsInWhateverCaseAndActionsByTheirBeginning() {
        audit.record(AuditFact.done(site, "Alice", "", "user.sign-in", "1"));
        audit.record(AuditFact.done(site, "alice", "", "user.sign-out", "2"));
        audit.record(AuditFact.done(site, "bob", "", "user.sign-in", "3"));
        audit.record(AuditFact.done(site, "alice2", "", "host.change", "4"));
        assertThat(objects("ALICE", "")).containsExactly("2", "1");
        assertThat(objects("", "user.")).containsExactly("3", "2", "1");
        assertThat(objects("alice", "user.sign-in")).containsExactly("1");
        // What has a meaning in patterns has none here.
        assertThat(objects("", "%")).isEmpty();
        assertThat(objects("", "user_")).isEmpty();
        assertThat(objects("ali%", "")).isEmpty();
        assertThat(objects("' or 1=1 --", "")).isEmpty();
    }

    @Test
    void oneSiteSeesNothingOfAnother() {
        audit.record(AuditFact.done(site, "admin", "", "host.change", "1"));
        assertThat(audit.latest(DATABASE.site(), 10, Optional.empty(), Optional.empty(), Optional.empty()))
                .isEmpty();
    }
}
