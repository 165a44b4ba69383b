package org.usher.domain.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.usher.domain.identity.HostAccount.Origin;

class HostAccountTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "_", "alice", "alice-b_2", "roots", "toor", "abcdefghijklmnopqrstuvwxyz012345"})
    void plainNamesAreAccountNames(String name) {
        assertThat(new HostAccount(name, 1000, Origin.CREATED).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "Alice",
                "1a",
                "-a",
                "a b",
                "a.b",
                "a:b",
                "a/b",
                "a\n",
                "alice\nroot",
                "über",
                "$(id)",
                "abcdefghijklmnopqrstuvwxyz0123456"
            })
    void whatIsNoPlainNameIsRefused(String name) {
        assertThatThrownBy(() -> new HostAccount(name, 1000, Origin.CREATED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("account name: " + name);
    }

    @Test
    void rootIsNobodysAccountWhateverItsUid() {
        assertThatThrownBy(() -> new HostAccount("root", 20_000, Origin.EXISTING))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("account name: root");
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 20_000, 65533})
    void peoplesUidsAreAccepted(int uid) {
        assertThat(new HostAccount("alice", uid, Origin.EXISTING).uid()).isEqualTo(uid);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1, 999, 65534, 65535, Integer.MAX_VALUE})
    void uidsOfTheSystemAndOfNobodyAreRefused(int uid) {
        assertThatThrownBy(() -> new HostAccount("alice", uid, Origin.EXISTING))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("uid: " + uid)
                .hasMessageContaining("1000 to 65533");
    }
}
