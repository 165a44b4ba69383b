package org.usher.broker.farm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.usher.broker.TestDatabase;
import org.usher.domain.launch.ConnectCode;
import org.usher.domain.launch.LaunchId;
import org.usher.wire.Octets;

class TicketsByKeyTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    private Path directory;

    private KeySeal seal;

    @BeforeEach
    void open() throws Exception {
        forget();
        seal = KeySeal.of(directory.resolve("farm.key"), true, RANDOM);
    }

    /** The keys are sealed with a key of this test: nobody else could open them. */
    @AfterEach
    void forget() {
        DATABASE.sql().sql("delete from farm_key").update();
    }

    /** A broker of the farm, started now. */
    private TicketsByKey started() {
        FarmKeys keys = new FarmKeys(DATABASE.sql(), seal);
        return new TicketsByKey(keys.ticketSigner(RANDOM), keys.codeKey(RANDOM), InstantSource.system());
    }

    @Test
    void aLaunchHasOneCodeAtEveryBrokerAndAfterEveryStart() {
        LaunchId launch = new LaunchId(UUID.randomUUID());
        ConnectCode code = started().code(launch);
        assertThat(started().code(launch)).isEqualTo(code);
        assertThat(code.digest()).isEqualTo(Octets.digestOf(code.text()).text());
        assertThat(org.usher.wire.rdpfile.ConnectCode.ofPassword(code.text())).isPresent();
    }

    @Test
    void codesOfOtherLaunchesAndOtherFarmsAreOthers() {
        Set<String> codes = new HashSet<>();
        TicketsByKey farm = started();
        for (int number = 0; number < 1_000; number++) {
            assertThat(codes.add(farm.code(new LaunchId(new UUID(0, number))).text()))
                    .isTrue();
        }
        forget();
        assertThat(codes)
                .doesNotContain(started().code(new LaunchId(new UUID(0, 1))).text());
    }

    @Test
    void theBooksHoldTheKeySealed() {
        FarmKeys keys = new FarmKeys(DATABASE.sql(), seal);
        Octets key = keys.codeKey(RANDOM);
        byte[] kept = DATABASE.sql()
                .sql("select private_part from farm_key where kind = 'code'")
                .query(byte[].class)
                .single();
        assertThat(Octets.of(kept).text()).doesNotContain(key.text());
        assertThat(kept.length).isGreaterThan(key.length());
    }
}
