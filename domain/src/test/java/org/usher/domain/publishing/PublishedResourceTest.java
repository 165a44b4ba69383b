package org.usher.domain.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.usher.domain.farm.SiteId;
import org.usher.domain.hosts.HostId;
import org.usher.domain.identity.UserId;

class PublishedResourceTest {

    private static PublishedResource of(
            ResourceKind kind,
            String name,
            String folder,
            String target,
            List<String> arguments,
            String startIn,
            Set<UserId> users,
            Set<HostId> hosts) {
        return new PublishedResource(
                new ResourceId(new UUID(0, 2)),
                new SiteId(new UUID(0, 1)),
                kind,
                name,
                folder,
                target,
                arguments,
                startIn,
                Optional.empty(),
                true,
                users,
                Set.of(),
                hosts);
    }

    private static PublishedResource named(String name) {
        return of(ResourceKind.APPLICATION, name, "", "xterm", List.of(), "", Set.of(), Set.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t"})
    void aResourceHasAName(String name) {
        assertThatThrownBy(() -> named(name)).hasMessageContaining("name:");
    }

    @Test
    void aNameHasUpToAHundredCharacters() {
        assertThat(named("x".repeat(100)).name()).hasSize(100);
        assertThatThrownBy(() -> named("x".repeat(101))).hasMessageContaining("1 to 100");
    }

    @Test
    void anApplicationHasAProgramAndADesktopNeedsNone() {
        assertThatThrownBy(() -> of(ResourceKind.APPLICATION, "Calc", "", " ", List.of(), "", Set.of(), Set.of()))
                .hasMessageContaining("target:");
        assertThat(of(ResourceKind.DESKTOP, "Desktop", "", "", List.of(), "", Set.of(), Set.of())
                        .target())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\rb", "a\tb", "a\0b", "a\u001bb", "a\u0085b", "a\u2028b", "a\u2029b", "a\ufeffb"})
    void everythingIsOneLine(String text) {
        assertThatThrownBy(() -> named(text)).hasMessageContaining("name: has control");
        assertThatThrownBy(() -> of(ResourceKind.APPLICATION, "Calc", text, "calc", List.of(), "", Set.of(), Set.of()))
                .hasMessageContaining("folder: has control");
        assertThatThrownBy(() -> of(ResourceKind.APPLICATION, "Calc", "", text, List.of(), "", Set.of(), Set.of()))
                .hasMessageContaining("target: has control");
        assertThatThrownBy(() ->
                        of(ResourceKind.APPLICATION, "Calc", "", "calc", List.of("x", text), "", Set.of(), Set.of()))
                .hasMessageContaining("arguments: has control");
        assertThatThrownBy(() -> of(ResourceKind.APPLICATION, "Calc", "", "calc", List.of(), text, Set.of(), Set.of()))
                .hasMessageContaining("startIn: has control");
    }

    @Test
    void withoutHostsNamedEveryHostOffersIt() {
        HostId one = new HostId(new UUID(0, 11));
        HostId two = new HostId(new UUID(0, 12));
        assertThat(named("Calc").offeredBy(one)).isTrue();
        PublishedResource bound =
                of(ResourceKind.APPLICATION, "Calc", "", "calc", List.of(), "", Set.of(), Set.of(one));
        assertThat(bound.offeredBy(one)).isTrue();
        assertThat(bound.offeredBy(two)).isFalse();
    }

    @Test
    void itDoesNotChangeWhenItsMakerDoes() {
        List<String> arguments = new ArrayList<>(List.of("-x"));
        Set<UserId> users = new HashSet<>(Set.of(new UserId(new UUID(0, 7))));
        PublishedResource resource = of(ResourceKind.APPLICATION, "Calc", "", "calc", arguments, "", users, Set.of());
        arguments.add("--all");
        users.add(new UserId(new UUID(0, 8)));
        assertThat(resource.arguments()).containsExactly("-x");
        assertThat(resource.users()).hasSize(1);
    }

    private static PublishedResource of(ResourceKind kind, String target) {
        return of(kind, "It", "", target, List.of(), "", Set.of(), Set.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/srv/a b.pdf", "~/notes.txt", "file:///srv/x", "C:\\x\\y.docx", "\\\\files\\x\\y.docx"})
    void aDocumentHasAWholePath(String path) {
        assertThat(of(ResourceKind.DOCUMENT, path).target()).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "notes.txt", "~other/notes.txt", "/srv/", "-x", "https://a/b"})
    void whatIsNoWholePathIsNoDocument(String path) {
        assertThatThrownBy(() -> of(ResourceKind.DOCUMENT, path))
                .hasMessageStartingWith("target:")
                .hasMessageContaining("whole path");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "intranet", "ftp://a/", "javascript:alert(1)", "https://", "https://me:pw@a/", "http://a b/"
            })
    void onlyAWebAddressIsAWebApplication(String address) {
        assertThat(of(ResourceKind.WEB, "https://intranet.example:8443/a?b=c#d").target())
                .startsWith("https:");
        assertThatThrownBy(() -> of(ResourceKind.WEB, address))
                .hasMessageStartingWith("target:")
                .hasMessageContaining("https://");
    }

    @ParameterizedTest
    @CsvSource({
        "\\\\files\\team,smb://files/team,\\\\files\\team",
        "\\\\files.example\\Team A\\2026\\,smb://files.example/Team%20A/2026,\\\\files.example\\Team A\\2026",
        "smb://files/Team A/Büro,smb://files/Team%20A/B%C3%BCro,\\\\files\\Team A\\Büro",
        "smb://10.1.2.3/x%20y/,smb://10.1.2.3/x%20y,\\\\10.1.2.3\\x y"
    })
    void aShareIsWrittenAsWindowsAndAsLinuxDo(String typed, String uri, String unc) {
        assertThat(of(ResourceKind.FOLDER, typed).target()).isEqualTo(typed);
        ShareAddress address = ShareAddress.read(typed).orElseThrow();
        assertThat(address.uri()).isEqualTo(uri);
        assertThat(address.unc()).isEqualTo(unc);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/srv",
                "\\\\files",
                "\\\\files\\",
                "\\\\-x\\y",
                "\\\\files\\a\\..\\b",
                "smb://files",
                "smb://files/",
                "smb://me:pw@files/x",
                "smb://files:1445/x",
                "smb://files/x?y",
                "nfs://files/x"
            })
    void whatIsNoShareIsNoFolder(String typed) {
        assertThatThrownBy(() -> of(ResourceKind.FOLDER, typed))
                .hasMessageStartingWith("target:")
                .hasMessageContaining("smb://");
    }

    @Test
    void whatOpensItMustGoWithItsKind() {
        assertThatThrownBy(() -> new Opening("xterm", Opening.Where.HOST, false, false).check(ResourceKind.APPLICATION))
                .hasMessageStartingWith("opener:");
        assertThatThrownBy(() -> new Opening("", Opening.Where.DEVICE, false, false).check(ResourceKind.DOCUMENT))
                .hasMessageStartingWith("where:");
        assertThatThrownBy(() -> new Opening("", Opening.Where.HOST, true, false).check(ResourceKind.FOLDER))
                .hasMessageStartingWith("kiosk:");
        new Opening("firefox", Opening.Where.DEVICE_OR_HOST, true, true).check(ResourceKind.WEB);
    }

    @Test
    void availabilityHasItsLimits() {
        assertThatThrownBy(() -> new Availability(true, "x".repeat(201), 0)).hasMessageStartingWith("message:");
        assertThatThrownBy(() -> new Availability(true, "a\nb", 0)).hasMessageStartingWith("message:");
        assertThatThrownBy(() -> new Availability(true, "", -1)).hasMessageStartingWith("maxUses:");
        assertThatThrownBy(() -> new Availability(true, "", 100_001)).hasMessageStartingWith("maxUses:");
    }

    private static final HostId HERE = new HostId(new UUID(0, 7));
    private static final HostId THERE = new HostId(new UUID(0, 8));

    private static PublishedResource of(ResourceKind kind, String target, Opening opening, PerHost... perHost) {
        PublishedResource plain = of(kind, "It", "", target, List.of("-x"), "/srv", Set.of(), Set.of());
        return with(plain, opening, Availability.ALWAYS, perHost);
    }

    private static PublishedResource with(
            PublishedResource plain, Opening opening, Availability availability, PerHost... perHost) {
        return new PublishedResource(
                plain.id(),
                plain.site(),
                plain.kind(),
                plain.name(),
                plain.folder(),
                plain.target(),
                plain.arguments(),
                plain.startIn(),
                plain.icon(),
                plain.enabled(),
                plain.users(),
                plain.groups(),
                plain.hosts(),
                plain.policy(),
                opening,
                availability,
                List.of(perHost));
    }

    private static Opening opening(Opening.Where where, boolean autoStart, String... extensions) {
        return new Opening("", where, false, false, Opening.Credentials.ASK, "", autoStart, List.of(extensions));
    }

    @Test
    void aHostMayHaveItDifferently() {
        PublishedResource resource = of(
                ResourceKind.APPLICATION,
                "calc",
                Opening.USUAL,
                new PerHost(HERE, Optional.of("/opt/calc"), Optional.of(List.of()), Optional.empty()));
        PublishedResource here = resource.on(HERE);
        assertThat(here.target()).isEqualTo("/opt/calc");
        assertThat(here.arguments()).isEmpty();
        assertThat(here.startIn()).isEqualTo("/srv");
        assertThat(resource.on(THERE)).isEqualTo(resource);
    }

    @Test
    void whatIsDifferentIsCheckedToo() {
        assertThatThrownBy(() -> new PerHost(HERE, Optional.empty(), Optional.empty(), Optional.empty()))
                .hasMessageStartingWith("perHost: nothing is different");
        assertThatThrownBy(() -> new PerHost(HERE, Optional.of("a\nb"), Optional.empty(), Optional.empty()))
                .hasMessageStartingWith("perHost: has control");
        assertThatThrownBy(() -> new PerHost(HERE, Optional.empty(), Optional.of(List.of("\0")), Optional.empty()))
                .hasMessageStartingWith("perHost: has control");
        PerHost noAddress = new PerHost(HERE, Optional.of("calc"), Optional.empty(), Optional.empty());
        assertThatThrownBy(() -> of(ResourceKind.WEB, "https://web.example/", Opening.USUAL, noAddress))
                .hasMessageStartingWith("perHost: target: calc")
                .hasMessageContaining("https://");
        PerHost once = new PerHost(HERE, Optional.of("calc"), Optional.empty(), Optional.empty());
        assertThatThrownBy(() -> of(ResourceKind.APPLICATION, "calc", Opening.USUAL, once, once))
                .hasMessageStartingWith("perHost: a host is named twice");
    }

    @Test
    void onlyWhatOpensInASessionOpensByItself() {
        assertThatThrownBy(() -> of(ResourceKind.DESKTOP, "", opening(Opening.Where.HOST, true)))
                .hasMessageStartingWith("autoStart:");
        assertThatThrownBy(() -> of(ResourceKind.WEB, "https://web.example/", opening(Opening.Where.DEVICE, true)))
                .hasMessageStartingWith("autoStart:");
        PublishedResource calc = of(ResourceKind.APPLICATION, "calc", opening(Opening.Where.HOST, true));
        assertThat(calc.opening().autoStart()).isTrue();
        assertThatThrownBy(() -> with(calc, calc.opening(), new Availability(true, "", 3)))
                .hasMessageStartingWith("autoStart:");
    }

    @Test
    void filesHaveEndingsHoweverTheyWereTyped() {
        assertThat(opening(Opening.Where.HOST, false, " .ODT", "*.csv", "tar.gz", "csv")
                        .extensions())
                .containsExactly("odt", "csv", "tar.gz");
        assertThatThrownBy(() -> of(ResourceKind.WEB, "https://web.example/", opening(Opening.Where.HOST, false, "a")))
                .hasMessageStartingWith("extensions:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a b", "a;b", "../x", "a/b", "a\nb", "*"})
    void whatIsNoEndingIsRefused(String typed) {
        assertThatThrownBy(() -> opening(Opening.Where.HOST, false, typed)).hasMessageStartingWith("extensions:");
    }
}
