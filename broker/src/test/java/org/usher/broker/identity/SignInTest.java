package org.usher.broker.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.usher.broker.TestDatabase;
import org.usher.broker.store.JdbcPeople;
import org.usher.domain.audit.AuditFact;
import org.usher.domain.farm.SiteId;
import org.usher.domain.identity.LockOut;
import org.usher.domain.identity.UserId;
import org.usher.domain.testing.InMemoryAudit;

class SignInTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Passwords PASSWORDS = new Passwords();
    private static final String RIGHT = "a long password";
    private static final String HASH = PASSWORDS.hash(RIGHT);
    private static final LockOut TWO_FREE = new LockOut(2, Duration.ofMinutes(1), Duration.ofMinutes(4));

    private final SiteId site = DATABASE.site();
    private final JdbcPeople people = new JdbcPeople(DATABASE.sql());
    private final InMemoryAudit audit = new InMemoryAudit();
    private final SignIn signIn =
            new SignIn(DATABASE.sql(), people, PASSWORDS, new SignInLimits(), TWO_FREE, audit, site);
    private final UserId alice = new UserId(UUID.randomUUID());

    @BeforeEach
    void create() throws Exception {
        people.create(site, alice, "Alice", "Alice", HASH, false);
    }

    private SignIn.Outcome signIn(String name, String password) {
        return signIn.signIn(name, password, "192.0.2.1");
    }

    private void pass(Duration time) {
        DATABASE.sql()
                .sql("update sign_in_failure set closed_until = closed_until - :seconds * interval '1 second',"
                        + " last_failure = last_failure - :seconds * interval '1 second' where site_id = :site")
                .param("seconds", time.toSeconds())
                .param("site", site.value())
                .update();
    }

    private Duration closed(SignIn.Outcome outcome) {
        assertThat(outcome).isInstanceOf(SignIn.TooMany.class);
        return ((SignIn.TooMany) outcome).retryAfter();
    }

    @Test
    void theRightPasswordOpensInWhateverCaseTheNameIs() {
        assertThat(signIn(" aLiCe ", RIGHT))
                .isInstanceOfSatisfying(
                        SignIn.Welcome.class,
                        welcome -> assertThat(welcome.user().id()).isEqualTo(alice));
        assertThat(people.user(site, alice).orElseThrow().lastSignIn()).isPresent();
        assertThat(audit.facts())
                .singleElement()
                .satisfies(fact -> assertThat(fact.outcome()).isEqualTo(AuditFact.Outcome.DONE));
    }

    @Test
    void theWaitDoublesUpToItsLimitAndTheRightPasswordDoesNotShortenIt() {
        for (int i = 0; i < 2; i++) {
            assertThat(signIn("alice", "wrong")).isInstanceOf(SignIn.Failed.class);
        }
        // The first that costs: it is told as a failure, and closes the name.
        for (long minutes : new long[] {1, 2, 4, 4}) {
            assertThat(signIn("ALICE", "wrong")).isInstanceOf(SignIn.Failed.class);
            assertThat(closed(signIn("alice", RIGHT)))
                    .isBetween(Duration.ofMinutes(minutes).minusSeconds(30), Duration.ofMinutes(minutes));
            assertThat(people.user(site, alice).orElseThrow().locked()).isTrue();
            pass(Duration.ofMinutes(minutes));
        }
        assertThat(signIn("alice", RIGHT)).isInstanceOf(SignIn.Welcome.class);
        assertThat(signIn("alice", "wrong")).as("forgiven").isInstanceOf(SignIn.Failed.class);
        assertThat(signIn("alice", RIGHT)).isInstanceOf(SignIn.Welcome.class);
    }

    @Test
    void aNameThatNobodyHasIsClosedLikeOneThatSomebodyHas() {
        for (int i = 0; i < 3; i++) {
            assertThat(signIn("nobody", "wrong")).isInstanceOf(SignIn.Failed.class);
        }
        assertThat(closed(signIn("nobody", "wrong"))).isPositive();
        assertThat(signIn("alice", RIGHT)).as("others are not closed").isInstanceOf(SignIn.Welcome.class);
    }

    @Test
    void mistakesOfTheDayBeforeAreForgotten() {
        for (int i = 0; i < 2; i++) {
            signIn("alice", "wrong");
        }
        pass(Duration.ofDays(1).plusSeconds(1));
        assertThat(signIn("alice", "wrong")).isInstanceOf(SignIn.Failed.class);
        assertThat(signIn("alice", RIGHT)).isInstanceOf(SignIn.Welcome.class);
    }

    @Test
    void anAdministratorOpensAClosedName() {
        for (int i = 0; i < 3; i++) {
            signIn("alice", "wrong");
        }
        closed(signIn("alice", RIGHT));
        signIn.forgiveFailures("Alice");
        assertThat(signIn("alice", RIGHT)).isInstanceOf(SignIn.Welcome.class);
    }

    @Test
    void namesThatAreNoneFailAndAreCutInTheAuditLog() {
        assertThat(signIn("  ", RIGHT)).isInstanceOf(SignIn.Failed.class);
        assertThat(signIn("x".repeat(5_000), RIGHT)).isInstanceOf(SignIn.Failed.class);
        assertThat(audit.facts()).hasSize(2).allSatisfy(fact -> {
            assertThat(fact.actor().length()).isLessThan(200);
            assertThat(fact.reason()).contains(SignIn.FAILED);
        });
    }

    @Test
    void oneAddressHasItsLimitAndOthersHaveTheirs() {
        SignInLimits limits = new SignInLimits();
        for (int i = 0; i < 20; i++) {
            assertThat(limits.refuse("192.0.2.1")).as("try " + i).isEmpty();
        }
        Optional<Duration> wait = limits.refuse("192.0.2.1");
        assertThat(wait)
                .hasValueSatisfying(time -> assertThat(time).isBetween(Duration.ofNanos(1), Duration.ofSeconds(3)));
        assertThat(limits.refuse("192.0.2.2")).isEmpty();
    }

    @Test
    void anOfficeBehindOneAddressComesInAndAGuesserAmongItDoesNot() {
        for (int i = 0; i < 25; i++) {
            assertThat(signIn("alice", RIGHT)).as("person " + i).isInstanceOf(SignIn.Welcome.class);
        }
        SignIn.Outcome guess = signIn("  ", RIGHT);
        for (int i = 0; i < 100 && !(guess instanceof SignIn.TooMany); i++) {
            guess = signIn("  ", RIGHT);
        }
        assertThat(closed(guess)).isPositive();
    }

    @Test
    void anAddressBeyondItsLimitIsRefusedBeforeThePasswordIsLookedAt() {
        for (int i = 0; i < 20; i++) {
            signIn("  ", RIGHT);
        }
        assertThat(closed(signIn("alice", RIGHT))).isPositive();
        assertThat(audit.facts().getLast().reason()).contains(SignIn.TOO_MANY);
        assertThat(signIn.signIn("alice", RIGHT, "192.0.2.2")).isInstanceOf(SignIn.Welcome.class);
    }
}
