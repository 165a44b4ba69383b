package org.usher.broker.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.usher.broker.TestDatabase;
import org.usher.domain.farm.SiteId;
import org.usher.domain.identity.GroupId;
import org.usher.domain.identity.Principal;
import org.usher.wire.Octets;
import org.usher.wire.ticket.ClientBinding;

class PortalSessionsTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final SecureRandom RANDOM = new SecureRandom();

    private final SiteId site = DATABASE.site();
    private final PortalSessions sessions = new PortalSessions(DATABASE.sql(), site, RANDOM);
    private final Principal alice = DATABASE.user(site);

    private String begin() {
        return sessions.begin(alice.user(), "192.0.2.1", "a browser");
    }

    private void age(String column, String interval) {
        DATABASE.sql()
                .sql("update portal_session set " + column + " = now() - :age::interval where user_id = :user")
                .param("age", interval)
                .param("user", alice.user().value())
                .update();
    }

    private long rows() {
        return DATABASE.sql()
                .sql("select count(*) from portal_session where user_id = :user")
                .param("user", alice.user().value())
                .query(Long.class)
                .single();
    }

    @Test
    void theWordFindsItsUserWithTheGroupsOfNow() {
        String word = begin();
        GroupId group = DATABASE.group(site);
        DATABASE.sql()
                .sql("insert into group_member (group_id, user_id) values (:group, :user)")
                .param("group", group.value())
                .param("user", alice.user().value())
                .update();
        assertThat(sessions.find(word)).hasValueSatisfying(found -> {
            assertThat(found.principal())
                    .isEqualTo(new Principal(site, alice.user(), alice.name(), alice.name(), Set.of(group), false));
            assertThat(found.client()).isEqualTo(ClientBinding.ofCookie(word).text());
        });
    }

    @Test
    void wordsDifferAndAnInventedOneFindsNobody() {
        assertThat(begin()).isNotEqualTo(begin());
        assertThat(sessions.find("")).isEmpty();
        assertThat(sessions.find(Octets.of(new byte[32]).text())).isEmpty();
    }

    @Test
    void theDatabaseHoldsNothingThatSignsIn() {
        String word = begin();
        String row = DATABASE.sql()
                .sql("select p::text from portal_session p where user_id = :user")
                .param("user", alice.user().value())
                .query((found, number) -> found.getString(1))
                .single();
        assertThat(row).contains("a browser").doesNotContain(word);
        assertThat(sessions.find(Octets.digestOf(word).text())).isEmpty();
        ApiTokens tokens = new ApiTokens(DATABASE.sql(), site, RANDOM);
        String token = tokens.create("command-line");
        assertThat(tokens.find(token)).contains("command-line");
        assertThat(tokens.find(Octets.digestOf(token).text())).isEmpty();
        assertThat(new ApiTokens(DATABASE.sql(), DATABASE.site(), RANDOM).find(token))
                .as("another site's")
                .isEmpty();
        String kept = DATABASE.sql()
                .sql("select encode(digest, 'escape') || t::text from api_token t where site_id = :site")
                .param("site", site.value())
                .query((found, number) -> found.getString(1))
                .single();
        assertThat(kept).contains("command-line").doesNotContain(token);
    }

    @Test
    void itEndsWithoutUseAndInTheEndEvenWithIt() {
        String word = begin();
        age("last_used", "11 hours 59 minutes");
        assertThat(sessions.find(word)).isPresent();
        // Being found is use.
        assertThat(DATABASE.sql()
                        .sql("select last_used > now() - interval '1 minute' from portal_session where user_id = :user")
                        .param("user", alice.user().value())
                        .query(Boolean.class)
                        .single())
                .isTrue();
        age("last_used", "12 hours 1 second");
        assertThat(sessions.find(word)).isEmpty();
        age("last_used", "0 seconds");
        assertThat(sessions.find(word)).isPresent();
        age("created", "7 days 1 second");
        assertThat(sessions.find(word)).isEmpty();
        assertThat(rows()).isEqualTo(1);
        sessions.sweep();
        assertThat(rows()).isZero();
    }

    @Test
    void itEndsWithItsUserAndIsOfOneSite() {
        String word = begin();
        assertThat(new PortalSessions(DATABASE.sql(), DATABASE.site(), RANDOM).find(word))
                .isEmpty();
        DATABASE.sql()
                .sql("update farm_user set enabled = false where id = :user")
                .param("user", alice.user().value())
                .update();
        assertThat(sessions.find(word)).isEmpty();
    }

    @Test
    void oneIsEndedAloneOrAllTogetherWithWhatTicketsWereBoundTo() {
        String one = begin();
        String two = begin();
        String three = begin();
        sessions.end(one);
        sessions.end("never was");
        assertThat(sessions.find(one)).isEmpty();
        assertThat(sessions.find(two)).isPresent();
        assertThat(sessions.endAll(alice.user()))
                .containsExactlyInAnyOrder(
                        ClientBinding.ofCookie(two).text(),
                        ClientBinding.ofCookie(three).text());
        assertThat(rows()).isZero();
    }

    @Test
    void aBrowserThatTalksTooMuchIsCut() {
        assertThat(sessions.find(sessions.begin(alice.user(), "192.0.2.1", "x".repeat(10_000))))
                .isPresent();
    }
}
