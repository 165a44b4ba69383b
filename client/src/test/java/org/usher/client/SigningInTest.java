package org.usher.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.usher.client.ClientException.Reason;
import org.usher.client.api.PortalApi;
import org.usher.client.doubles.DeskDouble;
import org.usher.client.doubles.FarmDouble;
import org.usher.client.doubles.Papers;
import org.usher.client.store.Connection;
import org.usher.client.trust.ServerTrust;

class SigningInTest {

    @TempDir
    private Path directory;

    private final Papers papers = Papers.make();
    private DeskDouble desk;
    private FarmDouble farm;
    private Connection connection;

    @BeforeEach
    void start() throws IOException {
        desk = new DeskDouble(directory);
        farm = FarmDouble.start(papers);
        connection = new Connection(
                "work",
                farm.address(),
                Optional.of(FarmDouble.USER),
                Optional.empty(),
                new ServerTrust.Farm(papers.authority()),
                Optional.of(papers.authority()),
                false);
    }

    @AfterEach
    void stop() {
        farm.close();
    }

    private int resources() {
        return new SigningIn(desk.parts())
                .with(connection, PortalApi::resources)
                .size();
    }

    @Test
    void asksOnceAndKeepsTheSessionInAFileThatOnlyTheUserCanRead() throws IOException {
        desk.types(FarmDouble.PASSWORD);
        assertThat(resources()).isEqualTo(3);
        assertThat(resources()).isEqualTo(3);
        assertThat(desk.told().split("Password of alice", -1)).hasSize(2);
        assertThat(desk.told()).contains("a file that only you can read");
        Path kept = directory.resolve(".config/usher/sessions/work");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void asksAgainWhenTheSessionIsOver() {
        desk.types(FarmDouble.PASSWORD, FarmDouble.PASSWORD);
        assertThat(resources()).isEqualTo(3);
        farm.endSessions();
        assertThat(resources()).isEqualTo(3);
        assertThat(desk.told()).contains("Your session at work is over.");
    }

    @Test
    void saysHowToSignInWhenNobodyIsThere() {
        desk.leaves();
        assertThatThrownBy(this::resources)
                .isInstanceOf(ClientException.class)
                .hasMessageContaining("usher connect sign-in work")
                .extracting(thrown -> ((ClientException) thrown).reason())
                .isEqualTo(Reason.SIGN_IN);
    }

    @Test
    void letsAPersonTypeThreeTimesAndAProgramOnce() {
        desk.types("wrong", "wrong again", FarmDouble.PASSWORD);
        assertThat(resources()).isEqualTo(3);
        farm.endSessions();
        desk.types("wrong", "wrong", "wrong", FarmDouble.PASSWORD);
        assertThatThrownBy(this::resources)
                .isInstanceOf(ClientException.class)
                .hasMessageContaining("password is wrong");
        desk.forgetTold();
        desk.leaves();
        // The one that is left is right; a program's first is its only one.
        assertThat(resources()).isEqualTo(3);
    }

    @Test
    void aNewWordAgainstForgedRequestsIsTakenUp() {
        desk.types(FarmDouble.PASSWORD);
        new SigningIn(desk.parts()).with(connection, api -> {
            farm.changeWord();
            api.signOut();
            return api.session();
        });
        assertThat(farm.signOuts).hasValue(1);
    }

    @Test
    void signingOutEndsTheSessionThereAndForgetsItHere() {
        desk.types(FarmDouble.PASSWORD);
        assertThat(resources()).isEqualTo(3);
        new SigningIn(desk.parts()).signOut(connection);
        assertThat(farm.signOuts).hasValue(1);
        assertThat(directory.resolve(".config/usher/sessions/work")).doesNotExist();
        new SigningIn(desk.parts()).signOut(connection);
        assertThat(farm.signOuts).hasValue(1);
    }
}
