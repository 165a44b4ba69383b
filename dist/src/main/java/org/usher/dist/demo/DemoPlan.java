package org.usher.dist.demo;

import java.nio.file.Path;
import java.util.List;

/** What the demo consists of. */
final class DemoPlan {

    static final Path HOME = Path.of("/var/lib/usher-demo");

    static final String ADMINISTRATOR = "admin";

    static final List<String> HOSTS = List.of("demo-host-1", "demo-host-2");

    /** Debian's packages with what is published; what a session host itself needs comes on top. */
    static final List<String> PACKAGES = List.of(
            "xfce4-terminal",
            "mousepad",
            "galculator",
            "thunar",
            "xfce4-session",
            "xfwm4",
            "xfce4-panel",
            "xfdesktop4",
            "xfce4-settings",
            "adwaita-icon-theme",
            "librsvg2-common",
            "fonts-dejavu-core",
            "xfonts-base",
            "chromium");

    static final String OFFICE = "Office";

    /** Somebody who can sign in; {@code office} is the group that sees everything. */
    record Person(String name, String displayName, boolean office) {}

    static final List<Person> PEOPLE =
            List.of(new Person("alice", "Alice Adams", true), new Person("bob", "Bob Brown", false));

    /**
     * Something to publish.
     *
     * @param found the application's id, as hosts report it
     * @param everybody whether everybody may use it, or the office alone
     * @param arguments what the desktop file lacks
     */
    record Publication(
            String found, String name, String folder, boolean desktop, boolean everybody, List<String> arguments) {}

    static final List<Publication> PUBLICATIONS = List.of(
            new Publication("galculator", "Calculator", "", false, true, List.of()),
            new Publication("org.xfce.mousepad", "Text Editor", "", false, true, List.of()),
            new Publication("thunar", "Files", "", false, false, List.of()),
            // Without its server the terminal is a process of its own, which ends when its window is closed.
            new Publication("xfce4-terminal", "Terminal", "Tools", false, false, List.of("--disable-server")),
            new Publication("desktop:xfce", "Desktop", "", true, false, List.of()));

    /**
     * Something to publish that is no program.
     *
     * @param kind the API's word
     */
    record Thing(String kind, String name, String folder, String target) {}

    /** For everybody; the page stands on this port. */
    static List<Thing> things(int pagePort) {
        return List.of(
                new Thing("document", "Welcome", "", DemoPage.DOCUMENT),
                new Thing("web", "Time sheet", "", DemoPage.address(pagePort)));
    }

    private DemoPlan() {}
}
