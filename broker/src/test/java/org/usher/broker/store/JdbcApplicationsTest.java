package org.usher.broker.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.usher.broker.TestDatabase;
import org.usher.domain.hosts.HostId;
import org.usher.link.host.HostApplications;
import org.usher.wire.Octets;

class JdbcApplicationsTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final JdbcIcons icons = new JdbcIcons(DATABASE.sql());
    private final JdbcApplications applications = new JdbcApplications(DATABASE.sql(), icons);
    private final HostId host = DATABASE.host(DATABASE.site(), 5).id();

    private static HostApplications.Icon icon(String type, byte[] data) {
        return new HostApplications.Icon(type, Base64.getEncoder().encodeToString(data));
    }

    private static HostApplications.Application application(
            String id, String name, boolean desktop, HostApplications.@Nullable Icon icon) {
        return new HostApplications.Application(
                id, name, "What it is for", List.of("/usr/bin/" + id, "it's \"one\""), desktop, icon);
    }

    private void replace(String digest, HostApplications.Application... list) {
        DATABASE.transaction()
                .executeWithoutResult(
                        status -> applications.replace(host, new HostApplications(digest, List.of(list))));
    }

    @Test
    void aListTakesThePlaceOfTheOneThatWasThere() {
        assertThat(applications.digest(host)).isEmpty();
        replace("first", application("gone", "Gone", false, null));
        replace(
                "second",
                application("desktop:xfce", "Xfce", true, null),
                application("b", "beta", false, null),
                application("a", "Alpha", false, null));
        assertThat(applications.digest(host)).contains("second");
        assertThat(applications.of(host))
                .extracting(JdbcApplications.Found::name)
                .containsExactly("Alpha", "beta", "Xfce");
        JdbcApplications.Found alpha = applications.of(host).getFirst();
        assertThat(alpha.command()).containsExactly("/usr/bin/a", "it's \"one\"");
        assertThat(alpha.desktop()).isFalse();
        assertThat(alpha.icon()).isEmpty();
    }

    @Test
    void theSamePictureIsKeptOnceAndComesBackAsItWas() {
        byte[] picture = "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(UTF_8);
        replace(
                "digest",
                application("a", "A", false, icon("image/svg+xml", picture)),
                application("b", "B", false, icon("image/svg+xml", picture)));
        List<JdbcApplications.Found> found = applications.of(host);
        String digest = found.getFirst().icon().orElseThrow();
        assertThat(found.getLast().icon()).contains(digest);
        assertThat(digest).isEqualTo(Octets.digestOf(picture).text());
        assertThat(icons.find(digest)).contains(new JdbcIcons.Icon("image/svg+xml", Octets.of(picture)));
        assertThat(icons.find("no such digest")).isEmpty();
    }

    @Test
    void aBadPictureIsLeftOutAndItsApplicationIsNot() {
        replace(
                "digest",
                application("a", "A", false, icon("text/html", new byte[] {1})),
                application("b", "B", false, new HostApplications.Icon("image/png", "no base64!")),
                application("c", "C", false, icon("image/png", new byte[0])),
                application("d", "D", false, icon("image/png", new byte[JdbcApplications.MAX_ICON + 1])));
        assertThat(applications.of(host))
                .hasSize(4)
                .allSatisfy(found -> assertThat(found.icon()).isEmpty());
    }

    @Test
    void anIdThatComesTwiceIsTakenOnce() {
        replace("digest", application("a", "First", false, null), application("a", "Second", false, null));
        assertThat(applications.of(host))
                .extracting(JdbcApplications.Found::name)
                .containsExactly("First");
    }
}
