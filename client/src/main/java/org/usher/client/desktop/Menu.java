package org.usher.client.desktop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.usher.client.api.Icon;
import org.usher.client.program.Programs;
import org.usher.client.store.Desk;

/** Puts resources into the menu of a Linux desktop, and connection files under this program's care; and takes them away. */
public final class Menu {

    private static final String PREFIX = "usher-connect-";
    private static final String FILE_ENTRY = PREFIX + "file.desktop";
    private static final String TYPE = "application/x-rdp";
    private static final String TYPES = """
            <?xml version="1.0" encoding="UTF-8"?>
            <mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
              <mime-type type="application/x-rdp">
                <comment>Remote desktop connection</comment>
                <glob pattern="*.rdp"/>
              </mime-type>
            </mime-info>
            """;

    private final Path data;
    private final Path settings;
    private final List<Path> shared;
    private final DefaultApplications defaults;
    private final Programs programs;
    private final List<String> program;

    /** @param program how this program is started */
    public Menu(Desk desk, Programs programs, List<String> program) {
        this.data = desk.data();
        this.settings = desk.settings();
        this.shared = desk.sharedData();
        this.defaults = new DefaultApplications(desk.configuration().resolve("mimeapps.list"));
        this.programs = programs;
        this.program = List.copyOf(program);
    }

    /**
     * A resource in the menu.
     *
     * @param id the resource's, by which the entry opens it
     * @param windowClass by which the desktop finds the window that belongs to it
     * @param extensions the endings of the names of files that it opens
     */
    public record Entry(
            String connection,
            String site,
            String id,
            String name,
            String folder,
            String windowClass,
            Optional<Icon> icon,
            List<String> extensions) {

        public Entry {
            extensions = List.copyOf(extensions);
        }
    }

    /** Puts these and no others into the menu for this connection, and says where. */
    public Path show(String connection, List<Entry> entries) throws IOException {
        remove(connection);
        Files.createDirectories(applications());
        FileTypes types = FileTypes.of(shared);
        for (Entry entry : entries) {
            write(entry, types);
        }
        writeTypes(
                connection,
                types.own(entries.stream()
                        .flatMap(entry -> entry.extensions().stream())
                        .toList()));
        refresh();
        return applications();
    }

    private Path applications() {
        return data.resolve("applications");
    }

    private Path icons() {
        return data.resolve("usher").resolve("icons");
    }

    // The name of the connection has no two dots in a row, so that it ends where this begins.
    private static String stem(String connection) {
        return PREFIX + connection + "..";
    }

    /** Types that this desk does not know yet, and this connection's resources open. */
    private void writeTypes(String connection, Optional<String> types) throws IOException {
        if (types.isPresent()) {
            Files.createDirectories(packages());
            Files.writeString(packages().resolve(stem(connection) + ".xml"), types.get());
        }
    }

    private void write(Entry entry, FileTypes types) throws IOException {
        String stem = stem(entry.connection()) + entry.id().replaceAll("[^A-Za-z0-9-]", "_");
        DesktopEntry.Builder lines = new DesktopEntry.Builder()
                .text("Name", entry.name())
                .text("Comment", "Opens on " + entry.site())
                .exec(
                        command("open", "--menu", "--connection", entry.connection(), "--", entry.id()),
                        // A file that was opened with it; without one there is nothing in its place.
                        entry.extensions().isEmpty() ? "" : "%f")
                .flag("Terminal", false)
                .flag("StartupNotify", true)
                .text("StartupWMClass", entry.windowClass())
                .list("Categories", Categories.of(entry.folder()));
        if (!entry.extensions().isEmpty()) {
            lines.list("MimeType", types.typesOf(entry.extensions()));
        }
        if (entry.icon().isPresent()) {
            Files.createDirectories(icons());
            Path icon = icons().resolve(stem + "." + entry.icon().get().ending());
            Files.write(icon, entry.icon().get().content().bytes());
            lines.text("Icon", icon.toString());
        } else {
            lines.text("Icon", "preferences-desktop-remote-desktop");
        }
        Files.writeString(
                applications().resolve(stem + ".desktop"), lines.build().text());
    }

    private List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(program);
        command.add("connect");
        command.addAll(List.of(arguments));
        return command;
    }

    /** Takes the entries of a connection away. */
    public void remove(String connection) throws IOException {
        delete(applications(), stem(connection));
        delete(icons(), stem(connection));
        delete(packages(), stem(connection));
        refresh();
    }

    private static void delete(Path directory, String prefix) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        List<Path> ours;
        try (Stream<Path> files = Files.list(directory)) {
            ours = files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .toList();
        }
        for (Path file : ours) {
            Files.deleteIfExists(file);
        }
    }

    /** Makes this program the one that opens connection files, and remembers which it was before. */
    public void takeFiles() throws IOException {
        Files.createDirectories(applications());
        DesktopEntry entry = new DesktopEntry.Builder()
                .text("Name", "Usher connection file")
                .text("Comment", "Opens a connection file after a look at its signature")
                .exec(command("file", "--menu"), "%f")
                .flag("Terminal", false)
                .flag("NoDisplay", true)
                .text("Icon", "preferences-desktop-remote-desktop")
                .list("MimeType", List.of(TYPE))
                .list("Categories", List.of("Network", "RemoteAccess", "X-Usher"))
                .build();
        Files.writeString(applications().resolve(FILE_ENTRY), entry.text());
        Files.createDirectories(types().getParent());
        Files.writeString(types(), TYPES);
        Optional<String> before = defaults.of(TYPE);
        if (before.isPresent() && !before.get().equals(FILE_ENTRY)) {
            Files.createDirectories(settings);
            Files.writeString(before(), before.get());
        }
        defaults.set(TYPE, Optional.of(FILE_ENTRY));
        refresh();
    }

    private Path packages() {
        return data.resolve("mime").resolve("packages");
    }

    private Path types() {
        return packages().resolve("usher-connect.xml");
    }

    private Path before() {
        return settings.resolve("rdp-files-before");
    }

    /** Takes everything away; connection files belong to whom they belonged before. */
    public void removeAll() throws IOException {
        delete(applications(), PREFIX);
        delete(icons(), PREFIX);
        delete(packages(), "usher-connect");
        if (defaults.of(TYPE).filter(FILE_ENTRY::equals).isPresent()) {
            defaults.set(
                    TYPE,
                    Files.exists(before())
                            ? Optional.of(Files.readString(before()).strip())
                            : Optional.empty());
        }
        Files.deleteIfExists(before());
        refresh();
    }

    // Desktops notice by themselves sooner or later; these make it sooner.
    private void refresh() throws IOException {
        refresh("update-desktop-database", applications());
        refresh("update-mime-database", data.resolve("mime"));
    }

    private void refresh(String name, Path directory) throws IOException {
        Optional<Path> found = programs.find(name);
        if (found.isPresent() && Files.isDirectory(directory)) {
            // A fault of some other entry makes it fail, and is not ours to tell.
            Programs.run(List.of(found.get().toString(), directory.toString()), "");
        }
    }
}
