package org.usher.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.usher.link.host.Order;

/** What is refused before anything is made; making accounts is for the end-to-end tests, which have a host to spare. */
class AccountsTest {

    @TempDir
    Path state;

    private Accounts.Verdict prepare(String name, int uid, boolean create) {
        return new Accounts(state, Set.of("root", "daemon")).prepare(new Order.Account(name, uid, create, "Somebody"));
    }

    private void assertRefused(String name, int uid, boolean create, String why) {
        assertThat(prepare(name, uid, create))
                .isInstanceOfSatisfying(
                        Accounts.Refused.class,
                        refused -> assertThat(refused.why()).contains(why));
    }

    @Test
    void neverUsesSystemAccountsWhateverTheBrokerAndTheSettingsSay() {
        assertRefused("root", 0, false, "is not a person's");
        assertRefused("daemon", 1, false, "is not a person's");
        assertRefused("nobody", 65534, false, "is not a person's");
        assertRefused("alice", 999, true, "is not a person's");
        assertRefused("alice", -1, true, "is not a person's");
        // The name of one with the uid of a person.
        assertRefused("root", 1000, false, "has uid 0 here and 1000 in the farm");
        assertRefused("daemon", 20_001, true, "has uid 1 here");
    }

    @Test
    void makesNothingThatItWasNotAskedToMake() {
        assertRefused("nobody-of-this-name", 20_001, false, "there is no account");
        assertThat(state.resolve("accounts-made")).doesNotExist();
    }

    @Test
    void takesNamesForNamesOnly() {
        assertRefused("--help", 20_001, false, "there is no account");
        assertRefused("0", 20_001, false, "there is no account");
        assertThat(Accounts.find("root"))
                .hasValueSatisfying(root -> assertThat(root.uid()).isZero());
        assertThat(Accounts.find("0")).isEmpty();
    }
}
