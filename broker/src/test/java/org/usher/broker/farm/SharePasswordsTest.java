package org.usher.broker.farm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.usher.broker.TestDatabase;
import org.usher.broker.store.JdbcResources;
import org.usher.domain.farm.SiteId;
import org.usher.domain.publishing.PublishedResource;
import org.usher.domain.publishing.ResourceId;
import org.usher.domain.publishing.ResourceKind;

class SharePasswordsTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final String PASSWORD = "Schlüssel & \"Brot\" 数";

    @TempDir
    private Path directory;

    private final SiteId site = DATABASE.site();
    private SharePasswords passwords;

    @BeforeEach
    void open() throws Exception {
        passwords = new SharePasswords(DATABASE.sql(), seal("farm.key"));
    }

    private KeySeal seal(String file) throws Exception {
        return KeySeal.of(directory.resolve(file), true, new SecureRandom());
    }

    private ResourceId folder() throws Exception {
        ResourceId id = new ResourceId(UUID.randomUUID());
        new JdbcResources(DATABASE.sql())
                .save(new PublishedResource(
                        id,
                        site,
                        ResourceKind.FOLDER,
                        "Folder " + id,
                        "",
                        "smb://files.example/team",
                        List.of(),
                        "",
                        Optional.empty(),
                        true,
                        Set.of(),
                        Set.of(),
                        Set.of()));
        return id;
    }

    private static byte[] kept(ResourceId folder) {
        return DATABASE.sql()
                .sql("select account_password from resource where id = :id")
                .param("id", folder.value())
                .query((row, number) -> row.getBytes(1))
                .single();
    }

    @Test
    void whatIsKeptComesOutAndIsNotReadInTheDatabase() throws Exception {
        ResourceId folder = folder();
        assertThat(passwords.has(folder)).isFalse();
        assertThat(passwords.of(folder)).isEmpty();
        passwords.keep(folder, PASSWORD);
        assertThat(passwords.has(folder)).isTrue();
        assertThat(passwords.of(folder)).contains(PASSWORD);
        assertThat(new String(kept(folder), UTF_8)).doesNotContain(PASSWORD).doesNotContain("Brot");
    }

    @Test
    void aNewOneTakesThePlaceOfTheOldAndNoOtherFolderHasIt() throws Exception {
        ResourceId folder = folder();
        ResourceId other = folder();
        passwords.keep(folder, PASSWORD);
        passwords.keep(folder, "another");
        assertThat(passwords.of(folder)).contains("another");
        assertThat(passwords.has(other)).isFalse();
    }

    @Test
    void whatIsForgottenIsGone() throws Exception {
        ResourceId folder = folder();
        passwords.keep(folder, PASSWORD);
        passwords.forget(folder);
        assertThat(passwords.has(folder)).isFalse();
        assertThat(passwords.of(folder)).isEmpty();
    }

    @Test
    void whatWasCopiedToAnotherFolderOpensNothingThere() throws Exception {
        ResourceId folder = folder();
        ResourceId other = folder();
        passwords.keep(folder, PASSWORD);
        DATABASE.sql()
                .sql("update resource set account_password = (select account_password from resource where id = :from)"
                        + " where id = :to")
                .param("from", folder.value())
                .param("to", other.value())
                .update();
        assertThatThrownBy(() -> passwords.of(other))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(other.toString())
                .hasMessageContaining("give it again");
    }

    @Test
    void withoutTheFarmsKeyItCannotBeReadAndIsNotShown() throws Exception {
        ResourceId folder = folder();
        passwords.keep(folder, PASSWORD);
        SharePasswords stolen = new SharePasswords(DATABASE.sql(), seal("other.key"));
        assertThatThrownBy(() -> stolen.of(folder))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageNotContaining("Brot");
    }
}
