package org.usher.broker.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.usher.broker.TestDatabase;
import org.usher.domain.farm.SiteId;
import org.usher.domain.identity.Principal;
import org.usher.domain.identity.UserId;
import org.usher.wire.Octets;

class ClientGrantsTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final String VERIFIER = "A-._~z".repeat(8);

    private SiteId site;
    private Principal who;
    private ClientGrants grants;

    @BeforeEach
    void open() {
        site = DATABASE.site();
        who = DATABASE.user(site);
        grants = new ClientGrants(DATABASE.sql(), site, new SecureRandom());
    }

    private String given() {
        return grants.give(who.user(), Octets.digestOf(VERIFIER).text());
    }

    @Test
    void aGrantIsGoodOnceAndItsWordIsNotInTheBooks() {
        String grant = given();
        assertThat(DATABASE.sql()
                        .sql("select row_to_json(g)::text from client_grant g where user_id = :user")
                        .param("user", who.user().value())
                        .query(String.class)
                        .single())
                .doesNotContain(grant, VERIFIER);
        assertThat(grants.take(grant, VERIFIER)).contains(who.user());
        assertThat(grants.take(grant, VERIFIER)).isEmpty();
    }

    @Test
    void ofManyWhoComeAtOnceOneIsLetIn() throws Exception {
        String grant = given();
        List<Callable<Optional<UserId>>> tries = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            tries.add(() -> grants.take(grant, VERIFIER));
        }
        List<Optional<UserId>> taken = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Optional<UserId>> one : threads.invokeAll(tries)) {
                taken.add(one.get());
            }
        }
        assertThat(taken).filteredOn(Optional::isPresent).hasSize(1);
    }

    @Test
    void aGrantIsGoodForTwoMinutes() {
        String grant = given();
        older(grant, 121);
        assertThat(grants.take(grant, VERIFIER)).isEmpty();
        String other = given();
        older(other, 110);
        assertThat(grants.take(other, VERIFIER)).contains(who.user());
    }

    private static void older(String grant, int seconds) {
        DATABASE.sql()
                .sql(
                        "update client_grant set expires = expires - :seconds * interval '1 second' where digest = :digest")
                .param("seconds", seconds)
                .param("digest", Octets.digestOf(grant).bytes())
                .update();
    }

    @Test
    void neitherAWrongVerifierNorAnUnknownGrantNorAShortVerifierSignsIn() {
        assertThat(grants.take(given(), VERIFIER.replace('A', 'B'))).isEmpty();
        assertThat(grants.take("unknown", VERIFIER)).isEmpty();
        String weak = grants.give(who.user(), Octets.digestOf("short").text());
        assertThat(grants.take(weak, "short")).isEmpty();
    }

    @Test
    void whoIsSwitchedOffOrOfAnotherSiteIsNotLetIn() {
        String grant = given();
        assertThat(new ClientGrants(DATABASE.sql(), DATABASE.site(), new SecureRandom()).take(grant, VERIFIER))
                .isEmpty();
        assertThat(grants.take(grant, VERIFIER)).contains(who.user());
        String another = given();
        DATABASE.sql()
                .sql("update farm_user set enabled = false where id = :id")
                .param("id", who.user().value())
                .update();
        assertThat(grants.take(another, VERIFIER)).isEmpty();
    }
}
