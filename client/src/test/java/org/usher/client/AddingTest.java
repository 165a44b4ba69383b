package org.usher.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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
import org.usher.client.trust.Certificates;
import org.usher.client.trust.ServerTrust;
import org.usher.wire.Octets;
import org.usher.wire.component.ComponentRole;

class AddingTest {

    @TempDir
    private Path directory;

    private final Papers papers = Papers.make();
    private DeskDouble desk;
    private FarmDouble farm;

    @BeforeEach
    void start() throws IOException {
        desk = new DeskDouble(directory);
        farm = FarmDouble.start(papers);
    }

    @AfterEach
    void stop() {
        farm.close();
    }

    private static Adding.Wish wish(
            URI address, Optional<Octets> fingerprint, Optional<X509Certificate> authority, boolean byBrowser) {
        return new Adding.Wish(
                address,
                Optional.of("work"),
                Optional.of(FarmDouble.USER),
                Optional.empty(),
                fingerprint,
                authority,
                byBrowser);
    }

    private Connection add(Optional<Octets> fingerprint, Optional<X509Certificate> authority) {
        return new Adding(desk.parts()).add(wish(farm.address(), fingerprint, authority, false));
    }

    private static Reason reason(Throwable thrown) {
        return ((ClientException) thrown).reason();
    }

    @Test
    void showsTheCertificateAndTrustsWhenThePersonSaysThatItIsTheSame() throws IOException {
        Papers.Identity gateway = papers.component(ComponentRole.GATEWAY, "localhost");
        farm.close();
        farm = FarmDouble.start(papers, gateway);
        desk.answers("yes").types(FarmDouble.PASSWORD);

        Connection added = add(Optional.empty(), Optional.empty());

        assertThat(desk.told()).contains(Certificates.words(Certificates.fingerprint(gateway.certificate())));
        assertThat(added.trust()).isEqualTo(new ServerTrust.Farm(papers.authority()));
        assertThat(added.authority()).contains(papers.authority());
        assertThat(desk.parts().connections().find("work")).contains(added);
        assertThat(new SigningIn(desk.parts()).with(added, PortalApi::resources))
                .hasSize(3);
    }

    @Test
    void trustsNobodyWithoutAYes() {
        assertThatThrownBy(() -> add(Optional.empty(), Optional.empty()))
                .isInstanceOf(ClientException.class)
                .hasMessageContaining("--fingerprint")
                .satisfies(thrown -> assertThat(reason(thrown)).isEqualTo(Reason.NOT_TRUSTED));
        desk.answers("no");
        assertThatThrownBy(() -> add(Optional.empty(), Optional.empty()))
                .isInstanceOf(ClientException.class)
                .hasMessageContaining("not trusted");
        assertThat(desk.parts().connections().all()).isEmpty();
        assertThat(desk.told()).doesNotContain("Password");
    }

    @Test
    void takesAFingerprintOfTheServerOrOfItsFarmWithoutAQuestion() throws IOException {
        for (X509Certificate known : List.of(papers.authority())) {
            desk.types(FarmDouble.PASSWORD);
            assertThat(add(Optional.of(Certificates.fingerprint(known)), Optional.empty())
                            .trust())
                    .isEqualTo(new ServerTrust.Farm(papers.authority()));
        }
        assertThat(desk.told()).doesNotContain("Is it the same");
    }

    @Test
    void refusesAServerWithAnotherFingerprint() {
        Octets other = Certificates.fingerprint(Papers.make().authority());
        assertThatThrownBy(() -> add(Optional.of(other), Optional.empty()))
                .isInstanceOf(ClientException.class)
                .hasMessageContaining("shows another certificate")
                .satisfies(thrown -> assertThat(reason(thrown)).isEqualTo(Reason.NOT_TRUSTED));
        assertThat(desk.parts().connections().all()).isEmpty();
    }

    @Test
    void takesACompanysAuthorityForTheNameThatItCertified() throws IOException {
        Papers company = Papers.make();
        farm.close();
        farm = FarmDouble.start(papers, company.server("localhost"));
        desk.types(FarmDouble.PASSWORD);
        assertThat(add(Optional.empty(), Optional.of(company.authority())).trust())
                .isEqualTo(new ServerTrust.Authority(company.authority()));

        try (FarmDouble other = FarmDouble.start(papers, company.server("other.example"))) {
            assertThatThrownBy(() -> new Adding(desk.parts())
                            .add(wish(other.address(), Optional.empty(), Optional.of(company.authority()), false)))
                    .isInstanceOf(ClientException.class)
                    .satisfies(thrown -> assertThat(reason(thrown)).isEqualTo(Reason.NOT_TRUSTED));
        }
        try (FarmDouble foreign = FarmDouble.start(papers)) {
            assertThatThrownBy(() -> new Adding(desk.parts())
                            .add(wish(foreign.address(), Optional.empty(), Optional.of(company.authority()), false)))
                    .isInstanceOf(ClientException.class)
                    .satisfies(thrown -> assertThat(reason(thrown)).isEqualTo(Reason.NOT_TRUSTED));
        }
    }

    @Test
    void aCertificateThatNoFarmHasIssuedIsPinnedAlone() throws IOException {
        Papers.Identity own = Papers.make().server("some.other.name");
        farm.close();
        farm = FarmDouble.start(papers, own);
        desk.answers("y").types(FarmDouble.PASSWORD);
        Connection added = add(Optional.empty(), Optional.empty());
        assertThat(added.trust()).isEqualTo(new ServerTrust.Pinned(Certificates.fingerprint(own.certificate())));
    }

    @Test
    void anotherGatewayOfTheFarmIsTheFarmAndAnotherFarmIsNot() throws IOException {
        desk.answers("yes").types(FarmDouble.PASSWORD);
        Connection added = add(Optional.empty(), Optional.empty());
        try (FarmDouble second = FarmDouble.start(papers, papers.component(ComponentRole.GATEWAY, "elsewhere"));
                PortalApi api = new PortalApi(second.address(), added.trust(), "test", Optional.empty())) {
            assertThat(api.farm().authority()).isEqualTo(papers.authority());
        }
        Papers stranger = Papers.make();
        for (Papers.Identity identity : List.of(
                stranger.component(ComponentRole.GATEWAY, "localhost"),
                papers.component(ComponentRole.HOST, "localhost"),
                papers.server("localhost"))) {
            try (FarmDouble other = FarmDouble.start(papers, identity);
                    PortalApi api = new PortalApi(other.address(), added.trust(), "test", Optional.empty())) {
                assertThatThrownBy(api::farm)
                        .isInstanceOf(ClientException.class)
                        .satisfies(thrown -> assertThat(reason(thrown)).isEqualTo(Reason.NOT_TRUSTED));
            }
        }
    }

    @Test
    void saysWhenNobodyAnswers() throws IOException {
        URI gone = farm.address();
        farm.close();
        assertThatThrownBy(() -> new Adding(desk.parts()).add(wish(gone, Optional.empty(), Optional.empty(), false)))
                .isInstanceOf(ClientException.class)
                .hasMessageContaining("nobody answers")
                .satisfies(thrown -> assertThat(reason(thrown)).isEqualTo(Reason.UNREACHABLE));
        farm = FarmDouble.start(papers);
    }

    @Test
    void signsInWithTheBrowser() throws Exception {
        Path opened = directory.resolve("opened");
        desk.program("xdg-open", "echo \"$1\" > " + opened + ".part && mv " + opened + ".part " + opened)
                .toFile();
        desk.with("DISPLAY", ":0").with("PATH", desk.home().resolve("bin") + ":/usr/bin:/bin");
        desk.answers("yes");
        Thread waiting = Thread.currentThread();
        CompletableFuture<Void> browser = CompletableFuture.runAsync(() -> browse(opened))
                .whenComplete((done, failed) -> {
                    if (failed != null) {
                        waiting.interrupt();
                    }
                });

        Connection added = new Adding(desk.parts()).add(wish(farm.address(), Optional.empty(), Optional.empty(), true));

        assertThat(browser).succeedsWithin(Duration.ofSeconds(20));
        assertThat(added.user()).contains(FarmDouble.USER);
        assertThat(new SigningIn(desk.parts()).with(added, PortalApi::me).displayName())
                .isEqualTo("Alice A.");
        assertThat(desk.told()).doesNotContain("Password");
    }

    /** A browser whose user says yes; before that somebody else tries with a grant and a state of their own. */
    private void browse(Path opened) {
        try {
            while (!Files.exists(opened)) {
                Thread.onSpinWait();
            }
            URI page = URI.create(Files.readString(opened).strip());
            assertThat(page.getQuery()).contains("name=a desk & more").doesNotContain("verifier");
            URI answer = farm.consent(page);
            URI forged = URI.create(answer.toString().replaceFirst("state=.*", "state=guessed"));
            assertThat(status(forged)).isEqualTo(400);
            assertThat(status(answer)).isEqualTo(200);
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    private static int status(URI address) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
        return connection.getResponseCode();
    }
}
